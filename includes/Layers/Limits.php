<?php
/**
 * PHP: version, how it is run and what it limits.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Reads PHP's own settings.
 */
final class Limits {

	/**
	 * What can be said without asking anybody.
	 */
	public const NOTHING = array(
		'version'            => PHP_VERSION,
		'interface'          => PHP_SAPI,
		'memory_limit'       => null,
		'max_execution_time' => 0,
		'jit'                => false,
		'fpm'                => null,
	);

	/**
	 * The settings as they hold for this request; WordPress may have raised the memory limit.
	 *
	 * @return array<string, mixed> The part `php` of schemas/facts.json: bytes and seconds.
	 */
	public static function describe(): array {
		$memory = (string) ini_get( 'memory_limit' );
		$bytes  = '' === $memory ? -1 : (int) wp_convert_hr_to_bytes( $memory );
		return array(
			'version'            => PHP_VERSION,
			'interface'          => (string) PHP_SAPI,
			'memory_limit'       => $bytes > 0 ? $bytes : null,
			'max_execution_time' => max( 0, (int) ini_get( 'max_execution_time' ) ),
			'jit'                => self::compiles(),
			'fpm'                => Fpm::describe(),
		);
	}

	/**
	 * Whether OPcache compiles to machine code.
	 *
	 * @return bool False where that cannot be told.
	 */
	private static function compiles(): bool {
		// Where the host reserves it for files of its own, it warns and says nothing.
		if ( ! function_exists( 'opcache_get_status' ) || '' !== (string) ini_get( 'opcache.restrict_api' ) ) {
			return false;
		}
		$status = opcache_get_status( false );
		$jit    = is_array( $status ) ? ( $status['jit'] ?? null ) : null;
		return is_array( $jit ) && ! empty( $jit['on'] );
	}
}
