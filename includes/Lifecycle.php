<?php
/**
 * What happens when the plugin is activated, updated, deactivated and uninstalled.
 *
 * @package Culprit
 */

namespace Culprit;

defined( 'ABSPATH' ) || exit;

/**
 * Sets up and takes down everything that Culprit leaves on a site.
 */
final class Lifecycle {

	/**
	 * On a single site it is among the options that WordPress has read anyway, so that noticing an update costs no query.
	 */
	private const VERSION_OPTION = 'culprit_version';

	/**
	 * Makes the tables and the key, and installs the guard.
	 */
	public static function activate(): void {
		Tables::create();
		Guard\Key::create();
		Guard\Installer::install();
		Site\ApplicationPasswords::remember();
		update_site_option( self::VERSION_OPTION, CULPRIT_VERSION );
	}

	/**
	 * Repeats the set-up when the files are newer than what was set up.
	 *
	 * An update runs no activation hook.
	 */
	public static function upgrade(): void {
		if ( ! Guard\BareCall::is_current() && get_site_option( self::VERSION_OPTION ) !== CULPRIT_VERSION ) {
			self::activate();
		}
	}

	/**
	 * Removes the guard and the key, which ends every pass and probe; the history of changes stays.
	 */
	public static function deactivate(): void {
		Guard\Installer::remove();
		Guard\RecordFolder::remove();
		Guard\Busy::end();
		Guard\Key::delete();
		delete_site_option( self::VERSION_OPTION );
	}

	/**
	 * Removes every trace.
	 */
	public static function uninstall(): void {
		self::deactivate();
		Tables::drop();
		Site\ApplicationPasswords::forget();
	}
}
