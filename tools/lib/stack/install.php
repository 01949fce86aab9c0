<?php
/**
 * Installs WordPress on the stack: admin / password. Run from the command line, with the web root as its argument.
 *
 * @package Culprit
 */

define( 'WP_INSTALLING', true );

$_SERVER['HTTP_HOST']       = '127.0.0.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

/**
 * WordPress would mail the new site's address.
 */
function wp_new_blog_notification() {}

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// WordPress would ask itself whether addresses without a question mark work.
add_filter( 'pre_http_request', '__return_empty_array' );

wp_install( 'Site', 'admin', 'admin@example.org', true, '', 'password' );
