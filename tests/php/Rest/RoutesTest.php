<?php
/**
 * What all routes have in common.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Rest\Schema;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\TestCase;

/**
 * Who may call, and that arguments and schemas are the same thing.
 */
final class RoutesTest extends TestCase {

	use Contract;

	private const ID = '0123456789abcdef0123456789abcdef';

	/**
	 * Every route with a good request and, where it takes one, the schema of its body.
	 *
	 * @return array<string, array{string, string, array<string, mixed>, string|null}>
	 */
	public function routes(): array {
		return array(
			'state'    => array( 'GET', '/culprit/v1/state', array(), null ),
			'mint'     => array( 'POST', '/culprit/v1/probes', array( 'probes' => array( self::wanted() ) ), 'probe-request' ),
			'record'   => array( 'GET', '/culprit/v1/probes/' . self::ID, array(), null ),
			'loopback' => array( 'POST', '/culprit/v1/probes/' . self::ID . '/loopback', array( 'token' => 'x' ), null ),
			'change'   => array( 'POST', '/culprit/v1/changes', array( 'kind' => 'deactivate' ), 'change-request' ),
			'undo'     => array( 'POST', '/culprit/v1/changes/1/undo', array(), null ),
			'run'      => array( 'POST', '/culprit/v1/runs', array( 'input' => array( 'a' => 1 ) ), 'run-request' ),
			'busy'     => array(
				'POST',
				'/culprit/v1/busy',
				array(
					'scope' => 'page',
					'page'  => '/',
				),
				'busy-request',
			),
			'layers'   => array( 'GET', '/culprit/v1/layers', array(), null ),
			'origin'   => array( 'POST', '/culprit/v1/layers/origin', array( 'page' => '/' ), 'origin-request' ),
			'outgoing' => array( 'POST', '/culprit/v1/layers/outgoing', array(), null ),
			'file'     => array( 'POST', '/culprit/v1/emergency', array(), null ),
			'no file'  => array( 'DELETE', '/culprit/v1/emergency', array(), null ),
			'rename'   => array( 'POST', '/culprit/v1/renames', array( 'file' => 'db.php' ), 'rename-request' ),
			'put back' => array( 'DELETE', '/culprit/v1/renames/' . self::ID, array(), null ),
			'keep'     => array( 'POST', '/culprit/v1/renames/' . self::ID . '/keep', array(), null ),
			'watch'    => array( 'GET', '/culprit/v1/watch', array(), null ),
			'watching' => array( 'POST', '/culprit/v1/watch', array( 'on' => false ), 'watch-request' ),
			'no busy'  => array( 'DELETE', '/culprit/v1/busy', array(), null ),
			'purge'    => array( 'POST', '/culprit/v1/caches/purge', array( 'id' => 'wp-super-cache' ), 'purge-request' ),
			'browser'  => array( 'POST', '/culprit/v1/caches/browser', array(), null ),
			'healthy'  => array( 'POST', '/culprit/v1/healthy', array( 'page' => '/' ), 'healthy-request' ),
			'changed'  => array( 'GET', '/culprit/v1/changed', array( 'page' => '/' ), 'changed-request' ),
			'journal'  => array( 'GET', '/culprit/v1/runs/' . self::ID, array(), null ),
			'events'   => array(
				'POST',
				'/culprit/v1/runs/' . self::ID . '/events',
				array(
					'expected' => 0,
					'events'   => array(
						array(
							'type' => 'stopped',
							'data' => array( 'a' => 1 ),
						),
					),
				),
				'run-append',
			),
		);
	}

	/**
	 * @dataProvider routes
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $params A good request.
	 */
	public function test_nobody_calls_without_being_logged_in( string $method, string $route, array $params ): void {
		$response = $this->rest( $method, $route, $params );

		$this->assert_error( $response, 'rest_forbidden', 401 );
		$this->assert_fits( 'error', $response->get_data() );
	}

	/**
	 * @dataProvider routes
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $params A good request.
	 */
	public function test_nobody_calls_without_the_right_to_switch_plugins( string $method, string $route, array $params ): void {
		foreach ( array( 'subscriber', 'editor' ) as $role ) {
			$this->act_as( $role );
			$this->assert_error( $this->rest( $method, $route, $params ), 'rest_forbidden', 403 );
		}
	}

