<?php
/**
 * One of Culprit's own calls, loaded without the other plugins and without a theme, so that it works on a dead site.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Verifies who calls, drops plugins and theme, and keeps the call to Culprit's own routes.
 *
 * It authenticates nobody: cookie and nonce, or the application password, are still checked by WordPress.
 */
final class BareCall {

	/**
	 * The header's value when an application password stands in for a pass.
	 */
	private const APPLICATION_PASSWORD = 'application-password';

	private const ROUTES = '/culprit/v1/';

	/**
	 * A theme that does not exist, so that no functions.php is loaded.
	 */
	private const NO_THEME = 'culprit-no-theme';

	/**
	 * The user whose pass this call carries; 0 in an ordinary request.
	 *
	 * @var int
	 */
	private static $user = 0;

	/**
	 * Whether it was this call, and not the site's configuration, that switched WordPress's own cron off.
	 *
	 * @var bool
	 */
	private static $stops_cron = false;

	/**
	 * Whether WordPress's own cron is off for this request only.
	 *
	 * @return bool
	 */
	public static function stops_cron(): bool {
		return self::$stops_cron;
	}

	/**
	 * Whether this request is a bare call.
	 *
	 * @return bool
	 */
	public static function is_current(): bool {
		return self::$user > 0;
	}

	/**
	 * Makes this request a bare call when it may be one. If not, it stays an ordinary request, without a hint.
	 *
	 * @param mixed $pass Value of the X-Culprit-Pass header.
	 */
	public static function enter( $pass ): void {
		unset( $_SERVER['HTTP_X_CULPRIT_PASS'] );
		if ( ! self::is_own_address() ) {
			return;
		}
		$user = self::APPLICATION_PASSWORD === $pass ? ApplicationPassword::user() : Pass::user( $pass );
		if ( $user > 0 ) {
			self::$user = $user;
			self::start();
		}
	}

	/**
	 * Whether the address is one that Culprit calls: its own routes, or core's source of a fresh nonce.
	 *
	 * @return bool
	 */
	private static function is_own_address(): bool {
		// Only compared; the pass is the proof of intent.
		// phpcs:disable WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput
		$script = basename( isset( $_SERVER['SCRIPT_NAME'] ) && is_string( $_SERVER['SCRIPT_NAME'] ) ? $_SERVER['SCRIPT_NAME'] : '' );
		if ( 'admin-ajax.php' === $script ) {
			return isset( $_GET['action'] ) && 'rest-nonce' === $_GET['action'] && ! isset( $_POST['action'] );
		}
		// Only WordPress's front page sets it: not wp-admin/index.php, where no route is dispatched, nor a plugin's own index.php.
		// wp-admin has an index.php, too.
		return ! is_admin() && 'index.php' === $script && defined( 'WP_USE_THEMES' ) && isset( $_GET['rest_route'] ) && is_string( $_GET['rest_route'] ) && 0 === strpos( $_GET['rest_route'], self::ROUTES );
		// phpcs:enable
	}

	/**
	 * Drops all but some plugins, and the theme, for this request.
	 *
	 * @param list<string> $plugins Plugin files that are loaded.
	 */
	public static function strip( array $plugins ): void {
		if ( ! defined( 'DISABLE_WP_CRON' ) ) {
			define( 'DISABLE_WP_CRON', true );
			self::$stops_cron = true;
		}
		self::answer( 'pre_option_active_plugins', $plugins );
		self::answer( 'pre_site_option_active_sitewide_plugins', array() );
		self::answer( 'pre_option_template', self::NO_THEME );
		self::answer( 'pre_option_stylesheet', self::NO_THEME );
		self::answer( 'wp_fatal_error_handler_enabled', false );
		// A must-use plugin may switch on what it misses; that must not save our reduced list.
		VirtualConfiguration::pin();
		self::forget_theme_roots();
		// It would cache the patterns of a theme that does not exist.
		remove_action( 'init', '_register_theme_block_patterns' );
	}

