<?php
/**
 * Whether this server reaches others.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Asks WordPress's own server, which every site asks for updates anyway.
 */
final class OutgoingCheck {

	private const HOST = 'api.wordpress.org';

	private const SECONDS = 8;

	/**
	 * Asks once.
	 *
	 * @return array{host: string, status: int|null, milliseconds: float, error: string|null} As in schemas/outgoing-check.json.
	 */
	public static function ask(): array {
		$started = microtime( true );
		$answer  = wp_remote_head(
			'https://' . self::HOST . '/',
			array(
				'timeout'     => (float) self::SECONDS,
				'redirection' => 0,
			)
		);
		return array(
			'host'         => self::HOST,
			'status'       => is_wp_error( $answer ) ? null : (int) wp_remote_retrieve_response_code( $answer ),
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 1 ),
			'error'        => is_wp_error( $answer ) ? $answer->get_error_message() : null,
		);
	}
}
