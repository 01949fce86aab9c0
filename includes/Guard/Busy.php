<?php
/**
 * The short answer that visitors get instead of a page that hangs, so that workers are left for the search and for other pages.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Given only while an admin who agreed lets a search run, and for two minutes after it was last asked for.
 *
 * It is an option that is loaded with all others, so that an ordinary request learns of it without a query.
 */
final class Busy {

	private const OPTION = 'culprit_busy';

	/**
	 * Seconds.
	 */
	private const LEASE = 120;

	/**
	 * What other sites add to an address and no page depends on.
	 */
	private const TRACKING = '/^(?:utm_\w+|_ga|_gl|dclid|fbclid|gad_source|gbraid|gclid|mc_cid|mc_eid|msclkid|wbraid)\z/';

	/**
	 * What is no page for people, in the path or among the arguments.
	 */
	private const MACHINES = '~(?:^|/)(?:\.well-known|wp-json|feed|favicon\.ico|[^/]*\.txt|[^/]*sitemap[^/]*\.x[ms]l)(?:/|\z)|/(?:rdf|rss2?|atom)\z~i';

	private const MACHINE_ARGUMENTS = array( 'favicon', 'feed', 'rest_route', 'robots', 'sitemap' );

	/**
	 * Starts the busy answer, or gives it more time.
	 *
	 * @param string $scope page or site.
	 * @param string $page  Path of the searched page on this site.
	 */
	public static function start( string $scope, string $page ): void {
		update_option(
			self::OPTION,
			(string) wp_json_encode(
				array(
					'scope' => $scope,
					'page'  => $page,
					'path'  => self::path( home_url( $page ) ),
					'until' => time() + self::LEASE,
				),
				JSON_UNESCAPED_SLASHES
			),
			true
		);
	}

	/**
	 * Ends it.
	 */
	public static function end(): void {
		delete_option( self::OPTION );
	}

	/**
	 * What is answered now. One that has run out is taken away; costs no query where there is none.
	 *
	 * @return array{scope: string, page: string, until: int}|null As in schemas/busy.json.
	 */
	public static function current(): ?array {
		$stored = wp_load_alloptions()[ self::OPTION ] ?? null;
		if ( null === $stored ) {
			return null;
		}
		$busy = self::read( $stored );
		if ( null === $busy || $busy['until'] <= time() ) {
			// What looks must not take down.
			if ( ! defined( 'CULPRIT_PROBED' ) ) {
				self::end();
			}
			return null;
		}
		if ( ! self::is_given( $busy ) ) {
			return null;
		}
		unset( $busy['path'] );
		return $busy;
	}

	/**
	 * Ends this request with the busy answer, when it is one of a visitor that it is meant for.
	 *
	 * @param mixed $stored The option.
	 */
	public static function answer( $stored ): void {
		$busy = self::read( $stored );
		if ( null === $busy || ! self::is_given( $busy ) || ! self::is_visit() || ( 'page' === $busy['scope'] && ! self::is_page( $busy ) ) ) {
			return;
		}
		status_header( 503 );
		header( 'Content-Type: text/html; charset=utf-8' );
		header( 'Retry-After: 30' );
		Response::forbid_caching();
		header( 'X-Culprit-Busy: 1' );
		echo '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta http-equiv="refresh" content="30"><title>Busy</title></head><body><p>This page is being repaired. It tries again by itself in half a minute.</p></body></html>';
		exit;
	}

	/**
	 * A stored answer.
	 *
	 * @param mixed $stored The option.
	 * @return array{scope: string, page: string, path: string, until: int}|null Null when it is none.
	 */
	private static function read( $stored ): ?array {
		$busy = json_decode( is_string( $stored ) ? $stored : '', true );
		if ( ! is_array( $busy ) || ! isset( $busy['scope'], $busy['page'], $busy['path'], $busy['until'] ) ) {
			return null;
		}
		if ( ! is_string( $busy['scope'] ) || ! is_string( $busy['page'] ) || ! is_string( $busy['path'] ) || ! is_int( $busy['until'] ) ) {
			return null;
		}
		return array(
			'scope' => $busy['scope'],
			'page'  => $busy['page'],
			'path'  => $busy['path'],
			'until' => $busy['until'],
		);
	}

