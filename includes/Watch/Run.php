<?php
/**
 * A check of the watch: started once, noted, and mailed when the word changes.
 *
 * @package Culprit
 */

namespace Culprit\Watch;

use Culprit\Guard\WatchStart;

defined( 'ABSPATH' ) || exit;

/**
 * From the claim to the mail.
 */
final class Run {

	/**
	 * At most one mail in so many seconds.
	 */
	private const QUIET = HOUR_IN_SECONDS;

	/**
	 * Seconds until a page that failed is looked at again.
	 */
	private const SOON = MINUTE_IN_SECONDS;

	/**
	 * Takes the check that is due, so that only one visit starts it.
	 *
	 * @param string $was The row as it was when it was due.
	 * @return string|null The row as it is now, or null where somebody else was faster.
	 */
	public static function claim( string $was ): ?string {
		global $wpdb;
		$due  = Store::row( time() + Store::read()['minutes'] * MINUTE_IN_SECONDS );
		$mine = 1 === $wpdb->update(
			$wpdb->options,
			array( 'option_value' => $due ),
			array(
				'option_name'  => WatchStart::OPTION,
				'option_value' => $was,
			)
		);
		wp_cache_delete( 'alloptions', 'options' );
		wp_cache_delete( WatchStart::OPTION, 'options' );
		return $mine ? $due : null;
	}

	/**
	 * Whether this check may run: it was claimed and did not run yet.
	 *
	 * @param string $due The row as the claim left it.
	 * @return bool
	 */
	public static function begin( string $due ): bool {
		$log = Store::read();
		if ( ! $log['on'] || Store::stored() !== $due || $log['ran'] === $due ) {
			return false;
		}
		$log['ran'] = $due;
		Store::write( $log );
		return true;
	}

	/**
	 * Plugins that stay on in a check, so that a mail gets out.
	 *
	 * @return list<string> Plugin files, Culprit among them.
	 */
	public static function keep(): array {
		return array_values( array_unique( array_merge( array( CULPRIT_GUARD_PLUGIN ), array_filter( Store::read()['keep'], static fn( $plugin ) => 0 === validate_file( $plugin ) ) ) ) );
	}

	/**
	 * Looks at the front page, notes it, and mails when the word changed.
	 */
	public static function check(): void {
		ignore_user_abort( true );
		$entry = Check::look();
		$log   = Store::read();
		if ( ! $log['on'] ) {
			return;
		}
		$before = $log['word'];
		if ( 'failing' === $entry['outcome'] && 'failing' !== $before && ! $log['pending'] ) {
			// Looked at once more before anybody is told: what passes at once is no news.
			$log['pending'] = true;
			array_unshift( $log['history'], $entry );
			Store::write( $log );
			Store::schedule( time() + self::SOON );
			return;
		}
		$log['pending'] = false;
		if ( 'unresolved' !== $entry['outcome'] && $entry['outcome'] !== $before ) {
			$log['word']  = $entry['outcome'];
			$log['since'] = $entry['at'];
			// The first good word is no news.
			if ( $log['mail'] && ! ( null === $before && 'healthy' === $entry['outcome'] ) && $log['mailed'] <= time() - self::QUIET ) {
				$sent              = Mail::send( Store::address( $log ), $entry, $log['minutes'] );
				$log['mailed']     = $sent ? time() : $log['mailed'];
				$entry['sentence'] = $entry['sentence'] . ' ' . ( $sent ? __( 'A mail was sent.', 'culprit' ) : __( 'A mail could not be sent: see whether WordPress can mail at all, and which plugin it needs for that.', 'culprit' ) );
			}
		}
		array_unshift( $log['history'], $entry );
		Store::write( $log );
	}
}
