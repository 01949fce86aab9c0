<?php
/**
 * Which files and folders a probe changed, seen by looking before and after.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Looks at the places that plugins write to, one level deep. Files anywhere else are not seen.
 */
final class FileWatch {

	/**
	 * Files and folders that are looked at, at most. To look at one takes some microseconds.
	 */
	private const LOOKS = 3000;

	/**
	 * Nanoseconds that looking may take: on a file system far away every look is slow.
	 */
	private const TIME = 15000000;

	private const SAMPLES = 10;

	/**
	 * Folders that are looked into.
	 *
	 * @var list<string>
	 */
	private $folders;

	/**
	 * Files that PHP and WordPress write errors to, whoever makes them, and whether each was there before.
	 *
	 * @var array<string, bool>
	 */
	private $logs = array();

	/**
	 * What was in each folder.
	 *
	 * @var array<string, array{entries: array<string, string>, finished: bool}>
	 */
	private $before;

	/**
	 * Whether there was time to look at all of them.
	 *
	 * @var bool
	 */
	private $complete = true;

	/**
	 * Looks for the first time.
	 *
	 * @param list<string> $plugins Plugin files that are asked for.
	 */
	public function __construct( array $plugins ) {
		$this->folders = self::places( $plugins );
		// Now: what a plugin makes its log later on is a file of that plugin.
		foreach ( self::logs() as $log ) {
			$this->logs[ $log ] = is_file( $log );
		}
		$this->before = $this->look();
	}

	/**
	 * Whether all could be looked at, both times.
	 *
	 * @return bool
	 */
	public function is_complete(): bool {
		return $this->complete;
	}

	/**
	 * Files and folders that are other than they were.
	 *
	 * @return list<string> Full paths; the first ones.
	 */
	public function changed(): array {
		clearstatcache();
		$changed = array();
		foreach ( $this->look() as $folder => $now ) {
			$before = $this->before[ $folder ] ?? null;
			if ( null === $before ) {
				continue;
			}
			$was = $before['entries'];
			$is  = $now['entries'];
			if ( ! $before['finished'] || ! $now['finished'] ) {
				// What was looked at once only is no change.
				$is  = array_intersect_key( $is, $was );
				$was = array_intersect_key( $was, $is );
			}
			$changed = array_merge( $changed, array_keys( array_diff_assoc( $is, $was ) + array_diff_key( $was, $is ) ) );
		}
		$begun = $this->folders_of_new_logs();
		$files = array_filter(
			$changed,
			static function ( $path ) use ( $changed, $begun ) {
				// A folder changes with the files in it, which say more.
				return ! in_array( self::real( $path ), $begun, true ) && array() === preg_grep( '~^' . preg_quote( $path, '~' ) . '/~', $changed );
			}
		);
		return array_slice( array_values( $files ), 0, self::SAMPLES );
	}

	/**
	 * Folders that changed because a log of errors was begun in them, or taken away.
	 *
	 * @return list<string>
	 */
	private function folders_of_new_logs(): array {
		$folders = array();
		foreach ( $this->logs as $log => $was_there ) {
			if ( is_file( $log ) !== $was_there ) {
				$folders[] = dirname( $log );
			}
		}
		return $folders;
	}

	/**
	 * What is in each folder, as far as there is time.
	 *
	 * @return array<string, array{entries: array<string, string>, finished: bool}> Each with when it changed last and how large it is, by path.
	 */
	private function look(): array {
		$found = array();
		$left  = self::LOOKS;
		$end   = hrtime( true ) + self::TIME;
		foreach ( $this->folders as $folder ) {
			// What cannot be read cannot be compared either.
			$open = is_dir( $folder ) ? opendir( $folder ) : false;
			if ( false === $open ) {
				continue;
			}
			$found[ $folder ] = $this->look_into( $folder, $open, $left, $end );
			closedir( $open );
			$left -= count( $found[ $folder ]['entries'] );
			if ( ! $found[ $folder ]['finished'] ) {
				$this->complete = false;
				break;
			}
		}
		return $found;
	}

