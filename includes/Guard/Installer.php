<?php
/**
 * Puts the guard into the must-use folder, keeps it current, and takes it out again.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Installs, inspects and removes the guard's file. Never touches a file that is not ours.
 */
final class Installer {

	/**
	 * Sorts before letters and most digits: must-use plugins load in the order of their names.
	 */
	public const FILE = '0-culprit-guard.php';

	/**
	 * What tells our file from somebody else's.
	 */
	private const SIGN = 'Plugin Name: Culprit Guard';

	/**
	 * Remembers that the must-use folder was made by us; with the main network, because all have one folder.
	 */
	private const MADE_FOLDER = 'culprit_made_mu_folder';

	/**
	 * Whether this request put the file there: what runs is then not what is on the disk, and the next request mends that.
	 *
	 * @var bool
	 */
	private static $written = false;

	/**
	 * Installs or refreshes the guard.
	 *
	 * @return string A problem code of schemas/guard.json, or '' when the guard is in place.
	 */
	public static function install(): string {
		if ( defined( 'CULPRIT_PROBED' ) ) {
			return '';
		}
		$file  = self::file();
		$code  = self::code();
		$found = self::found();
		if ( $found === $code ) {
			// Put there by hand, or by a deployment, PHP may still run what was there before. Kept when it is the same.
			self::forget_compiled( $file, false );
			return '';
		}
		// Not ours to overwrite.
		if ( null !== $found && false === strpos( $found, self::SIGN ) ) {
			return 'not-installed';
		}
		$problem = self::obstacle();
		if ( '' !== $problem ) {
			return $problem;
		}
		if ( ! is_dir( WPMU_PLUGIN_DIR ) && wp_mkdir_p( WPMU_PLUGIN_DIR ) ) {
			update_network_option( get_main_network_id(), self::MADE_FOLDER, 'yes' );
		}
		// Written beside and renamed: a request in between must not see half a file.
		// phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged
		$draft = WPMU_PLUGIN_DIR . '/.' . self::FILE . '.' . bin2hex( random_bytes( 4 ) );
		if ( strlen( $code ) !== @file_put_contents( $draft, $code ) || ! @rename( $draft, $file ) ) {
			@unlink( $draft );
			return 'folder-unwritable';
		}
		@chmod( $file, fileperms( CULPRIT_FILE ) & 0777 );
		// phpcs:enable
		self::forget_compiled( $file, true );
		self::$written = true;
		return '';
	}

	/**
	 * Removes the guard, and the must-use folder if it was made for it and is empty.
	 */
	public static function remove(): void {
		$file = self::file();
		if ( false !== strpos( (string) self::found(), self::SIGN ) ) {
			wp_delete_file( $file );
			self::forget_compiled( $file, true );
		}
		if ( 'yes' === get_network_option( get_main_network_id(), self::MADE_FOLDER ) && is_dir( WPMU_PLUGIN_DIR ) && array( '.', '..' ) === scandir( WPMU_PLUGIN_DIR ) ) {
			// We made it, and it is empty; but what is around it may have become read-only since.
			@rmdir( WPMU_PLUGIN_DIR ); // phpcs:ignore WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged
		}
		delete_network_option( get_main_network_id(), self::MADE_FOLDER );
	}

	/**
	 * The guard as it stands.
	 *
	 * @param bool|null $answering Whether the guard handled this request; null when it was not asked to.
	 * @return array<string, mixed> As in schemas/guard.json.
	 */
	public static function inspect( ?bool $answering ): array {
		$file      = self::file();
		$code      = (string) self::found();
		$installed = false !== strpos( $code, self::SIGN );
		$version   = $installed && 1 === preg_match( '/^ \* Version:\s+(\S+)/m', $code, $match ) ? $match[1] : null;
		if ( defined( 'CULPRIT_GUARD_VERSION' ) && ! self::$written ) {
			// What runs may be an older copy than what is on the disk.
			$version = (string) CULPRIT_GUARD_VERSION;
		}
		$problem = self::problem( $installed, $version, $answering );
		return array(
			'installed' => $installed,
			'version'   => $version,
			'expected'  => CULPRIT_VERSION,
			'answering' => $answering,
			'problem'   => '' === $problem ? null : $problem,
			'message'   => '' === $problem ? '' : self::message( $problem ),
			'file'      => self::is_inside( $file ) ? self::shown( $file ) : basename( $file ),
			'earlier'   => self::earlier(),
		);
	}

	/**
	 * What is wrong with the guard.
	 *
	 * @param bool        $installed Whether our file is there.
	 * @param string|null $version   Its version.
	 * @param bool|null   $answering Whether it handled this request.
	 * @return string A problem code, or ''.
	 */
	private static function problem( bool $installed, ?string $version, ?bool $answering ): string {
		if ( ! $installed ) {
			$obstacle = self::obstacle();
			return '' === $obstacle ? 'not-installed' : $obstacle;
		}
		if ( CULPRIT_VERSION !== $version ) {
			$obstacle = self::found() === self::code() ? '' : self::obstacle();
			return '' === $obstacle ? 'other-version' : $obstacle;
		}
		return false === $answering ? 'not-answering' : '';
	}

