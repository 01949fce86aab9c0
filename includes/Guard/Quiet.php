<?php
/**
 * Keeps a probe from having effects outside its own page.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * No cron, no cached copy, no crash guard; in a guarded probe no mail, either.
 */
final class Quiet {

	/**
	 * Starts being quiet.
	 *
	 * @param bool $guarded Whether the probe is read-only; an observed one is an ordinary visit but for cron, caches and crash guards.
	 */
	public static function start( bool $guarded ): void {
		foreach ( array( 'DONOTCACHEPAGE', 'DONOTCACHEOBJECT', 'DONOTMINIFY', 'DISABLE_WP_CRON' ) as $constant ) {
			if ( ! defined( $constant ) ) {
				define( $constant, true );
			}
		}
		// Core would pause the plugin and mail the admin; its error page for visitors stays.
		add_filter( 'wp_fatal_error_handler_enabled', '__return_false', PHP_INT_MAX );

		// Earlier, public add-ons that look for it would die and be taken for the culprit.
		add_action( 'wp_loaded', array( self::class, 'sandbox' ), PHP_INT_MIN );

		if ( $guarded ) {
			add_filter( 'pre_wp_mail', '__return_true', PHP_INT_MAX );
		}
	}

	/**
	 * Tells other crash guards to stand aside.
	 */
	public static function sandbox(): void {
		if ( ! defined( 'WP_SANDBOX_SCRAPING' ) ) {
			define( 'WP_SANDBOX_SCRAPING', true );
		}
	}
}
