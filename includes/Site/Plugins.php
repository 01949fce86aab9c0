<?php
/**
 * The installed plugins.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Lists plugins.
 */
final class Plugins {

	/**
	 * All installed plugins, by name.
	 *
	 * @param array{plugins: list<string>, network: list<string>} $live The live configuration.
	 * @return list<array<string, mixed>> As in schemas/plugin.json.
	 */
	public static function all( array $live ): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$plugins = array();
		$updates = Updates::plugins();
		$own     = plugin_basename( CULPRIT_FILE );
		/** @var array<string, array<string, string>> $installed As get_plugin_data() reads them. */
		$installed = get_plugins();
		foreach ( $installed as $id => $header ) {
			$network   = in_array( $id, $live['network'], true );
			$plugins[] = array(
				'id'             => $id,
				'name'           => '' === $header['Name'] ? $id : wp_strip_all_tags( $header['Name'] ),
				'version'        => $header['Version'],
				'author'         => wp_strip_all_tags( $header['Author'] ),
				'active'         => ! $network && in_array( $id, $live['plugins'], true ),
				'network_active' => $network,
				'update'         => $updates[ $id ] ?? null,
				'requires'       => self::requires( $id, $header ),
				'own'            => $id === $own,
			);
		}
		return $plugins;
	}

	/**
	 * Folder names of the plugins that a plugin needs.
	 *
	 * @param string                $id     Plugin file.
	 * @param array<string, string> $header As get_plugins() gives it; WordPress before 6.5 does not read this one.
	 * @return list<string>
	 */
	private static function requires( string $id, array $header ): array {
		$needed = $header['RequiresPlugins'] ?? get_file_data( WP_PLUGIN_DIR . '/' . $id, array( 'needed' => 'Requires Plugins' ) )['needed'];
		$slugs  = array_filter( array_map( 'trim', explode( ',', $needed ) ) );
		return array_values( array_filter( $slugs, static fn( $slug ) => 1 === preg_match( '/^[a-z0-9]+(-[a-z0-9]+)*\z/', $slug ) ) );
	}
}
