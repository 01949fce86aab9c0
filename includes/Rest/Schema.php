<?php
/**
 * The contract: JSON Schemas that PHP validates with and TypeScript types are generated from.
 *
 * @package Culprit
 */

namespace Culprit\Rest;

defined( 'ABSPATH' ) || exit;

/**
 * Reads schemas/*.json.
 */
final class Schema {

	/**
	 * A schema with its references filled in.
	 *
	 * @param string $name Base name of the file.
	 * @return array<mixed>
	 */
	public static function load( string $name ): array {
		$schema = json_decode( (string) file_get_contents( dirname( CULPRIT_FILE ) . '/schemas/' . $name . '.json' ), true );
		return self::resolve( is_array( $schema ) ? $schema : array() );
	}

	/**
	 * The arguments of a route: the properties of a request's schema.
	 *
	 * @param string $name Base name of the file.
	 * @return array<string, array<string, mixed>>
	 */
	public static function arguments( string $name ): array {
		/** @var array{properties: array<string, array<string, mixed>>, required?: list<string>} $schema One of our own files. */
		$schema = self::load( $name );
		$args   = $schema['properties'];
		foreach ( $schema['required'] ?? array() as $required ) {
			$args[ $required ]['required'] = true;
		}
		return $args;
	}

	/**
	 * Puts the referred files in place of references.
	 *
	 * @param array<mixed> $schema A schema or a part of one.
	 * @return array<mixed>
	 */
	private static function resolve( array $schema ): array {
		if ( isset( $schema['$ref'] ) && is_string( $schema['$ref'] ) ) {
			return self::load( basename( $schema['$ref'], '.json' ) );
		}
		return array_map( static fn( $part ) => is_array( $part ) ? self::resolve( $part ) : $part, $schema );
	}
}
