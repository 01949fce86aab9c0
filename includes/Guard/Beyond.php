<?php
/**
 * What a read-only probe did past WordPress, where nothing can refuse it: seen afterwards, and told.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Compares what PHP and the file system say before and after. Direct cURL and files far away from WordPress are not seen.
 */
final class Beyond {

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
	 * What does it in PHP. Where several plugins have such code, none is named.
	 */
	private const CODE = array(
		'database' => '/(?<![>:\w$])(?:mysqli_(?:real_)?connect\s*\(|new\s+\\\\?(?:mysqli|PDO)\b)/i',
		'program'  => '/(?<![>:\w$])(?:mail|exec|shell_exec|system|passthru|proc_open|popen)\s*\(/i',
		'session'  => '/(?<![>:\w$])session_start\s*\(/i',
	);

	/**
	 * Bytes of code that are read to find out who it was, at most.
	 */
	private const READ = 8000000;

	/**
	 * Connections to databases that this PHP process has made so far.
	 *
	 * @var int
	 */
	private $connections;

	/**
	 * Number of WordPress's own connection.
	 *
	 * @var int
	 */
	private $thread;

	/**
	 * What programs that this PHP process started have used so far.
	 *
	 * @var int
	 */
	private $programs;

	/**
	 * Files and folders, with when they changed last and how large they were.
	 *
	 * @var array<string, string>
	 */
	private $files;

	/**
	 * Whether there was time to look at all of them.
	 *
	 * @var bool
	 */
	private $complete = true;

	/**
	 * Who connected while it loaded; null for what came between and after.
	 *
	 * @var array<int, string|null>
	 */
	private $connected = array();

	/**
	 * Files that PHP and WordPress write errors to.
	 *
	 * @var list<string>
	 */
	private $logs;

	/**
	 * Folders that are looked into.
	 *
	 * @var list<string>
	 */
	private $folders;

	/**
	 * Starts watching.
	 *
	 * @param list<string> $plugins Plugin files that are asked for.
	 */
	public function __construct( array $plugins ) {
		$this->folders     = self::places( $plugins );
		$this->logs        = self::logs();
		$this->connections = self::connections();
		$this->thread      = self::thread();
		$this->programs    = self::programs();
		try {
			$this->files = $this->look();
		} catch ( \Throwable $error ) {
			// An error handler that throws; without a look before there is nothing to compare.
			$this->files    = array();
			$this->complete = false;
		}
	}

	/**
	 * Starts listening for who does it.
	 */
	public function start(): void {
		foreach ( array( 'mu_plugin_loaded', 'network_plugin_loaded', 'plugin_loaded' ) as $loaded ) {
			add_action(
				$loaded,
				function ( $file = null ) {
					$this->step( is_string( $file ) ? Place::file( $file ) : null );
				},
				PHP_INT_MAX
			);
		}
	}

	/**
	 * Notes whether somebody connected since the step before.
	 *
	 * @param string|null $by Who was running since, relative to the WordPress folder; null for any number of them.
	 */
	private function step( ?string $by ): void {
		$made   = self::connections();
		$thread = self::thread();
		// WordPress may have connected anew.
		$own = $thread === $this->thread ? 0 : 1;
		if ( $made - $this->connections > $own ) {
			$this->connected[] = $by;
		}
		$this->connections = $made;
		$this->thread      = $thread;
	}

	/**
	 * Who connected, where that was one only and at one time.
	 *
	 * @return string|null
	 */
	private function connector(): ?string {
		global $wpdb;
		if ( 'wpdb' !== get_class( $wpdb ) ) {
			// One that connects to several servers by itself.
			return null;
		}
		$known = array_unique( array_filter( $this->connected ) );
		if ( count( $known ) > 1 ) {
			return null;
		}
		return in_array( null, $this->connected, true ) ? self::author( self::CODE['database'] ) : (string) reset( $known );
	}

	/**
	 * What was done, as far as it shows.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}> As in schemas/report.json.
	 */
	public function seen(): array {
		try {
			return $this->compare();
		} catch ( \Throwable $error ) {
			// A plugin's error handler may throw; the report is more than this part of it.
			return array();
		}
	}

