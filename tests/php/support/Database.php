<?php
/**
 * The test site's database: kept once, restored after each test that changed it.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Support;

/**
 * Reads and writes past $wpdb, whose filters and transactions are what is being tested.
 */
final class Database {

	private const KEPT = 'wordpress_kept';

	/**
	 * Our own connection.
	 *
	 * @var \mysqli|null
	 */
	private static $connection;

	/**
	 * What the tables were like when they were kept.
	 *
	 * @var array<string, array{create: string, checksum: string}>
	 */
	private static $kept = array();

	/**
	 * Copies all tables into a second database.
	 */
	public static function keep(): void {
		self::query( 'CREATE DATABASE ' . self::KEPT );
		self::$kept = self::fingerprints();
		foreach ( array_keys( self::$kept ) as $table ) {
			self::query( sprintf( 'CREATE TABLE %1$s.`%2$s` LIKE %3$s.`%2$s`', self::KEPT, $table, DB_NAME ) );
			self::query( sprintf( 'INSERT INTO %1$s.`%2$s` SELECT * FROM %3$s.`%2$s`', self::KEPT, $table, DB_NAME ) );
		}
	}

	/**
	 * Makes every table what it was when kept: rows, structure, next automatic id.
	 */
	public static function restore(): void {
		$now = self::fingerprints();
		foreach ( array_keys( array_diff_key( $now, self::$kept ) ) as $table ) {
			self::query( "DROP TABLE `$table`" );
		}
		foreach ( self::$kept as $table => $fingerprint ) {
			if ( isset( $now[ $table ] ) && $now[ $table ] === $fingerprint ) {
				continue;
			}
			self::query( "DROP TABLE IF EXISTS `$table`" );
			self::query( $fingerprint['create'] );
			self::query( sprintf( 'INSERT INTO `%1$s` SELECT * FROM %2$s.`%1$s`', $table, self::KEPT ) );
		}
	}

	/**
	 * All rows of all tables.
	 *
	 * @return array<string, list<array<string, string|null>>> Rows by table, in the order of the first column.
	 */
	public static function rows(): array {
		$rows = array();
		foreach ( self::tables() as $table ) {
			$rows[ $table ] = self::query( "SELECT * FROM `$table` ORDER BY 1" )->fetch_all( MYSQLI_ASSOC );
		}
		return $rows;
	}

	/**
	 * Runs a statement, past everything in WordPress.
	 *
	 * @param string $sql Statement.
	 * @return \mysqli_result|bool True where there are no rows to answer with.
	 * @throws \RuntimeException When the server refuses it.
	 */
	public static function query( string $sql ) {
		if ( null === self::$connection ) {
			mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );
			self::$connection = new \mysqli( 'localhost', DB_USER, DB_PASSWORD, DB_NAME, 0, (string) getenv( 'CULPRIT_TEST_SOCKET' ) );
			self::$connection->set_charset( 'utf8mb4' );
			// WordPress's tables have zero dates. A test that left a lock is to fail, not to hang.
			self::$connection->query( "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', lock_wait_timeout = 10, innodb_lock_wait_timeout = 10" );
			mysqli_report( MYSQLI_REPORT_OFF );
		}
		$result = self::$connection->query( $sql );
		if ( false === $result ) {
			throw new \RuntimeException( self::$connection->error . ': ' . $sql );
		}
		return $result;
	}

	/**
	 * What tells whether tables changed.
	 *
	 * @return array<string, array{create: string, checksum: string}>
	 */
	private static function fingerprints(): array {
		$fingerprints = array();
		foreach ( self::tables() as $table ) {
			$fingerprints[ $table ] = array(
				'create'   => self::query( "SHOW CREATE TABLE `$table`" )->fetch_row()[1],
				'checksum' => self::query( "CHECKSUM TABLE `$table`" )->fetch_row()[1],
			);
		}
		return $fingerprints;
	}

	/**
	 * Names of all tables.
	 *
	 * @return list<string>
	 */
	private static function tables(): array {
		return array_column( self::query( 'SHOW TABLES' )->fetch_all(), 0 );
	}
}