	/**
	 * Whether it is given now. A clock that was set back must not make it last; the clocks of two servers may differ.
	 *
	 * @param array{scope: string, page: string, path: string, until: int} $busy The busy answer.
	 * @return bool
	 */
	private static function is_given( array $busy ): bool {
		return $busy['until'] > time() && $busy['until'] <= time() + 2 * self::LEASE;
	}

	/**
	 * Whether somebody who is not logged in wants to see a page. Whoever sends something, logs in or works in wp-admin is let through.
	 *
	 * @return bool
	 */
	private static function is_visit(): bool {
		// Only who wants a page shown sets this; the log-in page, wp-admin and cron do not.
		if ( ! defined( 'WP_USE_THEMES' ) || true !== WP_USE_THEMES || isset( $_SERVER['HTTP_AUTHORIZATION'] ) || isset( $_SERVER['PHP_AUTH_USER'] ) ) {
			return false;
		}
		if ( ! isset( $_SERVER['REQUEST_METHOD'] ) || ! in_array( $_SERVER['REQUEST_METHOD'], array( 'GET', 'HEAD' ), true ) ) {
			return false;
		}
		// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput -- Only looked for.
		$cookie = $_COOKIE[ self::cookie() ] ?? '';
		return ! ( is_string( $cookie ) && 3 === substr_count( $cookie, '|' ) )
			&& 0 === preg_match( self::MACHINES, self::path( isset( $_SERVER['REQUEST_URI'] ) && is_string( $_SERVER['REQUEST_URI'] ) ? $_SERVER['REQUEST_URI'] : '' ) )
			&& array() === array_intersect( self::MACHINE_ARGUMENTS, array_keys( $_GET ) );
		// phpcs:enable
	}

	/**
	 * The cookie of who is logged in. WordPress names it after the guard has run.
	 *
	 * @return string
	 */
	private static function cookie(): string {
		if ( defined( 'LOGGED_IN_COOKIE' ) ) {
			return (string) LOGGED_IN_COOKIE;
		}
		$site = get_site_option( 'siteurl' );
		return 'wordpress_logged_in_' . ( defined( 'COOKIEHASH' ) ? COOKIEHASH : ( is_string( $site ) ? md5( $site ) : '' ) );
	}

	/**
	 * Whether the searched page is asked for.
	 *
	 * @param array{scope: string, page: string, path: string, until: int} $busy The busy answer.
	 * @return bool
	 */
	private static function is_page( array $busy ): bool {
		// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput -- Only compared.
		if ( ! isset( $_SERVER['REQUEST_URI'] ) || ! is_string( $_SERVER['REQUEST_URI'] ) || self::path( $_SERVER['REQUEST_URI'] ) !== $busy['path'] ) {
			return false;
		}
		parse_str( (string) wp_parse_url( $busy['page'], PHP_URL_QUERY ), $searched );
		return self::telling( $_GET ) === self::telling( $searched );
		// phpcs:enable
	}

	/**
	 * The arguments that may make another page of the same path, in one order.
	 *
	 * @param array<mixed> $arguments Arguments.
	 * @return array<mixed>
	 */
	private static function telling( array $arguments ): array {
		$telling = array_filter(
			$arguments,
			static function ( $name ) {
				return 0 === preg_match( self::TRACKING, (string) $name );
			},
			ARRAY_FILTER_USE_KEY
		);
		ksort( $telling );
		return $telling;
	}

	/**
	 * The path of an address, the same with and without a slash at its end.
	 *
	 * @param string $address Address, or its part from the path on.
	 * @return string
	 */
	private static function path( string $address ): string {
		// What begins with two slashes would be taken for the name of a server.
		$path = wp_parse_url( (string) preg_replace( '~^/{2,}~', '/', $address ), PHP_URL_PATH );
		return '/' . trim( (string) preg_replace( '~/{2,}~', '/', rawurldecode( is_string( $path ) ? $path : '' ) ), '/' );
	}
}
