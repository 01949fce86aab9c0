<?php
/**
 * The caches that Culprit knows: how each is seen, and how it is emptied.
 *
 * @package Culprit
 */

namespace Culprit\Caches;

defined( 'ABSPATH' ) || exit;

/**
 * One table. What empties a cache is always the plugin's own function or action, as its authors publish it; where a host
 * publishes none, its cache is only named.
 */
final class Known {

	/**
	 * Plugins by id: the plugin files that bring the cache, and what empties it.
	 *
	 * Where each name comes from:
	 * wp-super-cache: wp_cache_clear_cache( $blog_id = 0 ) in wp-cache-phase2.php; answers nothing.
	 * w3-total-cache: w3tc_flush_all( $extras = null ) in w3-total-cache-api.php; answers nothing.
	 * wp-rocket: rocket_clean_domain( $lang = '', $filesystem = null ) in inc/functions/files.php, named in
	 * https://docs.wp-rocket.me/article/1135-when-does-wp-rocket-delete-which-files; false when there was nothing it could empty.
	 * litespeed-cache: https://docs.litespeedtech.com/lscache/lscwp/api/, action litespeed_purge_all.
	 * wp-fastest-cache: wpfc_clear_all_cache( $minified = false ) in wpFastestCache.php; answers nothing.
	 * cache-enabler: action cache_enabler_clear_complete_cache, under “Public clear cache hooks” in inc/cache_enabler.class.php.
	 * sg-cachepress: sg_cachepress_purge_everything(), public since 5.7.14; answers nothing.
	 * autoptimize: autoptimizeCache::clearall() in classes/autoptimizeCache.php; answers whether its folders could be emptied.
	 * breeze: action breeze_clear_all_cache in inc/breeze-admin.php.
	 * hummingbird: action wphb_clear_page_cache of its page cache module, for other plugins since 1.9.2.
	 * nitropack: nitropack_sdk_purge( $url, $tag, $reason, $type ) in functions.php; answers whether its service took the order.
	 * comet-cache: comet_cache::clear() in src/includes/classes/ApiBase.php; answers how many files it removed.
	 * pantheon-advanced-page-cache: pantheon_wp_clear_edge_all() in its readme; true, or an error.
	 */
	public const PLUGINS = array(
		'wp-super-cache'               => array(
			'name'    => 'WP Super Cache',
			'plugins' => array( 'wp-super-cache/wp-cache.php' ),
			'empty'   => array( 'function', 'wp_cache_clear_cache' ),
		),
		'w3-total-cache'               => array(
			'name'    => 'W3 Total Cache',
			'plugins' => array( 'w3-total-cache/w3-total-cache.php' ),
			'empty'   => array( 'function', 'w3tc_flush_all' ),
		),
		'wp-rocket'                    => array(
			'name'    => 'WP Rocket',
			'plugins' => array( 'wp-rocket/wp-rocket.php' ),
			'empty'   => array( 'function', 'rocket_clean_domain' ),
		),
		'litespeed-cache'              => array(
			'name'    => 'LiteSpeed Cache',
			'plugins' => array( 'litespeed-cache/litespeed-cache.php' ),
			'empty'   => array( 'action', 'litespeed_purge_all' ),
		),
		'wp-fastest-cache'             => array(
			'name'    => 'WP Fastest Cache',
			'plugins' => array( 'wp-fastest-cache/wpFastestCache.php' ),
			'empty'   => array( 'function', 'wpfc_clear_all_cache' ),
		),
		'cache-enabler'                => array(
			'name'    => 'Cache Enabler',
			'plugins' => array( 'cache-enabler/cache-enabler.php' ),
			'empty'   => array( 'action', 'cache_enabler_clear_complete_cache' ),
		),
		'sg-cachepress'                => array(
			'name'    => 'SiteGround Optimizer',
			'plugins' => array( 'sg-cachepress/sg-cachepress.php' ),
			'empty'   => array( 'function', 'sg_cachepress_purge_everything' ),
		),
		'autoptimize'                  => array(
			'name'    => 'Autoptimize',
			'plugins' => array( 'autoptimize/autoptimize.php' ),
			'empty'   => array( 'method', 'autoptimizeCache::clearall' ),
		),
		'breeze'                       => array(
			'name'    => 'Breeze',
			'plugins' => array( 'breeze/breeze.php' ),
			'empty'   => array( 'action', 'breeze_clear_all_cache' ),
		),
		'hummingbird'                  => array(
			'name'    => 'Hummingbird',
			'plugins' => array( 'hummingbird-performance/wp-hummingbird.php', 'wp-hummingbird/wp-hummingbird.php' ),
			'empty'   => array( 'action', 'wphb_clear_page_cache' ),
		),
		'nitropack'                    => array(
			'name'    => 'NitroPack',
			'plugins' => array( 'nitropack/main.php' ),
			'empty'   => array( 'function', 'nitropack_sdk_purge' ),
		),
		'comet-cache'                  => array(
			'name'    => 'Comet Cache',
			'plugins' => array( 'comet-cache/comet-cache.php', 'comet-cache-pro/comet-cache-pro.php' ),
			'empty'   => array( 'method', 'comet_cache::clear' ),
		),
		'pantheon-advanced-page-cache' => array(
			'name'    => 'Pantheon Advanced Page Cache',
			'plugins' => array( 'pantheon-advanced-page-cache/pantheon-advanced-page-cache.php' ),
			'empty'   => array( 'function', 'pantheon_wp_clear_edge_all' ),
		),
	);

	/**
	 * Hosts by id: what of theirs is there on each of their sites, by constant or class of their must-use plugin.
	 *
	 * None of them publishes a PHP function for it: their own panels empty their caches.
	 *
	 * @return array<string, array{name: string, constant: string, class: string}>
	 */
	public static function hosts(): array {
		return array(
			'kinsta'    => array(
				'name'     => 'Kinsta',
				'constant' => 'KINSTAMU_VERSION',
				'class'    => 'Kinsta\\Cache',
			),
			'wp-engine' => array(
				'name'     => 'WP Engine',
				'constant' => 'WPE_APIKEY',
				'class'    => 'WpeCommon',
			),
			'pantheon'  => array(
				'name'     => 'Pantheon',
				'constant' => 'PANTHEON_ENVIRONMENT',
				'class'    => 'Pantheon_Cache',
			),
			'godaddy'   => array(
				'name'     => 'GoDaddy',
				'constant' => 'GD_VIP',
				'class'    => 'WPaaS\\Plugin',
			),
		);
	}
}
