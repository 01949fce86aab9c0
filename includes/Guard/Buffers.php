<?php
/**
 * The output buffers that were open when PHP ended: one that swallows a page leaves no other trace.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Names the buffers, what they held, and whose they are.
 */
final class Buffers {

	private const MOST = 10;

	/**
	 * The buffers as they are now.
	 *
	 * @param list<string|null> $openers Files that opened them, the outermost first, as far as known.
	 * @return list<array{name: string, bytes: int, by: string|null}> The outermost first.
	 */
	public static function open( array $openers ): array {
		$buffers = array();
		/** @var list<array{name: string, buffer_used: int}> $status What PHP says with true. */
		$status = ob_get_status( true );
		foreach ( array_slice( $status, 0, self::MOST ) as $level => $buffer ) {
			$by        = self::declared_in( $buffer['name'] );
			$buffers[] = array(
				'name'  => substr( $buffer['name'], 0, 200 ),
				'bytes' => $buffer['buffer_used'],
				'by'    => '' === $by ? ( $openers[ $level ] ?? null ) : $by,
			);
		}
		return $buffers;
	}

	/**
	 * The file of a plugin or theme that declares a handler.
	 *
	 * @param string $name As PHP names it.
	 * @return string Relative, or '' for PHP's own, for WordPress's and for those without a name.
	 */
	private static function declared_in( string $name ): string {
		try {
			$parts = explode( '::', $name, 2 );
			if ( isset( $parts[1] ) && class_exists( $parts[0], false ) && method_exists( $parts[0], $parts[1] ) ) {
				return Place::foreign( (string) ( new \ReflectionMethod( $parts[0], $parts[1] ) )->getFileName() );
			}
			return function_exists( $name ) ? Place::foreign( (string) ( new \ReflectionFunction( $name ) )->getFileName() ) : '';
		} catch ( \ReflectionException $error ) {
			return '';
		}
	}
}
