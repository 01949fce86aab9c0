<?php
/**
 * Updates that failed or were broken off.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Guard\Place;
use Culprit\Site\LiveConfiguration;

defined( 'ABSPATH' ) || exit;

/**
 * Looks for the traces that they leave.
 *
 * @phpstan-type Trace array{kind: string, id: string, name: string, problem: string, detail: string}
 */
final class Unfinished {

	private const LOCKS = array( 'core_updater.lock', 'auto_updater.lock' );

	/**
	 * An update that works is done long before.
	 */
	private const LOCKED_SECONDS = 900;

	private const LEFTOVER_SECONDS = 3600;

	/**
	 * More would tell nothing new.
	 */
	private const MOST = 20;

	/**
	 * Files without which no version since 6.2 works. Those that admins remove to harden a site, such as wp-login.php, are none.
	 */
	private const CORE = array(
		'index.php',
		'wp-blog-header.php',
		'wp-load.php',
		'wp-settings.php',
		'wp-includes/version.php',
		'wp-includes/load.php',
		'wp-includes/functions.php',
		'wp-includes/plugin.php',
		'wp-includes/option.php',
		'wp-includes/formatting.php',
		'wp-includes/kses.php',
		'wp-includes/l10n.php',
		'wp-includes/class-wpdb.php',
		'wp-includes/class-wp-query.php',
		'wp-includes/post.php',
		'wp-includes/user.php',
		'wp-includes/media.php',
		'wp-includes/http.php',
		'wp-includes/rest-api.php',
		'wp-includes/pluggable.php',
		'wp-includes/general-template.php',
		'wp-includes/template-loader.php',
		'wp-includes/script-loader.php',
		'wp-admin/admin.php',
		'wp-admin/admin-ajax.php',
		'wp-admin/index.php',
		'wp-admin/includes/admin.php',
		'wp-admin/includes/file.php',
		'wp-admin/includes/plugin.php',
		'wp-admin/includes/update.php',
		'wp-admin/includes/upgrade.php',
		'wp-admin/includes/class-wp-upgrader.php',
	);

	/**
	 * All traces.
	 *
	 * @param int $now Unix time.
	 * @return list<Trace> The part `unfinished` of schemas/facts.json.
	 */
	public static function all( int $now ): array {
		return array_slice( array_merge( self::locks( $now ), self::failed(), self::missing_core(), self::missing(), self::leftovers( $now ) ), 0, self::MOST );
	}

	/**
	 * Locks that an update took and never gave back.
	 *
	 * @param int $now Unix time.
	 * @return list<Trace>
	 */
	private static function locks( int $now ): array {
		global $wpdb;
		foreach ( self::LOCKS as $lock ) {
			// WordPress writes the lock past its own cache, too.
			$since = (int) $wpdb->get_var( $wpdb->prepare( 'SELECT option_value FROM %i WHERE option_name = %s', $wpdb->options, $lock ) );
			if ( $since > 0 && $now - $since > self::LOCKED_SECONDS ) {
				return array( self::trace( 'core', '', 'WordPress', 'locked' ) );
			}
		}
		return array();
	}

	/**
	 * An automatic update of WordPress that failed, and was not made good since.
	 *
	 * @return list<Trace>
	 */
	private static function failed(): array {
		$failed    = get_site_option( 'auto_core_update_failed' );
		$attempted = is_array( $failed ) ? ( $failed['attempted'] ?? null ) : null;
		if ( ! is_string( $attempted ) || ! version_compare( get_bloginfo( 'version' ), $attempted, '<' ) ) {
			return array();
		}
		return array( self::trace( 'core', '', 'WordPress', 'failed' ) );
	}

	/**
	 * Files of WordPress that are not there.
	 *
	 * @return list<Trace>
	 */
	private static function missing_core(): array {
		$missing = array();
		foreach ( self::CORE as $file ) {
			if ( ! is_file( ABSPATH . $file ) ) {
				$missing[] = self::trace( 'core', '', 'WordPress', 'missing-file', $file );
			}
		}
		return $missing;
	}

	/**
	 * Active plugins and the theme, where their file is not there.
	 *
	 * @return list<Trace>
	 */
	private static function missing(): array {
		$rows    = LiveConfiguration::rows();
		$missing = array();
		$themes  = array();
		$listed  = array_merge( LiveConfiguration::listed( $rows['active_plugins'] ?? null ), array_map( 'strval', array_keys( LiveConfiguration::unpack( $rows[ LiveConfiguration::NETWORK ] ?? null ) ) ) );
		foreach ( array_unique( $listed ) as $plugin ) {
			$sound = 0 === validate_file( $plugin ) && '.php' === substr( $plugin, -4 );
			if ( $sound && ! is_file( WP_PLUGIN_DIR . '/' . $plugin ) ) {
				$folder    = dirname( $plugin );
				$missing[] = self::trace( 'plugin', $plugin, '.' === $folder ? $plugin : $folder, 'missing-file', Place::file( WP_PLUGIN_DIR . '/' . $plugin ) );
			}
		}
		foreach ( array( 'template', 'stylesheet' ) as $which ) {
			$theme = (string) ( $rows[ $which ] ?? '' );
			$root  = (string) ( $rows[ $which . '_root' ] ?? '' );
			if ( '' !== $theme && 0 === validate_file( $theme ) && ! self::has_theme( $theme, $root ) ) {
				$themes[ 'theme ' . $theme ] = self::trace( 'theme', $theme, $theme, 'missing-file', Place::file( get_theme_root() . '/' . $theme . '/style.css' ) );
			}
		}
		return array_merge( $missing, array_values( $themes ) );
	}

