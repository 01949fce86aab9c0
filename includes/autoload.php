<?php
/**
 * Loads Culprit's classes: namespace Culprit\A\B is includes/A/B.php.
 *
 * @package Culprit
 */

defined( 'ABSPATH' ) || exit;

spl_autoload_register(
	static function ( $name ) {
		if ( 0 !== strpos( $name, 'Culprit\\' ) ) {
			return;
		}
		$file = __DIR__ . '/' . str_replace( '\\', '/', substr( $name, 8 ) ) . '.php';
		if ( is_file( $file ) ) {
			require $file;
		}
	}
);
