<?php
/**
 * Configuration of the site that the PHP tests run on; the runner says where everything is.
 *
 * @package Culprit
 */

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'CULPRIT_TEST_SOCKET' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );

define( 'AUTH_KEY', 'test authentication key' );
define( 'SECURE_AUTH_KEY', 'test secure authentication key' );
define( 'LOGGED_IN_KEY', 'test logged-in key' );
define( 'NONCE_KEY', 'test nonce key' );
define( 'AUTH_SALT', 'test authentication salt' );
define( 'SECURE_AUTH_SALT', 'test secure authentication salt' );
define( 'LOGGED_IN_SALT', 'test logged-in salt' );
define( 'NONCE_SALT', 'test nonce salt' );

// Application passwords need it where there is no https.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', getenv( 'CULPRIT_TEST_FOLDER' ) . '/php.log' );

// A test decides when cron runs: by asking for wp-cron.php.
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'FS_METHOD', 'direct' );

if ( getenv( 'CULPRIT_TEST_MULTISITE' ) && ! defined( 'WP_INSTALLING' ) ) {
	define( 'MULTISITE', true );
	define( 'SUBDOMAIN_INSTALL', false );
	define( 'DOMAIN_CURRENT_SITE', substr( getenv( 'CULPRIT_TEST_URL' ), strlen( 'http://' ) ) );
	define( 'PATH_CURRENT_SITE', '/' );
	define( 'SITE_ID_CURRENT_SITE', 1 );
	define( 'BLOG_ID_CURRENT_SITE', 1 );
}

$table_prefix = 'wp_'; // phpcs:ignore WordPress.WP.GlobalVariablesOverride -- This is where it is set.

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
