<?php
/**
 * Keeps a probe from writing to the database.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Lets statements through $wpdb that only read, and answers all others with an empty result.
 */
final class WriteRule {

	private const READS = '/^(SELECT|SHOW|DESCRIBE|DESC|EXPLAIN)\b/i';

	/**
	 * What makes a reading statement a writing or locking one.
	 */
	private const NOT_READING = '/\b(INTO\s+(OUTFILE|DUMPFILE|@)|FOR\s+UPDATE|FOR\s+SHARE|LOCK\s+IN\s+SHARE\s+MODE|(GET|RELEASE|RELEASE_ALL)_LOCKS?\s*\()/i';

	/**
	 * Settings of this connection that change nothing on the site.
	 */
	private const SETTINGS = '/^SET\s+(NAMES\b|CHARACTER\s+SET\b|@[a-z]|((SESSION|LOCAL)\s+|@@(SESSION\.|LOCAL\.)?)?(sql_mode|sql_big_selects|group_concat_max_len|time_zone|collation_connection|character_set_\w+|max_execution_time|max_statement_time|optimizer_switch)\b)/i';

	private const TEMPORARY = '/^(CREATE|DROP)\s+TEMPORARY\s+TABLE\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?`?(\w+)`?/i';

	private const TARGET = '/^(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE\s+TABLE)\s+`?(\w+)`?/i';

	private const SAMPLES = 10;

	/**
	 * How many statements were refused.
	 *
	 * @var int
	 */
	private $count = 0;

	/**
	 * First words of the first refused statements.
	 *
	 * @var list<string>
	 */
	private $samples = array();

	/**
	 * Temporary tables made in this request; they end with it.
	 *
	 * @var array<string, true>
	 */
	private $temporary = array();

	/**
	 * Starts refusing.
	 */
	public function start(): void {
		add_filter( 'query', array( $this, 'filter' ), PHP_INT_MAX );
	}

	/**
	 * What may be sent instead of a statement.
	 *
	 * @param mixed $query SQL.
	 * @return mixed The statement itself, or one that finds nothing.
	 */
	public function filter( $query ) {
		global $wpdb;
		if ( ! is_string( $query ) || $this->allows( $query ) ) {
			return $query;
		}
		++$this->count;
		if ( count( $this->samples ) < self::SAMPLES ) {
			// Values may be private; the verb and the table are enough.
			$this->samples[] = implode( ' ', array_slice( (array) preg_split( '/[\s(]+/', self::bare( $query ), 5 ), 0, 4 ) );
		}
		return "SELECT option_id FROM {$wpdb->options} LIMIT 0";
	}

	/**
	 * Whether a statement changes nothing.
	 *
	 * @param string $query SQL.
	 * @return bool
	 */
	public function allows( string $query ): bool {
		$bare = self::bare( $query );
		if ( '' === $bare || 1 === preg_match( self::SETTINGS, $bare ) ) {
			return true;
		}
		if ( 1 === preg_match( self::TEMPORARY, $bare, $match ) ) {
			$this->temporary[ $match[2] ] = true;
			return true;
		}
		if ( 1 === preg_match( self::TARGET, $bare, $match ) ) {
			return isset( $this->temporary[ $match[1] ] );
		}
		return 1 === preg_match( self::READS, $bare ) && 1 !== preg_match( self::NOT_READING, self::without_strings( $bare ) );
	}

	/**
	 * What was refused.
	 *
	 * @return array{count: int, samples: list<string>}
	 */
	public function refused(): array {
		return array(
			'count'   => $this->count,
			'samples' => $this->samples,
		);
	}

	/**
	 * A statement without leading comments and brackets. What MySQL would run inside a versioned comment stays in.
	 *
	 * @param string $query SQL.
	 * @return string
	 */
	private static function bare( string $query ): string {
		return trim( (string) preg_replace( '~^(\s|\(|/\*(?!!).*?\*/|(--\s|#)[^\n]*(\n|\z))+~s', '', $query ) );
	}

	/**
	 * A statement without its quoted strings, so that a search for "for update" is no lock.
	 *
	 * @param string $query SQL.
	 * @return string
	 */
	private static function without_strings( string $query ): string {
		return (string) preg_replace( '/\'(?:[^\'\\\\]|\\\\.|\'\')*+\'|"(?:[^"\\\\]|\\\\.|"")*+"/s', "''", $query );
	}
}
