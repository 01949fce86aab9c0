<?php
/**
 * Makes a probe the page of a logged-in user, in memory only: no cookie travels and no session is stored.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Says who the user is, and supplies the cookies that wp-admin asks for.
 */
final class Login {

	/**
	 * Seconds that the cookies are good for: longer than any page takes.
	 */
	private const LIFETIME = 10 * MINUTE_IN_SECONDS;

	/**
	 * Makes this request the user's.
	 *
	 * @param int $user User id.
	 */
	public static function start( int $user ): void {
		add_filter(
			'determine_current_user',
			static function () use ( $user ) {
				return $user;
			},
			PHP_INT_MAX
		);
		add_filter(
			'session_token_manager',
			static function () {
				return MemorySessions::class;
			},
			PHP_INT_MAX
		);
		// The functions that make cookies are loaded after the plugins, which may replace them.
		add_action(
			'plugins_loaded',
			static function () use ( $user ) {
				self::supply_cookies( $user );
			},
			PHP_INT_MIN
		);
	}

	/**
	 * Puts the cookies where WordPress looks for them.
	 *
	 * @param int $user User id.
	 */
	private static function supply_cookies( int $user ): void {
		$token   = MemorySessions::token();
		$expires = time() + self::LIFETIME;
		foreach ( array(
			'auth'        => 'AUTH_COOKIE',
			'secure_auth' => 'SECURE_AUTH_COOKIE',
			'logged_in'   => 'LOGGED_IN_COOKIE',
		) as $scheme => $constant ) {
			$name = constant( $constant );
			if ( is_string( $name ) ) {
				$_COOKIE[ $name ] = wp_generate_auth_cookie( $user, $expires, $scheme, $token );
			}
		}
	}
}
