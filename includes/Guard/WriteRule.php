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
	private const NOT_READING = '/^(EXPLAIN|DESCRIBE|DESC)\s+ANALYZE\b|\b(INTO\s+(OUTFILE|DUMPFILE|@)|FOR\s+UPDATE|FOR\s+SHARE|LOCK\s+IN\s+SHARE\s+MODE|(GET|RELEASE|RELEASE_ALL)_LOCKS?\s*\(|(NEXTVAL|SETVAL)\s*\(|NEXT\s+VALUE\s+FOR)/i';

	/**
	 * Settings of this connection that change nothing on the site.
	 */
	private const SETTING = '/^\s*(NAMES\b|CHARACTER\s+SET\b|@[a-z]|((SESSION|LOCAL)\s+|@@(SESSION\.|LOCAL\.)?)?(sql_mode|sql_big_selects|group_concat_max_len|time_zone|collation_connection|character_set_\w+|max_execution_time|max_statement_time|optimizer_switch)\b)/i';

	private const TEMPORARY = '/^(CREATE|DROP)\s+TEMPORARY\s+TABLE\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?`?(\w++)`?+(?![`\w-]|\s*\.)/i';

	/**
	 * A statement that writes to one table. Of several, or with the name of a database, some may be no temporary ones.
	 */
	private const TARGET = '/^(?:(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|TRUNCATE\s+TABLE)\s+`?(\w++)`?+(?![`\w-]|\s*[.,])|UPDATE\s+`?(\w++)`?+\s+SET\b)/i';

	/**
	 * A quoted string, a quoted name, or a comment that no server runs.
	 */
	private const QUOTED = '~\'[^\'\\\\]*+(?:(?:\\\\.|\'\')[^\'\\\\]*+)*+\'|"[^"\\\\]*+(?:(?:\\\\.|"")[^"\\\\]*+)*+"|`[^`]*+`|/\*(?!M?!).*?\*/|(?:--\s|#)[^\n]*+~s';

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
		if ( '' === $bare ) {
			return true;
		}
		$plain = self::without_strings( $bare );
		if ( null === $plain || 1 === preg_match( self::NOT_READING, $plain ) ) {
			return false;
		}
		if ( 1 === preg_match( '/^SET\s/i', $plain ) ) {
			return self::only_settings( substr( $plain, 4 ) );
		}
		if ( 1 === preg_match( self::TEMPORARY, $bare, $match ) ) {
			if ( 'CREATE' === strtoupper( $match[1] ) ) {
				$this->temporary[ $match[2] ] = true;
			} else {
				preg_match_all( '/\w+/', $bare, $names );
				$this->temporary = array_diff_key( $this->temporary, array_flip( $names[0] ) );
			}
			return true;
		}
		if ( 1 === preg_match( self::TARGET, $bare, $match ) ) {
			return isset( $this->temporary[ end( $match ) ] );
		}
		return 1 === preg_match( self::READS, $bare );
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
		return trim( (string) preg_replace( '~^(\s|\(|/\*(?!M?!).*?\*/|(--\s|#)[^\n]*(\n|\z))+~s', '', $query ) );
	}

	/**
	 * A statement without strings, quoted names and comments, so that a search for "for update" is no lock; what a
	 * versioned comment makes the server run is part of it.
	 *
	 * @param string $query SQL.
	 * @return string|null Null when it cannot be told apart.
	 */
	private static function without_strings( string $query ): ?string {
		$plain = preg_replace_callback(
			self::QUOTED,
			static function ( $match ) {
				return false === strpos( '\'"`', $match[0][0] ) ? ' ' : "''";
			},
			$query
		);
		return null === $plain ? null : preg_replace( '~/\*M?!\d*|\*/~', ' ', $plain );
	}

	/**
	 * Whether each of the settings in a SET is a harmless one.
	 *
	 * @param string $settings What follows SET, without strings.
	 * @return bool
	 */
	private static function only_settings( string $settings ): bool {
		// A comma in brackets parts arguments, not settings.
		$outside = (string) preg_replace( '/\((?:[^()]++|(?R))*+\)/', '', $settings );
		foreach ( explode( ',', $outside ) as $setting ) {
			if ( 1 !== preg_match( self::SETTING, $setting ) ) {
				return false;
			}
		}
		return true;
	}
}
