<?php
/**
 * Who may use an application password, in the judgement of the site with all its plugins.
 *
 * @package Culprit
 */

namespace Culprit\Site;

use Culprit\Guard\BareCall;

defined( 'ABSPATH' ) || exit;

/**
 * Remembers the admins whose application passwords the site accepts.
 *
 * A bare call loads no plugin, so one that takes a capability or application passwords away could not speak; its word is
 * kept from the last time the site was alive.
 */
final class ApplicationPasswords {

	private const OPTION = 'culprit_application_passwords';

	/**
	 * Asks the site and stores what it says. Does nothing in a bare call, where the plugins are silent.
	 */
	public static function remember(): void {
		if ( BareCall::is_current() ) {
			return;
		}
		$users = array();
		// Not wp_is_application_passwords_available(): whether this very request came by https says nothing of the call to come,
		// for which WordPress asks again.
		if ( apply_filters( 'wp_is_application_passwords_available', true ) ) { // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter.
			/** @var list<\WP_User> $holders Whole users by default. */
			$holders = get_users(
				array(
					'blog_id'  => 0,
					'meta_key' => '_application_passwords', // phpcs:ignore WordPress.DB.SlowDBQuery -- Few have one, and this runs when something changed.
				)
			);
			foreach ( $holders as $holder ) {
				$allowed = apply_filters( 'wp_is_application_passwords_available_for_user', true, $holder ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter.
				if ( $allowed && user_can( $holder, 'activate_plugins' ) ) {
					$users[] = $holder->ID;
				}
			}
		}
		update_option(
			self::OPTION,
			array(
				'users' => $users,
				'asked' => self::asked(),
			)
		);
	}

	/**
	 * Asks again when the role of somebody who has one changed.
	 *
	 * @param mixed $user User id, as WordPress tells the hook.
	 */
	public static function remember_user( $user ): void {
		if ( is_int( $user ) && metadata_exists( 'user', $user, '_application_passwords' ) ) {
			self::remember();
		}
	}

	/**
	 * Asks again when plugins came or went since. Strangers, who reach admin_init too, cannot make it ask.
	 */
	public static function refresh(): void {
		if ( ! wp_doing_ajax() && current_user_can( 'activate_plugins' ) && self::asked() !== ( self::remembered()['asked'] ?? null ) ) {
			self::remember();
		}
	}

	/**
	 * Forgets it.
	 */
	public static function forget(): void {
		delete_option( self::OPTION );
		$blogs = is_multisite() ? get_sites(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		) : array();
		foreach ( $blogs as $blog ) {
			delete_blog_option( $blog, self::OPTION );
		}
	}

	/**
	 * Whether the site, when it last was alive, let this user in by application password.
	 *
	 * @param int $user User id.
	 * @return bool
	 */
	public static function admit( int $user ): bool {
		$users = self::remembered()['users'] ?? array();
		return is_array( $users ) && in_array( $user, $users, true );
	}

	/**
	 * What is stored.
	 *
	 * @return array<mixed>
	 */
	private static function remembered(): array {
		$stored = get_option( self::OPTION );
		return is_array( $stored ) ? $stored : array();
	}

	/**
	 * What the answer depends on: the plugins that could speak.
	 *
	 * @return string
	 */
	private static function asked(): string {
		// As stored: a plugin may filter the list by page.
		return md5( (string) wp_json_encode( array( wp_load_alloptions()['active_plugins'] ?? '', get_site_option( 'active_sitewide_plugins' ) ) ) );
	}
}
