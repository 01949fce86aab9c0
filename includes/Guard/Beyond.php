<?php
/**
 * What a read-only probe did past WordPress, where nothing can refuse it: seen afterwards, and told.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Compares what PHP and the file system say before and after. Direct cURL is not seen.
 */
final class Beyond {

	/**
	 * What does it in PHP. Where several plugins have such code, none is named.
	 */
	private const CODE = array(
		'database' => '/(?<![>:\w$])(?:mysqli_(?:real_)?connect\s*\(|new\s+\\\\?(?:mysqli|PDO)\b)/i',
		'program'  => '/(?<![>:\w$])(?<!function )(?:mail|exec|shell_exec|system|passthru|proc_open|popen)\s*\(/i',
		'session'  => '/(?<![>:\w$])(?<!function )session_start\s*\(/i',
	);

	/**
	 * Bytes of code that are read to find out who it was, at most.
	 */
	private const READ = 8000000;

	/**
	 * Connections to databases that this PHP process has made so far; null where PHP does not count them.
	 *
	 * @var int|null
	 */
	private $connections;

	/**
	 * Number of WordPress's own connection.
	 *
	 * @var int
	 */
	private $thread;

	/**
	 * What programs that this PHP process started have used so far; null where PHP cannot tell.
	 *
	 * @var int|null
	 */
	private $programs;

	/**
	 * Files and folders; null when they could not be looked at.
	 *
	 * @var FileWatch|null
	 */
	private $files;

	/**
	 * Whether something could not be looked at or counted.
	 *
	 * @var bool
	 */
	private $is_unseen = false;

	/**
	 * Who connected while it loaded; null for what came between and after.
	 *
	 * @var array<int, string|null>
	 */
	private $connected = array();

	/**
	 * Starts watching.
	 *
	 * @param list<string> $plugins Plugin files that are asked for.
	 */
	public function __construct( array $plugins ) {
		$this->connections = self::connections();
		$this->thread      = self::thread();
		$this->programs    = self::programs();
		$this->alone(
			function () use ( $plugins ) {
				$this->files = new FileWatch( $plugins );
			}
		);
	}

	/**
	 * Starts listening for who does it.
	 */
	public function start(): void {
		$others = function ( $passed = null ) {
			$this->step( null );
			return $passed;
		};
		foreach ( array( 'mu_plugin_loaded', 'network_plugin_loaded', 'plugin_loaded' ) as $loaded ) {
			add_action(
				$loaded,
				function ( $file = null ) {
					$this->step( is_string( $file ) ? Place::file( $file ) : null );
				},
				PHP_INT_MIN
			);
			// Those who listen run before the next one is loaded.
			add_action( $loaded, $others, PHP_INT_MAX );
		}
		// WordPress asks for the list right before the first one; must-use plugins may have run until then.
		add_filter(
			'pre_option_active_plugins',
			static function ( $answer ) use ( $others ) {
				return did_action( 'plugin_loaded' ) > 0 ? $answer : $others( $answer );
			},
			PHP_INT_MAX
		);
	}

	/**
	 * Notes whether somebody connected since the step before.
	 *
	 * @param string|null $by Who was running since, relative to the WordPress folder; null for any number of them.
	 */
	private function step( ?string $by ): void {
		$made   = self::connections();
		$thread = self::thread();
		if ( null === $made || null === $this->connections ) {
			$this->is_unseen = true;
		} else {
			// WordPress may have connected anew.
			$own = $thread === $this->thread ? 0 : 1;
			if ( $made - $this->connections > $own ) {
				$this->connected[] = $by;
			}
		}
		$this->connections = $made;
		$this->thread      = $thread;
	}

	/**
	 * Who connected, where that can have been one only.
	 *
	 * @return string|null
	 */
	private function connector(): ?string {
		global $wpdb;
		if ( ! $wpdb instanceof \wpdb || 'wpdb' !== get_class( $wpdb ) ) {
			// One that connects to several servers by itself.
			return null;
		}
		$known = array_values( array_unique( array_filter( $this->connected ) ) );
		if ( array() === $known ) {
			return self::author( self::CODE['database'] );
		}
		if ( count( $known ) > 1 ) {
			return null;
		}
		// What came between and after has to be explained by the same one.
		$explained = ! in_array( null, $this->connected, true ) || self::whose( $known[0] ) === self::whose( (string) self::author( self::CODE['database'] ) );
		return $explained ? $known[0] : null;
	}

	/**
	 * What was done, as far as it shows.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}> As in schemas/report.json.
	 */
	public function seen(): array {
		$seen = array();
		foreach ( array( 'past_connections', 'past_programs', 'past_sessions', 'past_files' ) as $look ) {
			$this->alone(
				function () use ( $look, &$seen ) {
					$seen = array_merge( $seen, $this->$look() );
				}
			);
		}
		return $this->is_unseen ? array_merge( $seen, array( self::entry( 'unseen', null, '' ) ) ) : $seen;
	}

	/**
	 * Connections of somebody else than WordPress.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}>
	 */
	private function past_connections(): array {
		$this->step( null );
		return array() === $this->connected ? array() : array( self::entry( 'database', $this->connector(), '' ) );
	}

