<?php
/**
 * A page as the server itself gets it, past CDN and firewall or the way everybody goes.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

use Culprit\Site\HttpAnswer;

/**
 * Fetches pages of this site only: a caller gives a path, never an address.
 */
final class Origin {

	private const SECONDS = 15;

	private const MOST_BYTES = 20971520;

	private const KEPT_BYTES = 65536;

	/**
	 * Fetches the page.
	 *
	 * @param string $page      Path on this site.
	 * @param bool   $past_edge Straight to this server; else as its name resolves.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	public static function fetch( string $page, bool $past_edge ): array {
		$url = home_url( $page );
		if ( ! $past_edge ) {
			return self::get( $url, null );
		}
		if ( ! function_exists( 'curl_init' ) ) {
			return self::nothing( 'PHP has no cURL here, so the server cannot ask itself past what stands before it.' );
		}
		$answer = self::nothing( 'The web server does not say on which address it answers.' );
		foreach ( self::addresses() as list( $address, $port ) ) {
			$answer = self::get( $url, array( $address, $port ) );
			if ( null !== $answer['status'] ) {
				break;
			}
		}
		return $answer;
	}

	/**
	 * Where this server may answer, the likeliest first. Behind a proxy of its own the port is another than the public one.
	 *
	 * @return list<array{0: string, 1: int}>
	 */
	private static function addresses(): array {
		$server = Addresses::server();
		$port   = Addresses::port();
		$public = 'https' === wp_parse_url( home_url(), PHP_URL_SCHEME ) ? 443 : 80;
		$ports  = array_values( array_unique( array_filter( array( $port, $public ) ) ) );
		$found  = array();
		foreach ( array_unique( array_filter( array( $server, '127.0.0.1' ) ) ) as $address ) {
			foreach ( $ports as $one ) {
				$found[] = array( $address, $one );
			}
		}
		return $found;
	}

	/**
	 * One request.
	 *
	 * @param string                        $url     Address of the page.
	 * @param array{0: string, 1: int}|null $connect Where to ask instead of where the name leads.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	private static function get( string $url, ?array $connect ): array {
		$aimed   = null === $connect;
		$numeric = null === $connect ? '' : ( false === strpos( $connect[0], ':' ) ? $connect[0] : '[' . $connect[0] . ']' ) . ':' . $connect[1];
		$aim     = static function ( $handle ) use ( $url, $numeric, &$aimed ) {
			/** @var resource $handle The handle; an object since PHP 8. */
			if ( '' !== $numeric && defined( 'CURLOPT_CONNECT_TO' ) ) {
				$host = (string) wp_parse_url( $url, PHP_URL_HOST );
				// phpcs:ignore WordPress.WP.AlternativeFunctions -- WordPress's own hook for it; host name and certificate stay those of the site.
				$aimed = curl_setopt( $handle, CURLOPT_CONNECT_TO, array( $host . '::' . $numeric ) );
			}
		};
		add_action( 'http_api_curl', $aim, PHP_INT_MAX );
		$started = microtime( true );
		$answer  = wp_remote_get(
			add_query_arg( 'culprit', bin2hex( random_bytes( 4 ) ), $url ),
			array(
				'timeout'             => (float) self::SECONDS,
				'redirection'         => 0,
				'cookies'             => array(),
				'limit_response_size' => self::MOST_BYTES,
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify'           => (bool) apply_filters( 'https_local_ssl_verify', false, $url ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter for its own loopback requests.
				'headers'             => array( 'Cache-Control' => 'no-cache' ),
			)
		);
		remove_action( 'http_api_curl', $aim, PHP_INT_MAX );
		if ( ! $aimed ) {
			return self::nothing( 'PHP’s cURL cannot be told to ask this server past what stands before it.' );
		}
		$body = is_wp_error( $answer ) ? '' : wp_remote_retrieve_body( $answer );
		return array(
			'status'       => is_wp_error( $answer ) ? null : (int) wp_remote_retrieve_response_code( $answer ),
			'headers'      => (object) HttpAnswer::headers( $answer ),
			'excerpt'      => HttpAnswer::text( substr( $body, 0, self::KEPT_BYTES ) ),
			'bytes'        => strlen( $body ),
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 1 ),
			'error'        => is_wp_error( $answer ) ? $answer->get_error_message() : null,
			'address'      => '' === $numeric ? null : $numeric,
		);
	}

	/**
	 * No answer.
	 *
	 * @param string $error Why.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	private static function nothing( string $error ): array {
		return array(
			'status'       => null,
			'headers'      => (object) array(),
			'excerpt'      => '',
			'bytes'        => 0,
			'milliseconds' => 0.0,
			'error'        => $error,
			'address'      => null,
		);
	}
}
