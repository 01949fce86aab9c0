<?php
/**
 * Loads WordPress, with Culprit active, before PHPUnit starts; tools/phpunit.mjs makes the site.
 *
 * @package Culprit
 */

namespace Culprit\Tests;

if ( ! getenv( 'CULPRIT_TEST_SITE' ) ) {
	echo "The tests need a site to run on. Start them with: node tools/phpunit.mjs\n";
	exit( 1 );
}

require dirname( __DIR__, 2 ) . '/vendor/autoload.php';

// A fatal error in a test is for PHPUnit to report.
define( 'WP_DISABLE_FATAL_ERROR_HANDLER', true );

require __DIR__ . '/support/request.php';
require getenv( 'CULPRIT_TEST_SITE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

if ( ! is_plugin_active( 'culprit/plugin.php' ) ) {
	echo "Culprit is not active on the test site.\n";
	exit( 1 );
}

// What the tests report must not disappear in a log.
ini_set( 'display_errors', 'stderr' ); // phpcs:ignore WordPress.PHP.IniSet
ini_set( 'log_errors', '0' ); // phpcs:ignore WordPress.PHP.IniSet

// A tenth of a second for each user that a test makes is for real sites.
add_filter(
	'wp_hash_password_options',
	static function () {
		return array( 'cost' => 4 );
	}
);

Support\Database::keep();
Support\Files::keep();
