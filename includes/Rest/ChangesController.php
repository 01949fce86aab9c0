<?php
/**
 * REST: changes of the live configuration.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Changes\Changer;
use Culprit\Changes\ChangeStore;
use Culprit\Site\LiveConfiguration;
use Culprit\Site\State;

defined( 'ABSPATH' ) || exit;

/**
 * POST /changes, POST /changes/{id}/undo. Both answer with the whole state.
 */
final class ChangesController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/changes',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'change' ),
					'permission_callback' => array( $this, 'may_change' ),
					'args'                => Schema::arguments( 'change-request' ),
				),
			),
			'change-answer'
		);
		self::route(
			'/changes/(?P<id>[0-9]{1,18})/undo',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'undo' ),
					'permission_callback' => array( $this, 'may_undo' ),
				),
			),
			'change-answer'
		);
	}

	/**
	 * Whether the user may make this change.
	 *
	 * @param \WP_REST_Request<array<string, mixed>> $request The request.
	 * @return true|\WP_Error
	 */
	public function may_change( \WP_REST_Request $request ) {
		return self::may( 'switch-theme' === $request['kind'] ? 'switch_themes' : 'activate_plugins' );
	}

	/**
	 * Whether the user may undo this change: as much as making it needs.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return true|\WP_Error
	 */
	public function may_undo( \WP_REST_Request $request ) {
		$change = ChangeStore::get( (int) $request['id'] );
		if ( null === $change ) {
			return self::may( 'activate_plugins' );
		}
		if ( 'switch-theme' === $change['kind'] ) {
			return self::may( 'switch_themes' );
		}
		$network = ( $change['rows_before'][ LiveConfiguration::NETWORK ] ?? null ) !== ( $change['rows_after'][ LiveConfiguration::NETWORK ] ?? null );
		return self::may( $network ? 'manage_network_plugins' : 'activate_plugins' );
	}

	/**
	 * Makes a change.
	 *
	 * @param \WP_REST_Request<array{kind: string, plugins: list<string>|null, theme: string|null, expected: array<string, mixed>|null, extends: int|null}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/change-answer.json.
	 */
	public function change( \WP_REST_Request $request ) {
		/** @var array<string, mixed>|null $expected Validated against the schema. */
		$expected = $request['expected'];
		if ( null !== $expected && ! LiveConfiguration::is( $expected ) ) {
			return new \WP_Error( 'culprit_changed_meanwhile', __( 'Nothing was changed, because plugins or theme are no longer as this page shows them. Look at the list and try again.', 'culprit' ), array( 'status' => 409 ) );
		}
		/** @var list<string> $plugins Validated against the schema. */
		$plugins = $request['plugins'] ?? array();
		if ( 'switch-theme' === $request['kind'] ) {
			$id = Changer::switch_theme( (string) $request['theme'] );
		} elseif ( array() === $plugins ) {
			return new \WP_Error( 'rest_missing_callback_param', __( 'No plugin was named.', 'culprit' ), array( 'status' => 400 ) );
		} elseif ( 'activate' === $request['kind'] ) {
			$id = Changer::activate( $plugins, (int) $request['extends'] );
		} else {
			$id = Changer::deactivate( $plugins );
		}
		return is_wp_error( $id ) ? $id : self::answer( $id, 201 );
	}

	/**
	 * Takes a change back.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/change-answer.json.
	 */
	public function undo( \WP_REST_Request $request ) {
		$undone = Changer::undo( (int) $request['id'] );
		return is_wp_error( $undone ) ? $undone : self::answer( (int) $request['id'], 200 );
	}

	/**
	 * The change and the whole state after it.
	 *
	 * @param int $id     Id of the change.
	 * @param int $status HTTP status.
	 * @return \WP_REST_Response|\WP_Error
	 */
	private static function answer( int $id, int $status ) {
		$change = ChangeStore::get( $id );
		if ( null === $change ) {
			return new \WP_Error( 'culprit_unknown_change', __( 'There is no such change.', 'culprit' ), array( 'status' => 404 ) );
		}
		return new \WP_REST_Response(
			array(
				'change' => ChangeStore::describe( $change, LiveConfiguration::rows() ),
				'state'  => State::describe(),
			),
			$status
		);
	}
}
