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

	/**
	 * Where it is written.
	 *
	 * @var RecordFile
	 */
	private $file;

	/**
	 * What is answered.
	 *
	 * @var Response
	 */
	private $response;

	/**
	 * What is reported.
	 *
	 * @var Account
	 */
	private $account;

	/**
	 * Whether the report was written.
	 *
	 * @var bool
	 */
	private $reported = false;

	/**
	 * An ending for one probe.
	 *
	 * @param RecordFile $file     Where it is written.
	 * @param Response   $response What is answered.
	 * @param Account    $account  What is reported.
	 */
	private function __construct( RecordFile $file, Response $response, Account $account ) {
		$this->file     = $file;
		$this->response = $response;
		$this->account  = $account;
	}

	/**
	 * Waits for the end.
	 *
	 * @param RecordFile $file     Where it is written.
	 * @param Response   $response What is answered.
	 * @param Account    $account  What is reported.
	 */
	public static function await( RecordFile $file, Response $response, Account $account ): void {
		$account->start();
		$ending = new self( $file, $response, $account );
		// Memory kept back, so that a probe that ran out of it can still report.
		$reserve = str_repeat( ' ', 65536 );
		// Held by this function alone: nobody else can reach it and have it report before the end. Its destructor is the
		// last resort when a shutdown function exits. Registered from inside a shutdown function it runs after all that plugins registered.
		register_shutdown_function(
			static function () use ( &$reserve, $account, $ending ) {
				$reserve = null;
				$account->note_error( error_get_last() );
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
			$report = $this->account->report();
			$this->file->add( 'report', $report, true );
			$json = wp_json_encode( $report, JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE );
			if ( is_string( $json ) ) {
				$this->response->print_trailer( $json );
			}
		} catch ( \Throwable $error ) {
			// The page is more than our report of it; the record so far still tells.
			unset( $error );
		}
	}
}
