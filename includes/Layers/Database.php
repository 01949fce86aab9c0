<?php
/**
 * The database: which one, how fast, and what it cannot read.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Asks small questions through WordPress's own connection.
 */
final class Database {

	/**
	 * What is said when it does not answer.
	 */
	public const NOTHING = array(
		'server'        => '',
		'milliseconds'  => 0.0,
		'broken_tables' => array(),
	);

	/**
	 * The database as it is now.
	 *
	 * @return array{server: string, milliseconds: float, broken_tables: list<string>} The part `database` of schemas/facts.json.
	 */
	public static function describe(): array {
		global $wpdb;
		$quiet = $wpdb->suppress_errors( true );
		try {
			$started = microtime( true );
			$wpdb->get_var( 'SELECT 1' );
			$took = round( ( microtime( true ) - $started ) * 1000, 1 );
			return array(
				'server'        => self::server(),
				'milliseconds'  => $took,
				'broken_tables' => self::broken(),
			);
		} finally {
			$wpdb->suppress_errors( $quiet );
		}
	}

	/**
	 * Name and version.
	 *
	 * @return string Such as "MariaDB 10.11.6".
	 */
	private static function server(): string {
		global $wpdb;
		$said = (string) $wpdb->db_server_info();
		// Some versions say 5.5.5 first, for clients that are older than MariaDB's own numbers.
		if ( 1 === preg_match( '/([0-9]+(?:\.[0-9]+)+)-MariaDB/i', $said, $found ) ) {
			return 'MariaDB ' . $found[1];
		}
		$name = is_a( $wpdb, 'WP_SQLite_DB' ) ? 'SQLite' : 'MySQL';
		return 1 === preg_match( '/[0-9]+(?:\.[0-9]+)+/', $said, $found ) ? $name . ' ' . $found[0] : $name;
	}

	/**
	 * Tables of WordPress that the database cannot read. One row is asked for: a check of a whole table could take minutes.
	 *
	 * @return list<string>
	 */
	private static function broken(): array {
		global $wpdb;
		$broken = array();
		foreach ( $wpdb->tables( 'all' ) as $table ) {
			if ( false === $wpdb->query( $wpdb->prepare( 'SELECT 1 FROM %i LIMIT 1', $table ) ) ) {
				$broken[] = $table;
			}
		}
		return $broken;
	}
}
