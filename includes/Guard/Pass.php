<?php
/**
 * The signed proof that lets Culprit's own calls load without the other plugins.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

use Culprit\Tables;

defined( 'ABSPATH' ) || exit;

/**
 * Issues, checks and revokes passes: `1.<id>.<user>.<expires>.<signature>`. Only a hash of each is stored.
 *
 * A pass is no login: WordPress still authenticates the user, and the pass must be that user's own.
 */
final class Pass {

	/**
	 * Seconds a pass in a browser lives.
	 */
	public const BROWSER_LIFETIME = 12 * HOUR_IN_SECONDS;

	/**
	 * The newest passes of a user that stay valid; each opening of the screen issues one.
	 */
	private const KEPT = 20;

	/**
	 * Issues a pass to a user.
	 *
	 * @param int $user     User id.
	 * @param int $lifetime Seconds.
	 * @return string The pass, or '' when this site has no key.
	 */
	public static function issue( int $user, int $lifetime ): string {
		global $wpdb;
		$id        = bin2hex( random_bytes( 16 ) );
		$expires   = time() + $lifetime;
		$signature = Key::sign( self::message( $id, $user, $expires ) );
		if ( '' === $signature ) {
			return '';
		}
		$pass = implode( '.', array( '1', $id, $user, $expires, $signature ) );
		self::sweep( $user );
		$stored = $wpdb->insert(
			Tables::name( 'passes' ),
			array(
				'id'      => $id,
				'blog'    => get_current_blog_id(),
				'user'    => $user,
				'expires' => $expires,
				'hash'    => hash( 'sha256', $pass ),
				'created' => time(),
			)
		);
		return 1 === $stored ? $pass : '';
	}

	/**
	 * The user a pass was issued to.
	 *
	 * @param mixed $pass What the request carried.
	 * @return int User id, or 0 when the pass is forged, expired or revoked.
	 */
	public static function user( $pass ): int {
		global $wpdb;
		if ( ! is_string( $pass ) || 1 !== preg_match( '/^1\.([0-9a-f]{32})\.([0-9]{1,20})\.([0-9]{1,12})\.([0-9a-f]{64})\z/', $pass, $part ) ) {
			return 0;
		}
		if ( (int) $part[3] < time() || ! Key::verify( self::message( $part[1], (int) $part[2], (int) $part[3] ), $part[4] ) ) {
			return 0;
		}
		$suppressed = $wpdb->suppress_errors( true );
		$hash       = $wpdb->get_var( $wpdb->prepare( 'SELECT hash FROM %i WHERE id = %s', Tables::name( 'passes' ), $part[1] ) );
		$wpdb->suppress_errors( $suppressed );
		return is_string( $hash ) && hash_equals( $hash, hash( 'sha256', $pass ) ) ? (int) $part[2] : 0;
	}

	/**
	 * Revokes every pass of a user, or of everybody.
	 *
	 * @param int $user User id, or 0 for everybody.
	 */
	public static function revoke( int $user = 0 ): void {
		global $wpdb;
		if ( 0 === $user ) {
			$wpdb->query( $wpdb->prepare( 'DELETE FROM %i', Tables::name( 'passes' ) ) );
			return;
		}
		$wpdb->delete( Tables::name( 'passes' ), array( 'user' => $user ) );
	}

	/**
	 * Deletes what has expired, and a user's oldest passes.
	 *
	 * @param int $user User id.
	 */
	private static function sweep( int $user ): void {
		global $wpdb;
		$table = Tables::name( 'passes' );
		$wpdb->query( $wpdb->prepare( 'DELETE FROM %i WHERE expires < %d', $table, time() ) );
		$old = $wpdb->get_col( $wpdb->prepare( 'SELECT id FROM %i WHERE user = %d ORDER BY created DESC, id ASC LIMIT 1000 OFFSET %d', $table, $user, self::KEPT - 1 ) );
		foreach ( $old as $id ) {
			$wpdb->delete( $table, array( 'id' => $id ) );
		}
	}

	/**
	 * What is signed.
	 *
	 * @param string $id      Pass id.
	 * @param int    $user    User id.
	 * @param int    $expires Unix time.
	 * @return string
	 */
	private static function message( string $id, int $user, int $expires ): string {
		return implode( '|', array( 'pass', get_current_blog_id(), $id, $user, $expires ) );
	}
}
