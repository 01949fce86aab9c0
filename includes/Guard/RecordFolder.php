<?php
/**
 * The private folder that holds what probes wrote down.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Where records lie: an unguessable folder under wp-content, else under the system's temporary folder.
 *
 * The name follows from the key, so it is stored nowhere and ends with the key.
 */
final class RecordFolder {

	/**
	 * Seconds after which a record is deleted, whatever became of its run. A probe is read as soon as it has ended.
	 */
	private const KEPT = 15 * MINUTE_IN_SECONDS;

	/**
	 * Makes the folder if need be.
	 *
	 * @return string Its path, or '' when none can be written.
	 */
	public static function ensure(): string {
		foreach ( self::places() as $folder ) {
			// A warning here would land on the page that is being looked at.
			// phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged
			if ( ( @is_dir( $folder ) || @mkdir( $folder, 0700 ) ) && is_writable( $folder ) ) {
				if ( ! is_file( $folder . '/index.php' ) ) {
					file_put_contents( $folder . '/index.php', "<?php exit; ?>\n" );
				}
				return $folder;
			}
		}
		return '';
	}

	/**
	 * The path of a probe's record.
	 *
	 * @param string $folder As ensure() gave it.
	 * @param string $id     Probe id.
	 * @return string
	 */
	public static function file( string $folder, string $id ): string {
		return $folder . '/' . $id . '.php';
	}

	/**
	 * The path of what says which callback a probe is running.
	 *
	 * @param string $folder As ensure() gave it.
	 * @param string $id     Probe id.
	 * @return string
	 */
	public static function running( string $folder, string $id ): string {
		return $folder . '/' . $id . '-running.php';
	}

	/**
	 * Finds the folder on this machine that holds a probe's record.
	 *
	 * @param string $id Probe id.
	 * @return string Path, or ''.
	 */
	public static function find( string $id ): string {
		foreach ( self::places() as $folder ) {
			if ( @is_file( self::file( $folder, $id ) ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- The folder may be out of bounds (open_basedir).
				return $folder;
			}
		}
		return '';
	}

	/**
	 * Deletes records: the given ones, and all that no run can still want.
	 *
	 * @param list<string> $ids Probe ids.
	 */
	public static function sweep( array $ids ): void {
		foreach ( self::places() as $folder ) {
			// The folder may be out of bounds (open_basedir).
			foreach ( @is_dir( $folder ) ? (array) glob( $folder . '/*.php' ) : array() as $file ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged
				$id = substr( basename( (string) $file, '.php' ), 0, 32 );
				if ( 'index' !== $id && ( in_array( $id, $ids, true ) || filemtime( (string) $file ) < time() - self::KEPT ) ) {
					wp_delete_file( (string) $file );
				}
			}
		}
	}

	/**
	 * Deletes the folder with all that is in it.
	 */
	public static function remove(): void {
		// An older AUTH_KEY gave it another name.
		/** @var list<string>|false $older Paths only. */
		$older = preg_grep( '~/culprit-[0-9a-f]{32}\z~', array_map( 'strval', (array) glob( WP_CONTENT_DIR . '/culprit-*', GLOB_ONLYDIR ) ) );
		foreach ( array_merge( self::places(), false === $older ? array() : $older ) as $folder ) {
			if ( ! @is_dir( $folder ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- The folder may be out of bounds (open_basedir).
				continue;
			}
			foreach ( (array) glob( $folder . '/*.php' ) as $file ) {
				wp_delete_file( (string) $file );
			}
			// WP_Filesystem may ask for a password here, and the folder is ours and empty.
			// phpcs:ignore WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged
			@rmdir( $folder );
		}
	}

	/**
	 * Where the folder may be, best first.
	 *
	 * @return list<string>
	 */
	private static function places(): array {
		$name = substr( Key::sign( 'records' ), 0, 32 );
		if ( '' === $name ) {
			return array();
		}
		return array( WP_CONTENT_DIR . '/culprit-' . $name, rtrim( sys_get_temp_dir(), '/\\' ) . '/culprit-' . $name );
	}
}
