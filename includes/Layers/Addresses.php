<?php
/**
 * Where the site is, and where the web server answers.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Reads WordPress's addresses and what the web server says of this request.
 */
final class Addresses {

	/**
	 * What is said when WordPress cannot tell.
	 */
	public const NOTHING = array(
		'home'   => '',
		'site'   => '',
		'server' => null,
		'port'   => null,
		'https'  => false,
	);

	/**
	 * The addresses.
	 *
	 * @return array{home: string, site: string, server: string|null, port: int|null, https: bool} The part `addresses` of schemas/facts.json.
	 */
	public static function describe(): array {
		return array(
			'home'   => home_url( '/' ),
			'site'   => site_url( '/' ),
			'server' => self::server(),
			'port'   => self::port(),
			'https'  => is_ssl(),
		);
	}

	/**
	 * The IP address that this request came in at.
	 *
	 * @return string|null Null where the web server does not say.
	 */
	public static function server(): ?string {
		// Set by the web server, and nothing but an IP address is taken.
		$address = isset( $_SERVER['SERVER_ADDR'] ) ? filter_var( wp_unslash( $_SERVER['SERVER_ADDR'] ), FILTER_VALIDATE_IP ) : false; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput
		return is_string( $address ) ? $address : null;
	}

	/**
	 * The port that this request came in at.
	 *
	 * @return int|null Null where the web server does not say.
	 */
	public static function port(): ?int {
		$range = array(
			'options' => array(
				'min_range' => 1,
				'max_range' => 65535,
			),
		);
		$port  = isset( $_SERVER['SERVER_PORT'] ) ? filter_var( wp_unslash( $_SERVER['SERVER_PORT'] ), FILTER_VALIDATE_INT, $range ) : false; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput
		return is_int( $port ) ? $port : null;
	}
}
