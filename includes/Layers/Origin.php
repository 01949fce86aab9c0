<?php
/**
 * A page of this site as the server itself gets it, past whatever stands before it.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Site\HttpAnswer;

defined( 'ABSPATH' ) || exit;

/**
 * Asks this server by its own IP address, with the site's name in the request and in the handshake.
 *
 * The addresses come from the site and the web server, never from a caller.
 *
 * @phpstan-type Way array{address: string, port: int, scheme: string}
 */
final class Origin {

	private const SECONDS = 15;

	/**
	 * A picture that every version of WordPress brings, and that the web server sends without PHP.
	 */
	private const PICTURE = '/wp-includes/images/blank.gif';

	/**
	 * Fetches a page.
	 *
	 * @param string $page      Path from the first slash on; counts where the page itself is asked for.
	 * @param string $target    page, static or php.
	 * @param bool   $past_edge Straight to this server; else as its name resolves.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	public static function fetch( string $page, string $target, bool $past_edge ): array {
		$started = microtime( true );
		try {
			$url = self::url( $page, $target );
			if ( null === $url ) {
				return self::none( __( 'This file is served from another address than the site, so the server cannot be asked for it.', 'culprit' ), $started );
			}
			return $past_edge ? self::straight( $url, $started ) : self::ask( $url, null, $started );
		} catch ( \Throwable $thrown ) {
			return self::none( self::failure( $thrown->getMessage() ), $started );
		}
	}

	/**
	 * The address to ask for, under an argument that no cache has seen.
	 *
	 * @param string $page   Path.
	 * @param string $target page, static or php.
	 * @return string|null Null where it is not on this site.
	 */
	private static function url( string $page, string $target ): ?string {
		if ( 'static' === $target ) {
			$url = site_url( self::PICTURE );
		} elseif ( 'php' === $target ) {
			$url = plugins_url( 'ping.php', CULPRIT_FILE );
		} else {
			// A line feed at the very end is what WordPress's check of a pattern overlooks.
			$path = (string) strtok( $page, "#\n" );
			$url  = 1 === preg_match( '~^/wp-(admin(/|\z)|login\.php)~', $path ) ? site_url( $path ) : home_url( $path );
		}
		$host = wp_parse_url( $url, PHP_URL_HOST );
		// A plugin may send files from elsewhere.
		if ( ! is_string( $host ) || ! in_array( $host, array( wp_parse_url( home_url(), PHP_URL_HOST ), wp_parse_url( site_url(), PHP_URL_HOST ) ), true ) ) {
			return null;
		}
		return add_query_arg( 'c' . bin2hex( random_bytes( 4 ) ), bin2hex( random_bytes( 6 ) ), $url );
	}

	/**
	 * Tries the ways to this server, one after the other, until one answers.
	 *
	 * @param string $url     Address.
	 * @param float  $started When this began.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	private static function straight( string $url, float $started ): array {
		if ( ! function_exists( 'curl_init' ) || ! function_exists( 'curl_exec' ) || ! defined( 'CURLOPT_CONNECT_TO' ) ) {
			return self::none( __( 'PHP has no cURL here, so the server cannot ask itself past what stands before it. Ask your host for PHP’s cURL extension.', 'culprit' ), $started );
		}
		$ways   = self::ways( 'https' === wp_parse_url( $url, PHP_URL_SCHEME ) );
		$answer = self::none( __( 'The web server does not say at which address it answers, so the server cannot ask itself.', 'culprit' ), $started );
		foreach ( $ways as $way ) {
			$answer = self::ask( $url, $way, $started );
			if ( null !== $answer['status'] || self::left( $started ) < 1 ) {
				break;
			}
		}
		return $answer;
	}

	/**
	 * The ways to this server, the likelier first.
	 *
	 * @param bool $https Whether the site's own address begins with https.
	 * @return list<Way>
	 */
	private static function ways( bool $https ): array {
		$server = Addresses::server();
		$port   = Addresses::port();
		$usual  = $https ? 443 : 80;
		$scheme = $https ? 'https' : 'http';
		$ways   = array();
		if ( null !== $port ) {
			foreach ( array_unique( array_filter( array( $server, '127.0.0.1' ) ) ) as $address ) {
				// What ends the encryption may stand before this server; port 80 is never encrypted.
				$ways[] = array( $address, $port, 80 === $port ? 'http' : $scheme );
			}
		}
		// A public address would lead to this server only if it is its own, and then the port above is the right one.
		if ( null === $server || false === filter_var( $server, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE ) ) {
			foreach ( array_unique( array_filter( array( $server, '127.0.0.1' ) ) ) as $address ) {
				$ways[] = array( $address, $usual, $scheme );
			}
		}
		$named = array();
		foreach ( $ways as $way ) {
			$named[ implode( ' ', $way ) ] = array(
				'address' => $way[0],
				'port'    => $way[1],
				'scheme'  => $way[2],
			);
		}
		return array_values( $named );
	}

