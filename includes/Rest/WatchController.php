<?php
/**
 * REST: the watch, which looks at the front page on a schedule.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Watch\Store;

defined( 'ABSPATH' ) || exit;

/**
 * GET /watch, POST /watch. Both answer with the whole watch.
 */
final class WatchController extends Controller {

	/**
	 * Registers the route.
	 */
	public function register(): void {
		self::route(
			'/watch',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => static fn() => new \WP_REST_Response( Store::describe() ),
					'permission_callback' => array( $this, 'may_look' ),
				),
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'set' ),
					'permission_callback' => array( $this, 'may_set' ),
					'args'                => Schema::arguments( 'watch-request' ),
				),
			),
			'watch'
		);
	}

	/**
	 * Whether the user may have the site mail.
	 *
	 * @return true|\WP_Error
	 */
	public function may_set() {
		$may = self::may( 'activate_plugins' );
		return true === $may ? self::may( 'manage_options' ) : $may;
	}

	/**
	 * Switches the watch on or off.
	 *
	 * @param \WP_REST_Request<array{on: bool, minutes: int, mail: bool, to: string, keep: list<string>}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/watch.json.
	 */
	public function set( \WP_REST_Request $request ) {
		$to = (string) $request['to'];
		if ( '' !== $to && false === is_email( $to ) ) {
			return new \WP_Error( 'culprit_no_address', __( 'This is no mail address. Correct it, or leave it empty for the address of the site’s administrator.', 'culprit' ), array( 'status' => 400 ) );
		}
		/** @var list<string> $keep Validated against the schema. */
		$keep = (array) $request['keep'];
		$log  = Store::read();
		if ( $request['on'] && ! $log['on'] ) {
			// What was seen before the break says nothing of now.
			$log['word']  = null;
			$log['since'] = null;
		}
		$log['on']      = (bool) $request['on'];
		$log['minutes'] = (int) $request['minutes'];
		$log['mail']    = (bool) $request['mail'];
		$log['to']      = $to;
		$log['keep']    = array_values( array_filter( $keep, static fn( $plugin ) => 0 === validate_file( $plugin ) && '.php' === substr( $plugin, -4 ) ) );
		Store::write( $log );
		Store::schedule( $log['on'] ? time() + $log['minutes'] * MINUTE_IN_SECONDS : null );
		return new \WP_REST_Response( Store::describe() );
	}
}
