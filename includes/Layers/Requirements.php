<?php
/**
 * What plugins and themes ask for and do not get, and what is out of date.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

use Culprit\Site\LiveConfiguration;
use Culprit\Site\Updates;

/**
 * Reads their headers, and WordPress's own update checks.
 */
final class Requirements {

	private const HEADERS = array(
		'name'      => 'Plugin Name',
		'php'       => 'Requires PHP',
		'wordpress' => 'Requires at least',
		'plugins'   => 'Requires Plugins',
	);

	/**
	 * Requirements of active plugins and the theme that are not met.
	 *
	 * @return list<array{kind: string, id: string, name: string, needs: string, version: string}>
	 */
	public static function unmet(): array {
		$live   = LiveConfiguration::read();
		$active = array_merge( $live['network'], $live['plugins'] );
		$slugs  = array_map( static fn( $plugin ) => '.' === dirname( $plugin ) ? basename( $plugin, '.php' ) : dirname( $plugin ), $active );
		$unmet  = array();
		foreach ( $active as $plugin ) {
			$header = get_file_data( WP_PLUGIN_DIR . '/' . $plugin, self::HEADERS );
			$name   = '' === $header['name'] ? $plugin : wp_strip_all_tags( $header['name'] );
			$unmet  = array_merge( $unmet, self::versions( 'plugin', $plugin, $name, $header['php'], $header['wordpress'] ) );
			foreach ( array_filter( array_map( 'trim', explode( ',', $header['plugins'] ) ) ) as $needed ) {
				if ( 1 === preg_match( '/^[a-z0-9]+(-[a-z0-9]+)*\z/', $needed ) && ! in_array( $needed, $slugs, true ) ) {
					$unmet[] = self::one( 'plugin', $plugin, $name, 'plugin', $needed );
				}
			}
		}
		foreach ( array_unique( array( $live['template'], $live['stylesheet'] ) ) as $folder ) {
			$theme = wp_get_theme( $folder );
			if ( $theme->exists() ) {
				$unmet = array_merge( $unmet, self::versions( 'theme', $folder, (string) $theme->get( 'Name' ), (string) $theme->get( 'RequiresPHP' ), (string) $theme->get( 'RequiresWP' ) ) );
			}
		}
		return $unmet;
	}

	/**
	 * Updates that WordPress knows of; nobody is asked.
	 *
	 * @return list<array{kind: string, id: string, name: string, version: string, newest: string}>
	 */
	public static function outdated(): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$outdated = self::core();
		/** @var array<string, array<string, string>> $installed As get_plugin_data() reads them. */
		$installed = get_plugins();
		foreach ( Updates::plugins() as $plugin => $newest ) {
			$header = $installed[ $plugin ] ?? null;
			if ( is_array( $header ) ) {
				$outdated[] = array(
					'kind'    => 'plugin',
					'id'      => (string) $plugin,
					'name'    => wp_strip_all_tags( $header['Name'] ),
					'version' => $header['Version'],
					'newest'  => $newest,
				);
			}
		}
		foreach ( Updates::themes() as $folder => $newest ) {
			$theme = wp_get_theme( (string) $folder );
			if ( $theme->exists() ) {
				$outdated[] = array(
					'kind'    => 'theme',
					'id'      => (string) $folder,
					'name'    => (string) $theme->get( 'Name' ),
					'version' => (string) $theme->get( 'Version' ),
					'newest'  => $newest,
				);
			}
		}
		return $outdated;
	}

	/**
	 * The newest WordPress, if this is an older one.
	 *
	 * @return list<array{kind: string, id: string, name: string, version: string, newest: string}>
	 */
	private static function core(): array {
		$found   = get_site_transient( 'update_core' );
		$updates = is_object( $found ) && isset( $found->updates ) && is_array( $found->updates ) ? $found->updates : array();
		$here    = get_bloginfo( 'version' );
		$newest  = $here;
		foreach ( $updates as $update ) {
			$version = ( (array) $update )['current'] ?? null;
			if ( is_string( $version ) && version_compare( $version, $newest, '>' ) ) {
				$newest = $version;
			}
		}
		return $newest === $here ? array() : array(
			array(
				'kind'    => 'core',
				'id'      => '',
				'name'    => 'WordPress',
				'version' => $here,
				'newest'  => $newest,
			),
		);
	}

	/**
	 * Versions of PHP and WordPress that are asked for and not there.
	 *
	 * @param string $kind      plugin or theme.
	 * @param string $id        Plugin file or theme folder.
	 * @param string $name      Its name.
	 * @param string $php       What it asks for, or ''.
	 * @param string $wordpress What it asks for, or ''.
	 * @return list<array{kind: string, id: string, name: string, needs: string, version: string}>
	 */
	private static function versions( string $kind, string $id, string $name, string $php, string $wordpress ): array {
		$unmet = array();
		if ( ! is_php_version_compatible( $php ) ) {
			$unmet[] = self::one( $kind, $id, $name, 'php', $php );
		}
		if ( ! is_wp_version_compatible( $wordpress ) ) {
			$unmet[] = self::one( $kind, $id, $name, 'wordpress', $wordpress ); // phpcs:ignore WordPress.WP.CapitalPDangit -- As in schemas/facts.json.
		}
		return $unmet;
	}

	/**
	 * One requirement.
	 *
	 * @param string $kind    plugin or theme.
	 * @param string $id      Plugin file or theme folder.
	 * @param string $name    Its name.
	 * @param string $needs   As in schemas/facts.json.
	 * @param string $version What it asks for.
	 * @return array{kind: string, id: string, name: string, needs: string, version: string}
	 */
	private static function one( string $kind, string $id, string $name, string $needs, string $version ): array {
		return compact( 'kind', 'id', 'name', 'needs', 'version' );
	}
}
