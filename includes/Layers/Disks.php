<?php
/**
 * The disks that WordPress writes to.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Says how much is free, and tries a small file.
 */
final class Disks {

	/**
	 * A whole block: a few bytes may fit where no file of WordPress would.
	 */
	private const BYTES = 4096;

	/**
	 * Every place once, though they may lie on one disk.
	 *
	 * @return list<array{place: string, free: float|null, total: float|null, writable: bool}> The part `disks` of schemas/facts.json.
	 */
	public static function describe(): array {
		$uploads = wp_get_upload_dir();
		$places  = array(
			'wordpress' => WP_CONTENT_DIR,
			'uploads'   => (string) $uploads['basedir'],
			'temporary' => get_temp_dir(),
		);
		$disks   = array();
		foreach ( $places as $place => $folder ) {
			// What a plugin keeps on another server is no disk of this one.
			if ( '' === $folder || wp_is_stream( $folder ) ) {
				continue;
			}
			$folder  = self::existing( $folder );
			$disks[] = array(
				'place'    => $place,
				'free'     => self::size( 'disk_free_space', $folder ),
				'total'    => self::size( 'disk_total_space', $folder ),
				'writable' => self::takes_a_file( $folder ),
			);
		}
		return $disks;
	}

	/**
	 * The folder, or the nearest one above it that is there: WordPress makes those in between when it needs them.
	 *
	 * @param string $folder Full path.
	 * @return string
	 */
	private static function existing( string $folder ): string {
		while ( ! is_dir( $folder ) && dirname( $folder ) !== $folder ) {
			$folder = dirname( $folder );
		}
		return $folder;
	}

	/**
	 * A size in bytes.
	 *
	 * @param string $ask    PHP's function; hosts switch these off.
	 * @param string $folder Full path.
	 * @return float|null
	 */
	private static function size( string $ask, string $folder ): ?float {
		$bytes = is_callable( $ask ) ? @$ask( $folder ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- It warns where a path is forbidden; then the size is not known.
		return is_float( $bytes ) ? $bytes : null;
	}

	/**
	 * Whether a small file can be written, read back and removed.
	 *
	 * @param string $folder Full path.
	 * @return bool
	 */
	private static function takes_a_file( string $folder ): bool {
		$file    = rtrim( $folder, '/\\' ) . '/culprit-' . bin2hex( random_bytes( 16 ) ) . '.tmp';
		$content = str_repeat( 'culprit ', (int) ( self::BYTES / 8 ) );
		// phpcs:disable WordPress.PHP.NoSilencedErrors, WordPress.WP.AlternativeFunctions -- It is PHP's own writing that is tried, and failing is an answer.
		$handle = @fopen( $file, 'xb' );
		if ( false === $handle ) {
			return false;
		}
		$kept = false;
		try {
			$kept = strlen( $content ) === @fwrite( $handle, $content ) && @fflush( $handle );
			$kept = @fclose( $handle ) && $kept && @file_get_contents( $file ) === $content;
		} finally {
			$removed = @unlink( $file );
		}
		// phpcs:enable
		return $kept && $removed;
	}
}
