<?php
/**
 * REST: the busy answer that visitors get while a search runs, when the admin agreed to it.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Guard\Busy;
use Culprit\Site\State;

defined( 'ABSPATH' ) || exit;

/**
 * POST /busy, DELETE /busy. Both answer with the whole state.
 */
final class BusyController extends Controller {

	/**
	 * Registers the route.
	 */
	public function register(): void {
		self::route(
			'/busy',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'start' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'busy-request' ),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => array( $this, 'end' ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'state'
		);
	}

	/**
	 * Starts the busy answer, or gives it more time.
	 *
	 * @param \WP_REST_Request<array{scope: string, page: string}> $request The request.
	 * @return \WP_REST_Response As in schemas/state.json.
	 */
	public function start( \WP_REST_Request $request ): \WP_REST_Response {
		Busy::start( (string) $request['scope'], (string) $request['page'] );
		return new \WP_REST_Response( State::describe() );
	}

	/**
	 * Ends the busy answer.
	 *
	 * @return \WP_REST_Response As in schemas/state.json.
	 */
	public function end(): \WP_REST_Response {
		Busy::end();
		return new \WP_REST_Response( State::describe() );
	}
}
