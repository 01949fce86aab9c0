<?php
/**
 * Which statements a probe may send.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\Refusals;
use Culprit\Guard\WriteRule;
use Culprit\Tests\TestCase;

/**
 * The write rule by itself.
 */
final class WriteRuleTest extends TestCase {

	/**
	 * Statements that change nothing and lock nothing.
	 *
	 * @return array<string, array{string}>
	 */
	public function reading(): array {
		return self::table(
			array(
				'',
				'   ',
				'-- a note only',
				'SELECT 1',
				'select * from wp_options',
				"\n\t SELECT\n option_value FROM wp_options",
				'SELECT option_value FROM wp_options WHERE option_name = \'cron\' LIMIT 1;',
				'(SELECT 1) UNION (SELECT 2)',
				'( ( SELECT 1 ) )',
				'/* a plugin signs its queries */ SELECT 1',
				"/* over\nlines */\n/* twice */ SELECT 1",
				"-- a note\nSELECT 1",
				"# a note\nSELECT 1",
				'SELECT SQL_CALC_FOUND_ROWS ID FROM wp_posts LIMIT 0, 10',
				'SELECT FOUND_ROWS()',
				'WITH RECURSIVE up AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM up WHERE n < 5) SELECT n FROM up',
				'SELECT "INTO OUTFILE" AS text',
				"SELECT ID FROM wp_posts WHERE post_title LIKE '%for update%'",
				"SELECT ID FROM wp_posts WHERE post_title = 'it''s FOR UPDATE'",
				"SELECT ID FROM wp_posts WHERE post_title = 'a \\' quote, FOR UPDATE'",
				"SELECT ID FROM wp_posts WHERE post_content = 'GET_LOCK(1)'",
				'SELECT id FROM wp_lock_in_share_modes',
				'SELECT updated, deleted, inserted FROM wp_log',
				'SHOW TABLES',
				'SHOW FULL COLUMNS FROM wp_options',
				'SHOW VARIABLES LIKE \'max_allowed_packet\'',
				'DESCRIBE wp_options',
				'DESC wp_options',
				'EXPLAIN SELECT 1',
				'SET NAMES utf8mb4 COLLATE utf8mb4_unicode_520_ci',
				'SET CHARACTER SET utf8mb4',
				"SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'",
				"SET sql_mode = ''",
				'SET @@session.sql_mode = \'\'',
				'SET SESSION group_concat_max_len = 100000',
				'SET SQL_BIG_SELECTS = 1',
				"SET time_zone = '+00:00'",
				'SET character_set_results = NULL',
				'SET @rank = 0',
				"SET SESSION sql_mode = (SELECT REPLACE(@@sql_mode, 'ONLY_FULL_GROUP_BY', ''))",
				"SET NAMES 'utf8mb4', SESSION sql_mode = 'a,b'",
				"SELECT 1 /* it's FOR a comment, UPDATE not meant */",
				'SELECT `for update` FROM wp_odd_names',
				'CREATE TEMPORARY TABLE parts (id int)',
				'DROP TEMPORARY TABLE IF EXISTS parts',
				'SELECT /*!40001 SQL_NO_CACHE */ ID FROM wp_posts',
				'SELECT /*! SQL_NO_CACHE */ ID FROM wp_posts',
				"SELECT ID FROM wp_posts WHERE post_title = '/*!99999 as a text */'",
				'SELECT 1 --',
				"SET SESSION sql_mode='NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
				"SET sql_mode=(SELECT REPLACE(@@SESSION.sql_mode,'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES',''))",
				"SET NAMES 'utf8mb4' COLLATE 'utf8mb4_unicode_520_ci'",
				'SET @a := (SELECT COUNT(*) FROM wp_posts), @b = 2',
				"SET @a = '', @b = 'words', NAMES 'utf8mb4'",
				"WITH x AS (SELECT REPLACE('a', 'b', 'c') AS r, INSERT ('a', 1, 1, 'b') AS i) SELECT r, i FROM x",
				'SELECT 2 * /* a note */ 3',
				'SELECT /*! SQL_NO_CACHE /* a note */ */ ID FROM wp_posts',
				'SELECT /*+ MAX_EXECUTION_TIME(1000) */ ID FROM wp_posts',
				"SELECT ID AS `\xc3\xa0` FROM wp_posts WHERE post_title = '\xc3\xa0'",
				"CREATE TEMPORARY TABLE parts (id int COMMENT 'for update')",
			)
		);
	}

