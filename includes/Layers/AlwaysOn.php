<?php
/**
 * What runs whatever plugins are active: must-use plugins and drop-ins.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

use Culprit\Guard\Installer;

/**
 * Lists these files.
 */
final class AlwaysOn {

	private const HEADERS = array(
		'name'    => 'Plugin Name',
		'version' => 'Version',
	);

	/**
	 * How much of a file may name the plugin that brought it, in bytes.
	 */
	private const HEAD = 8192;

	/**
	 * Must-use plugins, in load order.
	 *
	 * @return list<array<string, mixed>> As in schemas/always-on.json.
	 */
	public static function must_use(): array {
		$files = array();
		foreach ( wp_get_mu_plugins() as $path ) {
			$files[] = self::describe( $path, true );
		}
		return $files;
	}

	/**
	 * Drop-ins that lie in wp-content, used or not.
	 *
	 * @return list<array<string, mixed>> As in schemas/always-on.json.
	 */
	public static function drop_ins(): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$files = array();
		foreach ( _get_dropins() as $file => $about ) {
			$path = WP_CONTENT_DIR . '/' . $file;
			if ( is_file( $path ) ) {
				// A text names the constant that switches it on; true means that nothing has to.
				$constant = (array) $about;
				$switch   = $constant[1] ?? true;
				$files[]  = self::describe( $path, true === $switch || ( is_string( $switch ) && defined( $switch ) && (bool) constant( $switch ) ) );
			}
		}
		return $files;
	}

	/**
	 * One file.
	 *
	 * @param string $path Full path.
	 * @param bool   $used Whether WordPress loads it.
	 * @return array<string, mixed> As in schemas/always-on.json.
	 */
	private static function describe( string $path, bool $used ): array {
		$header = get_file_data( $path, self::HEADERS );
		return array(
			'file'     => basename( $path ),
			'name'     => '' === $header['name'] ? basename( $path ) : wp_strip_all_tags( $header['name'] ),
			'version'  => $header['version'],
			'modified' => (int) filemtime( $path ),
			'own'      => Installer::FILE === basename( $path ),
			'used'     => $used,
			'plugin'   => self::brought_by( $path ),
		);
	}

	/**
	 * The plugin whose folder is named at the beginning of a file.
	 *
	 * @param string $path Full path.
	 * @return string|null Plugin file, or null.
	 */
	private static function brought_by( string $path ): ?string {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$head = (string) file_get_contents( $path, false, null, 0, self::HEAD ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this site.
		foreach ( array_keys( get_plugins() ) as $plugin ) {
			$folder = dirname( (string) $plugin );
			if ( '.' !== $folder && plugin_basename( CULPRIT_FILE ) !== $plugin && 1 === preg_match( '~[/\'"]' . preg_quote( $folder, '~' ) . '[/\'"]~', $head ) ) {
				return (string) $plugin;
			}
		}
		return null;
	}
}
