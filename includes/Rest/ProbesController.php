<?php
/**
 * REST: probes.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Probes\Loopback;
use Culprit\Probes\Minter;
use Culprit\Probes\Records;
use Culprit\Site\Workers;

defined( 'ABSPATH' ) || exit;

/**
 * POST /probes, GET /probes/{id}, POST /probes/{id}/loopback
 *
 * @phpstan-import-type Wanted from Minter
 */
final class ProbesController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/probes',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'mint' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => Schema::arguments( 'probe-request' ),
				),
			),
			'probe-list'
		);
		self::route(
			'/probes/' . self::ID,
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( $this, 'read' ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'record'
		);
		self::route(
			'/probes/' . self::ID . '/loopback',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'loopback' ),
					'permission_callback' => array( $this, 'may_look' ),
					'args'                => array(
						'token' => array(
							'type'      => 'string',
							'required'  => true,
							'maxLength' => 400,
						),
					),
				),
			),
			'loopback'
		);
	}

	/**
	 * Mints probes.
	 *
	 * @param \WP_REST_Request<array{probes: list<Wanted>, run?: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/probe-list.json.
	 */
	public function mint( \WP_REST_Request $request ) {
		Minter::sweep();
		$probes = array();
		/** @var list<Wanted> $asked Validated against the schema. */
		$asked = $request['probes'];
		foreach ( $asked as $wanted ) {
			$probe = Minter::mint( $wanted, $request['run'] );
			if ( is_wp_error( $probe ) ) {
				return $probe;
			}
			$probes[] = $probe;
		}
		return new \WP_REST_Response(
			array(
				'probes'  => $probes,
				'workers' => Workers::describe(),
			),
			201
		);
	}

	/**
	 * Answers with what a probe recorded.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/record.json.
	 */
	public function read( \WP_REST_Request $request ) {
		$record = Records::read( (string) $request['id'] );
		return null === $record ? self::unknown() : new \WP_REST_Response( $record );
	}

	/**
	 * Fetches a probe from the server itself.
	 *
	 * @param \WP_REST_Request<array{id: string, token: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/loopback.json.
	 */
	public function loopback( \WP_REST_Request $request ) {
		$answer = Loopback::fetch( (string) $request['id'], (string) $request['token'] );
		return is_wp_error( $answer ) ? $answer : new \WP_REST_Response( $answer );
	}

	/**
	 * The error for a probe that is not there.
	 *
	 * @return \WP_Error
	 */
	private static function unknown(): \WP_Error {
		return new \WP_Error( 'culprit_unknown_probe', __( 'There is no such probe; its run may have ended.', 'culprit' ), array( 'status' => 404 ) );
	}
}
