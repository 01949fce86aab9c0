<?php
/**
 * Starts a check of the watch that is due, also on a site whose every page dies: there cron never runs.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

use Culprit\Watch\Run;

defined( 'ABSPATH' ) || exit;

/**
 * One row of the options, loaded with all others, that exists only while the watch is on: when the next check is due.
 *
 * Whose visit comes when it is due sends one request that nobody waits for; that one loads no plugin but those that the
 * admin keeps on for mailing, checks, and ends.
 */
final class WatchStart {

	public const OPTION = 'culprit_watch';

	public const HEADER = 'X-Culprit-Watch';

	/**
	 * Starts a check if one is due.
	 *
	 * @param mixed $stored The row as WordPress has it in memory.
	 */
	public static function run( $stored ): void {
		// Unix time, and what no two checks have in common.
		if ( ! is_string( $stored ) || ! self::is_row( $stored ) || (int) $stored > time() ) {
			return;
		}
		$due = Run::claim( $stored );
		if ( null === $due ) {
			return;
		}
		// The request goes out as soon as it is written; its answer is nobody's business here.
		wp_remote_post(
			site_url( '/index.php' ),
			array(
				'blocking'    => false,
				'timeout'     => 1.0,
				'redirection' => 0,
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify'   => (bool) apply_filters( 'https_local_ssl_verify', false, site_url( '/index.php' ) ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter for its own loopback requests.
				'headers'     => array( self::HEADER => self::token( $due ) ),
			)
		);
	}

	/**
	 * Makes this request a check, when it is one that this site started.
	 *
	 * @param mixed $token The header.
	 * @return bool Whether it is one.
	 */
	public static function enter( $token ): bool {
		unset( $_SERVER['HTTP_X_CULPRIT_WATCH'] );
		$parts = explode( '.', is_string( $token ) ? $token : '', 2 );
		$due   = $parts[0];
		if ( ! self::is_row( $due ) || ! Key::verify( 'watch|' . $due, $parts[1] ?? '' ) || ! Run::begin( $due ) ) {
			return false;
		}
		BareCall::strip( Run::keep() );
		add_action(
			'wp_loaded',
			static function () {
				Run::check();
				exit;
			},
			PHP_INT_MIN
		);
		return true;
	}

	/**
	 * Whether a text is such a row.
	 *
	 * @param string $row The row.
	 * @return bool
	 */
	private static function is_row( string $row ): bool {
		return 1 === preg_match( '/^\d{1,12}-[0-9a-f]{16}\z/', $row );
	}

	/**
	 * What the started request carries: good for one check.
	 *
	 * @param string $due The row as the claim left it.
	 * @return string
	 */
	public static function token( string $due ): string {
		return $due . '.' . Key::sign( 'watch|' . $due );
	}
}
