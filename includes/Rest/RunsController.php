<?php
/**
 * REST: the journals of searches.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Runs\Journal;

defined( 'ABSPATH' ) || exit;

/**
 * POST /runs, GET /runs/{id}, POST /runs/{id}/events. All answer with the whole run.
 */
final class RunsController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/runs',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'create' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'run-request' ),
				),
			),
			'run'
		);
		self::route(
			'/runs/' . self::ID,
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, 'read' ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'run'
		);
		self::route(
			'/runs/' . self::ID . '/events',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'append' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'run-append' ),
				),
			),
			'run'
		);
	}

	/**
	 * Begins a run.
	 *
	 * @param \WP_REST_Request<array{input: array<string, mixed>}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/run.json.
	 */
	public function create( \WP_REST_Request $request ) {
		$id = Journal::create( self::untouched( $request )->input ?? (object) $request['input'] );
		return is_wp_error( $id ) ? $id : self::answer( $id, 201 );
	}

	/**
	 * Answers with a run.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/run.json.
	 */
	public function read( \WP_REST_Request $request ) {
		return self::answer( (string) $request['id'], 200 );
	}

	/**
	 * Adds events to a run.
	 *
	 * @param \WP_REST_Request<array{id: string, expected: int, events: list<array<string, mixed>>}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/run.json.
	 */
	public function append( \WP_REST_Request $request ) {
		$added = Journal::append( (string) $request['id'], (int) $request['expected'], self::untouched( $request )->events ?? array() );
		return is_wp_error( $added ) ? $added : self::answer( (string) $request['id'], 200 );
	}

	/**
	 * The body as it was sent: as WordPress parses it, an empty object cannot be told from an empty list.
	 *
	 * @template T of array
	 * @param \WP_REST_Request<T> $request The request, its arguments validated.
	 * @return object{input?: \stdClass, events?: list<\stdClass>}&\stdClass
	 */
	private static function untouched( \WP_REST_Request $request ): \stdClass {
		/** @var (object{input?: \stdClass, events?: list<\stdClass>}&\stdClass)|null $body Validated before this is called. */
		$body = json_decode( $request->get_body() );
		return $body ?? (object) array();
	}

	/**
	 * The whole run.
	 *
	 * @param string $id     Run id.
	 * @param int    $status HTTP status.
	 * @return \WP_REST_Response|\WP_Error
	 */
	private static function answer( string $id, int $status ) {
		$run = Journal::read( $id );
		return null === $run
			? new \WP_Error( 'culprit_unknown_run', __( 'There is no such search; it may have been deleted. Start a new one.', 'culprit' ), array( 'status' => 404 ) )
			: new \WP_REST_Response( $run, $status );
	}
}
