<?php
/**
 * Files that run whatever plugins are active: must-use plugins and drop-ins.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Guard\Installer;

defined( 'ABSPATH' ) || exit;

/**
 * Lists them, and says which plugin brought which where the file tells.
 */
final class AlwaysOn {

	/**
	 * Every drop-in that any version of WordPress knows (wp-admin/includes/plugin.php, _get_dropins()), and what it is bound to.
	 */
	private const DROP_INS = array(
		'advanced-cache.php'      => 'WP_CACHE',
		'db.php'                  => null,
		'db-error.php'            => null,
		'install.php'             => null,
		'maintenance.php'         => null,
		'object-cache.php'        => null,
		'php-error.php'           => null,
		'fatal-error-handler.php' => null,
		'sunrise.php'             => 'SUNRISE',
		'blog-deleted.php'        => 'MULTISITE',
		'blog-inactive.php'       => 'MULTISITE',
		'blog-suspended.php'      => 'MULTISITE',
	);

	/**
	 * Where a file says whose it is.
	 */
	private const READ_BYTES = 8192;

	/**
	 * The drop-ins.
	 *
	 * @return list<array<string, mixed>> Each as in schemas/always-on.json.
	 */
	public static function drop_ins(): array {
		$found = array();
		foreach ( self::DROP_INS as $name => $condition ) {
			$file = WP_CONTENT_DIR . '/' . $name;
			if ( is_file( $file ) ) {
				$found[] = self::one( $file, self::is_used( $condition ) );
			}
		}
		return $found;
	}

	/**
	 * The must-use plugins, in load order.
	 *
	 * @return list<array<string, mixed>> Each as in schemas/always-on.json.
	 */
	public static function must_use(): array {
		$found = array();
		foreach ( wp_get_mu_plugins() as $file ) {
			$found[] = self::one( $file, true );
		}
		return $found;
	}

	/**
	 * Whether WordPress loads what is bound to a setting.
	 *
	 * @param string|null $condition Name of a constant, or null.
	 * @return bool
	 */
	private static function is_used( ?string $condition ): bool {
		if ( null === $condition ) {
			return true;
		}
		if ( 'WP_CACHE' === $condition ) {
			return defined( 'WP_CACHE' ) && constant( 'WP_CACHE' );
		}
		// WordPress asks whether SUNRISE is there, not what it says.
		return is_multisite() && ( 'SUNRISE' !== $condition || defined( 'SUNRISE' ) );
	}

	/**
	 * One file.
	 *
	 * @param string $file Full path.
	 * @param bool   $used Whether WordPress loads it.
	 * @return array<string, mixed> As in schemas/always-on.json.
	 */
	private static function one( string $file, bool $used ): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$readable = is_readable( $file );
		$header   = $readable ? get_file_data(
			$file,
			array(
				'name'    => 'Plugin Name',
				'version' => 'Version',
			)
		) : array();
		$name     = wp_strip_all_tags( $header['name'] ?? '' );
		$own      = WPMU_PLUGIN_DIR . '/' . Installer::FILE === $file;
		return array(
			'file'     => basename( $file ),
			'name'     => '' === $name ? basename( $file ) : $name,
			'version'  => wp_strip_all_tags( $header['version'] ?? '' ),
			'modified' => (int) filemtime( $file ),
			'own'      => $own,
			'used'     => $used,
			'plugin'   => $own ? plugin_basename( CULPRIT_FILE ) : ( $readable ? self::bringer( $file ) : null ),
		);
	}

	/**
	 * The installed plugin whose folder a file names near its beginning. A folder in a path counts more than a word, a longer
	 * name more than a shorter one.
	 *
	 * @param string $file Full path.
	 * @return string|null Plugin file.
	 */
	private static function bringer( string $file ): ?string {
		$text = (string) file_get_contents( $file, false, null, 0, self::READ_BYTES );
		$best = null;
		$most = 0;
		foreach ( array_map( 'strval', array_keys( get_plugins() ) ) as $plugin ) {
			$folder = dirname( $plugin );
			if ( '.' === $folder ) {
				continue;
			}
			$quoted = preg_quote( $folder, '~' );
			$points = strlen( $folder );
			if ( 1 === preg_match( '~[/\'"]' . $quoted . '[/\'"]~i', $text ) ) {
				$points += 1000;
			} elseif ( false === strpos( $folder, '-' ) || 1 !== preg_match( '~(?<![\w-])' . $quoted . '(?![\w-])~i', $text ) ) {
				// A folder of one word, such as "cache", is a word like any other.
				continue;
			}
			if ( $points > $most ) {
				$best = $plugin;
				$most = $points;
			}
		}
		return $best;
	}
}