	/**
	 * What keeps us from writing the file.
	 *
	 * @return string A problem code, or ''.
	 */
	private static function obstacle(): string {
		if ( ! wp_is_file_mod_allowed( 'culprit_guard' ) ) {
			return 'file-mods-disallowed';
		}
		require_once ABSPATH . 'wp-admin/includes/file.php';
		// The folder may have to be made, and those around it, too.
		$place = WPMU_PLUGIN_DIR;
		while ( ! is_dir( $place ) && dirname( $place ) !== $place ) {
			$place = dirname( $place );
		}
		if ( 'direct' !== get_filesystem_method( array(), $place ) ) {
			return wp_is_writable( $place ) ? 'no-direct-filesystem' : 'folder-unwritable';
		}
		return wp_is_writable( $place ) ? '' : 'folder-unwritable';
	}

	/**
	 * The sentence for a problem.
	 *
	 * @param string $problem A problem code.
	 * @return string
	 */
	private static function message( string $problem ): string {
		$by_hand = sprintf(
			/* translators: 1: path of a file in the plugin, 2: path in the must-use folder. */
			__( 'By hand: save the text of %1$s as %2$s, with the version and the folder name filled in.', 'culprit' ),
			self::shown( __DIR__ . '/stub.php' ),
			self::shown( self::file() )
		);
		switch ( $problem ) {
			case 'folder-unwritable':
				/* translators: %s: path of a folder. */
				return sprintf( __( 'Culprit’s guard could not be installed or updated, because WordPress may not write to %s. Make the folder writable, then open Tools → Culprit again.', 'culprit' ), self::shown( WPMU_PLUGIN_DIR ) ) . ' ' . $by_hand;
			case 'file-mods-disallowed':
				return __( 'Culprit’s guard could not be installed or updated, because this site forbids changes to its files (DISALLOW_FILE_MODS).', 'culprit' ) . ' ' . $by_hand;
			case 'no-direct-filesystem':
				return __( 'Culprit’s guard could not be installed or updated, because WordPress reaches its files by FTP on this server.', 'culprit' ) . ' ' . $by_hand;
			case 'other-version':
				return __( 'Culprit’s guard is of another version than Culprit, and PHP runs an old copy of it. Open Tools → Culprit again to update it; if that does not help, restart PHP.', 'culprit' );
			case 'not-answering':
				return __( 'Culprit’s guard is installed but did not answer. PHP may be running an old copy of its files (opcache without time stamps: restart PHP), WordPress may use another must-use folder (WPMU_PLUGIN_DIR), or something in front of the site removes request headers that begin with X-Culprit. Reload this page first: its pass may be too old.', 'culprit' );
			default:
				return __( 'Culprit’s guard is not installed. Open Tools → Culprit again; if a file of the same name that is not Culprit’s is in its place, remove that first.', 'culprit' ) . ' ' . $by_hand;
		}
	}

	/**
	 * Must-use plugins that load before the guard.
	 *
	 * @return list<string>
	 */
	private static function earlier(): array {
		$earlier = array();
		foreach ( wp_get_mu_plugins() as $plugin ) {
			if ( strcmp( basename( $plugin ), self::FILE ) < 0 ) {
				$earlier[] = basename( $plugin );
			}
		}
		return $earlier;
	}

	/**
	 * The guard's code with this site's values.
	 *
	 * @return string
	 */
	private static function code(): string {
		return strtr(
			(string) file_get_contents( __DIR__ . '/stub.php' ),
			array(
				'{{version}}' => CULPRIT_VERSION,
				'{{folder}}'  => addcslashes( dirname( plugin_basename( CULPRIT_FILE ) ), "'\\" ),
			)
		);
	}

	/**
	 * Where the guard lies.
	 *
	 * @return string
	 */
	private static function file(): string {
		return WPMU_PLUGIN_DIR . '/' . self::FILE;
	}

	/**
	 * What is in the guard's place.
	 *
	 * @return string|null Null when there is no file; empty when it cannot be read.
	 */
	private static function found(): ?string {
		$file = self::file();
		if ( ! is_file( $file ) ) {
			return null;
		}
		return is_readable( $file ) ? (string) file_get_contents( $file ) : '';
	}

	/**
	 * A path as an admin knows it: from the WordPress folder on, or the whole when it lies elsewhere.
	 *
	 * @param string $path Full path.
	 * @return string
	 */
	private static function shown( string $path ): string {
		$path = wp_normalize_path( $path );
		return self::is_inside( $path ) ? substr( $path, strlen( wp_normalize_path( ABSPATH ) ) ) : $path;
	}

	/**
	 * Whether a path lies in the WordPress folder.
	 *
	 * @param string $path Full path.
	 * @return bool
	 */
	private static function is_inside( string $path ): bool {
		return 0 === strpos( wp_normalize_path( $path ), wp_normalize_path( ABSPATH ) );
	}

	/**
	 * Makes PHP read a file anew.
	 *
	 * @param string $file Path.
	 * @param bool   $even Even if its time says that it is the same.
	 */
	private static function forget_compiled( string $file, bool $even ): void {
		require_once ABSPATH . 'wp-admin/includes/file.php';
		wp_opcache_invalidate( $file, $even );
	}
}
