<?php
/**
 * PHP's limits, and its workers.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Describes PHP.
 */
final class Php {

	/**
	 * PHP as it runs this site.
	 *
	 * @return array<string, mixed> As `php` in schemas/facts.json.
	 */
	public static function describe(): array {
		$memory = wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) );
		return array(
			'version'            => PHP_VERSION,
			'interface'          => PHP_SAPI,
			'memory_limit'       => $memory > 0 ? (int) $memory : null,
			'max_execution_time' => max( 0, (int) ini_get( 'max_execution_time' ) ),
			'jit'                => self::jit(),
			'fpm'                => self::fpm(),
		);
	}

	/**
	 * Whether OPcache compiles to machine code.
	 *
	 * @return bool
	 */
	private static function jit(): bool {
		// A host may have switched the function off, or warn of a path that may not ask.
		$status = function_exists( 'opcache_get_status' ) ? @opcache_get_status( false ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- opcache.restrict_api warns.
		$jit    = is_array( $status ) ? ( $status['jit'] ?? null ) : null;
		return is_array( $jit ) && ! empty( $jit['on'] );
	}

	/**
	 * What PHP-FPM says of the pool that answers this call.
	 *
	 * @return array<string, mixed>|null Null where it is not PHP-FPM, or does not say.
	 */
	private static function fpm(): ?array {
		// A host may have switched it off.
		$pool = function_exists( 'fpm_get_status' ) ? fpm_get_status() : false;
		if ( ! is_array( $pool ) ) {
			return null;
		}
		$number = static function ( string $name ) use ( $pool ): int {
			$value = $pool[ $name ] ?? 0;
			return is_int( $value ) ? $value : 0;
		};
		return array(
			'manager'       => $pool['process-manager'],
			'active'        => $number( 'active-processes' ),
			'idle'          => $number( 'idle-processes' ),
			'total'         => $number( 'total-processes' ),
			'most_active'   => $number( 'max-active-processes' ),
			'queue'         => $number( 'listen-queue' ),
			'longest_queue' => $number( 'max-listen-queue' ),
			'limit_reached' => $number( 'max-children-reached' ),
			'slow'          => $number( 'slow-requests' ),
		);
	}
}
