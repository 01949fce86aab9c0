<?php
/**
 * What all controllers share: the namespace and who may call.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

defined( 'ABSPATH' ) || exit;

/**
 * Base of the controllers.
 */
abstract class Controller {

	protected const REST_NAMESPACE = 'culprit/v1';

	protected const ID = '(?P<id>[0-9a-f]{32})';

	/**
	 * Registers the routes of one resource.
	 */
	abstract public function register(): void;

	/**
	 * Whether the user may use Culprit at all.
	 *
	 * @return true|\WP_Error
	 */
	public function may_look() {
		return self::may( 'activate_plugins' );
	}

	/**
	 * Whether the user may put code on this site, or take it away.
	 *
	 * @return true|\WP_Error
	 */
	public function may_write_files() {
		$may = self::may( is_multisite() ? 'manage_network_plugins' : 'activate_plugins' );
		return true === $may ? self::may( 'install_plugins' ) : $may;
	}

	/**
	 * Whether the user has a capability.
	 *
	 * @param string $capability The capability.
	 * @return true|\WP_Error
	 */
	protected static function may( string $capability ) {
		if ( current_user_can( $capability ) ) {
			return true;
		}
		return new \WP_Error(
			'rest_forbidden',
			is_user_logged_in()
				? __( 'You are not allowed to do this on this site. Ask an administrator.', 'culprit' )
				: __( 'You are not logged in, or your session has ended. Log in again.', 'culprit' ),
			array( 'status' => rest_authorization_required_code() )
		);
	}

	/**
	 * Registers one route.
	 *
	 * @param non-falsy-string           $route    Below the namespace.
	 * @param list<array<string, mixed>> $handlers As register_rest_route() takes them.
	 * @param string                     $schema   Base name of the answer's schema.
	 */
	protected static function route( string $route, array $handlers, string $schema ): void {
		register_rest_route( self::REST_NAMESPACE, $route, array_merge( $handlers, array( 'schema' => static fn() => Schema::load( $schema ) ) ) );
	}
}
