<?php
/**
 * Fetches a probe from the server itself, where the admin's browser may not read the page.
 *
 * @package Culprit
 */

namespace Culprit\Probes;

use Culprit\Guard\Claims;
use Culprit\Guard\Token;
use Culprit\Site\HttpAnswer;

defined( 'ABSPATH' ) || exit;

/**
 * The server's own way to a page.
 */
final class Loopback {

	/**
	 * Most time for a page. One beyond HttpAnswer::MOST_BYTES is cut, and its trailer lost; the record then speaks.
	 */
	private const SECONDS = 30;

	/**
	 * Fetches a probe. The address is the one that was minted, never one that a caller gives.
	 *
	 * @param string $id    Probe id.
	 * @param string $token Its token.
	 * @return array<string, mixed>|\WP_Error As in schemas/loopback.json.
	 */
	public static function fetch( string $id, string $token ) {
		$read = Token::read( $token );
		$spec = null === $read || $read['id'] !== $id ? null : Claims::spec( $id, $read['digest'] );
		if ( null === $spec ) {
			return new \WP_Error( 'culprit_probe_spent', __( 'This probe was used already or is too old. Start it again.', 'culprit' ), array( 'status' => 410 ) );
		}
		$started = microtime( true );
		$answer  = HttpAnswer::parts(
			wp_remote_get(
				$spec['url'],
				array(
					'timeout'             => (float) self::SECONDS,
					'redirection'         => 0,
					'cookies'             => array(),
					'limit_response_size' => HttpAnswer::MOST_BYTES,
					'sslverify'           => HttpAnswer::verifies( $spec['url'] ),
					'headers'             => array(
						'X-Culprit-Probe' => $token,
						'Cache-Control'   => 'no-cache',
					),
				)
			),
			$started
		);
		return array(
			'status'       => $answer['status'],
			'headers'      => $answer['headers'],
			'head'         => HttpAnswer::text( substr( $answer['body'], 0, HttpAnswer::KEPT_BYTES ) ),
			'tail'         => HttpAnswer::text( substr( $answer['body'], -HttpAnswer::KEPT_BYTES ) ),
			'bytes'        => $answer['bytes'],
			'milliseconds' => $answer['milliseconds'],
			'error'        => $answer['error'],
		);
	}
}
