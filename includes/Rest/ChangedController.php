<?php
/**
 * REST: what changed since a page was last healthy.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Layers\Changed;
use Culprit\Layers\Snapshot;

defined( 'ABSPATH' ) || exit;

/**
 * POST /healthy notes that a page is healthy as the site is now; GET /changed says what is different since.
 */
final class ChangedController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/healthy',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'note' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'healthy-request' ),
				),
			),
			'healthy'
		);
		self::route(
			'/changed',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, 'read' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'changed-request' ),
				),
			),
			'changed'
		);
	}

	/**
	 * Notes that a page is healthy.
	 *
	 * @param \WP_REST_Request<array{page: string}> $request The request.
	 * @return \WP_REST_Response As in schemas/healthy.json.
	 */
	public function note( \WP_REST_Request $request ): \WP_REST_Response {
		return new \WP_REST_Response(
			array(
				'page'       => (string) $request['page'],
				'healthy_at' => Snapshot::note( (string) $request['page'] ),
			)
		);
	}

	/**
	 * What changed.
	 *
	 * @param \WP_REST_Request<array{page: string}> $request The request.
	 * @return \WP_REST_Response As in schemas/changed.json.
	 */
	public function read( \WP_REST_Request $request ): \WP_REST_Response {
		return new \WP_REST_Response( Changed::since_healthy( (string) $request['page'] ) );
	}
}
