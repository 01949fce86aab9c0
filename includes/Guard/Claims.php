<?php
/**
 * The stored probes and the one moment in which a probe is claimed.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

use Culprit\Tables;

defined( 'ABSPATH' ) || exit;

/**
 * Reads a probe's specification and claims it, through $wpdb only: the object cache may be the fault.
 *
 * @phpstan-type Spec array{configuration: array{plugins: list<string>, network: list<string>, template: string, stylesheet: string}, roots: array{template: string, stylesheet: string}, mode: string, deep: bool, url: string, argument: string, value: string, user: int, credentials: bool}
 */
final class Claims {

	/**
	 * What a probe was minted for.
	 *
	 * @param string $id     Probe id.
	 * @param string $digest SHA-256 that the token vouches for.
	 * @return array<string, mixed>|null A Spec, or null when there is none or it is not the one signed.
	 * @phpstan-return Spec|null
	 */
	public static function spec( string $id, string $digest ): ?array {
		global $wpdb;
		$suppressed = $wpdb->suppress_errors( true );
		$stored     = $wpdb->get_var( $wpdb->prepare( 'SELECT spec FROM %i WHERE id = %s AND claimed IS NULL', Tables::name( 'probes' ), $id ) );
		$wpdb->suppress_errors( $suppressed );
		if ( ! is_string( $stored ) || ! hash_equals( $digest, hash( 'sha256', $stored ) ) ) {
			return null;
		}
		/** @var Spec|null $spec What the minter wrote: the digest vouches for it. */
		$spec = json_decode( $stored, true );
		return $spec;
	}

	/**
	 * Claims a probe. Of two requests with the same token one wins.
	 *
	 * @param string $id Probe id.
	 * @return bool Whether this request may be the probe.
	 */
	public static function claim( string $id ): bool {
		global $wpdb;
		$suppressed = $wpdb->suppress_errors( true );
		$claimed    = $wpdb->query(
			$wpdb->prepare(
				'UPDATE %i SET claimed = %d, node = %s WHERE id = %s AND claimed IS NULL AND expires >= %d',
				Tables::name( 'probes' ),
				time(),
				self::node(),
				$id,
				time()
			)
		);
		$wpdb->suppress_errors( $suppressed );
		return 1 === $claimed;
	}

	/**
	 * The name of this machine, by which a record is found again where a site has several.
	 *
	 * @return string At most 64 characters.
	 */
	public static function node(): string {
		return substr( hash( 'sha256', php_uname( 'n' ) . '|' . ABSPATH ), 0, 32 );
	}
}
