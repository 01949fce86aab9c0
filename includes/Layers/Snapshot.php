<?php
/**
 * What the site was made of when a page was last seen healthy.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps it in one row a site, which is not read on ordinary requests.
 *
 * @phpstan-import-type Stock from Inventory
 * @phpstan-type Kept array{pages: array<string, int>, stock: Stock}
 */
final class Snapshot {

	private const OPTION = 'culprit_healthy';

	/**
	 * Pages that are remembered; the one that was healthy longest ago is forgotten first.
	 */
	private const PAGES = 5;

	/**
	 * Within this many seconds nothing is written again while nothing changed.
	 */
	private const RENEWED = 300;

	/**
	 * Notes that a page is healthy as the site is now.
	 *
	 * @param string $page Path.
	 * @return int Unix time of the note.
	 */
	public static function note( string $page ): int {
		$now   = time();
		$all   = self::all();
		$stock = Inventory::take();
		foreach ( $all as $index => $kept ) {
			// JSON, because that is how it is kept.
			if ( isset( $kept['pages'][ $page ] ) && $now - $kept['pages'][ $page ] < self::RENEWED && wp_json_encode( $kept['stock'] ) === wp_json_encode( $stock ) ) {
				return $kept['pages'][ $page ];
			}
			unset( $all[ $index ]['pages'][ $page ] );
		}
		if ( isset( $all[0] ) && wp_json_encode( $all[0]['stock'] ) === wp_json_encode( $stock ) ) {
			$all[0]['pages'][ $page ] = $now;
		} else {
			array_unshift(
				$all,
				array(
					'pages' => array( $page => $now ),
					'stock' => $stock,
				)
			);
		}
		update_option( self::OPTION, (string) wp_json_encode( self::newest( $all ) ), false );
		return $now;
	}

	/**
	 * What was kept for a page.
	 *
	 * @param string $page Path.
	 * @return array{at: int, stock: array<string, array<string, array<string, mixed>>>}|null Null when the page was never seen healthy.
	 * @phpstan-return array{at: int, stock: Stock}|null
	 */
	public static function of( string $page ): ?array {
		foreach ( self::all() as $kept ) {
			if ( isset( $kept['pages'][ $page ] ) ) {
				return array(
					'at'    => $kept['pages'][ $page ],
					'stock' => $kept['stock'],
				);
			}
		}
		return null;
	}

	/**
	 * Removes the row.
	 */
	public static function forget(): void {
		delete_option( self::OPTION );
	}

	/**
	 * The pages that were healthy last, and what is needed of them.
	 *
	 * @param array<array<string, mixed>> $all Newest first.
	 * @phpstan-param array<Kept> $all
	 * @return list<array<string, mixed>>
	 * @phpstan-return list<Kept>
	 */
	private static function newest( array $all ): array {
		$times = array_merge( ...array_column( $all, 'pages' ) );
		arsort( $times );
		$times = array_slice( $times, 0, self::PAGES, true );
		foreach ( $all as $index => $kept ) {
			$all[ $index ]['pages'] = array_intersect_key( $kept['pages'], $times );
		}
		return array_values( array_filter( $all, static fn( $kept ) => array() !== $kept['pages'] ) );
	}

	/**
	 * All that is kept, newest first. What another plugin wrote into the row is left out.
	 *
	 * @return list<array<string, mixed>>
	 * @phpstan-return list<Kept>
	 */
	private static function all(): array {
		$row  = get_option( self::OPTION );
		$read = is_string( $row ) ? json_decode( $row, true ) : null;
		$good = array();
		foreach ( is_array( $read ) ? $read : array() as $kept ) {
			if ( is_array( $kept ) && isset( $kept['pages'], $kept['stock'] ) && is_array( $kept['pages'] ) && array_filter( $kept['pages'], 'is_int' ) === $kept['pages'] && self::is_stock( $kept['stock'] ) ) {
				$good[] = $kept;
			}
		}
		/** @var list<Kept> $good Checked above. */
		return $good;
	}

	/**
	 * Whether a value has the shape of a stock.
	 *
	 * @param mixed $value As read from the row.
	 * @return bool
	 */
	private static function is_stock( $value ): bool {
		foreach ( is_array( $value ) ? $value : array( null ) as $items ) {
			foreach ( is_array( $items ) ? $items : array( null ) as $item ) {
				if ( ! is_array( $item ) || ! is_string( $item['name'] ?? null ) || ! is_string( $item['version'] ?? '' ) || ! is_bool( $item['active'] ?? true ) || ! is_int( $item['time'] ?? 0 ) ) {
					return false;
				}
			}
		}
		return true;
	}
}
