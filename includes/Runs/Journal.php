<?php
/**
 * The journals of searches, kept on the server so that a reload or another admin can read them.
 *
 * @package Culprit
 */

namespace Culprit\Runs;

use Culprit\Probes\Records;
use Culprit\Tables;

defined( 'ABSPATH' ) || exit;

/**
 * Creates, reads and appends. What an event says is the engine's business; here it is kept as it came.
 */
final class Journal {

	private const SHOWN = 20;

	/**
	 * Runs older than this are deleted when a new one begins.
	 */
	private const KEPT_SECONDS = 30 * DAY_IN_SECONDS;

	private const EVENT_BYTES = 1048576;

	private const EVENTS = 2000;

	/**
	 * Events after which nothing is added.
	 */
	private const LAST = array( 'diagnosis', 'stopped' );

	/**
	 * Begins a run.
	 *
	 * @param \stdClass $input The question.
	 * @return string|\WP_Error Run id.
	 */
	public static function create( \stdClass $input ) {
		global $wpdb;
		self::sweep();
		$json = (string) wp_json_encode( $input );
		$id   = bin2hex( random_bytes( 16 ) );
		if ( strlen( $json ) > self::EVENT_BYTES ) {
			return self::too_large();
		}
		$stored = $wpdb->insert(
			Tables::name( 'runs' ),
			array(
				'id'      => $id,
				'blog'    => get_current_blog_id(),
				'user'    => get_current_user_id(),
				'created' => time(),
				'input'   => $json,
			)
		);
		return 1 === $stored ? $id : self::not_stored();
	}

	/**
	 * A run of this site with its events.
	 *
	 * @param string $id Run id.
	 * @return array<string, mixed>|null As in schemas/run.json.
	 * @phpstan-return array{id: string, created: string, user: int, input: mixed, sequence: int, ended: bool, events: list<array{type: string, data: mixed}>}|null
	 */
	public static function read( string $id ): ?array {
		global $wpdb;
		/** @var array<string, string>|null $row A row of our own table. */
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM %i WHERE id = %s AND blog = %d', Tables::name( 'runs' ), $id, get_current_blog_id() ), ARRAY_A );
		if ( null === $row ) {
			return null;
		}
		/** @var list<array<string, string>>|null $found Rows of our own table. */
		$found  = $wpdb->get_results( $wpdb->prepare( 'SELECT type, data FROM %i WHERE run = %s ORDER BY sequence', Tables::name( 'run_events' ), $id ), ARRAY_A );
		$events = array_map(
			static function ( $event ) {
				return array(
					'type' => $event['type'],
					'data' => json_decode( $event['data'] ),
				);
			},
			$found ?? array()
		);
		return array(
			'id'       => $id,
			'created'  => gmdate( 'Y-m-d\TH:i:s\Z', (int) $row['created'] ),
			'user'     => (int) $row['user'],
			'input'    => json_decode( $row['input'] ),
			'sequence' => count( $events ),
			'ended'    => '1' === $row['ended'],
			'events'   => $events,
		);
	}

