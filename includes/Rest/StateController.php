<?php
/**
 * REST: the state of the site.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Guard\BareCall;
use Culprit\Site\ApplicationPasswords;
use Culprit\Site\State;

defined( 'ABSPATH' ) || exit;

/**
 * GET /state
 */
final class StateController extends Controller {

	/**
	 * Registers the route.
	 */
	public function register(): void {
		self::route(
			'/state',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, 'read' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => array(
						'handshake' => array(
							'description' => 'The caller sent a pass, so the guard should have answered.',
							'type'        => 'boolean',
							'default'     => false,
						),
					),
				),
			),
			'state'
		);
	}

	/**
	 * Answers with the state.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return \WP_REST_Response As in schemas/state.json.
	 */
	public function read( \WP_REST_Request $request ): \WP_REST_Response {
		if ( ! BareCall::is_current() ) {
			ApplicationPasswords::remember();
		}
		// With a pass sent and no bare call made of it, the guard did not answer.
		return new \WP_REST_Response( State::describe( $request['handshake'] ? false : null ) );
	}
}
