<?php
/**
 * An error that ended PHP.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Reads what error_get_last() gives.
 *
 * @phpstan-type PhpError array{type: int, message: string, file: string, line: int, trace?: list<array<string, mixed>>}
 */
final class Fatal {

	private const TYPES = array( E_ERROR, E_PARSE, E_CORE_ERROR, E_COMPILE_ERROR, E_USER_ERROR, E_RECOVERABLE_ERROR );

	private const MESSAGE_BYTES = 8000;

	private const FRAMES = 50;

	/**
	 * What stands before the stack in the message of an uncaught exception.
	 */
	private const STACK = "\nStack trace:\n";

	/**
	 * An error, if it is one that ends PHP.
	 *
	 * @param mixed $error As error_get_last() gives it.
	 * @return array<string, mixed>|null
	 * @phpstan-return PhpError|null
	 */
	public static function from( $error ): ?array {
		if ( ! is_array( $error ) || ! isset( $error['type'], $error['message'], $error['file'], $error['line'] ) || ! in_array( $error['type'], self::TYPES, true ) ) {
			return null;
		}
		/** @var PhpError $error */
		return $error;
	}

	/**
	 * An error for the report.
	 *
	 * @param array<string, mixed> $error As from() gave it.
	 * @phpstan-param PhpError $error
	 * @return array{type: int, message: string, file: string, line: int, frames: list<array{file: string, line: int}>}
	 */
	public static function describe( array $error ): array {
		$frames = self::frames( $error );
		$file   = Place::file( $error['file'] );
		$line   = $error['line'];
		if ( isset( $frames[0] ) && Place::is_ours( $error['file'] ) ) {
			// The deep recorder called what cannot be called; without it WordPress would have.
			$file = $frames[0]['file'];
			$line = $frames[0]['line'];
		}
		// The stack that stands in it has the arguments of each call, and so, maybe, a password.
		$message = explode( self::STACK, $error['message'] )[0];
		return array(
			'type'    => $error['type'],
			'message' => substr( Place::relative( str_replace( $error['file'] . ':' . $error['line'], $file . ':' . $line, $message ) ), 0, self::MESSAGE_BYTES ),
			'file'    => $file,
			'line'    => $line,
			'frames'  => $frames,
		);
	}

	/**
	 * The stack: PHP 8.5 gives it, for uncaught exceptions it stands in the message.
	 *
	 * @param array<string, mixed> $error The error.
	 * @phpstan-param PhpError $error
	 * @return list<array{file: string, line: int}>
	 */
	private static function frames( array $error ): array {
		$found = array();
		foreach ( $error['trace'] ?? array() as $frame ) {
			if ( isset( $frame['file'], $frame['line'] ) && is_string( $frame['file'] ) && is_int( $frame['line'] ) ) {
				$found[] = array( $frame['file'], $frame['line'] );
			}
		}
		// What the exception itself says may look like a stack, and stands before it.
		$stack = strrpos( $error['message'], self::STACK );
		if ( array() === $found && false !== $stack && preg_match_all( '~^#\d+ (.+?)\((\d+)\): ~m', substr( $error['message'], $stack ), $matches, PREG_SET_ORDER ) > 0 ) {
			foreach ( $matches as $match ) {
				$found[] = array( $match[1], (int) $match[2] );
			}
		}
		$frames = array();
		foreach ( $found as list( $file, $line ) ) {
			// The deep recorder stands between hook and callback.
			if ( count( $frames ) < self::FRAMES && ! Place::is_ours( $file ) ) {
				$frames[] = array(
					'file' => Place::file( $file ),
					'line' => $line,
				);
			}
		}
		return $frames;
	}
}