	/**
	 * Adds events, if the journal holds as many as the writer believes.
	 *
	 * @param string          $id       Run id.
	 * @param int             $expected How many there are.
	 * @param list<\stdClass> $events   As in schemas/run-event.json.
	 * @return true|\WP_Error
	 */
	public static function append( string $id, int $expected, array $events ) {
		global $wpdb;
		$run = self::read( $id );
		if ( null === $run ) {
			return new \WP_Error( 'culprit_unknown_run', __( 'There is no such search; it may have been deleted. Start a new one.', 'culprit' ), array( 'status' => 404 ) );
		}
		if ( $run['ended'] || $run['sequence'] !== $expected ) {
			return self::moved_on( $run['sequence'] );
		}
		$last = false;
		foreach ( $events as $offset => $event ) {
			$json = (string) wp_json_encode( (object) $event->data );
			if ( strlen( $json ) > self::EVENT_BYTES || $expected + $offset >= self::EVENTS ) {
				return self::too_large();
			}
			// The primary key decides between two writers.
			$suppressed = $wpdb->suppress_errors( true );
			$stored     = $wpdb->insert(
				Tables::name( 'run_events' ),
				array(
					'run'      => $id,
					'sequence' => $expected + $offset + 1,
					'type'     => $event->type,
					'data'     => $json,
				)
			);
			$wpdb->suppress_errors( $suppressed );
			if ( 1 !== $stored ) {
				$now = self::read( $id );
				return null !== $now && $now['sequence'] > $expected + $offset ? self::moved_on( $now['sequence'] ) : self::not_stored();
			}
			$last = $last || in_array( $event->type, self::LAST, true );
		}
		if ( $last ) {
			$wpdb->update( Tables::name( 'runs' ), array( 'ended' => 1 ), array( 'id' => $id ) );
			Records::delete_run( $id );
		}
		return true;
	}

	/**
	 * The newest runs of this site, without their events.
	 *
	 * @return list<array<string, mixed>> As in schemas/run-summary.json.
	 */
	public static function newest(): array {
		global $wpdb;
		/** @var list<array<string, string>>|null $found Rows of our own table. */
		$found = $wpdb->get_results(
			$wpdb->prepare(
				'SELECT r.id, r.created, r.user, r.ended, COUNT(e.run) AS events FROM %i r LEFT JOIN %i e ON e.run = r.id WHERE r.blog = %d GROUP BY r.id, r.created, r.user, r.ended ORDER BY r.created DESC LIMIT %d',
				Tables::name( 'runs' ),
				Tables::name( 'run_events' ),
				get_current_blog_id(),
				self::SHOWN
			),
			ARRAY_A
		);
		return array_map(
			static function ( $row ) {
				return array(
					'id'       => $row['id'],
					'created'  => gmdate( 'Y-m-d\TH:i:s\Z', (int) $row['created'] ),
					'user'     => (int) $row['user'],
					'sequence' => (int) $row['events'],
					'ended'    => '1' === $row['ended'],
				);
			},
			$found ?? array()
		);
	}

	/**
	 * Deletes old runs.
	 */
	private static function sweep(): void {
		global $wpdb;
		$old = $wpdb->get_col( $wpdb->prepare( 'SELECT id FROM %i WHERE created < %d', Tables::name( 'runs' ), time() - self::KEPT_SECONDS ) );
		foreach ( $old as $id ) {
			Records::delete_run( (string) $id );
			$wpdb->delete( Tables::name( 'run_events' ), array( 'run' => $id ) );
			$wpdb->delete( Tables::name( 'runs' ), array( 'id' => $id ) );
		}
	}

	/**
	 * The error for a journal that somebody else has written to.
	 *
	 * @param int $sequence How many events it holds.
	 * @return \WP_Error
	 */
	private static function moved_on( int $sequence ): \WP_Error {
		return new \WP_Error(
			'culprit_run_moved_on',
			__( 'This search went on somewhere else, in another tab or with another admin, or has ended. Reload to see where it stands.', 'culprit' ),
			array(
				'status'   => 409,
				'sequence' => $sequence,
			)
		);
	}

	/**
	 * The error for an event that does not fit.
	 *
	 * @return \WP_Error
	 */
	private static function too_large(): \WP_Error {
		return new \WP_Error( 'culprit_run_too_large', __( 'This search has grown too large to be kept. Start a new one.', 'culprit' ), array( 'status' => 413 ) );
	}

	/**
	 * The error for a database that took nothing.
	 *
	 * @return \WP_Error
	 */
	private static function not_stored(): \WP_Error {
		return new \WP_Error( 'culprit_run_not_stored', __( 'The database did not take the journal of this search. It may be full or read-only: ask your host.', 'culprit' ), array( 'status' => 500 ) );
	}
}
