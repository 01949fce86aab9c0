<?php
/**
 * POST /probes, GET /probes/{id}, POST /probes/{id}/loopback
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Guard\Token;
use Culprit\Site\LiveConfiguration;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\TestCase;

/**
 * Minting: what is accepted, what is refused.
 */
final class ProbesControllerTest extends TestCase {

	use Contract;

	protected function setUp(): void {
		parent::setUp();
		$this->act_as();
	}

	public function test_probes_are_minted_in_the_order_asked_for(): void {
		$response = $this->mint( array(), array( 'page' => '/about/?a=1' ) );

		$this->assertSame( 201, $response->get_status() );
		$this->assert_fits( 'probe-list', $response->get_data() );
		$probes = $response->get_data()['probes'];
		$this->assertCount( 2, $probes );
		$this->assertMatchesRegularExpression( '~^' . preg_quote( home_url( '/' ), '~' ) . '\?c[0-9a-f]{8}=[0-9a-f]{12}\z~', $probes[0]['url'] );
		$this->assertMatchesRegularExpression( '~^' . preg_quote( home_url( '/about/?a=1' ), '~' ) . '&c[0-9a-f]{8}=[0-9a-f]{12}\z~', $probes[1]['url'] );
		$this->assertNotSame( $probes[0]['marker'], $probes[1]['marker'] );
		$this->assertSame( $probes[0]['id'], Token::read( $probes[0]['token'] )['id'] ?? null );
		$this->assertEqualsWithDelta( time() + 300, $probes[0]['expires'], 5 );
	}

	public function test_a_fragment_does_not_reach_the_server(): void {
		$this->assertStringNotContainsString( '#', $this->mint( array( 'page' => '/#top' ) )->get_data()['probes'][0]['url'] );
	}

	public function test_a_line_feed_at_the_end_does_not_reach_the_server(): void {
		$this->assertMatchesRegularExpression( '~/a\?c[0-9a-f]{8}=[0-9a-f]{12}\z~', $this->mint( array( 'page' => "/a\n" ) )->get_data()['probes'][0]['url'] );
	}

	public function test_the_record_of_a_minted_probe_fits_its_schema(): void {
		$id       = $this->mint( array() )->get_data()['probes'][0]['id'];
		$response = $this->rest( 'GET', "/culprit/v1/probes/$id" );

		$this->assertSame( 200, $response->get_status() );
		$this->assert_fits( 'record', $response->get_data() );
		$this->assertFalse( $response->get_data()['claimed'] );
	}

	public function test_an_unknown_probe_is_not_found(): void {
		$this->assert_error( $this->rest( 'GET', '/culprit/v1/probes/' . str_repeat( '0', 32 ) ), 'culprit_unknown_probe', 404 );
		$this->assert_error( $this->rest( 'GET', '/culprit/v1/probes/../../wp-config' ), 'rest_no_route', 404 );
	}

