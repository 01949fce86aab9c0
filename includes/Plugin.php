<?php
/**
 * Every hook of the plugin, in one list.
 *
 * @package Culprit
 */

namespace Culprit;

defined( 'ABSPATH' ) || exit;

/**
 * Boots the plugin.
 */
final class Plugin {

	/**
	 * Adds all hooks.
	 */
	public static function boot(): void {
		register_activation_hook( CULPRIT_FILE, array( Lifecycle::class, 'activate' ) );
		register_deactivation_hook( CULPRIT_FILE, array( Lifecycle::class, 'deactivate' ) );

		add_action( 'admin_init', array( Lifecycle::class, 'upgrade' ) );
		add_action( 'admin_init', array( Site\ApplicationPasswords::class, 'refresh' ) );
		add_action( 'wp_create_application_password', array( Site\ApplicationPasswords::class, 'remember' ), 10, 0 );
		foreach ( array( 'set_user_role', 'add_user_role', 'remove_user_role' ) as $change ) {
			add_action( $change, array( Site\ApplicationPasswords::class, 'remember_user' ) );
		}
		add_action( 'admin_init', array( Guard\Busy::class, 'current' ) );
		add_action( 'automatic_updates_complete', array( Layers\Automatic::class, 'remember' ) );
		add_action( 'admin_menu', array( Admin\Screen::class, 'add' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( CULPRIT_FILE ), array( Admin\Screen::class, 'action_links' ) );
		add_filter( 'network_admin_plugin_action_links_' . plugin_basename( CULPRIT_FILE ), array( Admin\Screen::class, 'action_links' ) );

		add_action( 'rest_api_init', array( Rest\Routes::class, 'register' ) );
	}
}