	/**
	 * What is in a folder, name by name: one of uploads may hold very many.
	 *
	 * @param string   $folder Its path.
	 * @param resource $open   The open folder.
	 * @param int      $left   How many may be looked at.
	 * @param int      $end    Until when, as hrtime() counts.
	 * @return array{entries: array<string, string>, finished: bool}
	 */
	private function look_into( string $folder, $open, int $left, int $end ): array {
		$entries = array();
		$real    = self::real( $folder );
		while ( true ) {
			$name = readdir( $open );
			if ( false === $name ) {
				break;
			}
			if ( '.' === $name || '..' === $name || isset( $this->logs[ $real . '/' . $name ] ) || 1 === preg_match( '/^culprit-[0-9a-f]{32}\z/', $name ) ) {
				continue;
			}
			if ( count( $entries ) >= $left || hrtime( true ) > $end ) {
				break;
			}
			$path             = $folder . '/' . $name;
			$stat             = lstat( $path );
			$entries[ $path ] = is_array( $stat ) ? $stat['mtime'] . ' ' . $stat['ctime'] . ' ' . ( is_dir( $path ) ? '' : $stat['size'] ) : '';
		}
		return array(
			'entries'  => $entries,
			'finished' => false === $name,
		);
	}

	/**
	 * Where plugins write: beside WordPress and the home page, in wp-content, in their own folders, in the cache, and in the uploads.
	 *
	 * @param list<string> $plugins Plugin files that are asked for.
	 * @return list<string>
	 */
	private static function places( array $plugins ): array {
		$places = array( rtrim( ABSPATH, '/' ), self::home(), WP_CONTENT_DIR );
		foreach ( $plugins as $plugin ) {
			$folder = dirname( $plugin );
			if ( '.' !== $folder ) {
				$places[] = WP_PLUGIN_DIR . '/' . $folder;
			}
		}
		// Last: there may be very many. Of a month that nobody asks for, because WordPress keeps the answer, and plugins that
		// are still to come may change it.
		$uploads = wp_upload_dir( '0000/00', false )['basedir'];
		return array_values( array_unique( array_merge( $places, array( WP_CONTENT_DIR . '/cache', $uploads, $uploads . gmdate( '/Y' ), $uploads . gmdate( '/Y/m' ) ) ) ) );
	}

	/**
	 * The folder whose index.php answers for the home page, where WordPress itself may lie deeper.
	 *
	 * @return string
	 */
	private static function home(): string {
		$script = isset( $_SERVER['SCRIPT_FILENAME'] ) && is_string( $_SERVER['SCRIPT_FILENAME'] ) ? $_SERVER['SCRIPT_FILENAME'] : ''; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- The server's own.
		return '' !== $script && defined( 'WP_USE_THEMES' ) && true === WP_USE_THEMES ? dirname( $script ) : rtrim( ABSPATH, '/' );
	}

	/**
	 * Files that errors are written to.
	 *
	 * @return list<string> Full paths, behind links.
	 */
	private static function logs(): array {
		$set  = array( WP_CONTENT_DIR . '/debug.log', (string) ini_get( 'error_log' ) );
		$logs = array();
		if ( defined( 'WP_DEBUG_LOG' ) && is_string( WP_DEBUG_LOG ) ) {
			$set[] = WP_DEBUG_LOG;
		}
		foreach ( array_filter( $set ) as $log ) {
			// Without a folder it lies in the one that PHP works in.
			foreach ( array( dirname( $log ), getcwd() . '/' . dirname( $log ), ABSPATH . dirname( $log ) ) as $folder ) {
				$logs[] = self::real( $folder ) . '/' . basename( $log );
			}
		}
		return array_values( array_unique( $logs ) );
	}

	/**
	 * A path's own name, behind links.
	 *
	 * @param string $path Path.
	 * @return string As it is when it does not lead anywhere.
	 */
	private static function real( string $path ): string {
		$real = realpath( $path );
		return is_string( $real ) ? $real : $path;
	}
}
