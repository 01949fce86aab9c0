<?php
/**
 * REST: drop-ins and must-use plugins taken away for a time, on consent.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Changes\Renames;
use Culprit\Site\State;

defined( 'ABSPATH' ) || exit;

/**
 * POST /renames, POST /renames/{id}/keep, DELETE /renames/{id}. All answer with the whole state.
 */
final class RenamesController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/renames',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'take_away' ),
					'permission_callback' => array( $this, 'may_write_files' ),
					'args'                => Schema::arguments( 'rename-request' ),
				),
			),
			'state'
		);
		self::route(
			'/renames/' . self::ID,
			array(
				array(
					'methods'             => 'DELETE',
					'callback'            => array( $this, 'put_back' ),
					'permission_callback' => array( $this, 'may_write_files' ),
				),
			),
			'state'
		);
		self::route(
			'/renames/' . self::ID . '/keep',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'keep' ),
					'permission_callback' => array( $this, 'may_write_files' ),
				),
			),
			'state'
		);
	}

	/**
	 * Takes a file away.
	 *
	 * @param \WP_REST_Request<array{file: string, seconds: int}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/state.json.
	 */
	public function take_away( \WP_REST_Request $request ) {
		return self::answer( Renames::take_away( (string) $request['file'], (int) $request['seconds'] ), 201 );
	}

	/**
	 * Puts a file back.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/state.json.
	 */
	public function put_back( \WP_REST_Request $request ) {
		return self::answer( Renames::put_back( (string) $request['id'] ), 200 );
	}

	/**
	 * Keeps a file away.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/state.json.
	 */
	public function keep( \WP_REST_Request $request ) {
		return self::answer( Renames::keep( (string) $request['id'] ), 200 );
	}

	/**
	 * The state after it.
	 *
	 * @param true|\WP_Error $done   What became of it.
	 * @param int            $status HTTP status.
	 * @return \WP_REST_Response|\WP_Error
	 */
	private static function answer( $done, int $status ) {
		return is_wp_error( $done ) ? $done : new \WP_REST_Response( State::describe(), $status );
	}
}
