<?php
/**
 * The database, asked small questions.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Describes the database.
 */
final class Database {

	public const UNKNOWN = array(
		'server'        => '',
		'milliseconds'  => 0.0,
		'broken_tables' => array(),
	);

	/**
	 * Its name, how fast it answers, and which of WordPress's tables it cannot read.
	 *
	 * @return array{server: string, milliseconds: float, broken_tables: list<string>}
	 */
	public static function describe(): array {
		global $wpdb;
		$started = microtime( true );
		$version = (string) $wpdb->get_var( 'SELECT VERSION()' );
		$took    = ( microtime( true ) - $started ) * 1000;
		$quiet   = $wpdb->suppress_errors();
		$broken  = array();
		foreach ( $wpdb->tables( 'all' ) as $table ) {
			if ( false === $wpdb->query( $wpdb->prepare( 'SELECT 1 FROM %i LIMIT 1', $table ) ) ) {
				$broken[] = $table;
			}
		}
		$wpdb->suppress_errors( $quiet );
		return array(
			'server'        => self::name( $version ),
			'milliseconds'  => round( $took, 2 ),
			'broken_tables' => $broken,
		);
	}

	/**
	 * Name and version, such as MariaDB 10.11.6.
	 *
	 * @param string $version As the server says it.
	 * @return string
	 */
	private static function name( string $version ): string {
		global $wpdb;
		if ( false !== strpos( get_class( $wpdb ), 'SQLite' ) ) {
			return trim( 'SQLite ' . $version );
		}
		return preg_match( '/^(?:5\.5\.5-)?([\d.]+)-MariaDB/i', $version, $found ) ? 'MariaDB ' . $found[1] : 'MySQL ' . $version;
	}
}