	/**
	 * Compares before and after.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}>
	 */
	private function compare(): array {
		$seen = array();
		$this->step( null );
		if ( array() !== $this->connected ) {
			$seen[] = self::entry( 'database', $this->connector(), '' );
		}
		if ( self::programs() > $this->programs ) {
			$seen[] = self::entry( 'program', self::author( self::CODE['program'] ), '' );
		}
		if ( function_exists( 'session_id' ) && '' !== session_id() && 'files' === ini_get( 'session.save_handler' ) ) {
			$seen[] = self::entry( 'session', self::author( self::CODE['session'] ), '' );
		}
		foreach ( $this->changed() as $path ) {
			$seen[] = self::entry( 'file', self::author( '~' . preg_quote( basename( $path ), '~' ) . '~' ), $path );
		}
		if ( ! $this->complete ) {
			$seen[] = self::entry( 'unseen', null, '' );
		}
		return $seen;
	}

	/**
	 * One thing that was done.
	 *
	 * @param string      $what   database, program, session, file or unseen.
	 * @param string|null $by     File of the plugin, relative to the WordPress folder; null when unknown.
	 * @param string      $detail The path of a file.
	 * @return array{what: string, by: string|null, detail: string}
	 */
	private static function entry( string $what, ?string $by, string $detail ): array {
		return array(
			'what'   => $what,
			'by'     => $by,
			'detail' => $detail,
		);
	}

