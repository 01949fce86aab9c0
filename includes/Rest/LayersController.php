<?php
/**
 * REST: what lies below plugins and themes, as the server itself sees it.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Layers\Facts;
use Culprit\Layers\Origin;
use Culprit\Layers\OutgoingCheck;

defined( 'ABSPATH' ) || exit;

/**
 * GET /layers, POST /layers/origin, POST /layers/outgoing
 */
final class LayersController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/layers',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, 'read' ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'facts'
		);
		self::route(
			'/layers/origin',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'origin' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'origin-request' ),
				),
			),
			'origin'
		);
		self::route(
			'/layers/outgoing',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'outgoing' ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'outgoing-check'
		);
	}

	/**
	 * Answers with what the server says of itself.
	 *
	 * @return \WP_REST_Response As in schemas/facts.json.
	 */
	public function read(): \WP_REST_Response {
		return new \WP_REST_Response( Facts::describe() );
	}

	/**
	 * Fetches a page of this site from the server itself.
	 *
	 * @param \WP_REST_Request<array{page: string, target: string, past_edge: bool}> $request The request.
	 * @return \WP_REST_Response As in schemas/origin.json.
	 */
	public function origin( \WP_REST_Request $request ): \WP_REST_Response {
		return new \WP_REST_Response( Origin::fetch( (string) $request['page'], (string) $request['target'], (bool) $request['past_edge'] ) );
	}

	/**
	 * Tries whether this server reaches others.
	 *
	 * @return \WP_REST_Response As in schemas/outgoing-check.json.
	 */
	public function outgoing(): \WP_REST_Response {
		return new \WP_REST_Response( OutgoingCheck::run() );
	}
}
