<?php
/**
 * When the PHP files of a plugin or theme were last written.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Reads the times of files, two levels deep, with a limit on their number and one on the time that all of it takes.
 */
final class FileTimes {

	private const SECONDS = 1.0;

	/**
	 * Files of one plugin or theme that are looked at, in the order of their names: the same ones each time.
	 */
	private const FILES = 300;

	/**
	 * When to stop, by the clock of microtime().
	 *
	 * @var float
	 */
	private $until;

	/**
	 * Starts the clock.
	 *
	 * @param float $seconds How long all of it may take.
	 */
	public function __construct( float $seconds = self::SECONDS ) {
		$this->until = microtime( true ) + $seconds;
	}

	/**
	 * The newest time in a folder, or that of one file.
	 *
	 * @param string $path Absolute.
	 * @return int|null Unix time; null when there is none, or the time was up.
	 */
	public function of( string $path ): ?int {
		$newest = null;
		$left   = self::FILES;
		foreach ( is_dir( $path ) ? self::php_files( $path ) : array( $path ) as $file ) {
			if ( microtime( true ) > $this->until ) {
				// Half a look would differ from the next whole one.
				return null;
			}
			if ( --$left < 0 ) {
				break;
			}
			$time = is_file( $file ) ? filemtime( $file ) : false;
			if ( false !== $time && ( null === $newest || $time > $newest ) ) {
				$newest = $time;
			}
		}
		return $newest;
	}

	/**
	 * The PHP files of a folder and of the folders in it.
	 *
	 * @param string $folder Absolute.
	 * @return \Generator<int, string>
	 */
	private static function php_files( string $folder ): \Generator {
		$folders = array();
		foreach ( self::names( $folder ) as $name ) {
			$path = "$folder/$name";
			if ( '.php' === substr( $name, -4 ) ) {
				yield $path;
			} elseif ( false === strpos( $name, '.' ) && is_dir( $path ) && ! is_link( $path ) ) {
				$folders[] = $path;
			}
		}
		foreach ( $folders as $path ) {
			foreach ( self::names( $path ) as $name ) {
				if ( '.php' === substr( $name, -4 ) ) {
					yield "$path/$name";
				}
			}
		}
	}

	/**
	 * What is in a folder.
	 *
	 * @param string $folder Absolute.
	 * @return list<string>
	 */
	private static function names( string $folder ): array {
		$names = is_readable( $folder ) ? scandir( $folder ) : false;
		return false === $names ? array() : $names;
	}
}
