<?php
/**
 * Finds out, before any plugin loads, whether a call carries an admin's application password.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

use Culprit\Site\ApplicationPasswords;

defined( 'ABSPATH' ) || exit;

/**
 * Compares with core's own hashes and lets in an admin only.
 *
 * It decides nothing but whether plugins are left out: WordPress authenticates the call again, as it always does. A
 * wrong password changes nothing, so that security plugins see and count it. pluggable.php is not loaded for the
 * comparison: with a wrong password the ordinary request goes on, and plugins that replace its functions would die.
 */
final class ApplicationPassword {

	/**
	 * The admin whose application password this request carries.
	 *
	 * @return int User id, or 0.
	 */
	public static function user(): int {
		// Credentials are compared as sent; sanitising would change them.
		// phpcs:disable WordPress.Security.ValidatedSanitizedInput
		$login    = $_SERVER['PHP_AUTH_USER'] ?? '';
		$password = $_SERVER['PHP_AUTH_PW'] ?? '';
		// phpcs:enable
		if ( ! is_string( $login ) || ! is_string( $password ) || '' === $login || '' === $password ) {
			return 0;
		}
		$data = \WP_User::get_data_by( 'login', wp_unslash( $login ) );
		if ( ! $data && false !== strpos( $login, '@' ) ) {
			$data = \WP_User::get_data_by( 'email', wp_unslash( $login ) );
		}
		if ( ! $data instanceof \stdClass || ! is_numeric( $data->ID ) || ! self::matches( (int) $data->ID, (string) preg_replace( '/[^a-z\d]/i', '', $password ) ) ) {
			return 0;
		}
		// has_cap() needs pluggable.php on a network; what the site said of this user includes the capability.
		return ApplicationPasswords::admit( (int) $data->ID ) ? (int) $data->ID : 0;
	}

	/**
	 * Whether one of a user's application passwords is this one.
	 *
	 * @param int    $user     User id.
	 * @param string $password As core compares it: letters and digits only.
	 * @return bool
	 */
	private static function matches( int $user, string $password ): bool {
		foreach ( \WP_Application_Passwords::get_user_application_passwords( $user ) as $item ) {
			if ( isset( $item['password'] ) && is_string( $item['password'] ) && self::check( $password, $item['password'] ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Compares a password with a hash as core does, for each kind of hash it has used.
	 *
	 * @param string $password The password.
	 * @param string $hash     Core's hash.
	 * @return bool
	 */
	private static function check( string $password, string $hash ): bool {
		if ( 0 === strpos( $hash, '$generic$' ) ) {
			return function_exists( 'wp_verify_fast_hash' ) && wp_verify_fast_hash( $password, $hash );
		}
		if ( 0 === strpos( $hash, '$P$' ) ) {
			require_once ABSPATH . WPINC . '/class-phpass.php';
			return true === ( new \PasswordHash( 8, true ) )->CheckPassword( $password, $hash );
		}
		return password_verify( $password, $hash );
	}
}