	/**
	 * Whether a theme is where WordPress looks for it.
	 *
	 * @param string $theme  Folder.
	 * @param string $stored Where its folder lies, as WordPress stores it: relative to wp-content, or absolute.
	 * @return bool
	 */
	private static function has_theme( string $theme, string $stored ): bool {
		foreach ( array( get_theme_root(), WP_CONTENT_DIR . '/themes', WP_CONTENT_DIR . $stored, $stored ) as $root ) {
			if ( is_file( $root . '/' . $theme . '/style.css' ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What updates unpacked or put aside and never cleared away.
	 *
	 * @param int $now Unix time.
	 * @return list<Trace>
	 */
	private static function leftovers( int $now ): array {
		$found = array();
		foreach ( array( 'upgrade', 'upgrade-temp-backup/plugins', 'upgrade-temp-backup/themes' ) as $place ) {
			foreach ( self::folders( WP_CONTENT_DIR . '/' . $place ) as $folder ) {
				$path = WP_CONTENT_DIR . '/' . $place . '/' . $folder;
				// A folder keeps its age when it is moved; when it was moved, its entry says.
				$since  = max( (int) filemtime( $path ), (int) filectime( $path ) );
				$inside = self::folders( $path );
				if ( $now - $since > self::LEFTOVER_SECONDS && count( (array) scandir( $path ) ) > 2 ) {
					$found[] = self::leftover( $place, $folder, $inside );
				}
			}
		}
		return $found;
	}

	/**
	 * Whose a folder is that was left.
	 *
	 * @param string       $place  Relative to wp-content.
	 * @param string       $folder Its name.
	 * @param list<string> $inside Folders in it; an unpacked update holds one, the plugin's or theme's.
	 * @return Trace
	 */
	private static function leftover( string $place, string $folder, array $inside ): array {
		$detail = Place::file( WP_CONTENT_DIR . '/' . $place . '/' . $folder );
		if ( 'upgrade' === $place && in_array( 'wordpress', $inside, true ) ) { // phpcs:ignore WordPress.WP.CapitalPDangit -- The folder in its packages.
			return self::trace( 'core', '', 'WordPress', 'leftover', $detail );
		}
		$names = 'upgrade' === $place ? $inside : array( $folder );
		if ( 'upgrade-temp-backup/themes' !== $place ) {
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			/** @var array<string, array<string, string>> $installed As get_plugin_data() reads them. */
			$installed = get_plugins();
			foreach ( $installed as $plugin => $header ) {
				if ( in_array( dirname( $plugin ), $names, true ) ) {
					return self::trace( 'plugin', $plugin, wp_strip_all_tags( $header['Name'] ), 'leftover', $detail );
				}
			}
		}
		foreach ( $names as $name ) {
			if ( 'upgrade-temp-backup/themes' === $place || is_file( get_theme_root() . '/' . $name . '/style.css' ) ) {
				return self::trace( 'theme', $name, $name, 'leftover', $detail );
			}
		}
		return self::trace( 'plugin', '', $names[0] ?? $folder, 'leftover', $detail );
	}

	/**
	 * The folders in a folder.
	 *
	 * @param string $path Full path.
	 * @return list<string> Names; none where it cannot be read.
	 */
	private static function folders( string $path ): array {
		$names = is_dir( $path ) && is_readable( $path ) ? scandir( $path ) : false;
		return array_values( array_filter( false === $names ? array() : $names, static fn( $name ) => '.' !== $name[0] && is_dir( $path . '/' . $name ) ) );
	}

	/**
	 * One trace.
	 *
	 * @param string $kind    core, plugin or theme.
	 * @param string $id      Plugin file or theme folder.
	 * @param string $name    For a person.
	 * @param string $problem As in the schema.
	 * @param string $detail  A file or folder relative to WordPress, or empty.
	 * @return Trace
	 */
	private static function trace( string $kind, string $id, string $name, string $problem, string $detail = '' ): array {
		return array(
			'kind'    => $kind,
			'id'      => $id,
			'name'    => $name,
			'problem' => $problem,
			'detail'  => $detail,
		);
	}
}
