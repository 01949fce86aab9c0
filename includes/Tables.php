<?php
/**
 * Culprit's own tables.
 *
 * @package Culprit
 */

namespace Culprit;

defined( 'ABSPATH' ) || exit;

/**
 * Names, makes and drops the tables. One set for a whole network: the guard is one for all its sites, too.
 */
final class Tables {

	private const NAMES = array( 'probes', 'passes', 'runs', 'run_events', 'changes' );

	/**
	 * Full name of a table.
	 *
	 * @param string $name One of the names above.
	 * @return string
	 */
	public static function name( string $name ): string {
		global $wpdb;
		return $wpdb->base_prefix . 'culprit_' . $name;
	}

	/**
	 * Makes the tables, or brings them up to date.
	 */
	public static function create(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$collate = $wpdb->get_charset_collate();
		$probes  = self::name( 'probes' );
		$passes  = self::name( 'passes' );
		$runs    = self::name( 'runs' );
		$events  = self::name( 'run_events' );
		$changes = self::name( 'changes' );

		dbDelta(
			array(
				"CREATE TABLE $probes (
  id char(32) NOT NULL,
  run char(32) DEFAULT NULL,
  blog bigint(20) unsigned NOT NULL,
  user bigint(20) unsigned NOT NULL,
  expires bigint(20) unsigned NOT NULL,
  spec longtext NOT NULL,
  claimed bigint(20) unsigned DEFAULT NULL,
  node varchar(64) DEFAULT NULL,
  PRIMARY KEY  (id),
  KEY run (run),
  KEY expires (expires)
) $collate;",
				"CREATE TABLE $passes (
  id char(32) NOT NULL,
  blog bigint(20) unsigned NOT NULL,
  user bigint(20) unsigned NOT NULL,
  expires bigint(20) unsigned NOT NULL,
  hash char(64) NOT NULL,
  created bigint(20) unsigned NOT NULL,
  PRIMARY KEY  (id),
  KEY user (user)
) $collate;",
				"CREATE TABLE $runs (
  id char(32) NOT NULL,
  blog bigint(20) unsigned NOT NULL,
  user bigint(20) unsigned NOT NULL,
  created bigint(20) unsigned NOT NULL,
  ended tinyint(1) NOT NULL DEFAULT 0,
  input longtext NOT NULL,
  PRIMARY KEY  (id),
  KEY created (created)
) $collate;",
				"CREATE TABLE $events (
  run char(32) NOT NULL,
  sequence int(10) unsigned NOT NULL,
  type varchar(20) NOT NULL,
  data longtext NOT NULL,
  PRIMARY KEY  (run,sequence)
) $collate;",
				"CREATE TABLE $changes (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  blog bigint(20) unsigned NOT NULL,
  user bigint(20) unsigned NOT NULL,
  created bigint(20) unsigned NOT NULL,
  kind varchar(20) NOT NULL,
  results longtext NOT NULL,
  rows_before longtext NOT NULL,
  rows_after longtext DEFAULT NULL,
  undone bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY  (id),
  KEY created (created)
) $collate;",
			)
		);
	}

	/**
	 * Drops the tables.
	 */
	public static function drop(): void {
		global $wpdb;
		foreach ( self::NAMES as $name ) {
			$wpdb->query( $wpdb->prepare( 'DROP TABLE IF EXISTS %i', self::name( $name ) ) );
		}
	}
}
