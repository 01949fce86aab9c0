<?php
/**
 * Base of the tests that ask the site over HTTP.
 *
 * @package Culprit
 */

namespace Culprit\Tests;

use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Files;

/**
 * As TestCase, but what the test writes is committed at once, so that the web server sees it; after the test the tables
 * are put back.
 */
abstract class HttpTestCase extends TestCase {

	/**
	 * Ends of the logs when the test began, by name.
	 *
	 * @var array<string, int>
	 */
	private $log_ends = array();

	/**
	 * Cookies and nonce by user.
	 *
	 * @var array<int, array{cookies: array<string, string>, nonce: string}>
	 */
	private $sessions = array();

	/**
	 * Begins the test.
	 */
	protected function setUp(): void {
		parent::setUp();
		$this->sessions = array();
		foreach ( array( 'mail.log', 'php.log' ) as $name ) {
			$this->log_ends[ $name ] = strlen( self::whole_log( $name ) );
		}
	}

	/**
	 * Leaves the connection as a request has it.
	 */
	protected function begin_database(): void {
		self::direct( 'SET SESSION TRANSACTION READ WRITE' );
	}

	/**
	 * Puts the tables back.
	 */
	protected function end_database(): void {
		self::direct( 'ROLLBACK' );
		self::direct( 'UNLOCK TABLES' );
		Database::restore();
	}

	/**
	 * Asks the site. Redirects are not followed.
	 *
	 * @param string               $path Path and query, such as `/?p=1`.
	 * @param array<string, mixed> $args `method` (GET), `headers` (value by name), `cookies` (value by name),
	 *                                   `body` (string, or array for a form), `user` (id: with this user's login cookies),
	 *                                   `timeout` (30 seconds).
	 * @return array{status: int, headers: array<string, string>, body: string, error: string} Names of headers in lower
	 *         case, values of a repeated one on lines of their own. Status 0 when there was no answer; `error` is curl's,
	 *         empty when the answer is complete.
	 */
	final protected function http( string $path, array $args = array() ): array {
		$args   += array(
			'method'  => 'GET',
			'headers' => array(),
			'cookies' => array(),
			'body'    => null,
			'user'    => 0,
			'timeout' => 30,
		);
		$cookies = $args['cookies'] + ( $args['user'] ? $this->session( $args['user'] )['cookies'] : array() );
		$lines   = array();
		foreach ( $args['headers'] as $name => $value ) {
			$lines[] = "$name: $value";
		}
		if ( $cookies ) {
			$lines[] = 'Cookie: ' . implode( '; ', self::pairs( array_map( 'rawurlencode', $cookies ) ) );
		}
		$body    = '';
		$headers = array();
		$curl    = curl_init( self::url( $path ) );
		curl_setopt_array(
			$curl,
			array(
				CURLOPT_CUSTOMREQUEST  => $args['method'],
				CURLOPT_NOBODY         => 'HEAD' === $args['method'],
				CURLOPT_HTTPHEADER     => $lines,
				CURLOPT_TIMEOUT        => $args['timeout'],
				CURLOPT_PROXY          => '',
				CURLOPT_WRITEFUNCTION  => static function ( $curl, string $part ) use ( &$body ): int {
					// Kept as it comes, so that what arrived of a broken answer is seen.
					$body .= $part;
					return strlen( $part );
				},
				CURLOPT_HEADERFUNCTION => static function ( $curl, string $line ) use ( &$headers ): int {
					$parts = explode( ':', $line, 2 );
					if ( 2 === count( $parts ) ) {
						$name             = strtolower( $parts[0] );
						$headers[ $name ] = ( isset( $headers[ $name ] ) ? $headers[ $name ] . "\n" : '' ) . trim( $parts[1] );
					}
					return strlen( $line );
				},
			)
		);
		if ( null !== $args['body'] ) {
			curl_setopt( $curl, CURLOPT_POSTFIELDS, is_array( $args['body'] ) ? http_build_query( $args['body'] ) : $args['body'] );
		}
		curl_exec( $curl );
		// The web server may have changed any row.
		wp_cache_flush();
		return array(
			'status'  => (int) curl_getinfo( $curl, CURLINFO_RESPONSE_CODE ),
			'headers' => $headers,
			'body'    => (string) $body,
			'error'   => curl_error( $curl ),
		);
	}

