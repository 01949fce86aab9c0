<?php
/**
 * Tools > Culprit: the page that holds the dashboard.
 *
 * @package Culprit
 */

namespace Culprit\Admin;

use Culprit\Guard\Installer;
use Culprit\Guard\Pass;
use Culprit\Probes\Minter;
use Culprit\Site\ApplicationPasswords;

defined( 'ABSPATH' ) || exit;

/**
 * Adds the page and loads the dashboard on it, and nowhere else.
 */
final class Screen {

	private const SLUG = 'culprit';

	private const HANDLE = 'culprit-dashboard';

	/**
	 * Adds the page to the Tools menu.
	 */
	public static function add(): void {
		$hook = add_management_page( __( 'Culprit', 'culprit' ), __( 'Culprit', 'culprit' ), 'activate_plugins', self::SLUG, array( self::class, 'render' ) );
		if ( false !== $hook ) {
			add_action( 'load-' . $hook, array( self::class, 'load' ) );
		}
	}

	/**
	 * Adds a link to the page on the Plugins screen.
	 *
	 * @param array<int|string, string> $links Links so far.
	 * @return array<int|string, string>
	 */
	public static function action_links( $links ) {
		if ( current_user_can( 'activate_plugins' ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Find a culprit', 'culprit' ) ) );
		}
		return $links;
	}

	/**
	 * Address of the page.
	 *
	 * @return string
	 */
	public static function url(): string {
		return admin_url( 'tools.php?page=' . self::SLUG );
	}

	/**
	 * Prepares the page: refreshes the guard, and queues the dashboard.
	 */
	public static function load(): void {
		Installer::install();
		ApplicationPasswords::remember();
		Minter::sweep();
		add_action( 'admin_enqueue_scripts', array( self::class, 'enqueue' ) );
	}

	/**
	 * Queues the dashboard.
	 */
	public static function enqueue(): void {
		$folder = dirname( CULPRIT_FILE ) . '/build/dashboard/';
		if ( ! is_file( $folder . 'index.asset.php' ) ) {
			return;
		}
		/** @var array{dependencies: list<non-empty-string>, version: string} $asset Written by the build. */
		$asset = require $folder . 'index.asset.php';
		$base  = plugins_url( 'build/dashboard/', CULPRIT_FILE );
		wp_enqueue_script( self::HANDLE, $base . 'index.js', $asset['dependencies'], $asset['version'], true );
		wp_set_script_translations( self::HANDLE, 'culprit' );
		wp_add_inline_script( self::HANDLE, 'window.culprit = ' . wp_json_encode( self::boot_data(), JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES ) . ';', 'before' );
		wp_enqueue_style( self::HANDLE, $base . 'index.css', array( 'wp-components' ), $asset['version'] );
		wp_style_add_data( self::HANDLE, 'rtl', 'replace' );
	}

	/**
	 * Prints the page.
	 */
	public static function render(): void {
		?>
		<div class="wrap">
			<h1><?php esc_html_e( 'Culprit', 'culprit' ); ?></h1>
			<hr class="wp-header-end">
			<?php if ( ! is_file( dirname( CULPRIT_FILE ) . '/build/dashboard/index.js' ) ) : ?>
				<div class="notice notice-error"><p><?php esc_html_e( 'Culprit’s own page is missing from the plugin’s folder (build/dashboard). Install the plugin again, or run “npm run build” if you work on its code.', 'culprit' ); ?></p></div>
			<?php endif; ?>
			<div class="notice notice-warning hide-if-js"><p><?php esc_html_e( 'Culprit needs JavaScript. Switch it on in your browser and reload this page.', 'culprit' ); ?></p></div>
			<div id="culprit-root" class="hide-if-no-js"></div>
		</div>
		<?php
	}

	/**
	 * What the dashboard needs before its first call.
	 *
	 * @return array<string, string>
	 */
	private static function boot_data(): array {
		return array(
			'site'       => site_url( '/index.php' ),
			'home'       => home_url( '/' ),
			'ajax'       => admin_url( 'admin-ajax.php' ),
			'nonce'      => wp_create_nonce( 'wp_rest' ),
			'pass'       => Pass::issue( get_current_user_id(), Pass::BROWSER_LIFETIME ),
			'login'      => wp_login_url( self::url() ),
			'version'    => CULPRIT_VERSION,
			'screen'     => self::url(),
			'pluginsUrl' => admin_url( 'plugins.php' ),
			'themesUrl'  => admin_url( 'theme-install.php' ),
		);
	}
}
