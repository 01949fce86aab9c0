<?php
/**
 * Keeps a probe from having effects outside its own page.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * No cron, no cached copy, no crash guard; in a guarded probe no mail and no request that could change something, either.
 */
final class Quiet {

	/**
	 * Starts being quiet.
	 *
	 * @param Refusals|null $refused What a read-only probe is kept from; null in an observed one, which is an ordinary visit but for cron, caches and crash guards.
	 */
	public static function start( ?Refusals $refused ): void {
		foreach ( array( 'DONOTCACHEPAGE', 'DONOTCACHEOBJECT', 'DONOTMINIFY', 'DISABLE_WP_CRON' ) as $constant ) {
			if ( ! defined( $constant ) ) {
				define( $constant, true );
			}
		}
		// Core would pause the plugin and mail the admin; its error page for visitors stays.
		add_filter( 'wp_fatal_error_handler_enabled', '__return_false', PHP_INT_MAX );

		// Earlier, public add-ons that look for it would die and be taken for the culprit.
		add_action( 'wp_loaded', array( self::class, 'sandbox' ), PHP_INT_MIN );

		if ( null !== $refused ) {
			self::keep_in( $refused );
		}
	}

	/**
	 * Keeps mail in, and requests that could make this site or another one do something.
	 *
	 * @param Refusals $refused Where refusals are noted.
	 */
	private static function keep_in( Refusals $refused ): void {
		// Rules of Apache and IIS are files.
		add_filter( 'flush_rewrite_rules_hard', '__return_false', PHP_INT_MAX );
		add_filter(
			'pre_wp_mail',
			static function () use ( $refused ) {
				$refused->add( 'mail' );
				return true;
			},
			PHP_INT_MAX
		);
		add_filter(
			'pre_http_request',
			static function ( $answer, $args, $url ) use ( $refused ) {
				$method = is_array( $args ) && isset( $args['method'] ) && is_string( $args['method'] ) ? strtoupper( $args['method'] ) : 'GET';
				$host   = wp_parse_url( is_string( $url ) ? $url : '', PHP_URL_HOST );
				$own    = in_array( $host, array( wp_parse_url( home_url(), PHP_URL_HOST ), wp_parse_url( site_url(), PHP_URL_HOST ) ), true );
				if ( ! $own && in_array( $method, array( 'GET', 'HEAD' ), true ) ) {
					return $answer;
				}
				$refused->add( 'HTTP ' . $method . ' ' . ( is_string( $host ) ? $host : '' ) );
				return new \WP_Error( 'http_request_not_executed', 'Refused: this page load may change nothing.' );
			},
			PHP_INT_MAX,
			3
		);
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
