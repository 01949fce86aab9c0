<?php
/**
 * Emptying caches over HTTP, with stand-ins for the caching plugins.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Caches;

use Culprit\Caches\Known;
use Culprit\Guard\Pass;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\Support\Probing;

/**
 * Each plugin's own function, once, and what becomes of its failures.
 */
final class PurgerTest extends HttpTestCase {

	use Contract;
	use Probing;

	/**
	 * Every plugin with what empties it and whether that says that it worked.
	 *
	 * @return array<string, array{string, string, bool}>
	 */
	public function plugins(): array {
		return array(
			'WP Super Cache'       => array( 'wp-super-cache', 'wp_cache_clear_cache [0]', false ),
			'W3 Total Cache'       => array( 'w3-total-cache', 'w3tc_flush_all [null]', false ),
			'WP Rocket'            => array( 'wp-rocket', 'rocket_clean_domain ["",null]', false ),
			'LiteSpeed Cache'      => array( 'litespeed-cache', 'litespeed_purge_all [""]', false ),
			'WP Fastest Cache'     => array( 'wp-fastest-cache', 'wpfc_clear_all_cache [false]', false ),
			'Cache Enabler'        => array( 'cache-enabler', 'cache_enabler_clear_complete_cache [""]', false ),
			'SiteGround Optimizer' => array( 'sg-cachepress', 'sg_cachepress_purge_everything []', false ),
			'Autoptimize'          => array( 'autoptimize', 'autoptimizeCache::clearall [true]', true ),
			'Breeze'               => array( 'breeze', 'breeze_clear_all_cache [""]', false ),
			'Hummingbird'          => array( 'hummingbird', 'wphb_clear_page_cache [""]', false ),
			'NitroPack'            => array( 'nitropack', 'nitropack_sdk_purge [null,null,null,1]', true ),
			'Comet Cache'          => array( 'comet-cache', 'comet_cache::clear []', true ),
			'Pantheon'             => array( 'pantheon-advanced-page-cache', 'pantheon_wp_clear_edge_all []', true ),
		);
	}

	/**
	 * @dataProvider plugins
	 *
	 * @param string $id   Id of the cache.
	 * @param string $call What is called, with its arguments.
	 * @param bool   $says Whether it says that it worked.
	 */
	public function test_a_plugin_is_asked_once_by_its_own_function( string $id, string $call, bool $says ): void {
		$this->install( $id );

		$answer = $this->purge( $id );

		$this->assertSame( 200, $answer['status'], $answer['body'] );
		$this->assert_fits( 'purge-answer', $answer['data'] );
		$this->assertCount( 1, $answer['data']['purged'] );
		$this->assertSame( array( $id, 'emptied' ), array( $answer['data']['purged'][0]['id'], $answer['data']['purged'][0]['outcome'] ) );
		$this->assertSame( $says ? 1 : 0, preg_match( '/ was emptied\.$/', $answer['data']['purged'][0]['sentence'] ), $answer['data']['purged'][0]['sentence'] );
		preg_match_all( '/emptied by (.*)/', $this->php_log(), $calls );
		$this->assertSame( array( $call ), $calls[1] );
	}

	public function test_every_plugin_of_the_table_is_tried_here(): void {
		$this->assertSame( array_keys( Known::PLUGINS ), array_column( $this->plugins(), 0 ) );
	}

	public function test_all_are_described_in_a_bare_call_too(): void {
		foreach ( array_keys( Known::PLUGINS ) as $id ) {
			$this->install( $id );
		}
		$this->assertSame( array_keys( Known::PLUGINS ), array_column( \Culprit\Caches\PageCaches::describe(), 'id' ), 'None of them is loaded in this process.' );
	}

	public function test_one_that_throws_becomes_a_sentence(): void {
		$this->install( 'wp-rocket', 'throws' );

		$purged = $this->purge( 'wp-rocket' )['data']['purged'][0];

		$this->assertSame( 'failed', $purged['outcome'] );
		$this->assertSame( 'WP Rocket could not be emptied. It said: No space left in …/cache', $purged['sentence'] );
	}

	public function test_one_that_says_no_is_believed(): void {
		foreach ( array( 'wp-rocket', 'autoptimize', 'nitropack' ) as $id ) {
			$this->install( $id, 'false' );
			$purged = $this->purge( $id )['data']['purged'][0];
			$this->assertSame( 'failed', $purged['outcome'], $id );
			$this->assertStringContainsString( 'says that it could not be emptied', $purged['sentence'] );
		}
	}

	public function test_one_that_answers_with_an_error_is_believed(): void {
		$this->install( 'pantheon-advanced-page-cache', 'error' );

		$purged = $this->purge( 'pantheon-advanced-page-cache' )['data']['purged'][0];

		$this->assertSame( 'failed', $purged['outcome'] );
		$this->assertStringContainsString( 'The edge did not answer.', $purged['sentence'] );
	}

	public function test_what_one_prints_stays_out_of_the_answer(): void {
		$this->install( 'wp-super-cache', 'prints' );

		$answer = $this->purge( 'wp-super-cache' );

		$this->assertStringStartsWith( '{', $answer['body'] );
		$this->assertStringNotContainsString( 'Cache cleared!', $answer['body'] );
		$this->assertSame( 'emptied', $answer['data']['purged'][0]['outcome'] );
	}

