<?php
/**
 * REST: emptying the caches that may show an old copy of a page.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

use Culprit\Caches\Purger;
use Culprit\Site\State;

defined( 'ABSPATH' ) || exit;

/**
 * POST /caches/purge empties one cache on the server, POST /caches/browser that of the browser that asks.
 */
final class CachesController extends Controller {

	/**
	 * Registers the routes.
	 */
	public function register(): void {
		self::route(
			'/caches/purge',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'purge' ),
					'permission_callback' => array( $this, 'may_purge' ),
					'args'                => Schema::arguments( 'purge-request' ),
				),
			),
			'purge-answer'
		);
		self::route(
			'/caches/browser',
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'clear_browser' ),
					'permission_callback' => array( $this, 'may_look' ),
				),
			),
			'browser-cache'
		);
	}

	/**
	 * Whether the user may empty caches: until they are full again, the server has more to do.
	 *
	 * @return true|\WP_Error
	 */
	public function may_purge() {
		$may = $this->may_look();
		return true === $may ? self::may( 'manage_options' ) : $may;
	}

	/**
	 * Empties one cache.
	 *
	 * @param \WP_REST_Request<array{id: string}> $request The request.
	 * @return \WP_REST_Response|\WP_Error As in schemas/purge-answer.json; errors as Purger::purge() gives them.
	 */
	public function purge( \WP_REST_Request $request ) {
		$purged = Purger::purge( (string) $request['id'] );
		return is_wp_error( $purged ) ? $purged : new \WP_REST_Response(
			array(
				'purged' => array( $purged ),
				'state'  => State::describe(),
			)
		);
	}

	/**
	 * Tells the browser to forget its copies of this site. Browsers listen to that on https only (W3C, Clear Site Data, 3.1).
	 *
	 * @return \WP_REST_Response As in schemas/browser-cache.json.
	 */
	public function clear_browser(): \WP_REST_Response {
		$https    = is_ssl();
		$response = new \WP_REST_Response(
			array(
				'asked'    => $https,
				'sentence' => $https
					? __( 'Your browser was told to forget its copies of this site’s pages.', 'culprit' )
					: __( 'A browser can only be told over https to forget its copies. Refresh the page by hand: Ctrl+F5, or Cmd+Shift+R on a Mac.', 'culprit' ),
			)
		);
		if ( $https ) {
			$response->header( 'Clear-Site-Data', '"cache"' );
		}
		return $response;
	}
}
