<?php
/**
 * Says where WordPress died in one of Culprit's own calls, while must-use plugins and WordPress itself were loading.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * The guard runs before the other must-use plugins, so that it still stands when one of them ends PHP.
 *
 * Only who calls with a pass or an application password learns of it; a visitor gets what WordPress shows.
 */
final class StartDeath {

	/**
	 * Whether WordPress got as far as to answer for itself.
	 *
	 * @var bool
	 */
	private static $started = false;

	/**
	 * Watches over this request.
	 */
	public static function watch(): void {
		add_action(
			'rest_api_init',
			static function () {
				self::$started = true;
			},
			PHP_INT_MIN
		);
		register_shutdown_function( array( self::class, 'tell' ) );
	}

	/**
	 * Adds the error to the answer, as schemas/error.json has it, on a line of its own: WordPress's words may stand before it.
	 */
	public static function tell(): void {
		try {
			$error = self::$started ? null : Fatal::from( error_get_last() );
			if ( null === $error ) {
				return;
			}
			$fatal = Fatal::describe( $error );
			if ( ! headers_sent() ) {
				status_header( 500 );
				header( 'Content-Type: application/json; charset=utf-8' );
				Response::forbid_caching();
			}
			// Not wp_json_encode(), which drops text that is not UTF-8 and may not be there yet.
			echo "\n", json_encode( // phpcs:ignore WordPress.WP.AlternativeFunctions, WordPress.Security.EscapeOutput -- JSON for our own client.
				array(
					'code'    => 'culprit_died_at_start',
					'message' => sprintf( 'WordPress breaks down while it starts, in %1$s on line %2$d.', $fatal['file'], $fatal['line'] ),
					'data'    => array(
						'status'  => 500,
						'file'    => $fatal['file'],
						'line'    => $fatal['line'],
						'message' => $fatal['message'],
					),
				),
				JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES
			), "\n";
		} catch ( \Throwable $ignored ) {
			unset( $ignored );
		}
	}
}
