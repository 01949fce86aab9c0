<?php
/**
 * Installs WordPress for the PHP tests: admin / password.
 *
 * @package Culprit
 */

define( 'WP_INSTALLING', true );
define( 'WP_SITEURL', getenv( 'CULPRIT_TEST_URL' ) );

require __DIR__ . '/request.php';

$server = new mysqli( 'localhost', 'root', '', '', 0, getenv( 'CULPRIT_TEST_SOCKET' ) );
$server->query( 'CREATE DATABASE wordpress CHARACTER SET utf8mb4' );
$server->close();

/**
 * WordPress would mail the new site's address.
 */
function wp_new_blog_notification() {}

require getenv( 'CULPRIT_TEST_SITE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// WordPress would ask itself whether addresses without a question mark work; nobody serves it yet.
add_filter( 'pre_http_request', '__return_empty_array' );

wp_install( 'Test site', 'admin', 'admin@example.org', true, '', 'password' );

if ( getenv( 'CULPRIT_TEST_MULTISITE' ) ) {
	foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) {
		$wpdb->$table = $name;
	}
	install_network();
	$result = populate_network( 1, $_SERVER['HTTP_HOST'], 'admin@example.org', 'Test network', '/', false );
	if ( is_wp_error( $result ) ) {
		echo esc_html( 'The network could not be made: ' . $result->get_error_message() . "\n" );
		exit( 1 );
	}
}