	/**
	 * The plugin that has such code, if there is only one among those that were loaded.
	 *
	 * @param string $pattern What the code looks like.
	 * @return string|null Its file, relative to the WordPress folder.
	 */
	private static function author( string $pattern ): ?string {
		$folders = array();
		$left    = self::READ;
		foreach ( get_included_files() as $file ) {
			$place = Place::foreign( $file );
			if ( 1 !== preg_match( '~^wp-content/plugins/([^/]+)~', $place, $match ) ) {
				continue;
			}
			$size  = (int) @filesize( $file ); // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- It may be gone.
			$left -= $size;
			if ( $left < 0 ) {
				return null;
			}
			if ( ! isset( $folders[ $match[1] ] ) && 1 === preg_match( $pattern, (string) @file_get_contents( $file ) ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- It may be gone.
				$folders[ $match[1] ] = $place;
			}
		}
		return 1 === count( $folders ) ? (string) reset( $folders ) : null;
	}

	/**
	 * Files and folders that are other than they were, relative to the WordPress folder.
	 *
	 * @return list<string>
	 */
	private function changed(): array {
		clearstatcache();
		$now = $this->look();
		if ( ! $this->complete ) {
			// What was looked at once only is no change.
			$now         = array_intersect_key( $now, $this->files );
			$this->files = array_intersect_key( $this->files, $now );
		}
		$changed = array_keys( array_diff_assoc( $now, $this->files ) + array_diff_key( $this->files, $now ) );
		$files   = array_filter(
			$changed,
			static function ( $path ) use ( $changed ) {
				// A folder changes with the files in it, which say more.
				return array() === preg_grep( '~^' . preg_quote( $path, '~' ) . '/~', $changed );
			}
		);
		return array_slice( array_map( array( Place::class, 'file' ), array_values( $files ) ), 0, self::SAMPLES );
	}

	/**
	 * The files and folders as they are.
	 *
	 * @return array<string, string>
	 */
	private function look(): array {
		$found = array();
		$end   = hrtime( true ) + self::TIME;
		foreach ( $this->folders as $folder ) {
			// What cannot be read cannot be compared either. Name by name: a folder of uploads may hold very many.
			// phpcs:disable WordPress.PHP.NoSilencedErrors.Discouraged
			$open = @is_dir( $folder ) ? @opendir( $folder ) : false;
			while ( false !== $open ) {
				$name = readdir( $open );
				if ( false === $name ) {
					break;
				}
				$path = $folder . '/' . $name;
				if ( '.' === $name || '..' === $name || in_array( $path, $this->logs, true ) || 1 === preg_match( '/^culprit-[0-9a-f]{32}\z/', $name ) ) {
					continue;
				}
				if ( count( $found ) >= self::LOOKS || hrtime( true ) > $end ) {
					$this->complete = false;
					closedir( $open );
					return $found;
				}
				$stat           = @lstat( $path );
				$found[ $path ] = is_array( $stat ) ? $stat['mtime'] . ' ' . $stat['ctime'] . ' ' . ( is_dir( $path ) ? '' : $stat['size'] ) : '';
			}
			if ( false !== $open ) {
				closedir( $open );
			}
			// phpcs:enable
		}
		return $found;
	}

	/**
	 * Where plugins write: beside WordPress, in wp-content and its caches, in their own folders, and in the uploads.
	 *
	 * @param list<string> $plugins Plugin files that are asked for.
	 * @return list<string>
	 */
	private static function places( array $plugins ): array {
		$root   = isset( $_SERVER['DOCUMENT_ROOT'] ) && is_string( $_SERVER['DOCUMENT_ROOT'] ) ? $_SERVER['DOCUMENT_ROOT'] : ''; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- The server's own.
		$places = array( rtrim( ABSPATH, '/' ), rtrim( '' === $root ? ABSPATH : $root, '/' ), WP_CONTENT_DIR, WP_CONTENT_DIR . '/cache' );
		foreach ( $plugins as $plugin ) {
			$folder = dirname( $plugin );
			if ( '.' !== $folder ) {
				$places[] = WP_PLUGIN_DIR . '/' . $folder;
			}
		}
		// Last: there may be very many.
		$uploads = wp_upload_dir( null, false )['basedir'];
		return array_values( array_unique( array_merge( $places, array( $uploads, $uploads . gmdate( '/Y' ), $uploads . gmdate( '/Y/m' ) ) ) ) );
	}

	/**
	 * Files that errors are written to, whoever makes them.
	 *
	 * @return list<string>
	 */
	private static function logs(): array {
		$logs = array( WP_CONTENT_DIR . '/debug.log' );
		if ( defined( 'WP_DEBUG_LOG' ) && is_string( WP_DEBUG_LOG ) ) {
			$logs[] = WP_DEBUG_LOG;
		}
		$log = (string) ini_get( 'error_log' );
		// Without a folder it lies in the one that PHP works in.
		return '' === $log ? $logs : array_merge( $logs, array( $log, ABSPATH . $log, getcwd() . '/' . $log ) );
	}

	/**
	 * Connections to MySQL or MariaDB that this PHP process has made in its life, by any of PHP's extensions.
	 *
	 * @return int 0 where PHP does not count them.
	 */
	private static function connections(): int {
		// phpcs:ignore WordPress.DB.RestrictedFunctions -- WordPress has no means to ask.
		$counted = function_exists( 'mysqli_get_client_stats' ) ? mysqli_get_client_stats() : array();
		$made    = $counted['connect_success'] ?? 0;
		return is_numeric( $made ) ? (int) $made : 0;
	}

	/**
	 * Number of WordPress's own connection.
	 *
	 * @return int 0 where there is none, or it has none.
	 */
	private static function thread(): int {
		global $wpdb;
		$connection = $wpdb->__get( 'dbh' );
		try {
			return $connection instanceof \mysqli ? (int) @mysqli_thread_id( $connection ) : 0; // phpcs:ignore WordPress.DB.RestrictedFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- WordPress has no means to ask; PHP 7 warns of a closed one.
		} catch ( \Error $closed ) {
			return 0;
		}
	}

	/**
	 * Pages of memory that programs started by this PHP process have used in its life: mail(), exec() and their like start one.
	 *
	 * @return int 0 where PHP cannot tell.
	 */
	private static function programs(): int {
		$used = function_exists( 'getrusage' ) ? getrusage( 1 ) : false;
		return is_array( $used ) && isset( $used['ru_minflt'] ) && is_int( $used['ru_minflt'] ) ? $used['ru_minflt'] : 0;
	}
}
