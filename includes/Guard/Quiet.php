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
				$host   = self::host( $url );
				$own    = self::is_own( $host ) || self::is_own( self::asked_for( is_array( $args ) ? $args['headers'] ?? null : null ) );
				if ( ! $own && in_array( $method, array( 'GET', 'HEAD' ), true ) ) {
					return $answer;
				}
				$refused->add( 'HTTP ' . $method . ' ' . $host );
				return new \WP_Error( 'http_request_not_executed', 'Refused: this page load may change nothing.' );
			},
			PHP_INT_MAX,
			3
		);
		add_action(
			'requests-requests.before_redirect',
			static function ( $location = '' ) use ( $refused ): void {
				$host = self::host( $location );
				if ( self::is_own( $host ) ) {
					$refused->add( 'HTTP redirect ' . $host );
					throw new \WpOrg\Requests\Exception( 'Refused: this page load may change nothing.', 'http_request_not_executed' );
				}
			},
			PHP_INT_MAX
		);
	}

	/**
	 * The host that a request's headers ask for, whatever its address says.
	 *
	 * @param mixed $headers As the HTTP API takes them: by name, or as a text.
	 * @return string As host() gives it.
	 */
	private static function asked_for( $headers ): string {
		if ( is_string( $headers ) ) {
			return 1 === preg_match( '/^host\s*+:\s*+(\S++)/im', $headers, $match ) ? self::host( '//' . $match[1] ) : '';
		}
		$asked = is_array( $headers ) ? array_change_key_case( $headers )['host'] ?? '' : '';
		return self::host( '//' . ( is_string( $asked ) ? trim( $asked ) : '' ) );
	}

	/**
	 * The host in an address, spelled in one way.
	 *
	 * @param mixed $url An address.
	 * @return string Empty where there is none.
	 */
	private static function host( $url ): string {
		$host = wp_parse_url( is_string( $url ) ? $url : '', PHP_URL_HOST );
		return is_string( $host ) ? (string) preg_replace( '/^www\.|\.+\z/', '', strtolower( rawurldecode( $host ) ) ) : '';
	}

	/**
	 * Whether a host is this site, under any of the names that it is known by here.
	 *
	 * @param string $host As host() gave it.
	 * @return bool
	 */
	private static function is_own( string $host ): bool {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput, WordPress.Security.NonceVerification -- It is compared only.
		$visited = isset( $_SERVER['HTTP_HOST'] ) && is_string( $_SERVER['HTTP_HOST'] ) ? $_SERVER['HTTP_HOST'] : '';
		return '' !== $host && in_array( $host, array( self::host( home_url() ), self::host( site_url() ), self::host( '//' . $visited ) ), true );
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
