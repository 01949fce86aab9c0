<?php
/**
 * The headers of a probe's answer.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Probes\Records;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Probing;

/**
 * Marker, caches, redirects.
 */
final class ResponseTest extends HttpTestCase {

	use Probing;

	public function test_no_cache_may_keep_a_probe(): void {
		$headers = $this->probe()['headers'];

		$this->assertStringContainsString( 'no-store', $headers['cache-control'] );
		$this->assertStringContainsString( 'private', $headers['cache-control'] );
		$this->assertSame( '0', $headers['x-accel-expires'] );
		$this->assertSame( 'no-store', $headers['surrogate-control'] );
		$this->assertSame( 'no-store', $headers['cdn-cache-control'] );
		$this->assertSame( 'no-cache', $headers['x-litespeed-cache-control'] );
		$this->assertArrayNotHasKey( 'content-length', $headers );
		$this->assertArrayNotHasKey( 'x-culprit-redirect', $headers );
	}

	public function test_a_plugin_that_wants_to_be_cached_and_measured_does_not_get_its_way(): void {
		$answer = $this->probe_of(
			'header_remove();
			header( "Cache-Control: public, max-age=600" );
			header( "X-Accel-Expires: 600" );
			header( "Content-Length: 5" );
			echo "Hello";'
		);

		$this->assertStringContainsString( 'no-store', $answer['headers']['cache-control'] );
		$this->assertStringNotContainsString( 'public', $answer['headers']['cache-control'] );
		$this->assertSame( '0', $answer['headers']['x-accel-expires'] );
		$this->assertArrayNotHasKey( 'content-length', $answer['headers'] );
		$this->assertStringStartsWith( "Hello\n<!-- culprit", $answer['body'] );
		$this->assertNotNull( $answer['report'] );
	}

	public function test_a_plugin_that_looks_whether_it_may_compress_does_not(): void {
		$answer = $this->probe_of( 'echo isset( $_SERVER["HTTP_ACCEPT_ENCODING"] ) ? gzencode( "Hello" ) : "Hello";' );

		$this->assertStringStartsWith( "Hello\n<!-- culprit", $answer['body'] );
	}

	public function test_a_compressed_page_stays_readable_and_the_record_tells(): void {
		$answer = $this->probe_of( 'ob_start( "ob_gzhandler" ); echo "Hello";' );

		$this->assertSame( 'Hello', gzdecode( $answer['body'] ), 'A trailer behind it would break it.' );
		$this->assertArrayNotHasKey( 'content-length', $answer['headers'] );
		$this->assertTrue( Records::read( $answer['probe']['id'] )['ended'] );
	}

	public function test_a_redirect_is_told_instead_of_followed(): void {
		$answer = $this->probe( array( 'configuration' => self::configuration( 'redirects-front' ) ) );

		$this->assertSame( 200, $answer['status'] );
		$this->assertArrayNotHasKey( 'location', $answer['headers'] );
		$this->assertSame( home_url( '/?landed=1' ), base64_decode( $answer['headers']['x-culprit-redirect'], true ) );
		$this->assertSame( home_url( '/?landed=1' ), $answer['report']['redirect'] );
		$this->assertSame( 302, $answer['report']['status'], 'What the page itself said.' );
	}

	public function test_the_landing_of_a_redirect_is_a_page_like_any_other(): void {
		$answer = $this->probe(
			array(
				'configuration' => self::configuration( 'redirects-front' ),
				'page'          => '/?landed=1',
			)
		);

		$this->assertStringContainsString( 'class="redirects-front"', $answer['body'] );
		$this->assertNull( $answer['report']['redirect'] );
		$this->assertArrayNotHasKey( 'x-culprit-redirect', $answer['headers'] );
	}

	public function test_a_visitors_redirect_stays_a_redirect(): void {
		$this->make_live( 'redirects-front' );

		$answer = $this->http( '/' );

		$this->assertSame( 302, $answer['status'] );
		$this->assertSame( home_url( '/?landed=1' ), $answer['headers']['location'] );
	}

	public function test_a_redirect_of_any_kind_is_told_as_the_page_said_it(): void {
		foreach ( array( 301, 302, 303, 307, 308 ) as $status ) {
			$answer = $this->probe_of( "header( 'Location: /there/?a=1', true, $status );" );

			$this->assertSame( 200, $answer['status'] );
			$this->assertSame( '/there/?a=1', base64_decode( $answer['headers']['x-culprit-redirect'], true ) );
			$this->assertSame( array( $status, '/there/?a=1' ), array( $answer['report']['status'], $answer['report']['redirect'] ) );
		}
	}

	public function test_a_location_of_something_made_is_no_redirect(): void {
		$answer = $this->probe_of( 'header( "Location: /made/1", true, 201 );' );

		$this->assertSame( 201, $answer['status'] );
		$this->assertNull( $answer['report']['redirect'] );
	}

	/**
	 * Probes a plugin that answers the front page itself.
	 *
	 * @param string $code What it does before it exits.
	 * @return array<string, mixed> As probe() gives it.
	 */
	private function probe_of( string $code ): array {
		file_put_contents( WP_PLUGIN_DIR . '/answers.php', "<?php /* Plugin Name: Answers */ add_action( 'template_redirect', static function () { $code exit; } );" );
		return $this->probe( array( 'configuration' => array( 'plugins' => array( 'answers.php' ) ) + self::configuration() ), array( 'headers' => array( 'Accept-Encoding' => 'gzip' ) ) );
	}
}
