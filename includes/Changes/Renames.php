<?php
/**
 * Drop-ins and must-use plugins taken away for a time, or until somebody puts them back.
 *
 * @package Culprit
 */

namespace Culprit\Changes;

use Culprit\Guard\TimedUndo;

defined( 'ABSPATH' ) || exit;

/**
 * Renames a file, armed so that it comes back by itself.
 *
 * @phpstan-import-type Rename from TimedUndo
 */
final class Renames {

	/**
	 * What an admin decided to keep away; not loaded with the other options.
	 */
	private const KEPT = 'culprit_renamed';

	/**
	 * Seconds for the question whether the guard outlives the rename.
	 */
	private const PATIENCE = 15.0;

	/**
	 * Takes a file away for a time.
	 *
	 * @param string $file    As TimedUndo::place() takes it.
	 * @param int    $seconds For how long.
	 * @return true|\WP_Error
	 */
	public static function take_away( string $file, int $seconds ) {
		$path = TimedUndo::place( $file );
		if ( ! wp_is_file_mod_allowed( 'culprit_rename' ) ) {
			return self::problem( 'culprit_no_file_mods', __( 'This site forbids changes to its files (DISALLOW_FILE_MODS), so nothing was renamed. Take that line out of wp-config.php for the time.', 'culprit' ), 403 );
		}
		if ( null === $path || ! is_file( $path ) || is_link( $path ) ) {
			return self::problem( 'culprit_unknown_file', __( 'There is no such drop-in or must-use plugin. Reload the page to see which there are.', 'culprit' ), 404 );
		}
		if ( file_exists( $path . TimedUndo::AWAY ) ) {
			return self::problem( 'culprit_name_taken', __( 'A copy of this file that was taken away earlier is still there. Put it back or delete it first.', 'culprit' ), 409 );
		}
		$rename = array(
			'id'    => bin2hex( random_bytes( 16 ) ),
			'file'  => $file,
			'user'  => get_current_user_id(),
			'at'    => time(),
			'until' => time() + $seconds,
		);
		if ( ! TimedUndo::arm( $rename ) ) {
			return self::problem( 'culprit_not_armed', __( 'It could not be stored that this file comes back by itself, so it was left alone. Try again.', 'culprit' ), 500 );
		}
		$watched = self::is_watched();
		if ( ! TimedUndo::move( $path, $path . TimedUndo::AWAY ) ) {
			TimedUndo::disarm( $rename['id'] );
			return self::problem( 'culprit_not_renamed', __( 'PHP may not rename this file. Rename it in the host’s file manager.', 'culprit' ), 500 );
		}
		// Where the guard answered before and does not any more, nobody would put the file back.
		if ( $watched && ! self::is_watched() ) {
			TimedUndo::put_back( $rename['id'] );
			return self::problem( 'culprit_guard_gone', __( 'Without this file WordPress does not start at all, so it was put back at once. It is needed here.', 'culprit' ), 409 );
		}
		return true;
	}

	/**
	 * Puts a file back now, armed or kept away.
	 *
	 * @param string $id Its id.
	 * @return true|\WP_Error
	 */
	public static function put_back( string $id ) {
		$kept = self::kept();
		foreach ( $kept as $index => $rename ) {
			if ( $rename['id'] === $id ) {
				if ( ! TimedUndo::restore( $rename['file'] ) ) {
					return self::conflict();
				}
				unset( $kept[ $index ] );
				self::keep_list( array_values( $kept ) );
				return true;
			}
		}
		if ( ! in_array( $id, array_column( TimedUndo::armed(), 'id' ), true ) ) {
			return self::problem( 'culprit_unknown_rename', __( 'This file is back already. Reload the page.', 'culprit' ), 404 );
		}
		return TimedUndo::put_back( $id ) ? true : self::conflict();
	}

	/**
	 * Keeps a file away until somebody puts it back.
	 *
	 * @param string $id Its id.
	 * @return true|\WP_Error
	 */
	public static function keep( string $id ) {
		foreach ( TimedUndo::armed() as $rename ) {
			if ( $rename['id'] === $id ) {
				// Listed first: a file that is away and on no list would be forgotten.
				self::keep_list( array_merge( self::kept(), array( $rename ) ) );
				TimedUndo::disarm( $id );
				return true;
			}
		}
		return self::problem( 'culprit_unknown_rename', __( 'The time is over, and the file is back. Take it away again.', 'culprit' ), 404 );
	}

	/**
	 * All files that are away.
	 *
	 * @return list<array{id: string, file: string, user: int, at: int, until: int|null}> As in schemas/rename.json.
	 */
	public static function all(): array {
		$armed = TimedUndo::armed();
		$kept  = array();
		foreach ( self::kept() as $rename ) {
			if ( ! in_array( $rename['id'], array_column( $armed, 'id' ), true ) ) {
				$kept[] = array( 'until' => null ) + $rename;
			}
		}
		return array_merge( $armed, $kept );
	}

	/**
	 * Puts everything back: Culprit leaves this site.
	 */
	public static function put_back_all(): void {
		foreach ( self::all() as $rename ) {
			TimedUndo::restore( $rename['file'] );
			TimedUndo::disarm( $rename['id'] );
		}
		delete_option( self::KEPT );
	}

	/**
	 * Whether an ordinary request still gets as far as the guard.
	 *
	 * @return bool
	 */
	private static function is_watched(): bool {
		$answer = wp_remote_get(
			add_query_arg( 'culprit', bin2hex( random_bytes( 4 ) ), home_url( '/' ) ),
			array(
				'timeout'     => self::PATIENCE,
				'redirection' => 0,
				'cookies'     => array(),
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify'   => (bool) apply_filters( 'https_local_ssl_verify', false, home_url( '/' ) ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Core's own filter for its own loopback requests.
			)
		);
		$sign = wp_remote_retrieve_header( $answer, 'x-culprit-armed' );
		return is_string( $sign ) && '' !== $sign && hash_equals( TimedUndo::sign_of_life( TimedUndo::armed() ), $sign );
	}

	/**
	 * What an admin decided to keep away.
	 *
	 * @return list<Rename>
	 */
	private static function kept(): array {
		$stored = get_option( self::KEPT );
		/** @var list<Rename> $kept Written by keep_list(); restore() takes only names that place() knows. */
		$kept = is_array( $stored ) ? array_values( array_filter( $stored, static fn( $one ) => is_array( $one ) && isset( $one['id'], $one['file'] ) && is_string( $one['id'] ) && is_string( $one['file'] ) ) ) : array();
		return $kept;
	}

	/**
	 * Stores that list.
	 *
	 * @param list<Rename> $kept The list.
	 */
	private static function keep_list( array $kept ): void {
		if ( array() === $kept ) {
			delete_option( self::KEPT );
		} else {
			update_option( self::KEPT, $kept, false );
		}
	}

	/**
	 * A file that cannot go back.
	 *
	 * @return \WP_Error
	 */
	private static function conflict(): \WP_Error {
		return self::problem( 'culprit_name_taken', __( 'It could not be put back: another file has its name now, or PHP may not rename it. Compare both in the host’s file manager; the one that was taken away ends in .culprit-off.', 'culprit' ), 409 );
	}

	/**
	 * A refusal.
	 *
	 * @param string $code    Stable for scripts.
	 * @param string $message What happened and what to do.
	 * @param int    $status  HTTP status.
	 * @return \WP_Error
	 */
	private static function problem( string $code, string $message, int $status ): \WP_Error {
		return new \WP_Error( $code, $message, array( 'status' => $status ) );
	}
}
