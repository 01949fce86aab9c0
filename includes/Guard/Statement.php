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
	 * What makes a reading statement a writing or locking one. It may follow a number without a space: 1.0FOR UPDATE.
	 */
	private const NOT_READING = '/^(EXPLAIN|DESCRIBE|DESC)\s+ANALYZE\b|INTO\s+(OUTFILE|DUMPFILE)|INTO\s*@|FOR\s+UPDATE|FOR\s+SHARE|LOCK\s+IN\s+SHARE\s+MODE|NEXT\s+VALUE\s+FOR/i';

	/**
	 * What may follow WITH, and writes. Two of them are functions, too.
	 */
	private const WRITES_AFTER_WITH = '/\b(?:UPDATE|DELETE|(?:INSERT|REPLACE)\b(?!\s*+\())/i';

	/**
	 * Functions that lock or write. Servers know them by quoted names, too.
	 */
	private const LOCKS = '/\b((GET|RELEASE|RELEASE_ALL)_LOCKS?|NEXTVAL|SETVAL)\s*\(/i';

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
	private const COMMENT = '/\*(?!M?!)[^*]*+(?:\*(?!/)[^*]*+)*+\*/|(?:--(?=[\x01-\x20\x7f]|\z)|\#)[^\n]*+(?:\n|\z)';

	/**
	 * The beginning of a comment that every server runs which WordPress can have.
	 */
	private const RUN_BY_ALL = '/\*!(?:[0-4]\d{4})?(?!\d)';

	/**
	 * The beginning of one that some run and others do not: two statements in one, which can be judged as neither.
	 */
	private const RUN_BY_SOME = '/\*M?!\d*+';

	/**
	 * The beginning of a hint. MySQL reads quotes in it, and a comment's end in those is none.
	 */
	private const HINT_WITH_QUOTES = '~^/\*\+[^\'"`]*+[\'"`]~';

	/**
	 * A byte that is white space to some servers or in some sets of characters.
	 */
	private const PERHAPS_SPACE = '[\x00\xA0]';

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
	 * What follows SET, with strings that are only words; null in any other statement.
	 *
	 * @var string|null
	 */
	private $settings = null;

	/**
	 * A statement.
	 *
	 * @param string $sql SQL.
	 */
	public function __construct( string $sql ) {
		$this->plain = self::plain( $sql, false );
		if ( null !== $this->plain && 1 === preg_match( '/^SET\s/i', $this->plain ) ) {
			$this->settings = substr( (string) self::plain( $sql, true ), 4 );
		}
	}

	/**
	 * A statement without comments.
	 *
	 * @param string $sql   SQL.
	 * @param bool   $words Whether strings of nothing but words are kept.
	 * @return string|null Null when it cannot be told apart.
	 */
	private static function plain( string $sql, bool $words ): ?string {
		$torn   = false;
		$inside = false;
		$plain  = preg_replace_callback(
			// \N is NULL, and parts words.
			'~' . self::STRING . '|`[^`]*+`|' . self::COMMENT . '|' . self::RUN_BY_ALL . '|' . self::RUN_BY_SOME . '|\*/|\\\\N|' . self::PERHAPS_SPACE . '~s',
			static function ( array $match ) use ( $words, &$torn, &$inside ) {
				$found = $match[0];
				if ( '`' === $found[0] || ( $words && 1 === preg_match( '/^[\'"][\w, ]*+[\'"]\z/', $found ) ) ) {
					return $found;
				}
				if ( false !== strpos( '\'"', $found[0] ) ) {
					return $words ? "'?'" : "''";
				}
				$begins = 1 === preg_match( '~^' . self::RUN_BY_SOME . '\z~', $found );
				// An end of no comment is a multiplication, and what follows may begin a comment of which we would see the rest only.
				$torn = $torn
					|| ( $begins && ( $inside || 1 !== preg_match( '~^' . self::RUN_BY_ALL . '\z~', $found ) ) )
					|| ( '*/' === $found && ! $inside )
					|| 0 !== preg_match( '~^' . self::PERHAPS_SPACE . '~', $found )
					|| 0 !== preg_match( self::HINT_WITH_QUOTES, $found );
				if ( $begins || '*/' === $found ) {
					$inside = $begins;
				}
				return ' ';
			},
			$sql
		);
		return null === $plain || $torn ? null : preg_replace( '~\A[\s(]++~', '', $plain );
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
		if ( null !== $this->settings ) {
			return ConnectionSettings::are_harmless( $this->settings );
		}
		return '' === trim( $this->plain ) || 1 === preg_match( self::READS, $this->plain );
	}

	/**
	 * The temporary table it makes.
	 *
	 * @return string|null Null when it makes none, or locks something by doing so.
	 */
	public function makes_temporary(): ?string {
		return $this->locks_or_writes() ? null : $this->name( self::MAKES_TEMPORARY );
	}

	/**
	 * Whether it fills the temporary table that it makes.
	 *
	 * @return bool
	 */
	public function fills_temporary(): bool {
		return null === $this->plain || 0 !== preg_match( self::FILLS_TEMPORARY, $this->plain );
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
		if ( null === $this->plain ) {
			return 'a statement that cannot be told apart';
		}
		// What follows a quote may be the rest of a value: the quotes of a statement that fails need not match.
		$public = substr( $this->plain, 0, strcspn( $this->plain, '\'"' ) );
		$words  = implode( ' ', array_slice( (array) preg_split( '/[\s(]+/', trim( $public ), 5 ), 0, 4 ) );
		return (string) substr( (string) preg_replace( '/(?<![\w`])(?:0x[0-9a-f]+|\d[\w.]*)/i', '?', $words ), 0, 100 );
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
		$plain   = (string) $this->plain;
		$unnamed = preg_replace( '/`[^`]*+`/', '``', $plain );
		return null === $unnamed
			|| 0 !== preg_match( self::NOT_READING, $unnamed )
			|| 0 !== preg_match( self::LOCKS, str_replace( '`', '', $plain ) )
			|| ( 0 !== preg_match( '/^WITH\b/i', $unnamed ) && 0 !== preg_match( self::WRITES_AFTER_WITH, $unnamed ) );
	}
}
