<?php
/**
 * Where code lies, said relative to the WordPress folder: nobody outside needs to know where that lies on the disk.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Paths and texts with paths, made relative.
 */
final class Place {

	/**
	 * What is replaced by what.
	 *
	 * @var array<string, string>|null
	 */
	private static $names;

	/**
	 * A text with all paths in it relative.
	 *
	 * @param string $text A message, or a path.
	 * @return string
	 */
	public static function relative( string $text ): string {
		return strtr( $text, self::names() );
	}

	/**
	 * A path, relative and with forward slashes.
	 *
	 * @param string $path Full path.
	 * @return string
	 */
	public static function file( string $path ): string {
		return wp_normalize_path( self::relative( $path ) );
	}

	/**
	 * The file of a plugin or theme, relative; '' for one of WordPress's or our own.
	 *
	 * @param string $path Full path.
	 * @return string
	 */
	public static function foreign( string $path ): string {
		if ( self::is_ours( $path ) ) {
			return '';
		}
		$file = self::file( $path );
		return 0 === strpos( $file, 'wp-content/' ) ? $file : '';
	}

	/**
	 * Whether a file is part of the guard.
	 *
	 * @param string $path Full path.
	 * @return bool
	 */
	public static function is_ours( string $path ): bool {
		return 0 === strpos( $path, __DIR__ . DIRECTORY_SEPARATOR );
	}

	/**
	 * What is replaced by what. Plugins behind links are known once they have loaded.
	 *
	 * @return array<string, string>
	 */
	private static function names(): array {
		if ( null !== self::$names ) {
			return self::$names;
		}
		$names = array();
		/** @var array<string, string> $links Filled by wp_register_plugin_realpath(). */
		$links = (array) ( $GLOBALS['wp_plugin_paths'] ?? array() );
		foreach ( $links as $folder => $real ) {
			$names[ $real . '/' ] = 'wp-content/plugins/' . basename( $folder ) . '/';
		}
		// A site that lies behind a link has two names for everything.
		foreach ( array_unique( array( ABSPATH, self::real( ABSPATH ) ) ) as $folder ) {
			$names[ $folder ] = '';
		}
		foreach ( array_unique( array( WP_CONTENT_DIR . '/', self::real( WP_CONTENT_DIR ) ) ) as $folder ) {
			$names[ $folder ] = 'wp-content/';
		}
		foreach ( array_unique( array( WP_PLUGIN_DIR . '/', self::real( WP_PLUGIN_DIR ) ) ) as $folder ) {
			$names[ $folder ] = 'wp-content/plugins/';
		}
		unset( $names['/'] );
		if ( did_action( 'plugins_loaded' ) ) {
			self::$names = $names;
		}
		return $names;
	}

	/**
	 * A folder's own name, behind links.
	 *
	 * @param string $folder Full path.
	 * @return string With a slash at the end; '/' when it cannot be told.
	 */
	private static function real( string $folder ): string {
		return rtrim( (string) realpath( $folder ), '/\\' ) . '/';
	}
}
