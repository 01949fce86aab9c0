<?php
/**
 * Secrets are compared in constant time.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Tests\TestCase;

/**
 * Reads the guard's own code.
 */
final class SecretsTest extends TestCase {

	private const COMPARISONS = array( T_IS_EQUAL, T_IS_NOT_EQUAL, T_IS_IDENTICAL, T_IS_NOT_IDENTICAL, T_SPACESHIP );

	/**
	 * Names that hold something secret, or what is compared with it.
	 */
	private const SECRET = '/^\$?(signature|expected|hash|digest|pass|password|token|key|part|secret|hmac|marker)$/i';

	public function test_no_secret_of_the_guard_is_compared_with_an_operator(): void {
		$found = array();
		foreach ( (array) glob( dirname( CULPRIT_FILE ) . '/includes/Guard/*.php' ) as $file ) {
			foreach ( self::comparisons( (string) file_get_contents( (string) $file ) ) as $line ) {
				$found[] = basename( (string) $file ) . ": $line";
			}
		}

		$this->assertSame( array(), $found );
	}

	public function test_such_a_comparison_would_be_found(): void {
		foreach ( array( '$expected === $signature', 'hash( "sha256", $pass ) == $stored', '$a !== $part[4]', '$token != $b', 'strcmp( $signature, $x )', '0 === strcmp( $x, $signature )', 'in_array( $token, $all, true )' ) as $code ) {
			$this->assertNotSame( array(), self::comparisons( "<?php if ( $code ) { go(); }" ), $code );
		}
		foreach ( array( '"" !== $expected', 'null === $pass', 'is_string( $token )', 'hash_equals( $hash, $x )', '1 !== preg_match( "/x/", $token )', 'self::APPLICATION_PASSWORD === $pass' ) as $code ) {
			$this->assertSame( array(), self::comparisons( "<?php if ( $code ) { go(); }" ), $code );
		}
	}

	public function test_signatures_passes_and_specifications_go_through_hash_equals(): void {
		foreach ( array( 'Key', 'Pass', 'Claims' ) as $class ) {
			$this->assertStringContainsString( 'hash_equals(', (string) file_get_contents( dirname( CULPRIT_FILE ) . "/includes/Guard/$class.php" ), $class );
		}
	}

	/**
	 * Comparisons with an operator or a leaking function in which a secret takes part.
	 *
	 * @param string $code PHP code.
	 * @return list<string>
	 */
	private static function comparisons( string $code ): array {
		$tokens = array_values(
			array_filter(
				token_get_all( $code ),
				static function ( $token ): bool {
					return ! is_array( $token ) || ! in_array( $token[0], array( T_WHITESPACE, T_COMMENT, T_DOC_COMMENT ), true );
				}
			)
		);
		$found  = array();
		foreach ( $tokens as $at => $token ) {
			$leaks = is_array( $token ) && T_STRING === $token[0] && in_array( strtolower( $token[1] ), array( 'strcmp', 'strcasecmp', 'strncmp', 'in_array', 'array_search' ), true );
			if ( ! $leaks && ( ! is_array( $token ) || ! in_array( $token[0], self::COMPARISONS, true ) ) ) {
				continue;
			}
			$sides    = $leaks ? array( array(), self::side( $tokens, $at, 1 ) ) : array( self::side( $tokens, $at, -1 ), self::side( $tokens, $at, 1 ) );
			$secret   = array_filter( array_merge( ...$sides ), static fn( $text ) => 1 === preg_match( self::SECRET, $text ) );
			$harmless = array_filter( $sides, static fn( $side ) => 1 === count( $side ) && 1 === preg_match( '/^(null|\'\'|""|\d+|true|false)$/i', $side[0] ) || 3 === count( $side ) && in_array( 'self', $side, true ) );
			if ( $secret && ! $harmless ) {
				$found[] = implode( ' ', array_map( 'implode', array( array_reverse( $sides[0] ), array( is_array( $token ) ? $token[1] : $token ), $sides[1] ) ) );
			}
		}
		return $found;
	}

	/**
	 * One side of a comparison, up to the next one of &&, ||, ?, ; and the bracket around it.
	 *
	 * @param list<mixed> $tokens All tokens.
	 * @param int         $at     Where the operator is.
	 * @param int         $step   1 for the right side, -1 for the left.
	 * @return list<string> From the operator outwards.
	 */
	private static function side( array $tokens, int $at, int $step ): array {
		$side  = array();
		$depth = 0;
		$open  = 1 === $step ? array( '(', '[' ) : array( ')', ']' );
		$close = 1 === $step ? array( ')', ']' ) : array( '(', '[' );
		for ( $next = $at + $step; isset( $tokens[ $next ] ); $next += $step ) {
			$text   = is_array( $tokens[ $next ] ) ? $tokens[ $next ][1] : $tokens[ $next ];
			$depth += in_array( $text, $open, true ) ? 1 : ( in_array( $text, $close, true ) ? -1 : 0 );
			if ( $depth < 0 || ( 0 === $depth && in_array( $text, array( '&&', '||', '?', ':', ';', ',', '=', '{', '}', 'return' ), true ) ) ) {
				break;
			}
			$side[] = $text;
		}
		return $side;
	}
}
