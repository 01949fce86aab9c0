<?php
/**
 * Which updates WordPress made by itself.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Listens when WordPress's automatic updates end: WordPress itself keeps only that of its own last one.
 *
 * @phpstan-type Update array{what: string, id: string, version: string, at: int}
 */
final class Automatic {

	private const OPTION = 'culprit_automatic';

	private const MOST = 100;

	/**
	 * Remembers the updates that succeeded. Hooked to automatic_updates_complete (wp-admin/includes/class-wp-automatic-updater.php).
	 *
	 * @param mixed $results Lists of results by type, as WordPress tells the hook.
	 */
	public static function remember( $results ): void {
		if ( defined( 'CULPRIT_PROBED' ) || ! is_array( $results ) ) {
			return;
		}
		$updates = array();
		foreach ( array(
			'core'   => array( null, 'version' ),
			'plugin' => array( 'plugin', 'new_version' ),
			'theme'  => array( 'theme', 'new_version' ),
		) as $what => list( $id, $version ) ) {
			foreach ( is_array( $results[ $what ] ?? null ) ? $results[ $what ] : array() as $result ) {
				$item = is_object( $result ) && isset( $result->item ) && is_object( $result->item ) ? $result->item : null;
				if ( null === $item || empty( $result->result ) || is_wp_error( $result->result ) ) {
					continue;
				}
				$name = null === $id ? 'core' : $item->$id ?? null;
				if ( is_string( $name ) && is_string( $item->$version ?? null ) ) {
					$updates[] = array(
						'what'    => $what,
						'id'      => $name,
						'version' => $item->$version,
						'at'      => time(),
					);
				}
			}
		}
		if ( array() !== $updates ) {
			update_option( self::OPTION, array_slice( array_merge( $updates, self::all() ), 0, self::MOST ), false );
		}
	}

	/**
	 * When WordPress by itself brought something to a version.
	 *
	 * @param string $what    core, plugin or theme.
	 * @param string $id      Plugin file, theme folder or `core`.
	 * @param string $version The version.
	 * @return int|null Unix time; null when nothing is known of it.
	 */
	public static function at( string $what, string $id, string $version ): ?int {
		foreach ( self::all() as $update ) {
			if ( array( $what, $id, $version ) === array( $update['what'], $update['id'], $update['version'] ) ) {
				return $update['at'];
			}
		}
		$core = 'core' === $what ? get_site_option( 'auto_core_update_notified' ) : null;
		if ( is_array( $core ) && 'success' === ( $core['type'] ?? '' ) && ( $core['version'] ?? null ) === $version && is_int( $core['timestamp'] ?? null ) ) {
			return $core['timestamp'];
		}
		return null;
	}

	/**
	 * Removes the row.
	 */
	public static function forget(): void {
		delete_option( self::OPTION );
	}

	/**
	 * The updates that are remembered, newest first.
	 *
	 * @return list<array{what: string, id: string, version: string, at: int}>
	 */
	private static function all(): array {
		// A network is updated by its main site.
		$all  = is_multisite() ? get_blog_option( get_main_site_id(), self::OPTION ) : get_option( self::OPTION );
		$good = array();
		foreach ( is_array( $all ) ? $all : array() as $update ) {
			if ( is_array( $update ) && isset( $update['what'], $update['id'], $update['version'], $update['at'] ) && is_string( $update['what'] ) && is_string( $update['id'] ) && is_string( $update['version'] ) && is_int( $update['at'] ) ) {
				$good[] = $update;
			}
		}
		return $good;
	}
}
