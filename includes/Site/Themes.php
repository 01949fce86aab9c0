<?php
/**
 * The installed themes, and the minimal one shipped for probes.
 *
 * @package Culprit
 */

namespace Culprit\Site;

defined( 'ABSPATH' ) || exit;

/**
 * Lists themes and says where WordPress finds them.
 */
final class Themes {

	/**
	 * Folder of the theme that only probes use.
	 */
	public const PROBE_THEME = 'culprit-plain';

	/**
	 * All themes that a configuration may name.
	 *
	 * @param string $stylesheet Folder of the live theme.
	 * @return list<array<string, mixed>> As in schemas/theme.json.
	 */
	public static function all( string $stylesheet ): array {
		$themes  = array();
		$updates = Updates::themes();
		foreach ( wp_get_themes( array( 'errors' => null ) ) as $folder => $theme ) {
			$folder   = (string) $folder;
			$themes[] = array(
				'stylesheet' => $folder,
				'template'   => (string) $theme->get_template(),
				'name'       => (string) $theme->get( 'Name' ),
				'version'    => (string) $theme->get( 'Version' ),
				'active'     => $folder === $stylesheet,
				'default'    => self::is_default( $theme ),
				'probe_only' => false,
				'update'     => $updates[ $folder ] ?? null,
			);
		}
		$themes[] = array(
			'stylesheet' => self::PROBE_THEME,
			'template'   => self::PROBE_THEME,
			'name'       => __( 'Culprit’s plain theme', 'culprit' ),
			'version'    => CULPRIT_VERSION,
			'active'     => false,
			'default'    => false,
			'probe_only' => true,
			'update'     => null,
		);
		return $themes;
	}

	/**
	 * Folder of the newest installed default theme.
	 *
	 * @return string|null Null when none is installed.
	 */
	public static function newest_default(): ?string {
		$theme = \WP_Theme::get_core_default_theme();
		return $theme instanceof \WP_Theme ? $theme->get_stylesheet() : null;
	}

	/**
	 * Where WordPress finds a theme.
	 *
	 * @param string $folder Folder of the theme.
	 * @return string|null As WordPress stores it: relative to wp-content, or absolute; null when there is no such theme.
	 */
	public static function root( string $folder ): ?string {
		if ( self::PROBE_THEME === $folder ) {
			return dirname( CULPRIT_FILE ) . '/themes';
		}
		if ( '' === $folder || 1 === preg_match( '~(^|/)\.~', $folder ) || 0 !== validate_file( $folder ) || ! is_file( wp_get_theme( $folder )->get_stylesheet_directory() . '/style.css' ) ) {
			return null;
		}
		return (string) get_raw_theme_root( $folder, true );
	}

	/**
	 * Whether a theme is one of WordPress's own defaults. WordPress keeps its list private; all since 2010 share a name and an author.
	 *
	 * @param \WP_Theme $theme The theme.
	 * @return bool
	 */
	private static function is_default( \WP_Theme $theme ): bool {
		return 1 === preg_match( '/^twenty[a-z]+\z/', $theme->get_stylesheet() ) && false !== stripos( (string) $theme->get( 'Author' ), 'WordPress' );
	}
}
