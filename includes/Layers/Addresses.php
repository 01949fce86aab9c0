<?php
/**
 * Where the site is, by name and by number.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Describes addresses.
 */
final class Addresses {

	/**
	 * The addresses.
	 *
	 * @return array{home: string, site: string, server: string|null, port: int|null, https: bool}
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
	 * The IP address that the web server answers on.
	 *
	 * @return string|null
	 */
	public static function server(): ?string {
		$address = isset( $_SERVER['SERVER_ADDR'] ) && is_string( $_SERVER['SERVER_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['SERVER_ADDR'] ) ) : '';
		return false === filter_var( $address, FILTER_VALIDATE_IP ) ? null : $address;
	}

	/**
	 * The port that the web server answers on.
	 *
	 * @return int|null
	 */
	public static function port(): ?int {
		$port = isset( $_SERVER['SERVER_PORT'] ) && is_numeric( $_SERVER['SERVER_PORT'] ) ? (int) $_SERVER['SERVER_PORT'] : 0;
		return $port > 0 && $port < 65536 ? $port : null;
	}
}