	/**
	 * Statements that change or lock something.
	 *
	 * @return array<string, array{string}>
	 */
	public function writing(): array {
		return self::table(
			array(
				"INSERT INTO wp_options (option_name) VALUES ('x')",
				"insert ignore into `wp_options` (option_name) values ('x')",
				'REPLACE INTO wp_options VALUES (1)',
				"UPDATE wp_options SET option_value = '' WHERE option_name = 'active_plugins'",
				'UPDATE `wp_options` SET option_value = 1',
				'UPDATE LOW_PRIORITY wp_options SET option_value = 1',
				'DELETE FROM wp_options',
				'DELETE a, b FROM wp_options a, wp_options b WHERE a.option_name = b.option_name',
				'TRUNCATE TABLE wp_posts',
				'TRUNCATE wp_posts',
				'CREATE TABLE wp_new (id int)',
				'CREATE TABLE IF NOT EXISTS wp_new (id int)',
				'ALTER TABLE wp_posts ADD COLUMN x int',
				'DROP TABLE wp_posts',
				'DROP TABLE IF EXISTS wp_posts',
				'CREATE INDEX x ON wp_posts (post_title)',
				'RENAME TABLE wp_posts TO wp_gone',
				'OPTIMIZE TABLE wp_posts',
				'ANALYZE TABLE wp_posts',
				'REPAIR TABLE wp_posts',
				'LOAD DATA INFILE \'/tmp/x\' INTO TABLE wp_posts',
				'LOCK TABLES wp_posts WRITE',
				'UNLOCK TABLES',
				'BEGIN',
				'START TRANSACTION',
				'COMMIT',
				'ROLLBACK',
				'SAVEPOINT a',
				'CALL do_something()',
				'DO SLEEP(10)',
				'HANDLER wp_posts OPEN',
				'GRANT ALL ON *.* TO x',
				'SET GLOBAL max_connections = 1',
				'SET autocommit = 0',
				'SET SESSION TRANSACTION READ WRITE',
				"SET PASSWORD = 'x'",
				'SET GLOBAL sql_mode = \'\'',
				'SET @@global.sql_mode = \'\'',
				'/* SELECT */ DELETE FROM wp_posts',
				"-- SELECT\nDELETE FROM wp_posts",
				'/*! DELETE FROM wp_posts */',
				'/*!50000 DELETE FROM wp_posts */',
				'/*M! DELETE FROM wp_posts */',
				'/*!50000 INSERT */ INTO wp_posts VALUES (1)',
				'( DELETE FROM wp_posts )',
				'SELECT * FROM wp_options FOR UPDATE',
				"SELECT * FROM wp_options FOR\n\tUPDATE",
				'SELECT * FROM wp_options FOR SHARE',
				'SELECT * FROM wp_options LOCK IN SHARE MODE',
				"SELECT * FROM wp_options WHERE option_name = 'it''s' FOR UPDATE",
				"SELECT 1 INTO OUTFILE '/tmp/x'",
				"SELECT 1 INTO DUMPFILE '/tmp/x'",
				"SELECT GET_LOCK( 'x', 10 )",
				"SELECT RELEASE_LOCK ('x')",
				'SELECT RELEASE_ALL_LOCKS()',
				'SELECT * FROM wp_options /*!FOR UPDATE*/',
				'SELECT * FROM wp_options FOR/**/UPDATE',
				'SELECT * FROM wp_options LOCK/* */IN SHARE MODE',
				'SELECT * FROM wp_options /*!50000 FOR*/ UPDATE',
				"SELECT 1 /* it's */ FROM wp_options FOR UPDATE /* it's */",
				"SELECT 1 # it's\nFROM wp_options FOR UPDATE -- it's",
				'CREATE TEMPORARY TABLE other_database.parts (id int)',
				'SELECT 1 /*! INTO OUTFILE \'/tmp/x\' */',
				'SELECT NEXTVAL(s)',
				'SELECT NEXT VALUE FOR s',
				'EXPLAIN ANALYZE DELETE FROM wp_posts',
				'ANALYZE DELETE FROM wp_posts',
				'WITH x AS (SELECT 1) DELETE FROM wp_posts',
				"WITH x AS (SELECT 1)\nUPDATE wp_posts SET post_title = ''",
				"SET @a = (SELECT GET_LOCK('x', 1))",
				'SET @a = 1, GLOBAL max_connections = 1',
				str_repeat( "\n", 20000 ) . 'UPDATE wp_options SET option_value = 1',
				'/* ' . str_repeat( 'long ', 250000 ) . '*/ UPDATE wp_options SET option_value = 1',
				'CREATE TEMPORARY TABLE wp_options oops',
				'CREATE TEMPORARY TABLE `wp_options$` (id int)',
				'CREATE TEMPORARY TABLE `wp_options x` (id int)',
				"SET sql_mode = '', GLOBAL max_connections = 1",
				'SET NAMES utf8mb4, GLOBAL max_connections = 1',
				'SET @@session.sql_mode = \'\', autocommit = 0',
				'/*!99999 SELECT */ DELETE FROM wp_posts',
				'/*M!999999 SELECT */ DELETE FROM wp_posts',
				'/*!400001 SELECT */ DELETE FROM wp_posts',
				'DROP /*!99999 TEMPORARY */ TABLE wp_posts',
				'DROP /*M!100000 TEMPORARY */ TABLE wp_posts',
				'CREATE /*!99999 TEMPORARY */ TABLE wp_new (id int)',
				'SELECT 1 /*!99999 + 1 */',
				"--\nDELETE FROM wp_posts",
				"--\x01\nDELETE FROM wp_posts",
				'SELECT `get_lock`(\'x\', 10)',
				'SELECT `release_all_locks` ()',
				'SET @`(` = 1, GLOBAL max_connections = 1, @`)` = 2',
				"SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
				"SET sql_mode = 'ANSI_QUOTES'",
				"SET sql_mode = 'ANS\\I'",
				"SET sql_mode = 'AN' 'SI'",
				'SET sql_mode = 0x414e5349',
				'SET sql_mode = 4',
				"SET sql_mode = CONCAT('AN', 'SI')",
				"SET sql_mode = (SELECT REPLACE(@@sql_mode, 'ONLY', 'NO_BACKSLASH_ESCAPES'))",
				'SET sql_mode = @mode',
				'SET NAMES gbk',
				"SET NAMES 'big5'",
				'SET CHARACTER SET sjis',
				'SET character_set_client = gbk',
				"SET collation_connection = 'gbk_chinese_ci'",
				"SELECT 2*/*' */ 3 FROM wp_posts FOR UPDATE -- '",
				"SET @a = 2*/*' */3, GLOBAL max_connections = 1 -- '",
				'SELECT /*! 1 /*! + 1 */ + 1 */',
				"SELECT /*+ QB_NAME(`a*/ '`) */ 1 FROM wp_posts FOR UPDATE -- '",
				'SELECT ID FROM wp_posts WHERE ID = 1.0FOR UPDATE',
				'SELECT ID FROM wp_posts WHERE ID = 1e1FOR UPDATE',
				'SELECT ID FROM wp_posts WHERE ID = \\NFOR UPDATE',
				"SELECT 1.0INTO OUTFILE '/tmp/x'",
				'SELECT 1 INTO@a',
				"SELECT 1 --\x7f'\n, GET_LOCK('x', 1) -- '",
				"SELECT 1 --\x00 FOR UPDATE",
				"SELECT 1 --\xa0'\n, GET_LOCK('x', 1) -- '",
				"SELECT ID FROM wp_posts FOR\xa0UPDATE",
				"SELECT GET_LOCK\xa0('x', 1)",
				"SET @a = ''OR 1, NAMES 'gbk'",
				"SET @a = '-'OR 1, NAMES 'gbk'",
				'SET NAMES DEFAULT',
				"CREATE TEMPORARY TABLE parts SELECT GET_LOCK('x', 1) AS a",
				'CREATE TEMPORARY TABLE parts AS SELECT * FROM wp_posts FOR UPDATE',
				'WITH x AS (SELECT 1) ' . str_repeat( ', x ', 300000 ) . ' DELETE FROM wp_posts',
			)
		);
	}

