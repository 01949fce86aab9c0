<?php
/**
 * The file that closes the site while it is updated.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Reads .maintenance without running it.
 */
final class Maintenance {

	/**
	 * How long WordPress respects it (wp_is_maintenance_mode()).
	 */
	private const RESPECTED = 10 * MINUTE_IN_SECONDS;

	/**
	 * Its age, and whether it stays for ever.
	 *
	 * @return array{age: int, stuck: bool}|null Null where there is none.
	 */
	public static function describe(): ?array {
		$file = ABSPATH . '.maintenance';
		if ( ! is_file( $file ) ) {
			return null;
		}
		$code  = (string) file_get_contents( $file, false, null, 0, 1000 ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this site.
		$since = 1 === preg_match( '/\$upgrading\s*=\s*(\d+)\s*;/', $code, $found ) ? (int) $found[1] : (int) filemtime( $file );
		$age   = max( 0, time() - $since );
		return array(
			'age'   => $age,
			'stuck' => $age >= self::RESPECTED || 1 === preg_match( '/\$upgrading\s*=\s*time\s*\(/', $code ),
		);
	}
}
