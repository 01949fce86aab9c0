<?php
/**
 * What WordPress's HTTP API answered, as JSON can carry it.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Reads answers.
 */
final class HttpAnswer {

	/**
	 * The headers, by lower-case names; repeated ones joined by a comma.
	 *
	 * @param array<string, mixed>|\WP_Error $answer As wp_remote_get() gives it.
	 * @return array<string, string>
	 */
	public static function headers( $answer ): array {
		$headers = array();
		/** @var iterable<string, string|list<string>> $received Repeated headers come as lists. */
		$received = is_wp_error( $answer ) ? array() : wp_remote_retrieve_headers( $answer );
		foreach ( $received as $name => $value ) {
			$headers[ strtolower( $name ) ] = self::text( is_array( $value ) ? implode( ', ', $value ) : $value );
		}
		return $headers;
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