	/**
	 * @dataProvider routes
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $params A good request.
	 * @param string|null          $schema Schema of the body.
	 */
	public function test_arguments_are_the_properties_of_the_schema( string $method, string $route, array $params, ?string $schema ): void {
		$args = $this->handler( $method, $route )['args'];
		if ( null === $schema ) {
			$this->assertSame( array(), array_diff( array_keys( $args ), array( 'handshake', 'token' ) ), 'A body has its schema.' );
			return;
		}
		$file = Schema::load( $schema );

		$this->assertSame( array_keys( $file['properties'] ), array_keys( $args ) );
		foreach ( $file['properties'] as $name => $property ) {
			$arg      = $args[ $name ];
			$required = true === ( $arg['required'] ?? false );
			if ( $required ) {
				unset( $arg['required'] );
			}
			$this->assertSame( $property, $arg, $name );
			$this->assertSame( in_array( $name, $file['required'], true ), $required, "$name is required or not" );
		}
	}

	/**
	 * @dataProvider routes
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $params A good request.
	 * @param string|null          $schema Schema of the body.
	 */
	public function test_what_the_schema_requires_is_missed( string $method, string $route, array $params, ?string $schema ): void {
		$this->act_as();
		foreach ( null === $schema ? array_intersect( array( 'token' ), array_keys( $params ) ) : Schema::load( $schema )['required'] as $name ) {
			$this->assert_error( $this->rest( $method, $route, array_diff_key( $params, array( $name => 1 ) ) ), 'rest_missing_callback_param', 400 );
		}
		$this->addToAssertionCount( 1 );
	}

	public function test_there_are_no_other_routes(): void {
		$expected = array( '/culprit/v1', '/culprit/v1/state', '/culprit/v1/probes', '/culprit/v1/probes/(?P<id>[0-9a-f]{32})', '/culprit/v1/probes/(?P<id>[0-9a-f]{32})/loopback', '/culprit/v1/changes', '/culprit/v1/changes/(?P<id>[0-9]{1,18})/undo', '/culprit/v1/runs', '/culprit/v1/runs/(?P<id>[0-9a-f]{32})', '/culprit/v1/runs/(?P<id>[0-9a-f]{32})/events', '/culprit/v1/busy', '/culprit/v1/layers', '/culprit/v1/layers/origin', '/culprit/v1/layers/outgoing', '/culprit/v1/caches/purge', '/culprit/v1/caches/browser', '/culprit/v1/healthy', '/culprit/v1/changed', '/culprit/v1/emergency', '/culprit/v1/renames', '/culprit/v1/renames/(?P<id>[0-9a-f]{32})', '/culprit/v1/renames/(?P<id>[0-9a-f]{32})/keep', '/culprit/v1/watch' );

		$this->assertSame( $expected, array_values( preg_grep( '~^/culprit~', array_keys( rest_get_server()->get_routes() ) ) ) );
	}

	public function test_references_between_schemas_are_filled_in(): void {
		foreach ( (array) glob( dirname( CULPRIT_FILE ) . '/schemas/*.json' ) as $file ) {
			$schema = Schema::load( basename( (string) $file, '.json' ) );
			$this->assertStringNotContainsString( '$ref', (string) wp_json_encode( $schema ), (string) $file );
			$this->assertNotSame( array(), $schema );
		}
	}

	/**
	 * One entry of a probe request.
	 *
	 * @return array<string, mixed>
	 */
	private static function wanted(): array {
		return array(
			'configuration' => array(
				'plugins'    => array(),
				'network'    => array(),
				'template'   => 'twentytwentyfive',
				'stylesheet' => 'twentytwentyfive',
			),
			'page'          => '/',
			'mode'          => 'guarded',
		);
	}

	/**
	 * The handler that answers a request.
	 *
	 * @param string $method HTTP method.
	 * @param string $path   Route.
	 * @return array<string, mixed>
	 */
	private function handler( string $method, string $path ): array {
		foreach ( rest_get_server()->get_routes( 'culprit/v1' ) as $route => $handlers ) {
			if ( 1 === preg_match( '@^' . $route . '$@i', $path ) ) {
				foreach ( $handlers as $handler ) {
					if ( ! empty( $handler['methods'][ $method ] ) ) {
						return $handler;
					}
				}
			}
		}
		$this->fail( "There is no route $path." );
	}
}
