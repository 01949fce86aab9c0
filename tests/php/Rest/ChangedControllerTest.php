<?php
/**
 * POST /healthy, GET /changed over HTTP
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Guard\Pass;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\Support\Probing;

/**
 * The same answers on a living site, in a full call, and on a dead one, in a bare call.
 */
final class ChangedControllerTest extends HttpTestCase {

	use Contract;
	use Probing;

	public function test_what_killed_the_site_is_told_on_the_dead_site(): void {
		$this->make_live( 'healthy-a', 'healthy-b' );
		$noted = $this->call( 'POST', 'healthy' );
		$this->assertSame( 200, $noted['status'], $noted['body'] );
		$this->make_live( 'healthy-a', 'kills-every-request', 'healthy-b' );
		$this->assertNotSame( 200, $this->http( '/' )['status'] );

		$changed = $this->call( 'GET', 'changed' );

		$this->assertSame( 200, $changed['status'], $changed['body'] );
		$this->assert_fits( 'changed', $changed['data'] );
		$this->assertSame( $noted['data']['healthy_at'], $changed['data']['healthy_at'] );
		$this->assertSame( array( array( self::plugin( 'kills-every-request' ), 'activated' ) ), array_map( static fn( $change ) => array( $change['id'], $change['kind'] ), $changed['data']['changes'] ) );
	}

	public function test_a_bare_call_sees_the_same_as_a_full_one(): void {
		$this->make_theme();
		$this->make_live( 'healthy-a', 'healthy-b' );
		$noted = $this->http_rest( 'POST', '/culprit/v1/healthy', array( 'page' => '/' ), array( 'user' => 1 ) );
		$this->assertSame( 200, $noted['status'], $noted['body'] );

		$this->assertSame( array(), $this->call( 'GET', 'changed' )['data']['changes'] );
	}

	/**
	 * Makes a bare call about the front page.
	 *
	 * @param string $method HTTP method.
	 * @param string $route  Below culprit/v1.
	 * @return array<string, mixed> As of http_rest().
	 */
	private function call( string $method, string $route ): array {
		return $this->http_rest(
			$method,
			"/culprit/v1/$route",
			array( 'page' => '/' ),
			array(
				'user'    => 1,
				'headers' => array( 'X-Culprit-Pass' => Pass::issue( 1, 60 ) ),
			)
		);
	}
}
