<?php
/**
 * An answer of WordPress's HTTP interface, in a form that JSON can carry.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Status, headers, body and why there was none.
 */
final class HttpAnswer {

	/**
	 * A page beyond this size is cut.
	 */
	public const MOST_BYTES = 20971520;

	/**
	 * What of a body goes to a person.
	 */
	public const KEPT_BYTES = 65536;

	/**
	 * Takes an answer apart.
	 *
	 * @param mixed $answer  What wp_remote_get() gave, a filter included.
	 * @param float $started When the request was sent, as microtime( true ) says.
	 * @return array{status: int|null, headers: object, body: string, bytes: int, milliseconds: float, error: string|null}
	 *         Headers with lower-case names, repeated ones joined by a comma.
	 */
	public static function parts( $answer, float $started ): array {
		$took    = round( ( microtime( true ) - $started ) * 1000, 1 );
		$status  = is_array( $answer ) ? (int) wp_remote_retrieve_response_code( $answer ) : 0;
		$failed  = 0 === $status;
		$body    = $failed ? '' : wp_remote_retrieve_body( $answer );
		$body    = is_string( $body ) ? $body : '';
		$headers = array();
		/** @var mixed $received A filter may have put anything in its place. */
		$received = $failed ? array() : wp_remote_retrieve_headers( $answer );
		foreach ( is_iterable( $received ) ? $received : array() as $name => $value ) {
			// Repeated headers come as lists.
			$lines = array_filter( is_array( $value ) ? $value : array( $value ), 'is_scalar' );
			if ( is_scalar( $name ) ) {
				$headers[ self::text( strtolower( (string) $name ) ) ] = self::text( implode( ', ', $lines ) );
			}
		}
		return array(
			'status'       => $failed ? null : $status,
			'headers'      => (object) $headers,
			'body'         => $body,
			'bytes'        => strlen( $body ),
			'milliseconds' => $took,
			'error'        => $failed ? self::text( is_wp_error( $answer ) ? $answer->get_error_message() : __( 'WordPress got an answer that it cannot read.', 'culprit' ) ) : null,
		);
	}

	/**
	 * Whether to check the certificate where the site asks itself.
	 *
	 * @param string $url Address.
	 * @return bool
	 */
	public static function verifies( string $url ): bool {
		/** This filter is documented in wp-includes/class-wp-http-streams.php */
		return (bool) apply_filters( 'https_local_ssl_verify', false, $url ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter for its own loopback requests.
	}

	/**
	 * Text that JSON can carry.
	 *
	 * @param string $text Bytes of any kind.
	 * @return string
	 */
	public static function text( string $text ): string {
		$substituted = json_decode( (string) json_encode( $text, JSON_INVALID_UTF8_SUBSTITUTE ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- wp_json_encode() drops such text instead of substituting.
		return is_string( $substituted ) ? $substituted : '';
	}
}
