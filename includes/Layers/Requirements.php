<?php
/**
 * What active plugins and the theme ask for and do not get.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Site\Plugins;

defined( 'ABSPATH' ) || exit;

/**
 * Compares their own headers with the site.
 *
 * @phpstan-type Unmet array{kind: string, id: string, name: string, needs: string, version: string}
 */
final class Requirements {

	/**
	 * Requirements that are not met.
	 *
	 * @param array{plugins: list<string>, network: list<string>, template: string, stylesheet: string} $live The live configuration.
	 * @return list<Unmet> The part `unmet` of schemas/facts.json.
	 */
	public static function unmet( array $live ): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$active = array_merge( $live['network'], $live['plugins'] );
		$there  = array_map( array( self::class, 'slug' ), $active );
		/** @var array<string, array<string, string>> $headers As get_plugin_data() reads them. */
		$headers = get_plugins();
		$unmet   = array();
		/** @var list<array{id: string, name: string, requires: list<string>}> $plugins As in schemas/plugin.json. */
		$plugins = Plugins::all( $live );
		foreach ( $plugins as $plugin ) {
			if ( ! in_array( $plugin['id'], $active, true ) ) {
				continue;
			}
			$header = $headers[ $plugin['id'] ] ?? array();
			$unmet  = array_merge( $unmet, self::versions( 'plugin', $plugin['id'], $plugin['name'], $header['RequiresPHP'] ?? '', $header['RequiresWP'] ?? '' ) );
			foreach ( array_diff( $plugin['requires'], $there ) as $missing ) {
				$unmet[] = self::one( 'plugin', $plugin['id'], $plugin['name'], 'plugin', $missing );
			}
		}
		foreach ( array_unique( array( $live['stylesheet'], $live['template'] ) ) as $folder ) {
			$theme = wp_get_theme( $folder );
			if ( '' !== $folder && $theme->exists() ) {
				$unmet = array_merge( $unmet, self::versions( 'theme', $folder, (string) $theme->get( 'Name' ), (string) $theme->get( 'RequiresPHP' ), (string) $theme->get( 'RequiresWP' ) ) );
			}
		}
		return $unmet;
	}

	/**
	 * Versions that are too old here.
	 *
	 * @param string $kind plugin or theme.
	 * @param string $id   Plugin file or theme folder.
	 * @param string $name For a person.
	 * @param string $php  What it asks of PHP; empty for nothing.
	 * @param string $wp   What it asks of WordPress.
	 * @return list<Unmet>
	 */
	private static function versions( string $kind, string $id, string $name, string $php, string $wp ): array {
		$unmet = array();
		if ( ! is_php_version_compatible( $php ) ) {
			$unmet[] = self::one( $kind, $id, $name, 'php', $php );
		}
		if ( ! is_wp_version_compatible( $wp ) ) {
			$unmet[] = self::one( $kind, $id, $name, 'wordpress', $wp ); // phpcs:ignore WordPress.WP.CapitalPDangit -- A word of the schema.
		}
		return $unmet;
	}

	/**
	 * One requirement.
	 *
	 * @param string $kind    plugin or theme.
	 * @param string $id      Plugin file or theme folder.
	 * @param string $name    For a person.
	 * @param string $needs   As in the schema.
	 * @param string $version What it asks for; for a plugin its folder.
	 * @return Unmet
	 */
	private static function one( string $kind, string $id, string $name, string $needs, string $version ): array {
		return array(
			'kind'    => $kind,
			'id'      => $id,
			'name'    => $name,
			'needs'   => $needs,
			'version' => $version,
		);
	}

	/**
	 * What a plugin is called where others require it (WP_Plugin_Dependencies::convert_to_slug()).
	 *
	 * @param string $plugin Plugin file.
	 * @return string
	 */
	private static function slug( string $plugin ): string {
		if ( 'hello.php' === $plugin ) {
			return 'hello-dolly';
		}
		return '.' === dirname( $plugin ) ? basename( $plugin, '.php' ) : dirname( $plugin );
	}
}
