<?php
/**
 * WordPress in this process: hooks, user, request, caches.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Support;

/**
 * Keeps what tests change in memory, and puts it back.
 */
final class State {

	private const SUPERGLOBALS = array( '_COOKIE', '_FILES', '_GET', '_POST', '_REQUEST', '_SERVER' );

	/**
	 * Made anew by WordPress when needed.
	 */
	private const FORGOTTEN = array( 'current_screen', 'menu', 'submenu', 'taxnow', 'typenow', 'wp_rest_server', 'wp_scripts', 'wp_settings_errors', 'wp_styles' );

	/**
	 * Superglobals by name.
	 *
	 * @var array<string, array<mixed>>
	 */
	private $request = array();

	/**
	 * Hooks by name.
	 *
	 * @var array<string, \WP_Hook>
	 */
	private $hooks = array();

	/**
	 * How often actions and filters ran.
	 *
	 * @var array<string, array<string, int>>
	 */
	private $counts;

	/**
	 * Keeps the present state.
	 */
	public function __construct() {
		foreach ( self::SUPERGLOBALS as $name ) {
			$this->request[ $name ] = $GLOBALS[ $name ] ?? array();
		}
		foreach ( $GLOBALS['wp_filter'] as $name => $hook ) {
			$this->hooks[ $name ] = clone $hook;
		}
		$this->counts = array(
			'wp_actions' => $GLOBALS['wp_actions'],
			'wp_filters' => $GLOBALS['wp_filters'] ?? array(),
		);
	}

	/**
	 * Puts the kept state back.
	 */
	public function restore(): void {
		foreach ( $this->request as $name => $values ) {
			$GLOBALS[ $name ] = $values;
		}
		$GLOBALS['wp_filter'] = array();
		foreach ( $this->hooks as $name => $hook ) {
			$GLOBALS['wp_filter'][ $name ] = clone $hook;
		}
		foreach ( $this->counts as $name => $counts ) {
			$GLOBALS[ $name ] = $counts;
		}
		$GLOBALS['wp_current_filter'] = array();
		foreach ( self::FORGOTTEN as $name ) {
			unset( $GLOBALS[ $name ] );
		}
		wp_cache_flush();
		wp_set_current_user( 0 );
	}
}
