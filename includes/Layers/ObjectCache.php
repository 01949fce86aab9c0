<?php
/**
 * The cache that a drop-in keeps on a server of its own.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Tries the object cache with one value.
 */
final class ObjectCache {

	public const NONE = array(
		'persistent'   => false,
		'works'        => null,
		'milliseconds' => null,
		'error'        => null,
	);

	private const GROUP = 'culprit';

	/**
	 * Whether it keeps what it is given.
	 *
	 * WordPress's functions answer from memory, so that the value is forgotten here before it is read back.
	 *
	 * @return array{persistent: bool, works: bool|null, milliseconds: float|null, error: string|null}
	 */
	public static function describe(): array {
		if ( ! wp_using_ext_object_cache() ) {
			return self::NONE;
		}
		$key     = 'check-' . bin2hex( random_bytes( 8 ) );
		$started = microtime( true );
		$error   = null;
		$works   = false;
		try {
			wp_cache_set( $key, $key, self::GROUP, MINUTE_IN_SECONDS );
			self::forget();
			$found = false;
			$works = wp_cache_get( $key, self::GROUP, true, $found ) === $key;
			wp_cache_delete( $key, self::GROUP );
		} catch ( \Throwable $problem ) {
			$error = self::shortened( $problem->getMessage() );
		}
		return array(
			'persistent'   => true,
			'works'        => $works,
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 2 ),
			'error'        => $error,
		);
	}

	/**
	 * Forgets what this request has in memory, where the drop-in can.
	 */
	private static function forget(): void {
		if ( function_exists( 'wp_cache_flush_runtime' ) && ( ! function_exists( 'wp_cache_supports' ) || wp_cache_supports( 'flush_runtime' ) ) ) {
			wp_cache_flush_runtime();
		}
	}

	/**
	 * A message without addresses.
	 *
	 * @param string $message What the cache's client said.
	 * @return string
	 */
	private static function shortened( string $message ): string {
		$message = (string) preg_replace( '~(?:tcp|tls|unix|rediss?)://\S+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|/[\w./-]{4,}~', '…', $message );
		return substr( wp_strip_all_tags( $message ), 0, 200 );
	}
}