	/**
	 * @dataProvider reading
	 *
	 * @param string $query A statement that changes nothing.
	 */
	public function test_a_statement_that_only_reads_passes( string $query ): void {
		$this->assertTrue( ( new WriteRule( new Refusals() ) )->allows( $query ) );
	}

	/**
	 * @dataProvider writing
	 *
	 * @param string $query A statement that changes or locks something.
	 */
	public function test_a_statement_that_writes_or_locks_is_refused( string $query ): void {
		$this->assertFalse( ( new WriteRule( new Refusals() ) )->allows( $query ) );
	}

	public function test_what_is_refused_is_told_by_verb_and_table_without_values(): void {
		$told = static function ( string $sql ): string {
			return ( new \Culprit\Guard\Statement( $sql ) )->summary();
		};

		$this->assertSame( 'DELETE FROM wp_posts WHERE', $told( "DELETE FROM wp_posts WHERE post_title = 'private'" ) );
		$this->assertSame( 'CALL pay ? ?', $told( 'CALL pay( 4111111111111111 0xdeadbeef )' ) );
		$this->assertSame( 'UPDATE wp_posts SET post_title=', $told( "UPDATE wp_posts SET post_title='it's private'" ) );
		$this->assertSame( 100, strlen( $told( 'UPDATE ' . str_repeat( 'x', 5000 ) . ' SET a = 1' ) ) );
		$this->assertSame( 'a statement that cannot be told apart', $told( 'DROP /*!99999 TEMPORARY */ TABLE wp_posts' ) );
	}

