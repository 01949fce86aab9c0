<?php
/**
 * One look at the front page, as a visitor gets it.
 *
 * @package Culprit
 */

namespace Culprit\Watch;

defined( 'ABSPATH' ) || exit;

/**
 * Asks the site by its own address and says what came back.
 */
final class Check {

	private const SECONDS = 20.0;

	private const MOST_BYTES = 262144;

	/**
	 * Looks.
	 *
	 * @return array{at: int, outcome: string, status: int|null, milliseconds: float, sentence: string}
	 */
	public static function look(): array {
		$url     = add_query_arg( 'culprit', bin2hex( random_bytes( 4 ) ), home_url( '/' ) );
		$started = microtime( true );
		$answer  = wp_remote_get(
			$url,
			array(
				'timeout'             => self::SECONDS,
				'redirection'         => 5,
				'cookies'             => array(),
				'limit_response_size' => self::MOST_BYTES,
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify'           => (bool) apply_filters( 'https_local_ssl_verify', false, $url ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter for its own loopback requests.
			)
		);
		$status                     = is_wp_error( $answer ) ? null : (int) wp_remote_retrieve_response_code( $answer );
		list( $outcome, $sentence ) = self::judge( $status, is_wp_error( $answer ) ? '' : wp_remote_retrieve_body( $answer ) );
		return array(
			'at'           => (int) $started,
			'outcome'      => $outcome,
			'status'       => $status,
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 1 ),
			'sentence'     => $sentence,
		);
	}

	/**
	 * What an answer means. The rules of the search are finer; this one only has to tell a page from none.
	 *
	 * @param int|null $status HTTP status, or null without an answer.
	 * @param string   $body   The page.
	 * @return array{0: string, 1: string} Outcome and sentence.
	 */
	public static function judge( ?int $status, string $body ): array {
		if ( null === $status ) {
			return array( 'failing', __( 'The site gave no answer.', 'culprit' ) );
		}
		if ( $status >= 500 ) {
			/* translators: %d: HTTP status. */
			return array( 'failing', sprintf( __( 'The front page answered with status %d.', 'culprit' ), $status ) );
		}
		if ( 200 === $status && '' === trim( $body ) ) {
			return array( 'failing', __( 'The front page is blank.', 'culprit' ) );
		}
		if ( 200 === $status && 1 === preg_match( '~<b>(?:Fatal|Parse) error</b>:|^(?:PHP )?(?:Fatal|Parse) error: ~m', substr( $body, -4096 ) ) ) {
			return array( 'failing', __( 'The front page ends with an error of PHP.', 'culprit' ) );
		}
		if ( $status >= 300 ) {
			/* translators: %d: HTTP status. */
			return array( 'unresolved', sprintf( __( 'The server was not let through to the front page (status %d).', 'culprit' ), $status ) );
		}
		/* translators: %d: HTTP status. */
		return array( 'healthy', sprintf( __( 'The front page answered with status %d.', 'culprit' ), $status ) );
	}
}
