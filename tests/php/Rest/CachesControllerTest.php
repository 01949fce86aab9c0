<?php
/**
 * POST /caches/purge, POST /caches/browser
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Caches\PageCaches;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\TestCase;

/**
 * Who may empty caches, and what is said where nothing can be done.
 */
final class CachesControllerTest extends TestCase {

	use Contract;

	public function test_switching_plugins_is_not_enough_to_empty_caches(): void {
		$user = $this->act_as();
		get_userdata( $user )->add_cap( 'manage_options', false );
		wp_set_current_user( 0 );
		wp_set_current_user( $user );

		$this->assert_error( $this->rest( 'POST', '/culprit/v1/caches/purge', array( 'id' => 'wp-rocket' ) ), 'rest_forbidden', 403 );
		$this->assertSame( 200, $this->rest( 'POST', '/culprit/v1/caches/browser' )->get_status() );
	}

	public function test_an_unknown_cache_is_refused(): void {
		$this->act_as();

		$this->assert_error( $this->rest( 'POST', '/culprit/v1/caches/purge', array( 'id' => 'phpinfo' ) ), 'culprit_unknown_cache', 404 );
		$this->assert_error( $this->rest( 'POST', '/culprit/v1/caches/purge', array( 'id' => 'a::b' ) ), 'rest_invalid_param', 400 );
	}

	public function test_the_object_cache_is_emptied_where_a_drop_in_keeps_it(): void {
		$this->act_as();
		$purge = fn() => $this->rest( 'POST', '/culprit/v1/caches/purge', array( 'id' => 'object-cache' ) )->get_data()['purged'][0];
		wp_cache_set( 'culprit_test', 'here' );
		$this->assertSame( 'not-there', $purge()['outcome'] );
		$this->assertSame( 'here', wp_cache_get( 'culprit_test' ) );

		file_put_contents( WP_CONTENT_DIR . '/object-cache.php', '<?php' );
		wp_using_ext_object_cache( true );
		$purged = $purge();
		wp_using_ext_object_cache( false );

		$this->assertSame( 'emptied', $purged['outcome'] );
		$this->assertFalse( wp_cache_get( 'culprit_test' ) );
	}

	public function test_the_browser_is_told_on_https_only(): void {
		$this->act_as();
		unset( $_SERVER['HTTPS'] );
		$plain            = $this->rest( 'POST', '/culprit/v1/caches/browser' );
		$_SERVER['HTTPS'] = 'on';
		$safe             = $this->rest( 'POST', '/culprit/v1/caches/browser' );

		$this->assert_fits( 'browser-cache', $plain->get_data() );
		$this->assertArrayNotHasKey( 'Clear-Site-Data', $plain->get_headers() );
		$this->assertFalse( $plain->get_data()['asked'] );
		$this->assertStringContainsString( 'Ctrl+F5', $plain->get_data()['sentence'] );
		$this->assert_fits( 'browser-cache', $safe->get_data() );
		$this->assertSame( '"cache"', $safe->get_headers()['Clear-Site-Data'], 'Neither cookies nor storage.' );
		$this->assertTrue( $safe->get_data()['asked'] );
	}

	public function test_a_drop_in_that_a_plugin_left_behind_is_named(): void {
		$text = "<?php\n/**\n * Advanced cache.\n */\n// This file was made by WP Super Cache.\ninclude WP_CONTENT_DIR . '/plugins/wp-super-cache/wp-cache-phase1.php';";

		$this->assertSame( 'advanced-cache.php, left by WP Super Cache', PageCaches::left_over( $text, array( 'wp-rocket' ) ) );
		$this->assertNull( PageCaches::left_over( $text, array( 'wp-super-cache' ) ), 'Its plugin is listed.' );
		$this->assertSame( 'advanced-cache.php', PageCaches::left_over( '<?php // Breezes through.', array() ), 'Somebody’s own.' );
	}

	public function test_a_site_without_caches_has_none(): void {
		$this->assertSame( array(), PageCaches::describe() );
	}

	public function test_what_is_described_fits_the_facts(): void {
		define( 'WPE_APIKEY', 'x' );

		$caches = PageCaches::describe();

		$this->assertSame( array( array( 'wp-engine', 'host', false ) ), array_map( static fn( $cache ) => array( $cache['id'], $cache['from'], $cache['purgeable'] ), $caches ) );
		$this->assertSame( array(), self::misfits( json_decode( (string) wp_json_encode( $caches ) ), \Culprit\Rest\Schema::load( 'facts' )['properties']['page_caches'], 'page_caches' ) );
	}
}