	public function test_what_is_no_text_is_refused_and_what_can_be_one_is_read_as_it(): void {
		$rule  = new WriteRule( new Refusals() );
		$write = new class() {
			/**
			 * A statement that writes.
			 */
			public function __toString(): string {
				return 'DELETE FROM wp_posts';
			}
		};

		$this->assertStringContainsString( 'LIMIT 0', (string) $rule->filter( $write ) );
		$this->assertStringContainsString( 'LIMIT 0', (string) $rule->filter( array( 'DELETE FROM wp_posts' ) ) );
		$this->assertFalse( $rule->filter( false ) );
	}

	public function test_a_temporary_table_of_this_request_may_be_filled(): void {
		$rule = new WriteRule( new Refusals() );

		$this->assertFalse( $rule->allows( 'INSERT INTO parts VALUES (1)' ), 'Before it was made, it is some other table.' );
		$this->assertTrue( $rule->allows( 'CREATE TEMPORARY TABLE IF NOT EXISTS `parts` (id int)' ) );
		foreach ( array( 'INSERT INTO parts VALUES (1)', 'UPDATE `parts` SET id = 2', 'DELETE FROM parts', 'TRUNCATE TABLE parts' ) as $query ) {
			$this->assertTrue( $rule->allows( $query ), $query );
		}
		$this->assertFalse( $rule->allows( 'INSERT INTO parts_of_others VALUES (1)' ) );
	}