	/**
	 * What differs from a good entry, and the error.
	 *
	 * @return array<string, array{array<string, mixed>, string, int}>
	 */
	public function bad_entries(): array {
		$bad = array( 'rest_invalid_param', 400 );
		return array(
			'path as plugin'            => array( array( 'plugins' => array( '../x.php' ) ), ...$bad ),
			'deeper path as plugin'     => array( array( 'plugins' => array( 'a/../../x.php' ) ), ...$bad ),
			'absolute path as plugin'   => array( array( 'plugins' => array( '/etc/x.php' ) ), ...$bad ),
			'backslashes as plugin'     => array( array( 'plugins' => array( '..\\x.php' ) ), ...$bad ),
			'dots as file'              => array( array( 'plugins' => array( 'a/...php/' ) ), ...$bad ),
			'no PHP file as plugin'     => array( array( 'plugins' => array( 'a/readme.txt' ) ), ...$bad ),
			'a stream as plugin'        => array( array( 'plugins' => array( 'php://input.php' ) ), ...$bad ),
			'a plugin with a line feed' => array( array( 'plugins' => array( "healthy-a/healthy-a.php\n" ) ), 'culprit_unknown_plugin', 400 ),
			'a number as plugin'        => array( array( 'plugins' => array( 7 ) ), ...$bad ),
			'a text as list'            => array( array( 'plugins' => array( 'x' => 'healthy-a/healthy-a.php' ) ), ...$bad ),
			'unknown plugin'            => array( array( 'plugins' => array( 'nobody/nobody.php' ) ), 'culprit_unknown_plugin', 400 ),
			'unknown network plugin'    => array( array( 'network' => array( 'nobody.php' ) ), 'culprit_unknown_plugin', 400 ),
			'unknown theme'             => array( array( 'stylesheet' => 'nobody' ), 'culprit_unknown_theme', 400 ),
			'unknown parent theme'      => array( array( 'template' => 'nobody' ), 'culprit_unknown_theme', 400 ),
			'path as theme'             => array( array( 'stylesheet' => '../plugins' ), 'culprit_unknown_theme', 400 ),
			'deep path as theme'        => array( array( 'stylesheet' => '../../etc' ), ...$bad ),
			'something more'            => array( array( 'more' => 1 ), ...$bad ),
			'foreign address'           => array( array( 'page' => 'https://example.org/' ), ...$bad ),
			'host without scheme'       => array( array( 'page' => '//example.org/' ), ...$bad ),
			'host with backslash'       => array( array( 'page' => '/\\example.org/' ), ...$bad ),
			'backslash'                 => array( array( 'page' => '/a\\b' ), ...$bad ),
			'relative path'             => array( array( 'page' => 'about' ), ...$bad ),
			'line feed'                 => array( array( 'page' => "/\nX: y" ), ...$bad ),
			'empty page'                => array( array( 'page' => '' ), ...$bad ),
			'long page'                 => array( array( 'page' => '/' . str_repeat( 'a', 2000 ) ), ...$bad ),
			'unknown mode'              => array( array( 'mode' => 'write' ), ...$bad ),
			'list as mode'              => array( array( 'mode' => array() ), ...$bad ),
			'text as flag'              => array( array( 'as_user' => 'perhaps' ), ...$bad ),
		);
	}