	/**
	 * Makes this request a call of ours.
	 */
	private static function start(): void {
		StartDeath::watch();
		self::strip( array( CULPRIT_GUARD_PLUGIN ) );

		// The address may say one route and the body another; what is dispatched is what counts.
		add_action( 'parse_request', array( self::class, 'require_own_route' ), PHP_INT_MIN );
		add_filter( 'rest_pre_dispatch', array( self::class, 'refuse_others' ), PHP_INT_MAX, 3 );
		add_action( 'admin_init', array( self::class, 'require_own_user' ), PHP_INT_MIN );
	}

	/**
	 * Keeps WordPress from remembering, for half an hour, where themes lie: without plugins it does not know all the places.
	 */
	private static function forget_theme_roots(): void {
		foreach ( array(
			'_site_transient_theme_roots'         => array(),
			'_site_transient_timeout_theme_roots' => time() + HOUR_IN_SECONDS,
		) as $option => $value ) {
			// A value that is there is not added, and one that stays the same is not written.
			self::answer( 'pre_option_' . $option, $value );
			self::answer( 'pre_site_option_' . $option, $value );
			add_filter( 'pre_update_option_' . $option, array( VirtualConfiguration::class, 'keep' ), PHP_INT_MAX, 2 );
			add_filter( 'pre_update_site_option_' . $option, array( VirtualConfiguration::class, 'keep' ), PHP_INT_MAX, 2 );
		}
		add_filter( 'pre_set_site_transient_theme_roots', array( self::class, 'keep_cached_theme_roots' ), PHP_INT_MAX );
	}

	/**
	 * The same where transients lie in a persistent object cache: what was there is put back.
	 *
	 * @param mixed $value What WordPress is about to keep.
	 * @return mixed What is kept already.
	 */
	public static function keep_cached_theme_roots( $value ) {
		$kept = wp_using_ext_object_cache() ? wp_cache_get( 'theme_roots', 'site-transient' ) : $value;
		if ( false !== $kept ) {
			return $kept;
		}
		add_action(
			'set_site_transient_theme_roots',
			static function () {
				wp_cache_delete( 'theme_roots', 'site-transient' );
			}
		);
		return $value;
	}

	/**
	 * Ends a request for a nonce that somebody else than the pass's user makes.
	 */
	public static function require_own_user(): void {
		if ( ! wp_doing_ajax() || get_current_user_id() !== self::$user ) {
			status_header( 403 );
			exit;
		}
	}

	/**
	 * Ends a request that turned out to be no call of ours: without plugins it must show nothing of the site.
	 *
	 * @param \WP $wp The request as WordPress understood it.
	 */
	public static function require_own_route( $wp ): void {
		$route = $wp->query_vars['rest_route'] ?? '';
		if ( ! is_string( $route ) || 0 !== strpos( $route, self::ROUTES ) ) {
			status_header( 403 );
			exit;
		}
	}

	/**
	 * Refuses every route but Culprit's own, and every user but the one the pass was issued to.
	 *
	 * @param mixed            $result  Answer so far.
	 * @param \WP_REST_Server  $server  The server.
	 * @param \WP_REST_Request $request The request.
	 * @return mixed
	 */
	public static function refuse_others( $result, $server, $request ) {
		unset( $server );
		if ( 0 !== strpos( $request->get_route(), self::ROUTES ) ) {
			return new \WP_Error( 'culprit_not_our_route', __( 'A pass opens Culprit’s own routes only.', 'culprit' ), array( 'status' => 403 ) );
		}
		$user = get_current_user_id();
		if ( 0 !== $user && self::$user !== $user ) {
			return new \WP_Error( 'culprit_pass_other_user', __( 'This pass was issued to somebody else. Reload the page to get one of your own.', 'culprit' ), array( 'status' => 403 ) );
		}
		return $result;
	}

	/**
	 * Answers a filter with a fixed value.
	 *
	 * @param string $filter Name.
	 * @param mixed  $value  The answer.
	 */
	private static function answer( string $filter, $value ): void {
		add_filter(
			$filter,
			static function () use ( $value ) {
				return $value;
			},
			PHP_INT_MAX
		);
	}
}
