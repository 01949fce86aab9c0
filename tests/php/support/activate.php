<?php
/**
 * Activates Culprit on the test site, in a process of its own: the tests then find it loaded as on any site.
 *
 * @package Culprit
 */

chdir( (string) getenv( 'CULPRIT_TEST_SITE' ) );
require __DIR__ . '/request.php';
require './wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_set_current_user( 1 );
$result = activate_plugin( 'culprit/plugin.php', '', is_multisite() );
if ( is_wp_error( $result ) ) {
	echo esc_html( 'Culprit could not be activated: ' . $result->get_error_message() . "\n" );
	exit( 1 );
}
