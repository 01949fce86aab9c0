<?php
/**
 * Checks answers against the contract.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Support;

use Culprit\Rest\Schema;

/**
 * As strict as the schemas say, without what WordPress's own validator lets pass.
 */
trait Contract {

	/**
	 * Checks that an answer fits its schema, after its way through JSON.
	 *
	 * @param string $schema Base name of the schema's file.
	 * @param mixed  $answer What a callback answered.
	 */
	protected function assert_fits( string $schema, $answer ): void {
		$json = (string) wp_json_encode( $answer );
		$this->assertNotSame( '', $json );
		$this->assertSame( array(), self::misfits( json_decode( $json ), Schema::load( $schema ), $schema ) );
		$valid = rest_validate_value_from_schema( json_decode( $json, true ), Schema::load( $schema ), $schema );
		$this->assertTrue( $valid, is_wp_error( $valid ) ? $valid->get_error_message() : '' );
	}

	/**
	 * Where a value does not fit.
	 *
	 * WordPress's validator takes "1" for a number and an empty list for an object, and forgets to look inside anyOf.
	 *
	 * @param mixed                $value  Decoded with objects as objects.
	 * @param array<string, mixed> $schema The schema.
	 * @param string               $path   Where this is.
	 * @return list<string>
	 */
	protected static function misfits( $value, array $schema, string $path ): array {
		if ( isset( $schema['anyOf'] ) ) {
			$all = array_map( static fn( $one ) => self::misfits( $value, $one, $path ), $schema['anyOf'] );
			return in_array( array(), $all, true ) ? array() : array_merge( ...$all );
		}
		$type = self::type( $value );
		if ( isset( $schema['type'] ) && ! in_array( $type, (array) $schema['type'], true ) && ! ( 'integer' === $type && in_array( 'number', (array) $schema['type'], true ) ) ) {
			return array( "$path is $type" );
		}
		$found = array();
		if ( isset( $schema['enum'] ) && ! in_array( $value, $schema['enum'], true ) ) {
			$found[] = "$path is not one of the enum";
		}
		if ( isset( $schema['pattern'] ) && is_string( $value ) && 1 !== preg_match( "~{$schema['pattern']}~uD", $value ) ) {
			$found[] = "$path does not match its pattern";
		}
		if ( 'array' === $type ) {
			foreach ( $value as $index => $item ) {
				$found = array_merge( $found, self::misfits( $item, $schema['items'] ?? array(), "{$path}[$index]" ) );
			}
		}
		if ( 'object' === $type ) {
			foreach ( array_diff( $schema['required'] ?? array(), array_keys( get_object_vars( $value ) ) ) as $missing ) {
				$found[] = "$path.$missing is missing";
			}
			foreach ( get_object_vars( $value ) as $name => $item ) {
				$extra = $schema['additionalProperties'] ?? true;
				if ( isset( $schema['properties'][ $name ] ) ) {
					$found = array_merge( $found, self::misfits( $item, $schema['properties'][ $name ], "$path.$name" ) );
				} elseif ( false === $extra ) {
					$found[] = "$path.$name is too much";
				} elseif ( is_array( $extra ) ) {
					$found = array_merge( $found, self::misfits( $item, $extra, "$path.$name" ) );
				}
			}
		}
		return $found;
	}

	/**
	 * JSON's name of a type.
	 *
	 * @param mixed $value A value.
	 * @return string
	 */
	private static function type( $value ): string {
		$names = array(
			'boolean' => 'boolean',
			'integer' => 'integer',
			'double'  => 'number',
			'string'  => 'string',
			'array'   => 'array',
			'object'  => 'object',
			'NULL'    => 'null',
		);
		return $names[ gettype( $value ) ];
	}
}