	public function test_one_that_is_not_in_use_is_not_called(): void {
		// Another plugin's function of the same name.
		file_put_contents( WPMU_PLUGIN_DIR . '/other.php', '<?php function wp_cache_clear_cache() { error_log( "emptied by another" ); }' );

		$answer = $this->purge( 'wp-super-cache' );

		$this->assertSame( 200, $answer['status'], $answer['body'] );
		$this->assertSame( 'not-there', $answer['data']['purged'][0]['outcome'] );
		$this->assertStringNotContainsString( 'emptied by', $this->php_log() );
	}

	public function test_one_whose_function_is_not_there_says_so(): void {
		$this->install( 'w3-total-cache' );
		file_put_contents( WP_PLUGIN_DIR . '/w3-total-cache/w3-total-cache.php', "<?php\n/* Plugin Name: W3 Total Cache */" );

		$purged = $this->purge( 'w3-total-cache' )['data']['purged'][0];

		$this->assertSame( 'failed', $purged['outcome'] );
		$this->assertStringContainsString( 'what empties its cache is not there', $purged['sentence'] );
	}

	public function test_a_bare_call_says_that_the_plugin_is_not_loaded(): void {
		$this->install( 'wp-rocket' );
		wp_set_current_user( 1 );

		$answer = $this->http_rest(
			'POST',
			'/culprit/v1/caches/purge',
			array( 'id' => 'wp-rocket' ),
			array(
				'user'    => 1,
				'headers' => array( 'X-Culprit-Pass' => Pass::issue( 1, 60 ) ),
			)
		);

		$this->assertSame( array( 409, 'culprit_needs_full_call' ), array( $answer['status'], $answer['data']['code'] ), $answer['body'] );
		$this->assertStringContainsString( 'WP Rocket was not emptied', $answer['data']['message'] );
	}

	public function test_a_host_that_publishes_no_function_is_named_only(): void {
		file_put_contents( WPMU_PLUGIN_DIR . '/host.php', '<?php define( "KINSTAMU_VERSION", "2.0" );' );

		$purged = $this->purge( 'kinsta' )['data']['purged'][0];

		$this->assertSame( 'failed', $purged['outcome'] );
		$this->assertStringContainsString( 'hosting company’s panel', $purged['sentence'] );
	}

	/**
	 * @group multisite
	 */
	public function test_on_a_network_only_this_site_is_emptied(): void {
		foreach ( array(
			'wp-super-cache' => 'wp_cache_clear_cache [1]',
			'cache-enabler'  => 'cache_enabler_clear_site_cache [1]',
		) as $id => $call ) {
			$this->install( $id );
			$file = WP_PLUGIN_DIR . '/' . Known::PLUGINS[ $id ]['plugins'][0];
			file_put_contents( $file, str_replace( 'cache_enabler_clear_complete_cache', 'cache_enabler_clear_site_cache', (string) file_get_contents( $file ) ) );

			$answer = $this->purge( $id );

			$this->assertSame( 'emptied', $answer['data']['purged'][0]['outcome'] ?? null, $answer['body'] );
			$this->assertStringContainsString( "emptied by $call", $this->php_log() );
		}
	}

	/**
	 * @group multisite
	 */
	public function test_a_plugin_that_is_on_for_the_network_is_found(): void {
		$this->install( 'wp-rocket' );
		update_option( 'active_plugins', array() );
		$this->assertSame( array(), \Culprit\Caches\PageCaches::describe() );

		update_site_option( 'active_sitewide_plugins', (array) get_site_option( 'active_sitewide_plugins' ) + array( 'wp-rocket/wp-rocket.php' => time() ) );

		$this->assertSame( array( 'wp-rocket' ), array_column( \Culprit\Caches\PageCaches::describe(), 'id' ) );
	}

	/**
	 * @group multisite
	 */
	public function test_the_object_cache_of_a_network_is_for_its_administrators(): void {
		file_put_contents( WP_CONTENT_DIR . '/object-cache.php', '<?php' );
		wp_using_ext_object_cache( true );
		$this->act_as( 'administrator' );
		$refused = \Culprit\Caches\Purger::purge( 'object-cache' );
		$this->act_as( 'super_admin' );
		$done = \Culprit\Caches\Purger::purge( 'object-cache' );
		wp_using_ext_object_cache( false );

		$this->assertInstanceOf( \WP_Error::class, $refused );
		$this->assertSame( 'rest_forbidden', $refused->get_error_code() );
		$this->assertSame( 'emptied', $done['outcome'] );
	}

	/**
	 * Installs a stand-in as the only plugin besides Culprit, or one more of them.
	 *
	 * @param string $id   Id of the cache.
	 * @param string $mode How it fails.
	 */
	private function install( string $id, string $mode = '' ): void {
		$file = Known::PLUGINS[ $id ]['plugins'][0];
		wp_mkdir_p( dirname( WP_PLUGIN_DIR . '/' . $file ) );
		copy( dirname( __DIR__, 2 ) . '/fixtures/caches/' . $file, WP_PLUGIN_DIR . '/' . $file );
		update_option( 'active_plugins', array_merge( (array) get_option( 'active_plugins' ), array( $file ) ) );
		update_option( 'stand_in_mode', $mode );
	}

	/**
	 * Empties a cache as the dashboard does.
	 *
	 * @param string $id Id.
	 * @return array<string, mixed> As of http_rest().
	 */
	private function purge( string $id ): array {
		return $this->http_rest( 'POST', '/culprit/v1/caches/purge', array( 'id' => $id ), array( 'user' => 1 ) );
	}
}
