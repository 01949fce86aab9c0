<?php
/**
 * The secret behind every signature of Culprit.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Makes, reads and deletes the key, and signs with it.
 *
 * Read through $wpdb because the object cache may be what is broken, and not wp_salt() because that is
 * pluggable, filterable, and not loaded yet when the guard needs it.
 */
final class Key {

	private const OPTION = 'culprit_key';

	/**
	 * The key of this request, once read.
	 *
	 * @var string|null
	 */
	private static $key;

	/**
	 * Makes a key unless there is one.
	 */
	public static function create(): void {
		global $wpdb;
		if ( '' === self::stored() ) {
			$wpdb->insert(
				self::table(),
				array(
					'option_name'  => self::OPTION,
					'option_value' => bin2hex( random_bytes( 32 ) ),
					'autoload'     => 'no',
				)
			);
		}
		self::$key = null;
	}

	/**
	 * Deletes the key; nothing signed with it is accepted any more.
	 */
	public static function delete(): void {
		global $wpdb;
		$wpdb->delete( self::table(), array( 'option_name' => self::OPTION ) );
		self::$key = null;
	}

	/**
	 * Signature of a message.
	 *
	 * @param string $message What is signed; begins with its purpose, so that no signature serves another one.
	 * @return string 64 hexadecimal characters, or '' when this site has no key.
	 */
	public static function sign( string $message ): string {
		if ( null === self::$key ) {
			$stored    = self::stored();
			self::$key = '' === $stored ? '' : hash( 'sha256', $stored . ( defined( 'AUTH_KEY' ) ? AUTH_KEY : '' ) );
		}
		return '' === self::$key ? '' : hash_hmac( 'sha256', $message, self::$key );
	}

	/**
	 * Whether a signature belongs to a message.
	 *
	 * @param string $message   As given to sign().
	 * @param string $signature What somebody sent.
	 * @return bool
	 */
	public static function verify( string $message, string $signature ): bool {
		$expected = self::sign( $message );
		return '' !== $expected && hash_equals( $expected, $signature );
	}

	/**
	 * The stored random part, or ''.
	 *
	 * @return string
	 */
	private static function stored(): string {
		global $wpdb;
		$suppressed = $wpdb->suppress_errors( true );
		$value      = $wpdb->get_var( $wpdb->prepare( 'SELECT option_value FROM %i WHERE option_name = %s', self::table(), self::OPTION ) );
		$wpdb->suppress_errors( $suppressed );
		return is_string( $value ) ? $value : '';
	}

	/**
	 * The main site's options: the guard is one for a whole network.
	 *
	 * @return string
	 */
	private static function table(): string {
		global $wpdb;
		return $wpdb->base_prefix . 'options';
	}
}
