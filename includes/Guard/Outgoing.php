<?php
/**
 * Requests that a page sends to other servers while a visitor waits.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Times what goes through WordPress's HTTP API, and writes down what is waited for, in case PHP is killed meanwhile.
 */
final class Outgoing {

	/**
	 * More than these are counted in nobody's favour: a page that sends so many has other troubles.
	 */
	private const MOST = 50;

	/**
	 * Where it is written.
	 *
	 * @var RecordFile
	 */
	private $file;

	/**
	 * Those that are waited for, the outermost first.
	 *
	 * @var list<array{url: mixed, start: float, request: array{method: string, host: string, by: string|null}}>
	 */
	private $waiting = array();

	/**
	 * Those that were answered.
	 *
	 * @var list<array{method: string, host: string, by: string|null, milliseconds: float, status: int|null}>
	 */
	private $answered = array();

	/**
	 * How many were sent.
	 *
	 * @var int
	 */
	private $count = 0;

	/**
	 * A watch over the requests of one probe.
	 *
	 * @param RecordFile $file Where it is written.
	 */
	public function __construct( RecordFile $file ) {
		$this->file = $file;
	}

	/**
	 * Starts watching; after those that refuse requests have started.
	 */
	public function start(): void {
		add_filter( 'pre_http_request', array( $this, 'begins' ), PHP_INT_MAX, 3 );
		add_action( 'http_api_debug', array( $this, 'ends' ), PHP_INT_MIN, 5 );
	}

	/**
	 * Notes that a request is about to be sent.
	 *
	 * @param mixed $answer An answer without a request; false when there is none.
	 * @param mixed $args   Of the request.
	 * @param mixed $url    Its address.
	 * @return mixed The answer.
	 */
	public function begins( $answer = false, $args = array(), $url = '' ) {
		if ( false !== $answer || ++$this->count > self::MOST ) {
			return $answer;
		}
		$request         = array(
			'method' => self::method( $args ),
			'host'   => substr( (string) wp_parse_url( is_string( $url ) ? $url : '', PHP_URL_HOST ), 0, 200 ),
			'by'     => self::caller(),
		);
		$this->waiting[] = array(
			'url'     => $url,
			'start'   => microtime( true ),
			'request' => $request,
		);
		$this->file->add( 'sent', $request );
		return $answer;
	}

	/**
	 * Notes that a request was answered, or not to be had.
	 *
	 * @param mixed $response The answer, or an error.
	 * @param mixed $context  Unused.
	 * @param mixed $by       Unused.
	 * @param mixed $args     Unused.
	 * @param mixed $url      Its address.
	 */
	public function ends( $response = null, $context = '', $by = '', $args = array(), $url = '' ): void {
		unset( $context, $by, $args );
		$index = array_search( $url, array_column( $this->waiting, 'url' ), true );
		if ( false === $index ) {
			return;
		}
		$one    = $this->waiting[ $index ];
		$status = is_array( $response ) && isset( $response['response'] ) && is_array( $response['response'] ) ? ( $response['response']['code'] ?? null ) : null;

		$this->answered[] = $one['request'] + array(
			'milliseconds' => round( ( microtime( true ) - $one['start'] ) * 1000, 1 ),
			'status'       => is_numeric( $status ) ? (int) $status : null,
		);
		// One that was sent while this one was waited for, and never ended, was given up.
		$this->waiting = array_slice( $this->waiting, 0, (int) $index );
		$this->file->add( 'answered', count( $this->waiting ) );
	}

	/**
	 * Those that were answered, or not to be had.
	 *
	 * @return list<array{method: string, host: string, by: string|null, milliseconds: float, status: int|null}> In this order.
	 */
	public function answered(): array {
		return $this->answered;
	}

	/**
	 * The method of a request.
	 *
	 * @param mixed $args Of the request.
	 * @return string
	 */
	private static function method( $args ): string {
		return is_array( $args ) && isset( $args['method'] ) && is_string( $args['method'] ) ? (string) substr( strtoupper( $args['method'] ), 0, 20 ) : 'GET';
	}

	/**
	 * Who is sending.
	 *
	 * @return string|null File of a plugin or theme, relative; null when it is WordPress itself.
	 */
	private static function caller(): ?string {
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- Nothing else knows.
		foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS, 60 ) as $frame ) {
			$file = isset( $frame['file'] ) ? Place::foreign( $frame['file'] ) : '';
			if ( '' !== $file ) {
				return substr( $file, 0, 200 );
			}
		}
		return null;
	}
}
