<?php
/**
 * What the site is made of.
 *
 * @package Culprit
 */

namespace Culprit\Site;

use Culprit\Guard\RecordFolder;

defined( 'ABSPATH' ) || exit;

/**
 * Describes versions, addresses and what runs besides plugins.
 */
final class Environment {

	/**
	 * The environment.
	 *
	 * @return array<string, mixed> As in schemas/environment.json.
	 */
	public static function describe(): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		return array(
			'wordpress'               => get_bloginfo( 'version' ),
			'php'                     => PHP_VERSION,
			'server'                  => isset( $_SERVER['SERVER_SOFTWARE'] ) && is_string( $_SERVER['SERVER_SOFTWARE'] ) ? sanitize_text_field( wp_unslash( $_SERVER['SERVER_SOFTWARE'] ) ) : '',
			'multisite'               => is_multisite(),
			'home'                    => home_url( '/' ),
			'site'                    => site_url( '/' ),
			'persistent_object_cache' => (bool) wp_using_ext_object_cache(),
			'application_passwords'   => wp_is_application_passwords_available(),
			'drop_ins'                => array_map( 'strval', array_keys( get_dropins() ) ),
			'must_use'                => array_map( 'basename', array_values( wp_get_mu_plugins() ) ),
			'record_folder'           => '' !== RecordFolder::ensure(),
		);
	}
}
