<?php
/**
 * REST: what the server says of itself, and its own way to a page.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

defined( 'ABSPATH' ) || exit;

use Culprit\Layers\Facts;
use Culprit\Layers\Origin;
use Culprit\Layers\OutgoingCheck;

/**
 * GET /layers, POST /layers/origin, POST /layers/outgoing.
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
					'callback'            => static fn() => new \WP_REST_Response( Facts::describe() ),
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
					'callback'            => static fn() => new \WP_REST_Response( OutgoingCheck::ask() ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'outgoing-check'
		);
	}

	/**
	 * Fetches a page from the server itself.
	 *
	 * @param \WP_REST_Request<array{page: string, past_edge: bool}> $request The request.
	 * @return \WP_REST_Response As in schemas/origin.json.
	 */
	public function origin( \WP_REST_Request $request ): \WP_REST_Response {
		return new \WP_REST_Response( Origin::fetch( (string) $request['page'], (bool) $request['past_edge'] ) );
	}
}
