<?php
/**
 * The live configuration, read and written past every filter and cache.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Reads and writes the rows that say which plugins and which theme are on.
 *
 * Through $wpdb only: in a bare call get_option() answers with the reduced lists, and saving those would be the very
 * damage this plugin exists to prevent.
 *
 * @phpstan-type Rows array<string, string|null>
 */
final class LiveConfiguration {

	/**
	 * Rows of the options table. A switch of theme writes the last five.
	 */
	public const OPTIONS = array( 'active_plugins', 'template', 'stylesheet', 'current_theme', 'template_root', 'stylesheet_root' );

	/**
	 * Row of the network's table.
	 */
	public const NETWORK = 'active_sitewide_plugins';

	/**
	 * The rows as stored.
	 *
	 * @return array<string, string|null> Value by name; null where there is no row.
	 * @phpstan-return Rows
	 */
	public static function rows(): array {
		global $wpdb;
		$rows = array();
		foreach ( self::OPTIONS as $name ) {
			$rows[ $name ] = $wpdb->get_var( $wpdb->prepare( 'SELECT option_value FROM %i WHERE option_name = %s', $wpdb->options, $name ) );
		}
		if ( is_multisite() ) {
			$rows[ self::NETWORK ] = $wpdb->get_var( $wpdb->prepare( 'SELECT meta_value FROM %i WHERE site_id = %d AND meta_key = %s', $wpdb->sitemeta, get_current_network_id(), self::NETWORK ) );
		}
		return $rows;
	}

	/**
	 * The configuration as WordPress loads it: what is listed but gone is left out.
	 *
	 * @param array<string, string|null>|null $rows Rows to read instead of the stored ones.
	 * @phpstan-param Rows|null $rows
	 * @return array{plugins: list<string>, network: list<string>, template: string, stylesheet: string}
	 */
	public static function read( ?array $rows = null ): array {
		$rows    = $rows ?? self::rows();
		$network = array_keys( self::unpack( $rows[ self::NETWORK ] ?? null ) );
		sort( $network );
		$network = array_values( array_filter( array_map( 'strval', $network ), array( self::class, 'loads' ) ) );
		$plugins = array_filter( self::listed( $rows['active_plugins'] ?? null ), array( self::class, 'loads' ) );
		return array(
			'plugins'    => array_values( array_diff( $plugins, $network ) ),
			'network'    => $network,
			'template'   => (string) ( $rows['template'] ?? '' ),
			'stylesheet' => (string) ( $rows['stylesheet'] ?? '' ),
		);
	}

	/**
	 * Whether a configuration is the live one. The order of plugins counts, that of the keys of a JSON object does not.
	 *
	 * @param array<string, mixed> $configuration As in schemas/configuration.json.
	 * @return bool
	 */
	public static function is( array $configuration ): bool {
		$live = self::read();
		return array_replace( $live, $configuration ) === $live;
	}

	/**
	 * Whether WordPress would load a plugin that is listed.
	 *
	 * @param string $plugin Plugin file.
	 * @return bool
	 */
	public static function loads( string $plugin ): bool {
		return 0 === validate_file( $plugin ) && '.php' === substr( $plugin, -4 ) && is_file( WP_PLUGIN_DIR . '/' . $plugin );
	}

	/**
	 * Writes rows, each only if it still holds what it is believed to hold.
	 *
	 * @param array<string, string|null> $expected What the rows hold now.
	 * @param array<string, string|null> $wanted   What they are to hold; null deletes the row.
	 * @phpstan-param Rows $expected
	 * @phpstan-param Rows $wanted
	 * @return bool False when a row held something else; then all rows are as they were.
	 */
	public static function swap( array $expected, array $wanted ): bool {
		if ( array_intersect_key( self::rows(), $expected ) !== $expected ) {
			return false;
		}
		$written = array();
		foreach ( $wanted as $name => $value ) {
			$was = $expected[ $name ] ?? null;
			if ( $value === $was ) {
				continue;
			}
			if ( ! self::write( $name, $was, $value ) ) {
				foreach ( array_reverse( $written ) as $undo ) {
					self::write( $undo, $wanted[ $undo ], $expected[ $undo ] ?? null );
				}
				self::forget_cached();
				return false;
			}
			$written[] = $name;
		}
		self::forget_cached();
		return true;
	}

	/**
	 * The site's list as stored, without some plugins.
	 *
	 * @param string|null  $row     The stored row.
	 * @param list<string> $without Plugin files.
	 * @return string
	 */
	public static function list_without( ?string $row, array $without ): string {
		return serialize( array_values( array_diff( self::listed( $row ), $without ) ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- WordPress's own format of this row.
	}

	/**
	 * The network's list as stored, without some plugins.
	 *
	 * @param string|null  $row     The stored row.
	 * @param list<string> $without Plugin files.
	 * @return string
	 */
	public static function map_without( ?string $row, array $without ): string {
		return serialize( array_diff_key( self::unpack( $row ), array_flip( $without ) ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- WordPress's own format of this row.
	}

	/**
	 * The plugins in the row of the site's list.
	 *
	 * @param string|null $row The stored row.
	 * @return list<string>
	 */
	public static function listed( ?string $row ): array {
		return array_values( array_filter( self::unpack( $row ), 'is_string' ) );
	}

	/**
	 * The list in a row.
	 *
	 * @param string|null $row The stored row.
	 * @return array<int|string, mixed>
	 */
	public static function unpack( ?string $row ): array {
		$list = null === $row ? array() : maybe_unserialize( $row );
		return is_array( $list ) ? $list : array();
	}

	/**
	 * Writes one row if it holds what it is believed to hold.
	 *
	 * @param string      $name  Name of the row.
	 * @param string|null $was   What it holds; null when there is no row.
	 * @param string|null $value What it is to hold; null deletes it.
	 * @return bool
	 */
	private static function write( string $name, ?string $was, ?string $value ): bool {
		global $wpdb;
		$network = self::NETWORK === $name;
		$table   = $network ? $wpdb->sitemeta : $wpdb->options;
		$key     = $network ? array(
			'site_id'  => get_current_network_id(),
			'meta_key' => $name, // phpcs:ignore WordPress.DB.SlowDBQuery -- One row by its key.
		) : array( 'option_name' => $name );
		$column  = $network ? 'meta_value' : 'option_value';
		if ( null === $was ) {
			return 1 === $wpdb->insert( $table, array_merge( $key, array( $column => $value ) ) );
		}
		$key[ $column ] = $was;
		if ( null === $value ) {
			return 1 === $wpdb->delete( $table, $key );
		}
		return 1 === $wpdb->update( $table, array( $column => $value ), $key );
	}

	/**
	 * Makes every cache of options read anew.
	 */
	private static function forget_cached(): void {
		foreach ( array_merge( array( 'alloptions', 'notoptions' ), self::OPTIONS ) as $key ) {
			wp_cache_delete( $key, 'options' );
		}
		if ( is_multisite() ) {
			wp_cache_delete( get_current_network_id() . ':' . self::NETWORK, 'site-options' );
			wp_cache_delete( get_current_network_id() . ':notoptions', 'site-options' );
		}
	}
}
