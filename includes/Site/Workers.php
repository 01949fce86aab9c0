<?php
/**
 * The PHP processes that answer this site's requests.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Says how many there are and how many are idle, where PHP knows.
 */
final class Workers {

	/**
	 * The workers as they are now.
	 *
	 * @return array{total: int|null, idle: int|null} As in schemas/workers.json.
	 */
	public static function describe(): array {
		if ( 'cli-server' === PHP_SAPI ) {
			$set = getenv( 'PHP_CLI_SERVER_WORKERS' );
			return array(
				'total' => max( 1, is_string( $set ) ? (int) $set : 1 ),
				'idle'  => null,
			);
		}
		$facts = self::pool() ?? array();
		$idle  = $facts['idle-processes'] ?? null;
		$total = $facts['total-processes'] ?? null;
		return array(
			// Pools of the other kinds start more when they are needed, and do not tell how many they may.
			'total' => 'static' === ( $facts['process-manager'] ?? '' ) && is_int( $total ) ? $total : null,
			'idle'  => is_int( $idle ) ? $idle : null,
		);
	}

	/**
	 * What PHP-FPM says of its pool.
	 *
	 * @return array<string, mixed>|null As fpm_get_status() gives it; null where PHP runs otherwise or the host switched it off.
	 */
	public static function pool(): ?array {
		$pool = function_exists( 'fpm_get_status' ) ? fpm_get_status() : false;
		return is_array( $pool ) ? $pool : null;
	}
}
