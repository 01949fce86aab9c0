<?php
/**
 * What the watch is told and what it saw.
 *
 * @package Culprit
 */

namespace Culprit\Watch;

use Culprit\Guard\WatchStart;

defined( 'ABSPATH' ) || exit;

/**
 * Two rows: settings and history, not loaded with other options, and when the next check is due, only while it is on.
 *
 * @phpstan-type Entry array{at: int, outcome: string, status: int|null, milliseconds: float, sentence: string}
 * @phpstan-type Log array{on: bool, minutes: int, mail: bool, to: string, keep: list<string>, word: string|null, pending: bool, since: int|null, mailed: int, ran: string, history: list<Entry>}
 */
final class Store {

	private const OPTION = 'culprit_watch_log';

	private const MOST = 300;

	private const EMPTY = array(
		'on'      => false,
		'minutes' => 15,
		'mail'    => true,
		'to'      => '',
		'keep'    => array(),
		'word'    => null,
		'pending' => false,
		'since'   => null,
		'mailed'  => 0,
		'ran'     => '',
		'history' => array(),
	);

	/**
	 * All of it.
	 *
	 * @return array<string, mixed>
	 * @phpstan-return Log
	 */
	public static function read(): array {
		$stored = get_option( self::OPTION );
		/** @var Log $log Written by write() only. */
		$log = array_merge( self::EMPTY, is_array( $stored ) ? array_intersect_key( $stored, self::EMPTY ) : array() );
		return $log;
	}

	/**
	 * Stores it.
	 *
	 * @param array<string, mixed> $log All of it.
	 * @phpstan-param Log $log
	 */
	public static function write( array $log ): void {
		$log['history'] = array_slice( $log['history'], 0, self::MOST );
		update_option( self::OPTION, $log, false );
	}

	/**
	 * Sets when the next check is due, or that there is none.
	 *
	 * @param int|null $due Unix time, or null.
	 */
	public static function schedule( ?int $due ): void {
		if ( null === $due ) {
			delete_option( WatchStart::OPTION );
		} else {
			update_option( WatchStart::OPTION, self::row( $due ), true );
		}
	}

	/**
	 * When the next check is due.
	 *
	 * @return int|null
	 */
	public static function due(): ?int {
		$row = self::stored();
		return '' === $row ? null : (int) $row;
	}

	/**
	 * The row as stored, or ''.
	 *
	 * @return string
	 */
	public static function stored(): string {
		$row = get_option( WatchStart::OPTION );
		return is_string( $row ) ? $row : '';
	}

	/**
	 * A row that no other check has.
	 *
	 * @param int $due Unix time.
	 * @return string
	 */
	public static function row( int $due ): string {
		return $due . '-' . bin2hex( random_bytes( 8 ) );
	}

	/**
	 * Removes everything.
	 */
	public static function remove(): void {
		self::schedule( null );
		delete_option( self::OPTION );
	}

	/**
	 * The watch as it is.
	 *
	 * @return array<string, mixed> As in schemas/watch.json.
	 */
	public static function describe(): array {
		$log = self::read();
		return array(
			'on'      => $log['on'],
			'minutes' => $log['minutes'],
			'mail'    => $log['mail'],
			'to'      => self::address( $log ),
			'keep'    => $log['keep'],
			'next'    => $log['on'] ? self::due() : null,
			'word'    => $log['word'],
			'since'   => $log['since'],
			'history' => $log['history'],
		);
	}

	/**
	 * Where mails go.
	 *
	 * @param array<string, mixed> $log All of it.
	 * @phpstan-param Log $log
	 * @return string
	 */
	public static function address( array $log ): string {
		$admin = get_option( 'admin_email' );
		return '' === $log['to'] && is_string( $admin ) ? $admin : $log['to'];
	}
}
