<?php
/**
 * The headers of a probe's answer: ours, uncacheable, and readable by a browser.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Marks the answer at once and again when headers are sent, because a page may have removed the marker meanwhile.
 */
final class Response {

	/**
	 * What tells each kind of cache not to keep this answer.
	 */
	private const UNCACHEABLE = array(
		'Cache-Control: no-store, no-cache, private, max-age=0',
		'X-Accel-Expires: 0',
		'Surrogate-Control: no-store',
		'CDN-Cache-Control: no-store',
		'X-LiteSpeed-Cache-Control: no-cache',
	);

	/**
	 * What the answer must carry.
	 *
	 * @var string
	 */
	private $marker;

	/**
	 * Whether cookies must not reach the browser that probes.
	 *
	 * @var bool
	 */
	private $strip_cookies;

	/**
	 * Who set the headers.
	 *
	 * @var HeaderWatch
	 */
	private $headers;

	/**
	 * Whether the headers were finished.
	 *
	 * @var bool
	 */
	private $finished = false;

	/**
	 * The page's own response, before it was dressed as a probe's.
	 *
	 * @var array{status: int, header_bytes: int, headers: list<array{name: string, bytes: int, lines: int, by: string|null}>, content_type: string, redirect: string|null, encoded: bool}
	 */
	private $facts = array(
		'status'       => 200,
		'header_bytes' => 0,
		'headers'      => array(),
		'content_type' => '',
		'redirect'     => null,
		'encoded'      => false,
	);

	/**
	 * A response to one probe.
	 *
	 * @param string      $marker        What the answer must carry.
	 * @param bool        $strip_cookies Whether cookies must not reach the browser that probes.
	 * @param HeaderWatch $headers       Who set the headers.
	 */
	public function __construct( string $marker, bool $strip_cookies, HeaderWatch $headers ) {
		$this->marker        = $marker;
		$this->strip_cookies = $strip_cookies;
		$this->headers       = $headers;
	}

	/**
	 * Marks the answer.
	 */
	public function start(): void {
		// A compressed answer has no room for a trailer.
		unset( $_SERVER['HTTP_ACCEPT_ENCODING'] );
		// phpcs:ignore WordPress.PHP.IniSet.Risky -- For this probe only.
		ini_set( 'zlib.output_compression', '0' );
		header( 'X-Culprit-Marker: ' . $this->marker );
		self::forbid_caching();
		header_register_callback( array( $this, 'finish' ) );
	}

	/**
	 * Dresses the headers; runs once, when they are about to be sent.
	 */
	public function finish(): void {
		if ( $this->finished || headers_sent() ) {
			return;
		}
		$this->finished = true;
		$this->look();

		header_remove( 'Content-Length' );
		header( 'X-Culprit-Marker: ' . $this->marker );
		self::forbid_caching();
		if ( $this->strip_cookies ) {
			header_remove( 'Set-Cookie' );
		}
		if ( null !== $this->facts['redirect'] ) {
			// A browser cannot show a script where a redirect leads, so the page says it instead.
			header_remove( 'Location' );
			// With the header, because http_response_code() leaves the status line that status_header() wrote.
			header( 'X-Culprit-Redirect: ' . base64_encode( $this->facts['redirect'] ), true, 200 ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- A header holds no raw address.
		}
	}

	/**
	 * Tells each kind of cache, those of plugins among them, not to keep this answer.
	 */
	public static function forbid_caching(): void {
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true );
		}
		foreach ( self::UNCACHEABLE as $line ) {
			header( $line );
		}
	}

	/**
	 * What the page itself answered.
	 *
	 * @return array{status: int, header_bytes: int, headers: list<array{name: string, bytes: int, lines: int, by: string|null}>, content_type: string, redirect: string|null, encoded: bool}
	 */
	public function facts(): array {
		if ( ! $this->finished ) {
			$this->look();
		}
		return $this->facts;
	}

	/**
	 * Whether the answer is a page.
	 *
	 * @return bool
	 */
	public function is_html(): bool {
		$type = $this->facts()['content_type'];
		return '' === $type || false !== stripos( $type, 'text/html' );
	}

	/**
	 * Prints the trailer, where a trailer can be read and hurts nothing.
	 *
	 * @param string $json The report.
	 */
	public function print_trailer( string $json ): void {
		if ( $this->facts()['encoded'] || ! $this->is_html() ) {
			return;
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions, WordPress.Security.EscapeOutput -- Hexadecimal and base64; nothing in it can end the comment.
		echo "\n<!-- culprit " . $this->marker . ' ' . base64_encode( $json ) . ' -->';
	}

	/**
	 * Notes the page's own headers.
	 */
	private function look(): void {
		$status                      = http_response_code();
		$this->facts['status']       = is_int( $status ) ? $status : 200;
		$this->facts['header_bytes'] = 0;
		$this->facts['headers']      = $this->headers->large();
		foreach ( headers_list() as $line ) {
			if ( in_array( $line, self::UNCACHEABLE, true ) || 0 === strpos( $line, 'X-Culprit-Marker:' ) ) {
				continue;
			}
			$this->facts['header_bytes'] += strlen( $line ) + 2;
			$parts                        = explode( ':', $line, 2 );
			$value                        = trim( $parts[1] ?? '' );
			switch ( strtolower( $parts[0] ) ) {
				case 'content-type':
					$this->facts['content_type'] = $value;
					break;
				case 'content-encoding':
					$this->facts['encoded'] = true;
					break;
				case 'location':
					if ( $this->facts['status'] >= 300 && $this->facts['status'] < 400 ) {
						$this->facts['redirect'] = $value;
					}
					break;
			}
		}
	}
}