	/**
	 * One request.
	 *
	 * @param string   $url     Address.
	 * @param Way|null $way     Where to connect; null as its name resolves.
	 * @param float    $started When this began: the time limit is one for all ways.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	private static function ask( string $url, ?array $way, float $started ): array {
		$headers = array( 'Cache-Control' => 'no-cache' );
		if ( null !== $way && 'http' === $way['scheme'] && 0 === strpos( $url, 'https:' ) ) {
			$headers['X-Forwarded-Proto'] = 'https';
			$headers['Host']              = self::host( $url );
			$url                          = 'http' . substr( $url, 5 );
		}
		$connected = false;
		$connect   = static function ( $handle, $arguments, $asked ) use ( $url, $way, &$connected ): void {
			/** @var resource $handle cURL's own. */
			unset( $arguments );
			if ( null === $way || $asked !== $url ) {
				return;
			}
			$ip = false === strpos( $way['address'], ':' ) ? $way['address'] : '[' . $way['address'] . ']';
			// Empty host and port mean any, however the name is written.
			$connected = curl_setopt( $handle, CURLOPT_CONNECT_TO, array( '::' . $ip . ':' . $way['port'] ) ) && curl_setopt( $handle, CURLOPT_PROXY, '' ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- WordPress's interface has no such setting; this is its hook for it.
		};
		add_action( 'http_api_curl', $connect, PHP_INT_MAX, 3 );
		$begun = microtime( true );
		try {
			$answer = wp_remote_get(
				$url,
				array(
					'timeout'             => max( 1.0, self::left( $started ) ),
					'redirection'         => 0,
					'cookies'             => array(),
					// Firewalls turn WordPress's own requests away by their name, so the way of everybody is gone as WordPress goes it.
					'user-agent'          => null === $way ? 'WordPress/' . get_bloginfo( 'version' ) . '; ' . get_bloginfo( 'url' ) : 'Culprit/' . CULPRIT_VERSION,
					'limit_response_size' => HttpAnswer::MOST_BYTES,
					'sslverify'           => HttpAnswer::verifies( $url ),
					'headers'             => $headers,
				)
			);
		} finally {
			remove_action( 'http_api_curl', $connect, PHP_INT_MAX );
		}
		if ( null !== $way && ! $connected && ! is_wp_error( $answer ) ) {
			return self::none( __( 'A plugin handles this site’s requests in a way of its own, so the server cannot ask itself past what stands before it.', 'culprit' ), $started );
		}
		$parts = HttpAnswer::parts( $answer, $begun );
		return array(
			'status'       => $parts['status'],
			'headers'      => $parts['headers'],
			'excerpt'      => HttpAnswer::text( substr( $parts['body'], 0, HttpAnswer::KEPT_BYTES ) ),
			'bytes'        => $parts['bytes'],
			'milliseconds' => $parts['milliseconds'],
			'error'        => null === $parts['error'] ? null : self::failure( $parts['error'] ),
			'address'      => null === $way ? null : ( false === strpos( $way['address'], ':' ) ? $way['address'] : '[' . $way['address'] . ']' ) . ':' . $way['port'],
		);
	}

	/**
	 * The name and port of an address, as they stand in a request.
	 *
	 * @param string $url Address.
	 * @return string
	 */
	private static function host( string $url ): string {
		$port = wp_parse_url( $url, PHP_URL_PORT );
		return wp_parse_url( $url, PHP_URL_HOST ) . ( is_int( $port ) ? ':' . $port : '' );
	}

	/**
	 * Seconds that are left.
	 *
	 * @param float $started When this began.
	 * @return float
	 */
	private static function left( float $started ): float {
		return self::SECONDS - ( microtime( true ) - $started );
	}

	/**
	 * Why there was no answer, for a person.
	 *
	 * @param string $said WordPress's or cURL's words.
	 * @return string
	 */
	private static function failure( string $said ): string {
		if ( 1 === preg_match( '/time[d]?[ -]?out/i', $said ) ) {
			/* translators: %d: seconds. */
			return sprintf( __( 'The server did not answer itself within %d seconds.', 'culprit' ), self::SECONDS );
		}
		/* translators: %s: what the program said that tried it. */
		return sprintf( __( 'The server could not reach itself: %s', 'culprit' ), Words::shortened( $said ) );
	}

	/**
	 * No answer.
	 *
	 * @param string $error   Why.
	 * @param float  $started When this began.
	 * @return array<string, mixed> As in schemas/origin.json.
	 */
	private static function none( string $error, float $started ): array {
		return array(
			'status'       => null,
			'headers'      => new \stdClass(),
			'excerpt'      => '',
			'bytes'        => 0,
			'milliseconds' => round( ( microtime( true ) - $started ) * 1000, 1 ),
			'error'        => $error,
			'address'      => null,
		);
	}
}
