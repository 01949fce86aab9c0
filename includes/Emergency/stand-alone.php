<?php
/**
 * Culprit's stand-alone file: names and renames the files that WordPress always loads, where WordPress itself cannot start.
 *
 * Made on an admin's wish, taken away by the same. It loads no WordPress, but for one request that is asked to see where
 * that dies. Whoever does not know the code learns nothing, not even that it is here.
 *
 * @package Culprit
 */

// phpcs:disable WordPress, Squiz.Commenting, Generic.Commenting -- WordPress is not there.

/** What was put in when the file was made. Without that no code fits. */
final class Culprit_Emergency {

	const HASH     = '{{hash}}';
	const EXPIRES  = '{{expires}}';
	const CONTENT  = '{{content}}';
	const MUST_USE = '{{must_use}}';
	const OWN      = '{{guard}}';

	/** Files that WordPress loads from wp-content by their names alone. */
	const DROP_INS = array( 'advanced-cache.php', 'db.php', 'db-error.php', 'fatal-error-handler.php', 'maintenance.php', 'object-cache.php', 'php-error.php', 'sunrise.php' );

	/** What a file is called while it is off. */
	const OFF = '.culprit-off';

	/**
	 * Whether the answer was given.
	 *
	 * @var bool
	 */
	private static $answered = false;

	/**
	 * What the start of WordPress printed.
	 *
	 * @var string
	 */
	private static $printed = '';

	/** Answers one request. */
	public static function run(): void {
		$asked = isset( $_POST['code'], $_POST['action'] ) && is_string( $_POST['code'] ) && is_string( $_POST['action'] );
		$code  = $asked ? $_POST['code'] : '';
		// The same work for every code, and 256 bits need no lock-out, which a stranger could turn against the admin.
		$known = hash_equals( self::HASH, hash( 'sha256', $code ) );
		if ( ! $known || ! $asked || 'POST' !== $_SERVER['REQUEST_METHOD'] || time() > (int) self::EXPIRES ) {
			http_response_code( 404 );
			header( 'Content-Type: text/plain; charset=utf-8' );
			echo 'Not found.';
			return;
		}
		$file = isset( $_POST['file'] ) && is_string( $_POST['file'] ) ? $_POST['file'] : '';
		switch ( $_POST['action'] ) {
			case 'list':
				self::answer( 200, self::describe() );
				break;
			case 'look':
				self::look();
				break;
			case 'off':
			case 'on':
				self::rename( $file, 'off' === $_POST['action'] );
				break;
			case 'maintenance':
				self::end_maintenance();
				break;
			default:
				self::answer( 400, self::problem( 'culprit_unknown_action', 'The stand-alone file does not know this action.' ) );
		}
	}

	/**
	 * The files, whether they are on, and what else closes a site.
	 *
	 * @return array{files: list<array{file: string, on: bool, modified: int}>, maintenance: int|null, php: string, expires: int}
	 */
	private static function describe(): array {
		$files = array();
		foreach ( self::files() as $name => $path ) {
			$on      = is_file( $path );
			$files[] = array(
				'file'     => $name,
				'on'       => $on,
				'modified' => (int) filemtime( $on ? $path : $path . self::OFF ),
			);
		}
		$closed = __DIR__ . '/.maintenance';
		return array(
			'files'       => $files,
			'maintenance' => is_file( $closed ) ? max( 0, time() - (int) filemtime( $closed ) ) : null,
			'php'         => PHP_VERSION,
			'expires'     => (int) self::EXPIRES,
		);
	}

	/**
	 * Drop-ins and must-use plugins, on or off; never Culprit's own guard, links or folders.
	 *
	 * @return array<string, string> Full path of the file while it is on, by the name that a caller gives.
	 */
	private static function files(): array {
		$files = array();
		foreach ( self::DROP_INS as $name ) {
			$files[ $name ] = self::CONTENT . '/' . $name;
		}
		$found = is_dir( self::MUST_USE ) ? scandir( self::MUST_USE ) : array();
		foreach ( $found ? $found : array() as $entry ) {
			$name = substr( $entry, -strlen( self::OFF ) ) === self::OFF ? substr( $entry, 0, -strlen( self::OFF ) ) : $entry;
			if ( substr( $name, -4 ) === '.php' && self::OWN !== $name ) {
				$files[ 'mu-plugins/' . $name ] = self::MUST_USE . '/' . $name;
			}
		}
		return array_filter(
			$files,
			static function ( string $path ): bool {
				$there = is_file( $path ) ? $path : $path . self::OFF;
				return is_file( $there ) && ! is_link( $there );
			}
		);
	}

