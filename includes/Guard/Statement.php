<?php
/**
 * One SQL statement, as far as it must be understood to tell reading from writing.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Answers questions about a statement. What cannot be told apart is taken for writing.
 */
final class Statement {

	private const READS = '/^(SELECT|SHOW|DESCRIBE|DESC|EXPLAIN|WITH)\b/i';

	/**
	 * What makes a reading statement a writing or locking one.
	 */
	private const NOT_READING = '/^(EXPLAIN|DESCRIBE|DESC)\s+ANALYZE\b|^WITH\b.*\b(INSERT|UPDATE|DELETE|REPLACE)\b|\b(INTO\s+(OUTFILE|DUMPFILE|@)|FOR\s+UPDATE|FOR\s+SHARE|LOCK\s+IN\s+SHARE\s+MODE|(GET|RELEASE|RELEASE_ALL)_LOCKS?\s*\(|(NEXTVAL|SETVAL)\s*\(|NEXT\s+VALUE\s+FOR)/is';

	/**
	 * Settings of this connection that change nothing on the site.
	 */
	private const SETTING = '/^\s*(NAMES\b|CHARACTER\s+SET\b|@[a-z]|((SESSION|LOCAL)\s+|@@(SESSION\.|LOCAL\.)?)?(sql_mode|sql_big_selects|group_concat_max_len|time_zone|collation_connection|character_set_\w+|max_execution_time|max_statement_time|optimizer_switch)\b)/i';

	/**
	 * A whole name of a table of this database, in group 1; never the first part of a longer one.
	 */
	private const NAME = '(?|`(\w++)`|(\w++))(?=[\s(,;]|\z)(?!\s*[.,])';

	private const MAKES_TEMPORARY = '/^CREATE\s+TEMPORARY\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?' . self::NAME . '/i';

	private const FILLS_TEMPORARY = '/^CREATE\s+TEMPORARY\s.*\b(SELECT|VALUES?|TABLE\b.*\bTABLE)\b/is';

	private const DROPS_TEMPORARY = '/^DROP\s+TEMPORARY\s+TABLE\b/i';

	private const WRITES_TO = '/^(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|TRUNCATE\s+TABLE|UPDATE(?=\s+`?\w+`?\s+SET\b))\s+' . self::NAME . '(?!\s*USING\b)/i';

	/**
	 * A comment that no server runs. Possessive throughout: a long one must not exhaust the matcher.
	 */
	private const COMMENT = '/\*(?!M?!)[^*]*+(?:\*(?!/)[^*]*+)*+\*/|(?:--\s|\#)[^\n]*+(?:\n|\z)';

	/**
	 * A quoted string.
	 */
	private const STRING = '\'[^\'\\\\]*+(?:(?:\\\\.|\'\')[^\'\\\\]*+)*+\'|"[^"\\\\]*+(?:(?:\\\\.|"")[^"\\\\]*+)*+"';

	/**
	 * The statement without leading brackets, without comments and with empty strings. What a versioned comment makes
	 * the server run is part of it. Null when it cannot be told apart.
	 *
	 * @var string|null
	 */
	private $plain;

	/**
	 * A statement.
	 *
	 * @param string $sql SQL.
	 */
	public function __construct( string $sql ) {
		$plain       = preg_replace_callback(
			'~' . self::STRING . '|`[^`]*+`|' . self::COMMENT . '~s',
			static function ( array $match ) {
				if ( '`' === $match[0][0] ) {
					return $match[0];
				}
				return false === strpos( '\'"', $match[0][0] ) ? ' ' : "''";
			},
			$sql
		);
		$this->plain = null === $plain ? null : preg_replace( array( '~/\*M?!\d*+|\*/~', '~\A[\s(]++~' ), array( ' ', '' ), $plain );
	}

	/**
	 * Whether it is empty, or changes only settings of this connection, or only reads.
	 *
	 * @return bool
	 */
	public function changes_nothing(): bool {
		if ( null === $this->plain || $this->locks_or_writes() ) {
			return false;
		}
		if ( 1 === preg_match( '/^SET\s/i', $this->plain ) ) {
			return $this->only_settings( substr( $this->plain, 4 ) );
		}
		return '' === trim( $this->plain ) || 1 === preg_match( self::READS, $this->plain );
	}

	/**
	 * The temporary table it makes.
	 *
	 * @return string|null
	 */
	public function makes_temporary(): ?string {
		return $this->name( self::MAKES_TEMPORARY );
	}

	/**
	 * Whether it fills the temporary table that it makes.
	 *
	 * @return bool
	 */
	public function fills_temporary(): bool {
		return null !== $this->plain && 1 === preg_match( self::FILLS_TEMPORARY, $this->plain );
	}

	/**
	 * Whether it drops temporary tables; it cannot drop any other.
	 *
	 * @return bool
	 */
	public function drops_temporary(): bool {
		return null !== $this->plain && 1 === preg_match( self::DROPS_TEMPORARY, $this->plain );
	}

	/**
	 * The one table it writes to.
	 *
	 * @return string|null Null when it writes to several, to another database's, or to none.
	 */
	public function writes_to(): ?string {
		return $this->locks_or_writes() ? null : $this->name( self::WRITES_TO );
	}

	/**
	 * Verb and table, for a person. Values may be private.
	 *
	 * @return string
	 */
	public function summary(): string {
		return implode( ' ', array_slice( (array) preg_split( '/[\s(]+/', trim( (string) $this->plain ), 5 ), 0, 4 ) );
	}

	/**
	 * The name that a pattern finds.
	 *
	 * @param string $pattern One of ours, with the name in group 1.
	 * @return string|null
	 */
	private function name( string $pattern ): ?string {
		return null !== $this->plain && 1 === preg_match( $pattern, $this->plain, $match ) ? $match[1] : null;
	}

	/**
	 * Whether a part of it writes or locks, whatever its verb is.
	 *
	 * @return bool
	 */
	private function locks_or_writes(): bool {
		return 1 === preg_match( self::NOT_READING, (string) preg_replace( '/`[^`]*+`/', '``', (string) $this->plain ) );
	}

	/**
	 * Whether each of the settings in a SET is a harmless one.
	 *
	 * @param string $settings What follows SET.
	 * @return bool
	 */
	private function only_settings( string $settings ): bool {
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
