<?php
/**
 * The end of a probe: PHP's own verdict, recorded always and printed where it can be.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Reports how PHP ended, after everything else has run.
 */
final class Ending {

	private const FATAL = array( E_ERROR, E_PARSE, E_CORE_ERROR, E_COMPILE_ERROR, E_USER_ERROR, E_RECOVERABLE_ERROR );

	private const MESSAGE_BYTES = 8000;

	/**
	 * Probe id.
	 *
	 * @var string
	 */
	private $id;

	/**
	 * What was recorded.
	 *
	 * @var Recorder
	 */
	private $recorder;

	/**
	 * What is answered.
	 *
	 * @var Response
	 */
	private $response;

	/**
	 * What was refused.
	 *
	 * @var Refusals
	 */
	private $refused;

	/**
	 * Whether the report was written.
	 *
	 * @var bool
	 */
	private $reported = false;

	/**
	 * The fatal error that was seen first, or null.
	 *
	 * @var mixed
	 */
	private $first;

	/**
	 * An ending for one probe.
	 *
	 * @param string   $id       Probe id.
	 * @param Recorder $recorder What was recorded.
	 * @param Response $response What is answered.
	 * @param Refusals $refused  What was refused.
	 */
	private function __construct( string $id, Recorder $recorder, Response $response, Refusals $refused ) {
		$this->id       = $id;
		$this->recorder = $recorder;
		$this->response = $response;
		$this->refused  = $refused;
	}

	/**
	 * Waits for the end.
	 *
	 * @param string   $id       Probe id.
	 * @param Recorder $recorder What was recorded.
	 * @param Response $response What is answered.
	 * @param Refusals $refused  What was refused.
	 */
	public static function await( string $id, Recorder $recorder, Response $response, Refusals $refused ): void {
		$ending = new self( $id, $recorder, $response, $refused );
		// What runs after a fatal error, core's error page or a plugin's shutdown function, may raise a notice, and PHP then knows only that.
		$first         = null;
		$ending->first = &$first;
		add_filter(
			'wp_php_error_args',
			static function ( $args, $error ) use ( &$first ) {
				$first = $first ?? self::fatal( $error );
				return $args;
			},
			PHP_INT_MIN,
			2
		);
		// Memory kept back, so that a probe that ran out of it can still report.
		$reserve = str_repeat( ' ', 65536 );
		// Held by this function alone: nobody else can reach it and have it report before the end. Its destructor is the
		// last resort when a shutdown function exits. Registered from inside a shutdown function it runs after all that plugins registered.
		register_shutdown_function(
			static function () use ( &$reserve, &$first, $ending ) {
				$reserve = null;
				$first   = $first ?? self::fatal( error_get_last() );
				register_shutdown_function(
					static function () use ( $ending ) {
						$ending->report();
					}
				);
			}
		);
	}

	/**
	 * The last resort.
	 */
	public function __destruct() {
		$this->report();
	}

	/**
	 * Records the report, then prints it.
	 */
	private function report(): void {
		if ( $this->reported ) {
			return;
		}
		$this->reported = true;
		try {
			$this->response->finish();
			$report = $this->facts();
			$this->recorder->report( $report );
			$json = wp_json_encode( $report, JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE );
			if ( is_string( $json ) ) {
				$this->response->print_trailer( $json );
			}
		} catch ( \Throwable $error ) {
			// The page is more than our report of it; the record so far still tells.
			unset( $error );
		}
	}

	/**
	 * The report.
	 *
	 * @return array<string, mixed> As in schemas/report.json.
	 */
	private function facts(): array {
		$error    = self::fatal( $this->first ) ?? self::fatal( error_get_last() );
		$response = $this->response->facts();
		$seen     = $this->recorder->seen();
		$started  = isset( $_SERVER['REQUEST_TIME_FLOAT'] ) && is_numeric( $_SERVER['REQUEST_TIME_FLOAT'] ) ? (float) $_SERVER['REQUEST_TIME_FLOAT'] : microtime( true );
		return array(
			'probe'        => $this->id,
			'ended'        => null === $error ? 'completed' : 'fatal',
			'error'        => null === $error ? null : array(
				'type'    => $error['type'],
				'message' => substr( self::relative( $error['message'] ), 0, self::MESSAGE_BYTES ),
				'file'    => wp_normalize_path( self::relative( $error['file'] ) ),
				'line'    => $error['line'],
			),
			'loaded'       => $seen['loaded'],
			'loading'      => $seen['loading'],
			'template'     => self::option( 'template' ),
			'stylesheet'   => self::option( 'stylesheet' ),
			'milestone'    => $seen['milestone'],
			'status'       => $response['status'],
			'header_bytes' => $response['header_bytes'],
			'content_type' => $response['content_type'],
			'redirect'     => $response['redirect'],
			'refused'      => $this->refused->all(),
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 1 ),
			'peak_memory'  => memory_get_peak_usage(),
		);
	}

	/**
	 * An error, if it is one that ends PHP.
	 *
	 * @param mixed $error As error_get_last() gives it.
	 * @return array{type: int, message: string, file: string, line: int}|null
	 */
	private static function fatal( $error ): ?array {
		if ( ! is_array( $error ) || ! isset( $error['type'], $error['message'], $error['file'], $error['line'] ) || ! in_array( $error['type'], self::FATAL, true ) ) {
			return null;
		}
		/** @var array{type: int, message: string, file: string, line: int} $error */
		return $error;
	}

	/**
	 * An option as this request saw it.
	 *
	 * @param string $name Name of the option.
	 * @return string
	 */
	private static function option( string $name ): string {
		$value = get_option( $name );
		return is_string( $value ) ? $value : '';
	}

	/**
	 * A text with paths relative to the WordPress folder: nobody outside needs to know where that lies on the disk.
	 *
	 * @param string $text A path, or a message with paths in it.
	 * @return string
	 */
	private static function relative( string $text ): string {
		$names = array();
		/** @var array<string, string> $links Filled by wp_register_plugin_realpath(). */
		$links = (array) ( $GLOBALS['wp_plugin_paths'] ?? array() );
		foreach ( $links as $folder => $real ) {
			$names[ $real . '/' ] = 'wp-content/plugins/' . basename( $folder ) . '/';
		}
		$names[ WP_PLUGIN_DIR . '/' ]  = 'wp-content/plugins/';
		$names[ WP_CONTENT_DIR . '/' ] = 'wp-content/';
		$names[ ABSPATH ]              = '';
		return strtr( $text, $names );
	}
}