	/** Takes a file away, or brings it back. Never over another one. */
	private static function rename( string $name, bool $off ): void {
		$files = self::files();
		if ( ! isset( $files[ $name ] ) ) {
			self::answer( 404, self::problem( 'culprit_unknown_file', 'There is no such drop-in or must-use plugin. Ask for the list.' ) );
			return;
		}
		$from = $off ? $files[ $name ] : $files[ $name ] . self::OFF;
		$to   = $off ? $files[ $name ] . self::OFF : $files[ $name ];
		if ( ! is_file( $from ) ) {
			self::answer( 200, self::describe() );
			return;
		}
		if ( file_exists( $to ) ) {
			self::answer( 409, self::problem( 'culprit_name_taken', 'Both the file and the one that was taken away are there. Compare them in the file manager of the host, and delete one.' ) );
			return;
		}
		if ( ! @rename( $from, $to ) ) {
			self::answer( 500, self::problem( 'culprit_not_renamed', 'PHP may not rename this file. Rename it in the file manager of the host.' ) );
			return;
		}
		self::forget( $from );
		self::forget( $to );
		clearstatcache();
		self::answer( 200, self::describe() );
	}

	/** Opens a site that was closed for an update. */
	private static function end_maintenance(): void {
		$closed = __DIR__ . '/.maintenance';
		if ( is_file( $closed ) && ! @rename( $closed, $closed . self::OFF ) ) {
			self::answer( 500, self::problem( 'culprit_not_renamed', 'PHP may not rename .maintenance. Delete it in the file manager of the host.' ) );
			return;
		}
		self::forget( $closed );
		clearstatcache();
		self::answer( 200, self::describe() );
	}

	/** Starts WordPress, without its plugins and theme, and says where it dies. */
	private static function look(): void {
		$_POST                     = array();
		$_REQUEST                  = array();
		$_COOKIE                   = array();
		$_SERVER['REQUEST_METHOD'] = 'GET';
		// Loads neither plugins nor theme, starts no cron, and goes on where the database is empty.
		define( 'WP_INSTALLING', true );
		define( 'DISABLE_WP_CRON', true );
		define( 'WP_USE_THEMES', false );
		// Kept whoever flushes it: WordPress does at its end.
		ob_start(
			static function ( string $printed ): string {
				self::$printed .= $printed;
				return '';
			}
		);
		// From within another, so that it comes after those of WordPress.
		register_shutdown_function(
			static function (): void {
				register_shutdown_function( array( self::class, 'tell' ) );
			}
		);
		require __DIR__ . '/wp-load.php';
		self::tell( true );
		exit;
	}

	/** What became of the start. */
	public static function tell( bool $started = false ): void {
		if ( self::$answered ) {
			return;
		}
		$error = error_get_last();
		$fatal = ! $started && is_array( $error ) && in_array( $error['type'], array( E_ERROR, E_PARSE, E_CORE_ERROR, E_COMPILE_ERROR, E_USER_ERROR, E_RECOVERABLE_ERROR ), true );
		while ( ob_get_level() > 0 ) {
			ob_end_flush();
		}
		self::answer(
			200,
			array(
				'started'  => $started,
				// WordPress's own words, where it misses it.
				'database' => false === strpos( self::$printed, 'Error establishing a database connection' ),
				'death'    => $fatal ? array(
					'file'    => self::relative( $error['file'] ),
					'line'    => $error['line'],
					// A stack has the arguments of each call, and so, maybe, a password.
					'message' => self::relative( explode( "\nStack trace:\n", $error['message'] )[0] ),
				) : null,
			)
		);
	}

	/** A text without the places of this disk. */
	private static function relative( string $text ): string {
		return strtr(
			str_replace( '\\', '/', $text ),
			array(
				str_replace( '\\', '/', self::MUST_USE ) . '/' => 'wp-content/mu-plugins/',
				str_replace( '\\', '/', self::CONTENT ) . '/'  => 'wp-content/',
				str_replace( '\\', '/', __DIR__ ) . '/'        => '',
			)
		);
	}

	/** PHP must not go on with what it has compiled. */
	private static function forget( string $path ): void {
		if ( function_exists( 'opcache_invalidate' ) ) {
			@opcache_invalidate( $path, true );
		}
	}

	/**
	 * A refusal, as Culprit's other calls give it.
	 *
	 * @return array{code: string, message: string, data: stdClass}
	 */
	private static function problem( string $code, string $message ): array {
		return array(
			'code'    => $code,
			'message' => $message,
			'data'    => new stdClass(),
		);
	}

	/**
	 * The answer, as JSON that nobody keeps.
	 *
	 * @param array<string, mixed> $data What is answered.
	 */
	private static function answer( int $status, array $data ): void {
		self::$answered = true;
		if ( ! headers_sent() ) {
			http_response_code( $status );
			header( 'Content-Type: application/json; charset=utf-8' );
			header( 'Cache-Control: no-store, private' );
			header( 'X-Robots-Tag: noindex' );
		}
		// On a line of its own: what died may have printed something.
		echo "\n", json_encode( $data, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES );
	}
}

// An included file is somebody else's doing.
if ( isset( $_SERVER['SCRIPT_FILENAME'] ) && is_string( $_SERVER['SCRIPT_FILENAME'] ) && realpath( $_SERVER['SCRIPT_FILENAME'] ) === __FILE__ ) {
	Culprit_Emergency::run();
}
