<?php
/**
 * REST: the stand-alone file, made and taken away on an admin's wish.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Emergency\StandAlone;
use Culprit\Site\State;

defined( 'ABSPATH' ) || exit;

/**
 * POST /emergency, DELETE /emergency.
 */
final class EmergencyController extends Controller {

	/**
	 * Registers the route.
	 */
	public function register(): void {
		self::route(
			'/emergency',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'make' ),
					'permission_callback' => array( $this, 'may_write_files' ),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => array( $this, 'remove' ),
					'permission_callback' => array( $this, 'may_write_files' ),
				),
			),
			'emergency-answer'
		);
	}

	/**
	 * Makes the file.
	 *
	 * @return \WP_REST_Response|\WP_Error As in schemas/emergency-answer.json.
	 */
	public function make() {
		$code = StandAlone::make();
		return is_wp_error( $code ) ? $code : self::answer( $code, 201 );
	}

	/**
	 * Takes it away.
	 *
	 * @return \WP_REST_Response|\WP_Error As in schemas/emergency-answer.json.
	 */
	public function remove() {
		$removed = StandAlone::remove();
		return is_wp_error( $removed ) ? $removed : self::answer( null, 200 );
	}

	/**
	 * The code, this once, and the whole state.
	 *
	 * @param string|null $code   The code, or null.
	 * @param int         $status HTTP status.
	 * @return \WP_REST_Response
	 */
	private static function answer( ?string $code, int $status ): \WP_REST_Response {
		$response = new \WP_REST_Response(
			array(
				'code'  => $code,
				'state' => State::describe(),
			),
			$status
		);
		$response->header( 'Cache-Control', 'no-store, private' );
		return $response;
	}
}