	/**
	 * Programs that were started.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}>
	 */
	private function past_programs(): array {
		$now = self::programs();
		if ( null === $now || null === $this->programs ) {
			$this->is_unseen = true;
			return array();
		}
		return $now > $this->programs ? array( self::entry( 'program', self::author( self::CODE['program'] ), '' ) ) : array();
	}

	/**
	 * A session of PHP that is kept in a file.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}>
	 */
	private function past_sessions(): array {
		$is_kept = function_exists( 'session_id' ) && '' !== session_id() && 'files' === ini_get( 'session.save_handler' );
		return $is_kept ? array( self::entry( 'session', self::author( self::CODE['session'] ), '' ) ) : array();
	}

	/**
	 * Files and folders that were changed.
	 *
	 * @return list<array{what: string, by: string|null, detail: string}>
	 */
	private function past_files(): array {
		$seen = array();
		if ( null !== $this->files ) {
			foreach ( $this->files->changed() as $path ) {
				$seen[] = self::entry( 'file', self::author( '~' . preg_quote( basename( $path ), '~' ) . '~' ), Place::file( $path ) );
			}
		}
		if ( null === $this->files || ! $this->files->is_complete() ) {
			$this->is_unseen = true;
		}
		return $seen;
	}

	/**
	 * Does something whose warnings nobody hears: not the log, nor a plugin's error handler, which may throw.
	 *
	 * A file that was there a moment ago may be gone.
	 *
	 * @param callable $work What to do.
	 */
	private function alone( callable $work ): void {
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- For a moment.
		set_error_handler(
			static function () {
				return true;
			}
		);
		try {
			$work();
		} catch ( \Throwable $error ) {
			$this->is_unseen = true;
		} finally {
			restore_error_handler();
		}
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
	 * The plugin, must-use plugin or theme that has such code, if there is only one among those that were loaded.
	 *
	 * @param string $pattern What the code looks like.
	 * @return string|null Its file, relative to the WordPress folder.
	 */
	private static function author( string $pattern ): ?string {
		$found = array();
		$left  = self::READ;
		foreach ( get_included_files() as $file ) {
			$place = 0 === strpos( $file, dirname( __DIR__, 2 ) . DIRECTORY_SEPARATOR ) ? '' : Place::foreign( $file );
			if ( '' === $place ) {
				continue;
			}
			$left -= (int) filesize( $file );
			if ( $left < 0 ) {
				return null;
			}
			$whose = self::whose( $place );
			if ( ! isset( $found[ $whose ] ) && 1 === preg_match( $pattern, (string) file_get_contents( $file ) ) ) {
				$found[ $whose ] = $place;
			}
		}
		return 1 === count( $found ) ? (string) reset( $found ) : null;
	}

	/**
	 * Folder of the plugin or theme that a file belongs to; the file itself where it has none.
	 *
	 * @param string $place Path, relative to the WordPress folder.
	 * @return string
	 */
	private static function whose( string $place ): string {
		return 1 === preg_match( '~^wp-content/(?:plugins|mu-plugins|themes)/[^/]+~', $place, $match ) ? $match[0] : $place;
	}

	/**
	 * Connections to MySQL or MariaDB that this PHP process has made in its life, by any of PHP's extensions.
	 *
	 * @return int|null Null where PHP does not count them, or counts those of other requests, too.
	 */
	private static function connections(): ?int {
		if ( ! extension_loaded( 'mysqli' ) && ! extension_loaded( 'pdo_mysql' ) ) {
			return 0;
		}
		if ( 1 === (int) PHP_ZTS || ! function_exists( 'mysqli_get_client_stats' ) || ! filter_var( ini_get( 'mysqlnd.collect_statistics' ), FILTER_VALIDATE_BOOLEAN ) ) {
			return null;
		}
		$made = mysqli_get_client_stats()['connect_success'] ?? null; // phpcs:ignore WordPress.DB.RestrictedFunctions -- WordPress has no means to ask.
		return is_numeric( $made ) ? (int) $made : null;
	}

	/**
	 * Number of WordPress's own connection.
	 *
	 * @return int 0 where there is none, or it has none.
	 */
	private static function thread(): int {
		global $wpdb;
		try {
			$connection = $wpdb instanceof \wpdb ? $wpdb->__get( 'dbh' ) : null;
			return $connection instanceof \mysqli ? (int) @mysqli_thread_id( $connection ) : 0; // phpcs:ignore WordPress.DB.RestrictedFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- WordPress has no means to ask; PHP 7 warns of a closed one.
		} catch ( \Error $closed ) {
			return 0;
		}
	}

	/**
	 * Pages of memory that programs started by this PHP process have used in its life: mail(), exec() and their like start one.
	 *
	 * @return int|null Null where PHP cannot tell, or tells of other requests, too.
	 */
	private static function programs(): ?int {
		$used = 1 === (int) PHP_ZTS || ! function_exists( 'getrusage' ) ? false : getrusage( 1 );
		return is_array( $used ) && isset( $used['ru_minflt'] ) && is_int( $used['ru_minflt'] ) ? $used['ru_minflt'] : null;
	}
}
