<?php
/**
 * Which caches may show visitors an old copy of a page.
 *
 * @package Culprit
 */

namespace Culprit\Caches;

use Culprit\Site\LiveConfiguration;

defined( 'ABSPATH' ) || exit;

/**
 * Finds caches by what is on, by WordPress's drop-ins and by the hosts' own plugins. Never runs anything of theirs, so it
 * answers the same in a bare call, where no other plugin is loaded.
 */
final class PageCaches {

	/**
	 * WordPress's object cache where a drop-in keeps it.
	 */
	public const OBJECT_CACHE = 'object-cache';

	/**
	 * A page cache's drop-in that no active plugin is known to use.
	 */
	public const DROP_IN = 'advanced-cache';

	/**
	 * The caches of this site.
	 *
	 * @return list<array{id: string, name: string, from: 'plugin'|'drop-in'|'host', purgeable: bool}> As `page_caches` in schemas/facts.json.
	 */
	public static function describe(): array {
		$live   = LiveConfiguration::read();
		$active = array_merge( $live['network'], $live['plugins'] );
		$caches = array();
		$found  = array();
		foreach ( Known::PLUGINS as $id => $known ) {
			if ( array() !== array_intersect( $known['plugins'], $active ) ) {
				$caches[] = self::cache( $id, $known['name'], 'plugin', true );
				$found[]  = $id;
			}
		}
		$drop_in = self::drop_in( $found );
		if ( null !== $drop_in ) {
			$caches[] = self::cache( self::DROP_IN, $drop_in, 'drop-in', false );
		}
		foreach ( Known::hosts() as $id => $host ) {
			if ( defined( $host['constant'] ) || class_exists( $host['class'], false ) || '' !== (string) getenv( $host['constant'] ) ) {
				/* translators: %s: a hosting company. */
				$caches[] = self::cache( $id, sprintf( __( '%s’s own cache', 'culprit' ), $host['name'] ), 'host', false );
			}
		}
		if ( is_file( WP_CONTENT_DIR . '/object-cache.php' ) && wp_using_ext_object_cache() ) {
			$caches[] = self::cache( self::OBJECT_CACHE, __( 'WordPress’s object cache', 'culprit' ), 'drop-in', true );
		}
		return $caches;
	}

	/**
	 * The name of a page cache's drop-in that belongs to none of the plugins that are on.
	 *
	 * @param list<string> $found Ids of the plugins that are on.
	 * @return string|null Null when there is none, or WordPress does not load it.
	 */
	private static function drop_in( array $found ): ?string {
		$file = WP_CONTENT_DIR . '/advanced-cache.php';
		$used = defined( 'WP_CACHE' ) && WP_CACHE && is_file( $file ) && is_readable( $file );
		return $used ? self::left_over( (string) file_get_contents( $file, false, null, 0, 65536 ), $found ) : null;
	}

	/**
	 * The name of a page cache's drop-in, by its text.
	 *
	 * @param string       $text  The text.
	 * @param list<string> $found Ids of the plugins that are on.
	 * @return string|null Null when one of them brought it, and is listed anyway.
	 */
	public static function left_over( string $text, array $found ): ?string {
		foreach ( Known::PLUGINS as $id => $known ) {
			if ( self::mentions( $text, $id, $known['name'], $known['plugins'] ) ) {
				return in_array( $id, $found, true ) ? null
					/* translators: %s: name of a caching plugin that is not active. */
					: sprintf( __( 'advanced-cache.php, left by %s', 'culprit' ), $known['name'] );
			}
		}
		return 'advanced-cache.php';
	}

	/**
	 * Whether a drop-in's text names a plugin, by its name or its folder.
	 *
	 * @param string       $text    The text.
	 * @param string       $id      Id of the cache.
	 * @param string       $name    Its name.
	 * @param list<string> $plugins Its plugin files.
	 * @return bool
	 */
	private static function mentions( string $text, string $id, string $name, array $plugins ): bool {
		foreach ( array_merge( array( $id, $name ), array_map( 'dirname', $plugins ) ) as $word ) {
			if ( 1 === preg_match( '/(?<![a-z0-9-])' . preg_quote( $word, '/' ) . '(?![a-z0-9-])/i', $text ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * One cache.
	 *
	 * @param string                    $id        Stable for scripts.
	 * @param string                    $name      For a person.
	 * @param 'plugin'|'drop-in'|'host' $from      Who brought it.
	 * @param bool                      $purgeable Whether Culprit can empty it.
	 * @return array{id: string, name: string, from: 'plugin'|'drop-in'|'host', purgeable: bool}
	 */
	private static function cache( string $id, string $name, string $from, bool $purgeable ): array {
		return array(
			'id'        => $id,
			'name'      => $name,
			'from'      => $from,
			'purgeable' => $purgeable,
		);
	}
}
