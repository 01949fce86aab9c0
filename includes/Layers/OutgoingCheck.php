<?php
/**
 * Whether this server reaches others.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Site\HttpAnswer;

defined( 'ABSPATH' ) || exit;

/**
 * One small request to wordpress.org, as WordPress makes them. The address is fixed.
 */
final class OutgoingCheck {

	private const HOST = 'api.wordpress.org';

	private const SECONDS = 8;

	/**
	 * Tries it.
	 *
	 * @return array{host: string, status: int|null, milliseconds: float, error: string|null} As in schemas/outgoing-check.json.
	 */
	public static function run(): array {
		$started = microtime( true );
		try {
			$answer = wp_remote_head(
				'https://' . self::HOST . '/',
				array(
					'timeout'             => (float) self::SECONDS,
					'redirection'         => 0,
					'cookies'             => array(),
					'user-agent'          => 'Culprit/' . CULPRIT_VERSION,
					'limit_response_size' => 1024,
				)
			);
		} catch ( \Throwable $thrown ) {
			$answer = new \WP_Error( 'culprit_http_broken', $thrown->getMessage() );
		}
		$parts = HttpAnswer::parts( $answer, $started );
		return array(
			'host'         => self::HOST,
			'status'       => $parts['status'],
			'milliseconds' => $parts['milliseconds'],
			'error'        => null === $parts['error'] ? null : self::sentence( $parts['error'] ),
		);
	}

	/**
	 * Why there was no answer, for a person.
	 *
	 * @param string $said WordPress's or cURL's words.
	 * @return string
	 */
	private static function sentence( string $said ): string {
		if ( 1 === preg_match( '/time[d]?[ -]?out/i', $said ) ) {
			/* translators: %d: seconds. */
			return sprintf( __( 'There was no answer within %d seconds.', 'culprit' ), self::SECONDS );
		}
		/* translators: %s: what the program said that tried it. */
		return sprintf( __( 'The request failed: %s', 'culprit' ), Words::shortened( $said ) );
	}
}
