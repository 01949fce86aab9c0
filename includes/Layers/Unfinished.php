<?php
/**
 * Updates that failed, or were broken off.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

use Culprit\Site\LiveConfiguration;

/**
 * Looks for what they leave behind.
 */
final class Unfinished {

	/**
	 * WordPress takes a lock for old after so long.
	 */
	private const LOCKED = 15 * MINUTE_IN_SECONDS;

	private const LEFT = HOUR_IN_SECONDS;

	/**
	 * Files without which WordPress does not start, or wp-admin does not.
	 */
	private const ESSENTIAL = array( 'wp-load.php', 'wp-settings.php', 'wp-login.php', 'index.php', 'wp-includes/version.php', 'wp-includes/functions.php', 'wp-includes/class-wpdb.php', 'wp-includes/plugin.php', 'wp-includes/option.php', 'wp-includes/formatting.php', 'wp-includes/pluggable.php', 'wp-includes/rest-api.php', 'wp-admin/admin.php', 'wp-admin/index.php', 'wp-admin/includes/admin.php', 'wp-admin/includes/file.php' );

	/**
	 * What was found.
	 *
	 * @return list<array{kind: string, id: string, name: string, problem: string, detail: string}>
	 */
	public static function describe(): array {
		return array_merge( self::failed(), self::locked(), self::leftovers(), self::missing() );
	}

	/**
	 * Something of WordPress itself.
	 *
	 * @param string $problem As in schemas/facts.json.
	 * @param string $detail  File or folder, or ''.
	 * @return array{kind: string, id: string, name: string, problem: string, detail: string}
	 */
	private static function core( string $problem, string $detail ): array {
		return array(
			'kind'    => 'core',
			'id'      => '',
			'name'    => 'WordPress',
			'problem' => $problem,
			'detail'  => $detail,
		);
	}

	/**
	 * The automatic update of WordPress that failed, where it is still due.
	 *
	 * @return list<array{kind: string, id: string, name: string, problem: string, detail: string}>
	 */
	private static function failed(): array {
		$failed    = get_site_option( 'auto_core_update_failed' );
		$attempted = is_array( $failed ) && is_string( $failed['attempted'] ?? null ) ? $failed['attempted'] : '';
		return '' !== $attempted && version_compare( $attempted, get_bloginfo( 'version' ), '>' ) ? array( self::core( 'failed', $attempted ) ) : array();
	}

	/**
	 * Locks of updates that must have ended long ago.
	 *
	 * @return list<array{kind: string, id: string, name: string, problem: string, detail: string}>
	 */
	private static function locked(): array {
		$found = array();
		foreach ( array( 'core_updater.lock', 'auto_updater.lock' ) as $lock ) {
			$since = get_option( $lock );
			if ( is_numeric( $since ) && (int) $since < time() - self::LOCKED ) {
				$found[] = self::core( 'locked', $lock );
			}
		}
		return $found;
	}

	/**
	 * Folders that updates work in and empty when they end.
	 *
	 * @return list<array{kind: string, id: string, name: string, problem: string, detail: string}>
	 */
	private static function leftovers(): array {
		$found = array();
		foreach ( array( 'upgrade', 'upgrade-temp-backup/plugins', 'upgrade-temp-backup/themes' ) as $folder ) {
			foreach ( (array) glob( WP_CONTENT_DIR . '/' . $folder . '/*', GLOB_ONLYDIR | GLOB_NOSORT ) as $path ) {
				if ( is_string( $path ) && (int) filemtime( $path ) < time() - self::LEFT ) {
					$found[] = self::core( 'leftover', 'wp-content/' . $folder . '/' . basename( $path ) );
				}
			}
		}
		return array_slice( $found, 0, 20 );
	}

	/**
	 * Files that are not there: of WordPress, and of plugins that are on the list.
	 *
	 * @return list<array{kind: string, id: string, name: string, problem: string, detail: string}>
	 */
	private static function missing(): array {
		$found = array();
		foreach ( self::ESSENTIAL as $file ) {
			if ( ! is_file( ABSPATH . $file ) ) {
				$found[] = self::core( 'missing-file', $file );
			}
		}
		$rows = LiveConfiguration::rows();
		foreach ( LiveConfiguration::listed( $rows['active_plugins'] ?? null ) as $plugin ) {
			if ( 0 === validate_file( $plugin ) && ! is_file( WP_PLUGIN_DIR . '/' . $plugin ) ) {
				$found[] = array(
					'kind'    => 'plugin',
					'id'      => $plugin,
					'name'    => $plugin,
					'problem' => 'missing-file',
					'detail'  => 'wp-content/plugins/' . $plugin,
				);
			}
		}
		return $found;
	}
}
