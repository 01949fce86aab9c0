<?php
/**
 * The object cache, where a drop-in keeps it on a server of its own.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Sets one value, reads it back from the server and deletes it.
 */
final class ObjectCache {

	/**
	 * What is said when there is none.
	 */
	public const NOTHING = array(
		'persistent'   => false,
		'works'        => null,
		'milliseconds' => null,
		'error'        => null,
	);

	private const GROUP = 'culprit';

	/**
	 * The object cache as it is now.
	 *
	 * @return array{persistent: bool, works: bool|null, milliseconds: float|null, error: string|null} The part `object_cache` of schemas/facts.json.
	 */
	public static function describe(): array {
		if ( ! wp_using_ext_object_cache() ) {
			return self::NOTHING;
		}
		$key     = 'layers-' . bin2hex( random_bytes( 8 ) );
		$value   = bin2hex( random_bytes( 8 ) );
		$works   = false;
		$error   = null;
		$started = microtime( true );
		try {
			wp_cache_set( $key, $value, self::GROUP, MINUTE_IN_SECONDS );
			// Forced, or it answers from this request's own memory.
			$works = wp_cache_get( $key, self::GROUP, true ) === $value && false !== self::connected();
			wp_cache_delete( $key, self::GROUP );
		} catch ( \Throwable $thrown ) {
			$error = $thrown->getMessage();
			$works = false;
		}
		$took = round( ( microtime( true ) - $started ) * 1000, 1 );
		return array(
			'persistent'   => true,
			'works'        => $works,
			'milliseconds' => $took,
			'error'        => $works ? null : self::shortened( $error ?? self::complaint() ),
		);
	}

	/**
	 * What the drop-in itself says of its connection. One that lost it goes on in memory, and gives back what was set.
	 *
	 * @return bool|null Null where it does not say.
	 */
	private static function connected(): ?bool {
		global $wp_object_cache;
		// As the drop-ins of Redis Object Cache and Object Cache Pro call it.
		if ( is_object( $wp_object_cache ) && is_callable( array( $wp_object_cache, 'redis_status' ) ) ) {
			return (bool) $wp_object_cache->redis_status();
		}
		return null;
	}

	/**
	 * The drop-in's own words for what failed.
	 *
	 * @return string|null
	 */
	private static function complaint(): ?string {
		global $wp_object_cache;
		$errors = is_object( $wp_object_cache ) ? ( get_object_vars( $wp_object_cache )['errors'] ?? null ) : null;
		$last   = is_array( $errors ) ? end( $errors ) : null;
		return is_string( $last ) && '' !== $last ? $last : null;
	}

	/**
	 * A complaint without addresses.
	 *
	 * @param string|null $complaint What was said.
	 * @return string|null
	 */
	private static function shortened( ?string $complaint ): ?string {
		return null === $complaint ? null : Words::shortened( $complaint );
	}
}
