<?php
/**
 * The test site's own files: kept once, restored after each test that changed them.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Support;

/**
 * Looks after wp-content and the files beside wp-config.php; core's folders are left alone.
 */
final class Files {

	/**
	 * What was there when it was kept.
	 *
	 * @var array<string, string>
	 */
	private static $kept = array();

	/**
	 * Copies the files aside.
	 */
	public static function keep(): void {
		self::$kept = self::fingerprints();
		foreach ( array_keys( self::$kept ) as $path ) {
			self::copy( ABSPATH . $path, self::copy_of( $path ) );
		}
	}

	/**
	 * Makes the files what they were when kept.
	 */
	public static function restore(): void {
		$now = self::fingerprints();
		// What is inside a folder comes after the folder.
		foreach ( array_reverse( array_keys( $now ) ) as $path ) {
			if ( ! isset( self::$kept[ $path ] ) || self::$kept[ $path ] !== $now[ $path ] && ! is_dir( ABSPATH . $path ) ) {
				self::remove( ABSPATH . $path );
			}
		}
		foreach ( self::$kept as $path => $fingerprint ) {
			if ( ! isset( $now[ $path ] ) || $now[ $path ] !== $fingerprint ) {
				self::copy( self::copy_of( $path ), ABSPATH . $path );
			}
		}
		clearstatcache( true );
	}

	/**
	 * Contents of the files.
	 *
	 * @return array<string, string> SHA-1 by path below the WordPress folder; "folder" for a folder.
	 */
	public static function contents(): array {
		$contents = array();
		foreach ( array_keys( self::fingerprints() ) as $path ) {
			$contents[ $path ] = is_dir( ABSPATH . $path ) ? 'folder' : (string) sha1_file( ABSPATH . $path );
		}
		return $contents;
	}

	/**
	 * What tells whether files changed.
	 *
	 * @return array<string, string> Kind, rights, size and time by path, a folder before what is in it.
	 */
	private static function fingerprints(): array {
		clearstatcache( true );
		$found = array();
		foreach ( new \FilesystemIterator( ABSPATH ) as $file ) {
			if ( $file->isFile() || $file->isLink() ) {
				$found[ $file->getFilename() ] = self::fingerprint( $file );
			}
		}
		$inside = new \RecursiveIteratorIterator(
			new \RecursiveDirectoryIterator( WP_CONTENT_DIR, \FilesystemIterator::SKIP_DOTS ),
			\RecursiveIteratorIterator::SELF_FIRST
		);
		foreach ( $inside as $file ) {
			$found[ substr( $file->getPathname(), strlen( ABSPATH ) ) ] = self::fingerprint( $file );
		}
		return $found;
	}

	/**
	 * What tells whether one file changed.
	 *
	 * @param \SplFileInfo $file File, folder or link.
	 * @return string
	 */
	private static function fingerprint( \SplFileInfo $file ): string {
		if ( $file->isLink() ) {
			return 'link ' . $file->getLinkTarget();
		}
		$rights = decoct( $file->getPerms() );
		// A folder's time changes with what is in it, which is looked at anyway.
		return $file->isDir() ? $rights : "$rights {$file->getSize()} {$file->getMTime()}";
	}

	/**
	 * Copies one file, folder (without what is in it) or link, with rights and time.
	 *
	 * @param string $from Path.
	 * @param string $to   Path.
	 */
	private static function copy( string $from, string $to ): void {
		if ( is_link( $from ) ) {
			symlink( (string) readlink( $from ), $to );
			return;
		}
		if ( is_dir( $from ) ) {
			wp_mkdir_p( $to );
		} else {
			wp_mkdir_p( dirname( $to ) );
			copy( $from, $to );
			touch( $to, (int) filemtime( $from ) );
		}
		chmod( $to, (int) fileperms( $from ) & 07777 );
	}

	/**
	 * Removes one file, empty folder or link.
	 *
	 * @param string $path Path.
	 */
	private static function remove( string $path ): void {
		if ( is_dir( $path ) && ! is_link( $path ) ) {
			rmdir( $path );
		} else {
			unlink( $path );
		}
	}

	/**
	 * Where the copy of a file is.
	 *
	 * @param string $path Path below the WordPress folder.
	 * @return string
	 */
	private static function copy_of( string $path ): string {
		return getenv( 'CULPRIT_TEST_FOLDER' ) . '/kept/' . $path;
	}
}