	/**
	 * Calls a REST route over HTTP; with `user`, as the dashboard does, with that user's nonce.
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Such as `/culprit/v1/state`.
	 * @param array<string, mixed> $params Query of a GET, HEAD or DELETE; JSON body of the others.
	 * @param array<string, mixed> $args   As for http().
	 * @return array{status: int, headers: array<string, string>, body: string, error: string, data: mixed} As http(), and the decoded body; null when it is not JSON.
	 */
	final protected function http_rest( string $method, string $route, array $params = array(), array $args = array() ): array {
		$args   += array( 'headers' => array() );
		$query   = array( 'rest_route' => $route );
		$in_body = ! in_array( $method, array( 'GET', 'HEAD', 'DELETE' ), true );
		if ( $in_body ) {
			$args['body']    = (string) wp_json_encode( array() === $params ? new \stdClass() : $params );
			$args['headers'] = $args['headers'] + array( 'Content-Type' => 'application/json' );
		} else {
			$query += $params;
		}
		if ( ! empty( $args['user'] ) ) {
			$args['headers'] = $args['headers'] + array( 'X-WP-Nonce' => $this->session( $args['user'] )['nonce'] );
		}
		$answer = $this->http( '/index.php?' . http_build_query( $query ), array( 'method' => $method ) + $args );
		return $answer + array( 'data' => json_decode( $answer['body'], true ) );
	}

	/**
	 * Logs a user in without a browser.
	 *
	 * @param int $user Id.
	 * @return array{cookies: array<string, string>, nonce: string} The same within a test; the nonce is that of REST.
	 */
	final protected function session( int $user ): array {
		if ( ! isset( $this->sessions[ $user ] ) ) {
			$expires = time() + HOUR_IN_SECONDS;
			$token   = \WP_Session_Tokens::get_instance( $user )->create( $expires );
			$cookies = array(
				AUTH_COOKIE      => wp_generate_auth_cookie( $user, $expires, 'auth', $token ),
				LOGGED_IN_COOKIE => wp_generate_auth_cookie( $user, $expires, 'logged_in', $token ),
			);

			// A nonce is bound to the session that the cookie names.
			$before  = get_current_user_id();
			$cookie  = $_COOKIE;
			$_COOKIE = $cookies;
			wp_set_current_user( $user );
			$nonce = wp_create_nonce( 'wp_rest' );
			wp_set_current_user( $before );
			$_COOKIE = $cookie;

			$this->sessions[ $user ] = array(
				'cookies' => $cookies,
				'nonce'   => $nonce,
			);
		}
		return $this->sessions[ $user ];
	}

	/**
	 * Makes an application password.
	 *
	 * @param int $user Id.
	 * @return string Value of an Authorization header that uses it.
	 */
	final protected function application_password( int $user ): string {
		$made = \WP_Application_Passwords::create_new_application_password( $user, array( 'name' => 'Test ' . wp_generate_uuid4() ) );
		if ( is_wp_error( $made ) ) {
			$this->fail( $made->get_error_message() );
		}
		return 'Basic ' . base64_encode( get_userdata( $user )->user_login . ':' . $made[0] );
	}

	/**
	 * Address of a page.
	 *
	 * @param string $path Path and query.
	 * @return string
	 */
	final protected static function url( string $path = '/' ): string {
		return getenv( 'CULPRIT_TEST_URL' ) . $path;
	}

	/**
	 * All rows of all tables, as any visitor's request finds them.
	 *
	 * @return array<string, list<array<string, string|null>>> Rows by table.
	 */
	final protected function rows(): array {
		return Database::rows();
	}

	/**
	 * All files of wp-content and those beside wp-config.php.
	 *
	 * @return array<string, string> SHA-1 by path below the WordPress folder; "folder" for a folder.
	 */
	final protected function files(): array {
		return Files::contents();
	}

	/**
	 * Mails that the web server sent during this test.
	 *
	 * @return string Headers and text, one after the other; empty when there was none.
	 */
	final protected function mail_log(): string {
		return substr( self::whole_log( 'mail.log' ), $this->log_ends['mail.log'] );
	}

	/**
	 * What PHP logged in the web server during this test: notices, warnings, errors.
	 *
	 * @return string Empty when there was nothing.
	 */
	final protected function php_log(): string {
		return substr( self::whole_log( 'php.log' ), $this->log_ends['php.log'] );
	}

	/**
	 * A log from its beginning.
	 *
	 * @param string $name File name.
	 * @return string Empty when nothing was logged yet.
	 */
	private static function whole_log( string $name ): string {
		$file = getenv( 'CULPRIT_TEST_FOLDER' ) . '/' . $name;
		return is_file( $file ) ? (string) file_get_contents( $file ) : '';
	}

	/**
	 * Name and value as they stand in a header.
	 *
	 * @param array<string, string> $values Value by name.
	 * @return list<string>
	 */
	private static function pairs( array $values ): array {
		$pairs = array();
		foreach ( $values as $name => $value ) {
			$pairs[] = "$name=$value";
		}
		return $pairs;
	}
}