	/**
	 * @dataProvider bad_entries
	 *
	 * @param array<string, mixed> $change What differs.
	 * @param string               $code   Error code.
	 * @param int                  $status HTTP status.
	 */
	public function test_a_bad_entry_is_refused( array $change, string $code, int $status ): void {
		global $wpdb;
		$response = $this->mint( $change );

		$this->assert_error( $response, $code, $status );
		$this->assert_fits( 'error', $response->get_data() );
		$this->assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->base_prefix}culprit_probes" ) );
	}

	public function test_too_few_and_too_many_probes_are_refused(): void {
		$this->assert_error( $this->mint(), 'rest_invalid_param', 400 );
		$this->assert_error( $this->mint( ...array_fill( 0, 17, array() ) ), 'rest_invalid_param', 400 );
	}

	public function test_a_run_that_is_none_is_refused(): void {
		$this->assert_error(
			$this->rest(
				'POST',
				'/culprit/v1/probes',
				array(
					'probes' => array( self::wanted( array() ) ),
					'run'    => '../x',
				)
			),
			'rest_invalid_param',
			400
		);
	}

	public function test_only_the_live_configuration_can_be_observed(): void {
		$this->assert_error(
			$this->mint(
				array(
					'mode'    => 'observe',
					'plugins' => array( 'healthy-a/healthy-a.php' ),
				)
			),
			'culprit_not_live',
			409
		);
		$this->assertSame( 201, $this->mint( array( 'mode' => 'observe' ) )->get_status() );
	}

	public function test_the_order_of_an_objects_keys_means_nothing(): void {
		$wanted                  = self::wanted( array( 'mode' => 'observe' ) );
		$wanted['configuration'] = array_reverse( $wanted['configuration'], true );

		$this->assertSame( 201, $this->rest( 'POST', '/culprit/v1/probes', array( 'probes' => array( $wanted ) ) )->get_status() );
	}

	public function test_the_order_of_plugins_means_something(): void {
		update_option( 'active_plugins', array( 'healthy-a/healthy-a.php', 'healthy-b/healthy-b.php' ) );

		$this->assert_error(
			$this->mint(
				array(
					'mode'    => 'observe',
					'plugins' => array( 'healthy-b/healthy-b.php', 'healthy-a/healthy-a.php' ),
				)
			),
			'culprit_not_live',
			409
		);
	}

	public function test_a_live_theme_that_is_gone_can_be_looked_at(): void {
		update_option( 'stylesheet', 'gone' );
		update_option( 'template', 'gone' );

		$this->assertSame( 201, $this->mint( array() )->get_status() );
	}

	public function test_the_server_fetches_a_probe_itself(): void {
		$sent = array();
		add_filter(
			'pre_http_request',
			static function ( $answer, array $args, string $url ) use ( &$sent ) {
				$sent = array( $url, $args['headers']['X-Culprit-Probe'] ?? '', $args['redirection'], $args['cookies'] );
				return array(
					'headers'  => array( 'X-Culprit-Marker' => 'm' ),
					'body'     => "\xff" . str_repeat( 'a', 70000 ) . 'end',
					'response' => array(
						'code'    => 503,
						'message' => '',
					),
					'cookies'  => array(),
					'filename' => null,
				);
			},
			10,
			3
		);
		$probe = $this->mint( array() )->get_data()['probes'][0];

		$response = $this->rest( 'POST', "/culprit/v1/probes/{$probe['id']}/loopback", array( 'token' => $probe['token'] ) );

		$this->assertSame( 200, $response->get_status() );
		$this->assert_fits( 'loopback', $response->get_data() );
		$this->assertSame( array( $probe['url'], $probe['token'], 0, array() ), $sent );
		$data = $response->get_data();
		$this->assertSame( array( 503, 70004, null ), array( $data['status'], $data['bytes'], $data['error'] ) );
		$this->assertStringEndsWith( 'end', $data['tail'] );
		$this->assertSame( 'm', $data['headers']->{'x-culprit-marker'} );
	}

	public function test_a_server_that_does_not_reach_itself_says_why(): void {
		add_filter( 'pre_http_request', static fn() => new \WP_Error( 'http_request_failed', 'Connection refused' ) );
		$probe    = $this->mint( array() )->get_data()['probes'][0];
		$response = $this->rest( 'POST', "/culprit/v1/probes/{$probe['id']}/loopback", array( 'token' => $probe['token'] ) );

		$this->assert_fits( 'loopback', $response->get_data() );
		$this->assertSame( array( null, 'Connection refused' ), array( $response->get_data()['status'], $response->get_data()['error'] ) );
	}

	public function test_the_server_fetches_nothing_for_a_token_that_is_not_this_probes(): void {
		add_filter(
			'pre_http_request',
			function () {
				$this->fail( 'Nothing may be fetched.' );
			}
		);
		$probes = $this->mint( array(), array() )->get_data()['probes'];
		foreach ( array( $probes[1]['token'], 'x', substr( $probes[0]['token'], 0, -1 ) ) as $token ) {
			$this->assert_error( $this->rest( 'POST', "/culprit/v1/probes/{$probes[0]['id']}/loopback", array( 'token' => $token ) ), 'culprit_probe_spent', 410 );
		}
		$this->assert_error( $this->rest( 'POST', "/culprit/v1/probes/{$probes[0]['id']}/loopback", array( 'token' => str_repeat( 'a', 401 ) ) ), 'rest_invalid_param', 400 );
	}

	public function test_old_probes_are_swept_away(): void {
		global $wpdb;
		$id = $this->mint( array() )->get_data()['probes'][0]['id'];
		$wpdb->update( $wpdb->base_prefix . 'culprit_probes', array( 'expires' => time() - 2 * HOUR_IN_SECONDS ), array( 'id' => $id ) );

		$this->mint( array() );

		$this->assert_error( $this->rest( 'GET', "/culprit/v1/probes/$id" ), 'culprit_unknown_probe', 404 );
	}

	/**
	 * Asks for probes.
	 *
	 * @param array<string, mixed> ...$changes What differs from a good entry, one for each.
	 * @return \WP_REST_Response
	 */
	private function mint( array ...$changes ): \WP_REST_Response {
		return $this->rest( 'POST', '/culprit/v1/probes', array( 'probes' => array_map( array( self::class, 'wanted' ), $changes ) ) );
	}

	/**
	 * An entry: a guarded probe of the front page in the live configuration.
	 *
	 * @param array<string, mixed> $change What differs.
	 * @return array<string, mixed>
	 */
	private static function wanted( array $change ): array {
		$inside = array(
			'plugins'    => 1,
			'network'    => 1,
			'template'   => 1,
			'stylesheet' => 1,
			'more'       => 1,
		);
		return array_diff_key( $change, $inside ) + array(
			'configuration' => array_merge( LiveConfiguration::read(), array_intersect_key( $change, $inside ) ),
			'page'          => '/',
			'mode'          => 'guarded',
		);
	}
}
