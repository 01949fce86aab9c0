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
		if ( defined( 'CULPRIT_PROBED' ) ) {
			return;
		}
		Tables::create();
		Guard\Key::create();
		Guard\Installer::install();
		Site\ApplicationPasswords::remember();
		update_site_option( self::VERSION_OPTION, CULPRIT_VERSION );
	}

	/**
	 * Repeats the set-up when the files are newer than what was set up, and the guard's file when it is not the one that runs.
	 *
	 * An update runs no activation hook. Only for an admin: visitors, too, reach admin_init, by admin-ajax.php and admin-post.php.
	 */
	public static function upgrade(): void {
		$is_new = get_site_option( self::VERSION_OPTION ) !== CULPRIT_VERSION;
		if ( ! $is_new && ! defined( 'CULPRIT_GUARD_VERSION' ) ) {
			return;
		}
		if ( ! Guard\BareCall::is_current() && ! current_user_can( 'activate_plugins' ) ) {
			return;
		}
		if ( $is_new ) {
			self::activate();
		} elseif ( defined( 'CULPRIT_GUARD_VERSION' ) && constant( 'CULPRIT_GUARD_VERSION' ) !== CULPRIT_VERSION ) {
			Guard\Installer::install();
		}
	}

	/**
	 * Removes the guard and the key, which ends every pass and probe; the history of changes stays.
	 *
	 * Does nothing on a network while the plugin is still active elsewhere: all its sites have one guard and one key. Nor in a
	 * probe, where whoever deactivates it does not get it off the list either.
	 *
	 * @param mixed $network_wide Whether it is deactivated for the whole network, as WordPress tells the hook.
	 */
	public static function deactivate( $network_wide = false ): void {
		if ( defined( 'CULPRIT_PROBED' ) ) {
			return;
		}
		if ( ! is_multisite() || ! self::is_active_elsewhere( true === $network_wide ) ) {
			self::take_down();
		}
	}

	/**
	 * Removes every trace. Not in a probe.
	 */
	public static function uninstall(): void {
		if ( defined( 'CULPRIT_PROBED' ) ) {
			return;
		}
		self::take_down();
		Tables::drop();
		Site\ApplicationPasswords::forget();
	}

	/**
	 * Removes all but the tables and the ids of those who may use application passwords.
	 */
	private static function take_down(): void {
		foreach ( self::sites() as $site ) {
			if ( is_multisite() ) {
				switch_to_blog( $site );
			}
			// As long as there is a key: what is armed is signed with it.
			Changes\Renames::put_back_all();
			if ( is_multisite() ) {
				restore_current_blog();
			}
		}
		// First of all else: a guard that cannot be removed is none without its key.
		Guard\Key::delete();
		foreach ( self::networks() as $network ) {
			delete_network_option( $network, self::VERSION_OPTION );
		}
		Guard\Installer::remove();
		Emergency\StandAlone::remove();
		Guard\RecordFolder::remove();
		foreach ( self::sites() as $site ) {
			if ( is_multisite() ) {
				switch_to_blog( $site );
			}
			Guard\Busy::end();
			Watch\Store::remove();
			Layers\Snapshot::forget();
			Layers\Automatic::forget();
			if ( is_multisite() ) {
				restore_current_blog();
			}
		}
	}

	/**
	 * Whether the plugin goes on somewhere on the network. WordPress asks before it saves the lists.
	 *
	 * A site may have it in a list of its own: from the time before it became a network, or put there by hand.
	 *
	 * @param bool $network_wide Whether the network's list is the one that loses it; else it is this site's.
	 * @return bool
	 */
	private static function is_active_elsewhere( bool $network_wide ): bool {
		$plugin = plugin_basename( CULPRIT_FILE );
		foreach ( self::networks() as $network ) {
			$is_this = get_current_network_id() === $network && $network_wide;
			if ( ! $is_this && isset( ( (array) get_network_option( $network, 'active_sitewide_plugins' ) )[ $plugin ] ) ) {
				return true;
			}
		}
		foreach ( self::sites() as $site ) {
			$is_this = get_current_blog_id() === $site && ! $network_wide;
			if ( ! $is_this && in_array( $plugin, (array) get_blog_option( $site, 'active_plugins' ), true ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * All networks, which have one guard and one key; without any, the one.
	 *
	 * @return list<int> Ids.
	 */
	private static function networks(): array {
		/** @var list<int> $networks Ids, as asked for. */
		$networks = is_multisite() ? get_networks(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		) : array( get_current_network_id() );
		return $networks;
	}

	/**
	 * All sites of all networks; without a network, the one.
	 *
	 * @return list<int> Ids.
	 */
	private static function sites(): array {
		/** @var list<int> $sites Ids, as asked for. */
		$sites = is_multisite() ? get_sites(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		) : array( get_current_blog_id() );
		return $sites;
	}
}
