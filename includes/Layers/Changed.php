<?php
/**
 * What changed since a page was last healthy.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Compares the site with what it was made of then; where that is not known, looks at the times of files.
 *
 * @phpstan-import-type Item from Inventory
 * @phpstan-import-type Stock from Inventory
 * @phpstan-type Change array{what: string, id: string, name: string, kind: string, from: string|null, to: string|null, at: int|null, automatic: bool|null}
 */
final class Changed {

	/**
	 * How far back files are looked at where nothing is known of the page.
	 */
	private const RECENT = 14 * DAY_IN_SECONDS;

	/**
	 * What changed.
	 *
	 * @param string $page Path.
	 * @return array{healthy_at: int|null, changes: list<array<string, mixed>>} As in schemas/changed.json.
	 */
	public static function since_healthy( string $page ): array {
		$kept    = Snapshot::of( $page );
		$changes = null === $kept ? self::recent_files( Inventory::take(), time() - self::RECENT ) : self::between( $kept['stock'], Inventory::take(), $kept['at'] );
		usort( $changes, static fn( $a, $b ) => ( $b['at'] ?? 0 ) <=> ( $a['at'] ?? 0 ) );
		return array(
			'healthy_at' => $kept['at'] ?? null,
			'changes'    => $changes,
		);
	}

	/**
	 * What differs between two stocks.
	 *
	 * @param array<string, array<string, array<string, mixed>>> $before The earlier one.
	 * @param array<string, array<string, array<string, mixed>>> $after  The later one.
	 * @param int                                                $since  When the earlier one was taken.
	 * @phpstan-param Stock $before
	 * @phpstan-param Stock $after
	 * @return list<array<string, mixed>>
	 * @phpstan-return list<Change>
	 */
	private static function between( array $before, array $after, int $since ): array {
		$changes = array();
		foreach ( $after as $what => $items ) {
			foreach ( $items as $id => $item ) {
				$was = $before[ $what ][ $id ] ?? null;
				if ( null === $was ) {
					$changes[] = self::change( $what, $id, $item['name'], 'added', null, $item['version'], self::later( $item['time'], $since ) );
				} else {
					$changes = array_merge( $changes, self::of_item( $what, $id, $was, $item, $since ) );
				}
			}
		}
		foreach ( $before as $what => $items ) {
			foreach ( array_diff_key( $items, $after[ $what ] ?? array() ) as $id => $item ) {
				$changes[] = self::change( $what, (string) $id, $item['name'], 'removed', $item['version'], null, null );
			}
		}
		return $changes;
	}

	/**
	 * What changed about something that was there before and is there now.
	 *
	 * @param string               $what  As in schemas/changed.json.
	 * @param string               $id    Its id.
	 * @param array<string, mixed> $was   Before.
	 * @param array<string, mixed> $is    Now.
	 * @param int                  $since When it was as before.
	 * @phpstan-param Item $was
	 * @phpstan-param Item $is
	 * @return list<array<string, mixed>>
	 * @phpstan-return list<Change>
	 */
	private static function of_item( string $what, string $id, array $was, array $is, int $since ): array {
		$changes = array();
		$time    = self::later( $is['time'], $since );
		if ( $was['version'] !== $is['version'] ) {
			$automatic = Automatic::at( $what, $id, (string) $is['version'] );
			$changes[] = self::change( $what, $id, $is['name'], 'updated', $was['version'], $is['version'], $automatic ?? $time, null === $automatic ? null : true );
		} elseif ( null !== $was['time'] && null !== $is['time'] && $was['time'] !== $is['time'] ) {
			$changes[] = self::change( $what, $id, $is['name'], 'files', $was['version'], $is['version'], $time );
		}
		if ( $was['active'] !== $is['active'] ) {
			$changes[] = self::change( $what, $id, $is['name'], true === $is['active'] ? 'activated' : 'deactivated', null, null, true === $is['active'] ? null : self::deactivated( $id, $since ) );
		}
		return $changes;
	}

	/**
	 * What has newer files than a time.
	 *
	 * @param array<string, array<string, array<string, mixed>>> $stock The stock.
	 * @param int                                                $since Unix time.
	 * @phpstan-param Stock $stock
	 * @return list<array<string, mixed>>
	 * @phpstan-return list<Change>
	 */
	private static function recent_files( array $stock, int $since ): array {
		$changes = array();
		foreach ( $stock as $what => $items ) {
			foreach ( $items as $id => $item ) {
				if ( null !== $item['time'] && $item['time'] >= $since ) {
					$changes[] = self::change( $what, (string) $id, $item['name'], 'files', null, $item['version'], $item['time'], null === $item['version'] || null === Automatic::at( $what, (string) $id, $item['version'] ) ? null : true );
				}
			}
		}
		return $changes;
	}

	/**
	 * A file's time, if it can be that of the change: archives may carry old ones.
	 *
	 * @param int|null $time  Unix time.
	 * @param int      $since When the page was healthy.
	 * @return int|null
	 */
	private static function later( ?int $time, int $since ): ?int {
		return null !== $time && $time >= $since && $time <= time() ? $time : null;
	}

	/**
	 * When a plugin was deactivated: WordPress keeps that for a week.
	 *
	 * @param string $id    Plugin file.
	 * @param int    $since When the page was healthy.
	 * @return int|null
	 */
	private static function deactivated( string $id, int $since ): ?int {
		$recent = (array) get_option( 'recently_activated' ) + (array) get_site_option( 'recently_activated' );
		return isset( $recent[ $id ] ) && is_int( $recent[ $id ] ) ? self::later( $recent[ $id ], $since ) : null;
	}

	/**
	 * One change.
	 *
	 * @param string      $what      As in schemas/changed.json.
	 * @param string      $id        Its id.
	 * @param string      $name      For a person.
	 * @param string      $kind      As in schemas/changed.json.
	 * @param string|null $from      Version or value before.
	 * @param string|null $to        Version or value now.
	 * @param int|null    $at        Unix time.
	 * @param bool|null   $automatic Whether WordPress did it by itself.
	 * @return array<string, mixed>
	 * @phpstan-return Change
	 */
	private static function change( string $what, string $id, string $name, string $kind, ?string $from, ?string $to, ?int $at, ?bool $automatic = null ): array {
		return compact( 'what', 'id', 'name', 'kind', 'from', 'to', 'at', 'automatic' );
	}
}
