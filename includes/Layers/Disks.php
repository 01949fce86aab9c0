<?php
/**
 * The disks that the site writes on.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Says how much room there is, and whether a file can be written.
 */
final class Disks {

	private const BYTES = 8192;

	/**
	 * The folders, each with its disk.
	 *
	 * @return list<array{place: string, free: float|null, total: float|null, writable: bool}>
	 */
	public static function describe(): array {
		$uploads = wp_get_upload_dir();
		$folders = array(
			'wordpress' => WP_CONTENT_DIR,
			'uploads'   => $uploads['basedir'],
			'temporary' => get_temp_dir(),
		);
		$disks   = array();
		foreach ( $folders as $place => $folder ) {
			// A new site has no folder for uploads yet: WordPress makes it beside the others.
			$folder  = is_dir( $folder ) ? $folder : WP_CONTENT_DIR;
			$disks[] = array(
				'place'    => $place,
				'free'     => self::bytes( 'disk_free_space', $folder ),
				'total'    => self::bytes( 'disk_total_space', $folder ),
				'writable' => self::is_writable( $folder ),
			);
		}
		return $disks;
	}

	/**
	 * A number of bytes that PHP knows of a folder's disk.
	 *
	 * @param string $what   disk_free_space or disk_total_space.
	 * @param string $folder Full path.
	 * @return float|null Null when the host does not let PHP know.
	 */
	private static function bytes( string $what, string $folder ): ?float {
		$bytes = function_exists( $what ) ? @$what( $folder ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- Outside of open_basedir it warns.
		return is_float( $bytes ) ? $bytes : null;
	}

	/**
	 * Whether a small file could be written, read back and removed. A full disk takes the name and not the content.
	 *
	 * @param string $folder Full path.
	 * @return bool
	 */
	private static function is_writable( string $folder ): bool {
		// phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors -- PHP's own way is what is tested.
		$file   = trailingslashit( $folder ) . 'culprit-' . bin2hex( random_bytes( 8 ) ) . '.tmp';
		$handle = @fopen( $file, 'x' );
		if ( false === $handle ) {
			return false;
		}
		try {
			$content = str_repeat( 'c', self::BYTES );
			return self::BYTES === @fwrite( $handle, $content ) && @fflush( $handle ) && @file_get_contents( $file ) === $content;
		} finally {
			fclose( $handle );
			@unlink( $file );
		}
		// phpcs:enable
	}
}
