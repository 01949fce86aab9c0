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
		$id = Journal::create( (object) self::untouched( $request, 'input' ) );
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
		/** @var list<object{type: string, data: mixed}&\stdClass> $events Validated against the schema. */
		$events = array_values( (array) self::untouched( $request, 'events' ) );
		$added  = Journal::append( (string) $request['id'], (int) $request['expected'], $events );
		return is_wp_error( $added ) ? $added : self::answer( (string) $request['id'], 200 );
	}

	/**
	 * An argument as it was sent: as WordPress parses it, an empty object cannot be told from an empty list.
	 *
	 * @template T of array
	 * @param \WP_REST_Request<T> $request The request, its arguments validated.
	 * @param string              $name    Name of the argument.
	 * @return mixed Decoded with objects as objects.
	 */
	private static function untouched( \WP_REST_Request $request, string $name ) {
		$body = json_decode( (string) $request->get_body() );
		// What did not come in a JSON body has no empty objects to lose.
		return $body->$name ?? json_decode( (string) wp_json_encode( $request[ $name ] ) );
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
