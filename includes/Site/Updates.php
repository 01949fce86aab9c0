<?php
/**
 * The updates that WordPress knows of.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Reads what WordPress's own update checks found; asks nobody.
 */
final class Updates {

	/**
	 * Updates of plugins.
	 *
	 * @return array<string, string> New version by plugin file.
	 */
	public static function plugins(): array {
		return self::versions( get_site_transient( 'update_plugins' ) );
	}

	/**
	 * Updates of themes.
	 *
	 * @return array<string, string> New version by folder.
	 */
	public static function themes(): array {
		return self::versions( get_site_transient( 'update_themes' ) );
	}

	/**
	 * The newest update of WordPress itself.
	 *
	 * @return string|null Its version; null when none is known.
	 */
	public static function core(): ?string {
		$found  = get_site_transient( 'update_core' );
		$offers = is_object( $found ) && isset( $found->updates ) && is_array( $found->updates ) ? $found->updates : array();
		$newest = null;
		foreach ( $offers as $offer ) {
			$offer   = (array) $offer;
			$version = $offer['current'] ?? null;
			if ( 'upgrade' === ( $offer['response'] ?? '' ) && is_string( $version ) && ( null === $newest || version_compare( $newest, $version, '<' ) ) ) {
				$newest = $version;
			}
		}
		return $newest;
	}

	/**
	 * The versions in a transient, which any plugin may have rewritten.
	 *
	 * @param mixed $found The transient.
	 * @return array<string, string>
	 */
	private static function versions( $found ): array {
		$versions = array();
		$response = is_object( $found ) && isset( $found->response ) && is_array( $found->response ) ? $found->response : array();
		foreach ( $response as $id => $update ) {
			$version = ( (array) $update )['new_version'] ?? null;
			if ( is_string( $version ) ) {
				$versions[ (string) $id ] = $version;
			}
		}
		return $versions;
	}
}
