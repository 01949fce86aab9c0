<?php
/**
 * Makes the stand-alone file, and takes it away.
 *
 * @package Culprit
 */

namespace Culprit\Emergency;

use Culprit\Guard\Installer;

defined( 'ABSPATH' ) || exit;

/**
 * One file in WordPress's folder, there only while an admin wants it.
 */
final class StandAlone {

	public const FILE = 'culprit-emergency.php';

	private const TEMPLATE = __DIR__ . '/stand-alone.php';

	/**
	 * What tells our file from somebody else's.
	 */
	private const SIGN = 'final class Culprit_Emergency';

	/**
	 * How long it answers.
	 */
	private const DAYS = 30;

	/**
	 * When it ends; with the main network, because all sites have one folder.
	 */
	private const OPTION = 'culprit_emergency';

	/**
	 * Makes the file with a new code; one that is there is replaced, and its code ends.
	 *
	 * @return string|\WP_Error The code, which is stored nowhere.
	 */
	public static function make() {
		if ( ! wp_is_file_mod_allowed( 'culprit_emergency' ) ) {
			return new \WP_Error( 'culprit_no_file_mods', __( 'This site forbids changes to its files (DISALLOW_FILE_MODS), so the stand-alone file was not made. Take that line out of wp-config.php for the time.', 'culprit' ), array( 'status' => 403 ) );
		}
		$file = self::path();
		if ( is_file( $file ) && ! self::is_ours() ) {
			/* translators: %s: file name. */
			return new \WP_Error( 'culprit_name_taken', sprintf( __( 'A file called %s is there already and is not Culprit’s, so nothing was made. Rename that file first.', 'culprit' ), self::FILE ), array( 'status' => 409 ) );
		}
		$code    = bin2hex( random_bytes( 32 ) );
		$expires = time() + self::DAYS * DAY_IN_SECONDS;
		// phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged -- WordPress's file API may ask for a password here.
		$text  = strtr(
			(string) file_get_contents( self::TEMPLATE ),
			array(
				"'{{hash}}'"     => self::literal( hash( 'sha256', $code ) ),
				"'{{expires}}'"  => self::literal( (string) $expires ),
				"'{{content}}'"  => self::place( WP_CONTENT_DIR ),
				"'{{must_use}}'" => self::place( WPMU_PLUGIN_DIR ),
				"'{{guard}}'"    => self::literal( Installer::FILE ),
			)
		);
		$draft = ABSPATH . '.' . self::FILE . '.' . bin2hex( random_bytes( 4 ) );
		// Renamed when it is whole: half a file would be one without a code.
		if ( strlen( $text ) !== @file_put_contents( $draft, $text ) || ! @rename( $draft, $file ) ) {
			@unlink( $draft );
			return new \WP_Error( 'culprit_not_written', __( 'PHP may not write into the folder of WordPress, so the stand-alone file was not made. Ask the host to allow it for the time.', 'culprit' ), array( 'status' => 500 ) );
		}
		// Web servers that run PHP as its owner refuse files that others may write.
		@chmod( $file, fileperms( CULPRIT_FILE ) & 0755 );
		// phpcs:enable
		self::forget_compiled();
		update_network_option( get_main_network_id(), self::OPTION, $expires );
		return $code;
	}

	/**
	 * Takes it away.
	 *
	 * @return true|\WP_Error
	 */
	public static function remove() {
		if ( self::is_ours() ) {
			wp_delete_file( self::path() );
			self::forget_compiled();
			clearstatcache();
		}
		if ( self::is_ours() ) {
			/* translators: %s: file name. */
			return new \WP_Error( 'culprit_not_removed', sprintf( __( 'PHP may not delete %s in the folder of WordPress. Delete it in the file manager of the host.', 'culprit' ), self::FILE ), array( 'status' => 500 ) );
		}
		delete_network_option( get_main_network_id(), self::OPTION );
		return true;
	}

	/**
	 * Whether it is there, and until when it answers.
	 *
	 * @return array{installed: bool, url: string, expires: int|null} As in schemas/emergency.json.
	 */
	public static function describe(): array {
		$installed = self::is_ours();
		$expires   = $installed ? get_network_option( get_main_network_id(), self::OPTION ) : null;
		return array(
			'installed' => $installed,
			'url'       => site_url( '/' . self::FILE ),
			'expires'   => is_numeric( $expires ) ? (int) $expires : null,
		);
	}

	/**
	 * PHP must not go on with what it has compiled: another code.
	 */
	private static function forget_compiled(): void {
		require_once ABSPATH . 'wp-admin/includes/file.php';
		wp_opcache_invalidate( self::path(), true );
	}

	/**
	 * Where it lies.
	 *
	 * @return string
	 */
	private static function path(): string {
		return ABSPATH . self::FILE;
	}

	/**
	 * Whether the file that is there is Culprit's.
	 *
	 * @return bool
	 */
	private static function is_ours(): bool {
		return is_file( self::path() ) && false !== strpos( (string) file_get_contents( self::path() ), self::SIGN ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of this site.
	}

	/**
	 * A folder as PHP code: relative where it can be, so that the file goes on working in a copy of the site.
	 *
	 * @param string $folder Full path.
	 * @return string
	 */
	private static function place( string $folder ): string {
		$folder = wp_normalize_path( untrailingslashit( $folder ) );
		$root   = wp_normalize_path( ABSPATH );
		return 0 === strpos( $folder . '/', $root ) ? '__DIR__ . ' . self::literal( '/' . substr( $folder, strlen( $root ) ) ) : self::literal( $folder );
	}

	/**
	 * A text as PHP code.
	 *
	 * @param string $text The text.
	 * @return string
	 */
	private static function literal( string $text ): string {
		return "'" . addcslashes( $text, "'\\" ) . "'";
	}
}
