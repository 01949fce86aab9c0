<?php
/**
 * Tells PHPStan the constants that WordPress defines at run time.
 *
 * @package Culprit
 */

define( 'ABSPATH', '' );
define( 'AUTH_KEY', '' );
define( 'ARRAY_A', 'ARRAY_A' );
define( 'ARRAY_N', 'ARRAY_N' );
define( 'COOKIE_DOMAIN', '' );
define( 'COOKIEHASH', '' );
define( 'COOKIEPATH', '' );
define( 'DAY_IN_SECONDS', 86400 );
define( 'DB_HOST', '' );
define( 'DB_NAME', '' );
define( 'FS_CHMOD_DIR', 0755 );
define( 'FS_CHMOD_FILE', 0644 );
define( 'HOUR_IN_SECONDS', 3600 );
define( 'LOGGED_IN_COOKIE', '' );
define( 'MINUTE_IN_SECONDS', 60 );
define( 'MONTH_IN_SECONDS', 2592000 );
define( 'OBJECT', 'OBJECT' );
define( 'OBJECT_K', 'OBJECT_K' );
define( 'SITECOOKIEPATH', '' );
define( 'WEEK_IN_SECONDS', 604800 );
define( 'WPINC', 'wp-includes' );
define( 'WPMU_PLUGIN_DIR', '' );
define( 'WPMU_PLUGIN_URL', '' );
define( 'WP_CACHE', false );
define( 'WP_CONTENT_DIR', '' );
define( 'WP_CONTENT_URL', '' );
define( 'WP_DEBUG', false );
define( 'WP_DEBUG_LOG', false );
define( 'WP_PLUGIN_DIR', '' );
define( 'WP_PLUGIN_URL', '' );
