<?php
/**
 * Plugin Name: Culprit Guard
 * Description: Lets Culprit look at this site with other plugins, for one signed request at a time. Does nothing on any other request. Installed and removed by the Culprit plugin.
 * Version:     {{version}}
 * License:     GPL-2.0-or-later
 *
 * @package Culprit
 */

defined( 'ABSPATH' ) || exit;

if ( isset( $_SERVER['HTTP_X_CULPRIT_PROBE'] ) || isset( $_SERVER['HTTP_X_CULPRIT_PASS'] ) || ( ! wp_installing() && array_intersect_key( array_flip( array( 'culprit_armed', 'culprit_busy', 'culprit_watch' ) ), wp_load_alloptions() ) ) ) {
	try {
		// Culprit's folder may be missing for a moment while it is updated.
		if ( is_file( WP_PLUGIN_DIR . '/{{folder}}/includes/Guard/enter.php' ) ) {
			define( 'CULPRIT_GUARD_VERSION', '{{version}}' );
			define( 'CULPRIT_GUARD_PLUGIN', '{{folder}}/plugin.php' );
			include_once WP_PLUGIN_DIR . '/{{folder}}/includes/Guard/enter.php';
		}
	} catch ( \Throwable $culprit_ignored ) {
		unset( $culprit_ignored );
	}
}
