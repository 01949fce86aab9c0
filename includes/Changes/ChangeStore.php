<?php
/**
 * The stored changes of the live configuration.
 *
 * @package Culprit
 */

namespace Culprit\Changes;

use Culprit\Site\LiveConfiguration;
use Culprit\Tables;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps, for each change, the rows as they were before it and after it.
 *
 * @phpstan-import-type Rows from LiveConfiguration
 * @phpstan-type Result array{id: string, ok: bool, code: string, message: string}
 * @phpstan-type Stored array{id: int, blog: int, user: int, created: int, kind: string, results: list<Result>, rows_before: Rows, rows_after: Rows|null, undone: int|null}
 */
final class ChangeStore {

	private const SHOWN = 20;

	/**
	 * Stores the undo record of a change that is about to be made.
	 *
	 * @param string                     $kind activate, deactivate or switch-theme.
	 * @param array<string, string|null> $rows The rows as they are.
	 * @phpstan-param Rows $rows
	 * @return int Id of the change; 0 when the record could not be stored and read back.
	 */
	public static function begin( string $kind, array $rows ): int {
		global $wpdb;
		$wpdb->insert(
			Tables::name( 'changes' ),
			array(
				'blog'        => get_current_blog_id(),
				'user'        => get_current_user_id(),
				'created'     => time(),
				'kind'        => $kind,
				'results'     => '[]',
				'rows_before' => (string) wp_json_encode( $rows ),
			)
		);
		$id     = (int) $wpdb->insert_id;
		$stored = self::get( $id );
		return null !== $stored && $stored['rows_before'] === $rows ? $id : 0;
	}

	/**
	 * Notes what a change did.
	 *
	 * @param int                        $id      Id of the change.
	 * @param list<array<string, mixed>> $results One per plugin or theme, all of them.
	 * @param array<string, string|null> $rows    The rows as they are now.
	 * @phpstan-param Rows $rows
	 */
	public static function finish( int $id, array $results, array $rows ): void {
		global $wpdb;
		$wpdb->update(
			Tables::name( 'changes' ),
			array(
				'results'    => (string) wp_json_encode( $results ),
				'rows_after' => (string) wp_json_encode( $rows ),
			),
			array( 'id' => $id )
		);
	}

	/**
	 * Notes that a change was undone.
	 *
	 * @param int $id Id of the change.
	 */
	public static function mark_undone( int $id ): void {
		global $wpdb;
		$wpdb->update( Tables::name( 'changes' ), array( 'undone' => time() ), array( 'id' => $id ) );
	}

	/**
	 * Forgets a change that changed nothing.
	 *
	 * @param int $id Id of the change.
	 */
	public static function forget( int $id ): void {
		global $wpdb;
		$wpdb->delete( Tables::name( 'changes' ), array( 'id' => $id ) );
	}

	/**
	 * A change of this site.
	 *
	 * @param int $id Id of the change.
	 * @return array<string, mixed>|null
	 * @phpstan-return Stored|null
	 */
	public static function get( int $id ): ?array {
		global $wpdb;
		/** @var array<string, string|null>|null $row A row of our own table. */
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM %i WHERE id = %d AND blog = %d', Tables::name( 'changes' ), $id, get_current_blog_id() ), ARRAY_A );
		return null === $row ? null : self::unpack( $row );
	}

	/**
	 * The newest changes of this site.
	 *
	 * @param array<string, string|null> $rows The rows as they are now.
	 * @phpstan-param Rows $rows
	 * @return list<array<string, mixed>> As in schemas/change.json.
	 */
	public static function newest( array $rows ): array {
		global $wpdb;
		/** @var list<array<string, string|null>>|null $found Rows of our own table. */
		$found = $wpdb->get_results( $wpdb->prepare( 'SELECT * FROM %i WHERE blog = %d AND rows_after IS NOT NULL ORDER BY id DESC LIMIT %d', Tables::name( 'changes' ), get_current_blog_id(), self::SHOWN ), ARRAY_A );
		return array_map(
			static function ( $row ) use ( $rows ) {
				return self::describe( self::unpack( $row ), $rows );
			},
			$found ?? array()
		);
	}

	/**
	 * A change as the contract shows it.
	 *
	 * @param array<string, mixed>       $change A stored change.
	 * @phpstan-param Stored $change
	 * @param array<string, string|null> $rows   The rows as they are now.
	 * @phpstan-param Rows $rows
	 * @return array<string, mixed> As in schemas/change.json.
	 */
	public static function describe( array $change, array $rows ): array {
		$after = $change['rows_after'] ?? $change['rows_before'];
		return array(
			'id'       => $change['id'],
			'kind'     => $change['kind'],
			'created'  => gmdate( 'Y-m-d\TH:i:s\Z', $change['created'] ),
			'user'     => $change['user'],
			'results'  => $change['results'],
			'before'   => LiveConfiguration::read( $change['rows_before'] ),
			'after'    => LiveConfiguration::read( $after ),
			'undone'   => null === $change['undone'] ? null : gmdate( 'Y-m-d\TH:i:s\Z', $change['undone'] ),
			'can_undo' => null === $change['undone'] && $after === $rows && $change['rows_before'] !== $rows,
		);
	}

	/**
	 * A row of the table with its types.
	 *
	 * @param array<string, string|null> $row As the database gives it.
	 * @return array<string, mixed>
	 * @phpstan-return Stored
	 */
	private static function unpack( array $row ): array {
		/** @var list<Result> $results Written by finish(). */
		$results = json_decode( (string) $row['results'], true );
		/** @var Rows $before Written by begin(). */
		$before = json_decode( (string) $row['rows_before'], true );
		/** @var Rows|null $after Written by finish(). */
		$after = json_decode( (string) $row['rows_after'], true );
		return array(
			'id'          => (int) $row['id'],
			'blog'        => (int) $row['blog'],
			'user'        => (int) $row['user'],
			'created'     => (int) $row['created'],
			'kind'        => (string) $row['kind'],
			'results'     => $results,
			'rows_before' => $before,
			'rows_after'  => $after,
			'undone'      => null === $row['undone'] ? null : (int) $row['undone'],
		);
	}
}
