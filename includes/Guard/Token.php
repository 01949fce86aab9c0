<?php
/**
 * The signed, single-use, expiring permission for one probe.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Writes and reads tokens: `1.<id>.<expires>.<digest of the spec>.<signature>`.
 */
final class Token {

	/**
	 * Seconds a token can wait to be used. A run asks within seconds; a redirect chain mints anew.
	 */
	public const LIFETIME = 300;

	/**
	 * The token for a probe.
	 *
	 * @param string $id      Probe id.
	 * @param int    $expires Unix time.
	 * @param string $spec    The probe's specification as stored.
	 * @return string
	 */
	public static function write( string $id, int $expires, string $spec ): string {
		$digest = hash( 'sha256', $spec );
		return implode( '.', array( '1', $id, $expires, $digest, Key::sign( self::message( $id, $expires, $digest ) ) ) );
	}

	/**
	 * What a token says, once its signature and its time are right.
	 *
	 * @param mixed $token What the request carried.
	 * @return array{id: string, digest: string}|null
	 */
	public static function read( $token ): ?array {
		if ( ! is_string( $token ) || 1 !== preg_match( '/^1\.([0-9a-f]{32})\.([0-9]{1,12})\.([0-9a-f]{64})\.([0-9a-f]{64})\z/', $token, $part ) ) {
			return null;
		}
		if ( (int) $part[2] < time() || ! Key::verify( self::message( $part[1], (int) $part[2], $part[3] ), $part[4] ) ) {
			return null;
		}
		return array(
			'id'     => $part[1],
			'digest' => $part[3],
		);
	}

	/**
	 * What the answer to a probe must carry, so that no other answer can pass for it.
	 *
	 * @param string $id Probe id.
	 * @return string 32 hexadecimal characters.
	 */
	public static function marker( string $id ): string {
		return substr( Key::sign( 'marker|' . $id ), 0, 32 );
	}

	/**
	 * What is signed. The site's id is part of it, so that a token never works on another site of the network.
	 *
	 * @param string $id      Probe id.
	 * @param int    $expires Unix time.
	 * @param string $digest  SHA-256 of the specification.
	 * @return string
	 */
	private static function message( string $id, int $expires, string $digest ): string {
		return implode( '|', array( 'probe', get_current_blog_id(), $id, $expires, $digest ) );
	}
}
