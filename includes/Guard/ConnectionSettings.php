<?php
/**
 * The settings of a connection that a probe may change.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Tells settings that change nothing on the site, and nothing about how the server reads the statements after them.
 */
final class ConnectionSettings {

	/**
	 * Sets of characters in which no byte of another character looks like a quote or a backslash, or no set at all. The
	 * server's own one may be any.
	 */
	private const CHARACTERS = '(?:utf8(?:mb[34])?|latin1|ascii|binary|NULL)';

	private const COLLATION = '(?:(?:utf8|latin1|ascii)\w*|binary|DEFAULT)';

	private const SESSION = '(?:(?:SESSION|LOCAL)\s+|@@(?:SESSION\.|LOCAL\.)?)?';

	/**
	 * Modes in which quotes and backslashes mean something else.
	 */
	private const OTHER_QUOTES = '/ANSI|NO_BACKSLASH_ESCAPES|DB2|MAXDB|MSSQL|ORACLE|POSTGRESQL/i';

	/**
	 * The usual way to be rid of one mode.
	 */
	private const ONE_MODE_LESS = '/=\s*\(?\s*(?:SELECT\s+)?REPLACE\s*\(\s*@@(?:(?:SESSION|LOCAL|GLOBAL)\.)?sql_mode\s*,\s*[\'"][\w,]*[\'"]\s*,\s*[\'"][\'"]\s*\)\s*\)?/i';

	/**
	 * Whether quotes and backslashes are never part of another character in a set of characters.
	 *
	 * @param string $characters Its name.
	 * @return bool
	 */
	public static function keeps_quotes( string $characters ): bool {
		return 1 === preg_match( '/^' . self::CHARACTERS . '\z/i', $characters );
	}

	/**
	 * Whether each of the settings in a SET is a harmless one.
	 *
	 * @param string $settings What follows SET: without comments, strings empty unless they are only words.
	 * @return bool
	 */
	public static function are_harmless( string $settings ): bool {
		if ( 0 !== preg_match( self::OTHER_QUOTES, $settings ) ) {
			return false;
		}
		// A comma in a string parts modes, one in brackets arguments, not settings.
		$outside = self::without_words( preg_replace( array( '/`[^`]*+`/', self::ONE_MODE_LESS ), array( '``', '= DEFAULT' ), $settings ) );
		$outside = null === $outside ? null : preg_replace( '/\((?:[^()]++|(?R))*+\)/', '', $outside );
		if ( null === $outside ) {
			return false;
		}
		foreach ( explode( ',', $outside ) as $setting ) {
			if ( 1 !== preg_match( self::pattern(), $setting ) ) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The settings, with the names of characters and collations out of their quotes, and other strings without commas.
	 *
	 * @param string|null $settings Settings.
	 * @return string|null Null when they cannot be told apart.
	 */
	private static function without_words( ?string $settings ): ?string {
		return null === $settings ? null : preg_replace_callback(
			// Each string as a whole, also an empty one: what stands between two of them is none.
			'/([\'"])([^\'"]*+)\1/',
			static function ( array $match ): string {
				if ( 1 === preg_match( '/^(?:utf8\w*|latin1\w*|ascii\w*|binary)\z/i', $match[2] ) ) {
					return $match[2];
				}
				return "'" . ( 1 === preg_match( '/^\w/', $match[2] ) ? 'words' : $match[2] ) . "'";
			},
			$settings
		);
	}

	/**
	 * What one setting looks like.
	 *
	 * @return string
	 */
	private static function pattern(): string {
		return '/^\s*(?:'
			. 'NAMES\s+' . self::CHARACTERS . '(?:\s+COLLATE\s+' . self::COLLATION . ')?\s*;?\s*\z'
			. '|(?:CHARACTER\s+SET|CHARSET)\s+' . self::CHARACTERS . '\s*;?\s*\z'
			. '|' . self::SESSION . 'character_set_\w+\s*:?=\s*' . self::CHARACTERS . '\s*;?\s*\z'
			. '|' . self::SESSION . 'collation_connection\s*:?=\s*' . self::COLLATION . '\s*;?\s*\z'
			. '|' . self::SESSION . 'sql_mode\s*:?=\s*(?:DEFAULT|\'(?:words)?\')\s*;?\s*\z'
			. '|' . self::SESSION . '(?:sql_big_selects|group_concat_max_len|time_zone|max_execution_time|max_statement_time|optimizer_switch)\s*:?='
			. '|@[a-z]'
			. ')/i';
	}
}