	public function test_a_temporary_table_is_no_way_to_write_to_another_one(): void {
		$rule = new WriteRule( new Refusals() );
		$rule->allows( 'CREATE TEMPORARY TABLE parts (id int)' );

		$this->assertTrue( $rule->allows( 'INSERT INTO parts SELECT ID FROM wp_posts' ) );
		foreach ( array( 'UPDATE parts, wp_posts SET wp_posts.ID = 1', 'UPDATE parts JOIN wp_posts SET wp_posts.ID = 1', 'DELETE FROM parts, wp_posts USING parts JOIN wp_posts', 'REPLACE INTO parts/**/.wp_posts VALUES (1)', 'DELETE FROM parts /*!, wp_posts */ USING parts JOIN wp_posts', 'DELETE FROM parts USING parts JOIN wp_posts', 'INSERT INTO parts.wp_posts VALUES (1)', 'INSERT INTO `parts`.wp_posts VALUES (1)', 'INSERT INTO `parts-2` VALUES (1)', 'INSERT INTO parts SELECT ID FROM wp_posts FOR UPDATE' ) as $query ) {
			$this->assertFalse( $rule->allows( $query ), $query );
		}
	}

	public function test_a_statement_of_megabytes_is_judged_like_a_short_one(): void {
		$rule = new WriteRule( new Refusals() );
		$text = str_repeat( "it''s long, \\' for update; ", 100000 );

		$this->assertTrue( $rule->allows( "SELECT '$text'" ) );
		$this->assertFalse( $rule->allows( "SELECT '$text' FROM wp_options FOR UPDATE" ) );
		$this->assertFalse( $rule->allows( "INSERT INTO wp_options VALUES ('$text')" ) );
	}

	public function test_a_dropped_temporary_table_no_longer_hides_the_real_one(): void {
		$rule = new WriteRule( new Refusals() );
		$rule->allows( 'CREATE TEMPORARY TABLE parts (id int)' );
		$rule->allows( 'DROP TEMPORARY TABLE parts' );

		$this->assertFalse( $rule->allows( 'DELETE FROM parts' ) );
	}

	public function test_dropping_a_temporary_table_that_was_never_made_opens_nothing(): void {
		$rule = new WriteRule( new Refusals() );
		$rule->allows( 'DROP TEMPORARY TABLE IF EXISTS wp_posts' );

		$this->assertFalse( $rule->allows( 'DELETE FROM wp_posts' ) );
	}

	public function test_a_refused_statement_finds_nothing_and_is_counted(): void {
		global $wpdb;
		$refusals = new Refusals();
		$rule     = new WriteRule( $refusals );
		$rule->start();
		$before = $wpdb->get_var( "SELECT option_value FROM {$wpdb->options} WHERE option_name = 'blogname'" );

		$wpdb->update( $wpdb->options, array( 'option_value' => 'secret value' ), array( 'option_name' => 'blogname' ) );
		$wpdb->query( 'BEGIN' );

		$this->assertSame( $before, $wpdb->get_var( "SELECT option_value FROM {$wpdb->options} WHERE option_name = 'blogname'" ) );
		$this->assertSame( '', $wpdb->last_error );
		$refused = $refusals->all();
		$this->assertSame( 2, $refused['count'] );
		$this->assertSame( array( "UPDATE `{$wpdb->options}` SET `option_value`", 'BEGIN' ), $refused['samples'] );
		$this->assertStringNotContainsString( 'secret', implode( ' ', $refused['samples'] ) );
	}

	public function test_no_more_than_ten_samples_are_kept(): void {
		$refusals = new Refusals();
		$rule     = new WriteRule( $refusals );
		for ( $number = 0; $number < 25; $number++ ) {
			$rule->filter( 'BEGIN' );
		}

		$this->assertSame( 25, $refusals->all()['count'] );
		$this->assertCount( 10, $refusals->all()['samples'] );
	}

	/**
	 * Data sets named after their statements.
	 *
	 * @param list<string> $queries Statements.
	 * @return array<string, array{string}>
	 */
	private static function table( array $queries ): array {
		$table = array();
		foreach ( $queries as $query ) {
			$table[ '`' . $query . '`' ] = array( $query );
		}
		return $table;
	}
}
