<?php
/**
 * GET /layers, POST /layers/origin, POST /layers/outgoing
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Contract;

/**
 * The answers in their shapes, and what they do not say. Who may call is in RoutesTest.
 */
final class LayersControllerTest extends HttpTestCase {

	use Contract;

	/**
	 * What the web server says, which tests put others in place of.
	 *
	 * @var array<string, mixed>
	 */
	private $server;

	protected function setUp(): void {
		parent::setUp();
		$this->server = $_SERVER;
	}

	protected function tearDown(): void {
		$_SERVER = $this->server;
		parent::tearDown();
	}

	public function test_the_facts_fit_their_schema(): void {
		$this->act_as();

		$response = $this->rest( 'GET', '/culprit/v1/layers' );

		$this->assertSame( 200, $response->get_status() );
		$this->assert_fits( 'facts', $response->get_data() );
	}

	public function test_a_bare_call_works_where_a_plugin_kills_every_page(): void {
		$admin = $this->act_as();
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'kills-every-request/kills-every-request.php', 'needs-parent/needs-parent.php', 'gone/gone.php' ) );
		$as = array(
			'headers' => array(
				'Authorization'  => $this->application_password( $admin ),
				'X-Culprit-Pass' => 'application-password',
			),
		);

		$facts = $this->http_rest( 'GET', '/culprit/v1/layers', array(), $as );

		$this->assertSame( 200, $facts['status'] );
		$this->assert_fits( 'facts', json_decode( $facts['body'] ) );
		// The live list is what counts, not the reduced one.
		$this->assertSame( array( 'needs-parent/needs-parent.php' ), array_column( $facts['data']['unmet'], 'id' ) );
		$this->assertSame( array( 'gone/gone.php' ), array_column( $facts['data']['unfinished'], 'id' ) );
		$this->assertSame( '', $this->php_log() );
	}

	public function test_no_full_path_is_told(): void {
		$this->act_as();
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'gone/gone.php' ) );

		$json = (string) wp_json_encode( $this->rest( 'GET', '/culprit/v1/layers' )->get_data(), JSON_UNESCAPED_SLASHES );

		$this->assertStringContainsString( 'wp-content/plugins/gone/gone.php', $json );
		foreach ( array( ABSPATH, WP_CONTENT_DIR, get_temp_dir() ) as $folder ) {
			$this->assertStringNotContainsString( '"' . $folder, $json );
			$this->assertStringNotContainsString( rtrim( $folder, '/' ) . '/', $json );
		}
	}

	public function test_looking_leaves_no_file_and_no_row(): void {
		$admin = $this->act_as();
		$as    = array( 'user' => $admin );
		$this->http_rest( 'GET', '/culprit/v1/state', array(), $as );
		$rows  = $this->rows();
		$files = $this->files();

		$this->assertSame( 200, $this->http_rest( 'GET', '/culprit/v1/layers', array(), $as )['status'] );

		$this->assertSame( $files, $this->files() );
		$this->assertSame( $rows, $this->rows() );
	}

	public function test_the_page_is_fetched_from_the_server_itself(): void {
		$this->act_as();
		$_SERVER['SERVER_ADDR'] = '127.0.0.1';
		$_SERVER['SERVER_PORT'] = (string) wp_parse_url( self::url(), PHP_URL_PORT );

		$response = $this->rest( 'POST', '/culprit/v1/layers/origin', array( 'page' => '/' ) );

		$this->assert_fits( 'origin', $response->get_data() );
		$this->assertNull( $response->get_data()['error'] );
		$this->assertSame( 200, $response->get_data()['status'] );
		$this->assertStringContainsString( '<!DOCTYPE html>', $response->get_data()['excerpt'] );
		$this->assertSame( '127.0.0.1:' . $_SERVER['SERVER_PORT'], $response->get_data()['address'] );
	}

	public function test_the_file_for_php_answers_one_word_to_anybody(): void {
		$answer = $this->http( '/wp-content/plugins/culprit/ping.php?anything=<b>' );

		$this->assertSame( array( 200, 'culprit' ), array( $answer['status'], $answer['body'] ) );
		$this->assertStringStartsWith( 'text/plain', $answer['headers']['content-type'] );
		$this->assertStringContainsString( 'no-store', $answer['headers']['cache-control'] );
		$this->assertArrayNotHasKey( 'x-powered-by', $answer['headers'] );
	}

	/**
	 * What is no path on this site.
	 *
	 * @return array<string, array{string}>
	 */
	public function elsewhere(): array {
		return array(
			'another host'    => array( '//example.org/' ),
			'a backslash'     => array( '/\\example.org/' ),
			'an address'      => array( 'http://example.org/' ),
			'a user name'     => array( '@example.org/' ),
			'a second header' => array( "/ HTTP/1.1\r\nHost: example.org\r\n" ),
		);
	}

	/**
	 * @dataProvider elsewhere
	 *
	 * @param string $page What a caller gives.
	 */
	public function test_no_other_server_is_asked( string $page ): void {
		$this->act_as();
		$asked = 0;
		add_filter(
			'pre_http_request',
			static function ( $answer ) use ( &$asked ) {
				++$asked;
				return $answer;
			}
		);

		$this->assert_error( $this->rest( 'POST', '/culprit/v1/layers/origin', array( 'page' => $page ) ), 'rest_invalid_param', 400 );
		$this->assertSame( 0, $asked );
	}

	public function test_the_page_is_asked_for_without_cookies_and_given_up_in_time(): void {
		$this->act_as();
		$_SERVER['SERVER_ADDR'] = '203.0.113.7';
		$_SERVER['SERVER_PORT'] = '80';
		$asked                  = array();
		// A stand-in for a server that does not answer.
		add_filter(
			'pre_http_request',
			static function ( $answer, $args, $url ) use ( &$asked ) {
				$asked[] = array( wp_parse_url( $url, PHP_URL_PATH ), $args['redirection'], $args['cookies'], $args['timeout'] <= 15 );
				return new \WP_Error( 'http_request_failed', 'cURL error 28: Operation timed out after 15001 milliseconds' );
			},
			10,
			3
		);

		$data = $this->rest( 'POST', '/culprit/v1/layers/origin', array( 'page' => '/shop/?a=1#b' ) )->get_data();

		$this->assert_fits( 'origin', $data );
		// Its own address, then the one that every machine has.
		$this->assertSame( array_fill( 0, 2, array( '/shop/', 0, array(), true ) ), $asked );
		$this->assertNull( $data['status'] );
		$this->assertSame( 'The server did not answer itself within 15 seconds.', $data['error'] );
	}

	public function test_a_plugin_that_answers_in_the_server_s_place_is_not_believed(): void {
		$this->act_as();
		$_SERVER['SERVER_ADDR'] = '127.0.0.1';
		$_SERVER['SERVER_PORT'] = '80';
		// A stand-in for such a plugin.
		add_filter(
			'pre_http_request',
			static fn() => array(
				'headers'  => array(),
				'body'     => 'from a store',
				'response' => array( 'code' => 200 ),
			)
		);

		$data = $this->rest( 'POST', '/culprit/v1/layers/origin', array( 'page' => '/' ) )->get_data();

		$this->assert_fits( 'origin', $data );
		$this->assertNull( $data['status'] );
		$this->assertStringContainsString( 'A plugin handles', $data['error'] );
	}

	public function test_a_file_that_is_sent_from_elsewhere_is_not_asked_for(): void {
		$this->act_as();
		add_filter( 'plugins_url', static fn() => 'https://files.example.org/ping.php' );
		add_filter( 'pre_http_request', fn() => $this->fail( 'Nobody is asked.' ) );

		$data = $this->rest(
			'POST',
			'/culprit/v1/layers/origin',
			array(
				'page'   => '/',
				'target' => 'php',
			)
		)->get_data();

		$this->assert_fits( 'origin', $data );
		$this->assertStringContainsString( 'another address', $data['error'] );
	}

	/**
	 * What a plugin may put in the place of an answer.
	 *
	 * @return array<string, array{mixed}>
	 */
	public function nonsense(): array {
		return array(
			'a word'            => array( 'yes' ),
			'an empty answer'   => array( array() ),
			'headers in a word' => array( array( 'headers' => 'x' ) ),
			'odd values'        => array(
				array(
					'headers'  => array( new \stdClass(), array( array( 'a' ), 7 ) ),
					'body'     => array( 'x' ),
					'response' => array( 'code' => '200' ),
				),
			),
		);
	}

	/**
	 * @dataProvider nonsense
	 *
	 * @param mixed $answer What the plugin answers.
	 */
	public function test_an_answer_that_a_plugin_made_up_breaks_nothing( $answer ): void {
		$this->act_as();
		add_filter( 'pre_http_request', static fn() => $answer );

		$this->assert_fits( 'outgoing-check', $this->rest( 'POST', '/culprit/v1/layers/outgoing' )->get_data() );
		$by_name = array(
			'page'      => '/',
			'past_edge' => false,
		);
		$this->assert_fits( 'origin', $this->rest( 'POST', '/culprit/v1/layers/origin', $by_name )->get_data() );
	}

	public function test_what_comes_back_for_wordpress_org_fits_its_schema(): void {
		$this->act_as();
		$asked = array();
		// A stand-in for wordpress.org, which tests do not ask.
		add_filter(
			'pre_http_request',
			static function ( $answer, $args, $url ) use ( &$asked ) {
				$asked[] = array( $args['method'], $url, $args['redirection'] );
				return new \WP_Error( 'http_request_failed', 'cURL error 7: Failed to connect to proxy.internal port 3128 via 10.1.2.3' );
			},
			10,
			3
		);

		$data = $this->rest( 'POST', '/culprit/v1/layers/outgoing', array( 'url' => 'http://169.254.169.254/' ) )->get_data();

		$this->assert_fits( 'outgoing-check', $data );
		$this->assertSame( array( array( 'HEAD', 'https://api.wordpress.org/', 0 ) ), $asked );
		$this->assertStringContainsString( 'Failed to connect', $data['error'] );
		$this->assertStringNotContainsString( '10.1.2.3', $data['error'] );
		$this->assertStringNotContainsString( 'proxy.internal', $data['error'] );
	}
}
