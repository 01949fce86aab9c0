<?php
/**
 * What a page's health can depend on, with versions and the times of files.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Site\LiveConfiguration;
use Culprit\Site\Plugins;
use Culprit\Site\Themes;

defined( 'ABSPATH' ) || exit;

/**
 * Takes stock of the site.
 *
 * @phpstan-type Item array{name: string, version: string|null, active: bool|null, time: int|null}
 * @phpstan-type Items array<string, Item>
 * @phpstan-type Stock array<string, Items>
 */
final class Inventory {

	/**
	 * Options that decide where a page is and how it is found.
	 */
	private const OPTIONS = array( 'home', 'siteurl', 'permalink_structure' );

	/**
	 * The stock.
	 *
	 * @return array<string, array<string, array<string, mixed>>> Items by id, by `what` as in schemas/changed.json. An item has name, version (null where
	 *         there is none), active (null where nothing is switched) and time (Unix time of its newest file, null where it is not known).
	 * @phpstan-return Stock
	 */
	public static function take(): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$times = new FileTimes();
		$stock = array(
			'core'     => array( 'core' => self::item( 'WordPress', get_bloginfo( 'version' ), null, $times->of( ABSPATH . WPINC . '/version.php' ) ) ),
			'php'      => array( 'php' => self::item( 'PHP', PHP_VERSION ) ),
			'server'   => array( 'server' => self::item( __( 'The web server', 'culprit' ), isset( $_SERVER['SERVER_SOFTWARE'] ) && is_string( $_SERVER['SERVER_SOFTWARE'] ) ? sanitize_text_field( wp_unslash( $_SERVER['SERVER_SOFTWARE'] ) ) : '' ) ),
			'must-use' => self::always_on( get_mu_plugins(), WPMU_PLUGIN_DIR, $times ),
			'drop-in'  => self::always_on( get_dropins(), WP_CONTENT_DIR, $times ),
			'option'   => self::options(),
		);
		$live  = LiveConfiguration::read();
		return $stock + array(
			'theme'  => self::themes( $live['stylesheet'], $times ),
			'plugin' => self::plugins( $live, $times ),
		);
	}

	/**
	 * The plugins; those that are on first, should time run out.
	 *
	 * @param array{plugins: list<string>, network: list<string>} $live  The live configuration.
	 * @param FileTimes                                           $times Reads the times of files.
	 * @return array<string, array<string, mixed>>
	 * @phpstan-return Items
	 */
	private static function plugins( array $live, FileTimes $times ): array {
		$items = array();
		/** @var list<array{id: string, name: string, version: string, active: bool, network_active: bool}> $plugins As in schemas/plugin.json. */
		$plugins = Plugins::all( $live );
		usort( $plugins, static fn( $a, $b ) => ( $b['active'] || $b['network_active'] ) <=> ( $a['active'] || $a['network_active'] ) );
		foreach ( $plugins as $plugin ) {
			$folder                 = dirname( $plugin['id'] );
			$items[ $plugin['id'] ] = self::item( $plugin['name'], $plugin['version'], $plugin['active'] || $plugin['network_active'], $times->of( WP_PLUGIN_DIR . '/' . ( '.' === $folder ? $plugin['id'] : $folder ) ) );
		}
		return $items;
	}

	/**
	 * The themes.
	 *
	 * @param string    $active Folder of the live theme.
	 * @param FileTimes $times  Reads the times of files.
	 * @return array<string, array<string, mixed>>
	 * @phpstan-return Items
	 */
	private static function themes( string $active, FileTimes $times ): array {
		$items = array();
		/** @var list<array{stylesheet: string, name: string, version: string, probe_only: bool}> $themes As in schemas/theme.json. */
		$themes = Themes::all( $active );
		foreach ( $themes as $theme ) {
			if ( ! $theme['probe_only'] ) {
				$items[ $theme['stylesheet'] ] = self::item( wp_strip_all_tags( $theme['name'] ), $theme['version'], $theme['stylesheet'] === $active, $times->of( wp_get_theme( $theme['stylesheet'] )->get_stylesheet_directory() ) );
			}
		}
		return $items;
	}

	/**
	 * Must-use plugins or drop-ins. Culprit's own guard comes and goes with Culprit.
	 *
	 * @param array<array<mixed>> $files  Headers by file, as WordPress reads them.
	 * @param string              $folder Where they are.
	 * @param FileTimes           $times  Reads the times of files.
	 * @return array<string, array<string, mixed>>
	 * @phpstan-return Items
	 */
	private static function always_on( array $files, string $folder, FileTimes $times ): array {
		$items = array();
		foreach ( $files as $file => $header ) {
			$file = (string) $file;
			if ( '0-culprit-guard.php' === $file ) {
				continue;
			}
			$name           = isset( $header['Name'] ) && is_string( $header['Name'] ) ? wp_strip_all_tags( $header['Name'] ) : '';
			$version        = isset( $header['Version'] ) && is_string( $header['Version'] ) ? $header['Version'] : '';
			$items[ $file ] = self::item( '' === $name ? $file : $name, $version, null, $times->of( "$folder/$file" ) );
		}
		return $items;
	}

	/**
	 * The options, as stored: a plugin's filter must not look like a change.
	 *
	 * @return array<string, array<string, mixed>>
	 * @phpstan-return Items
	 */
	private static function options(): array {
		global $wpdb;
		$items = array();
		foreach ( self::OPTIONS as $name ) {
			$items[ $name ] = self::item( $name, (string) $wpdb->get_var( $wpdb->prepare( 'SELECT option_value FROM %i WHERE option_name = %s', $wpdb->options, $name ) ) );
		}
		return $items;
	}

	/**
	 * One item.
	 *
	 * @param string    $name    For a person.
	 * @param string    $version Version or value; empty where there is none.
	 * @param bool|null $active  Whether it is on.
	 * @param int|null  $time    Unix time of its newest file.
	 * @return array<string, mixed>
	 * @phpstan-return Item
	 */
	private static function item( string $name, string $version, ?bool $active = null, ?int $time = null ): array {
		return array(
			'name'    => $name,
			'version' => '' === $version ? null : $version,
			'active'  => $active,
			'time'    => $time,
		);
	}
}
