<?php
/**
 * What the site, with all its plugins, says about application passwords.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Remembers whether application passwords are switched off.
 *
 * A bare call loads no plugin, so the plugin that switched them off could not speak; its word is kept from the last
 * time the site was alive.
 */
final class ApplicationPasswords {

	private const OPTION = 'culprit_application_passwords';

	/**
	 * Stores what WordPress says now. Only to be called when all plugins are loaded.
	 */
	public static function remember(): void {
		update_site_option( self::OPTION, wp_is_application_passwords_available() ? 'on' : 'off' );
	}

	/**
	 * Forgets it.
	 */
	public static function forget(): void {
		delete_site_option( self::OPTION );
	}

	/**
	 * Whether they were switched off when the site last was alive.
	 *
	 * @return bool
	 */
	public static function are_off(): bool {
		return 'off' === get_site_option( self::OPTION );
	}
}
