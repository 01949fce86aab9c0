<?php
/**
 * The busy answer: who gets it, who does not, and that it ends.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\Busy;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\Support\Probing;

/**
 * Visits while it is given.
 */
final class BusyTest extends HttpTestCase {

	use Contract;
	use Probing;

	public function test_a_visitor_of_the_searched_page_is_asked_to_come_back(): void {
		Busy::start( 'page', '/' );

		$answer = $this->http( '/' );

		$this->assertSame( 503, $answer['status'] );
		$this->assertSame( '30', $answer['headers']['retry-after'] );
		$this->assertSame( 'no-store, no-cache, private, max-age=0', $answer['headers']['cache-control'] );
		$this->assertSame( 'no-store', $answer['headers']['cdn-cache-control'] );
		$this->assertStringContainsString( 'This page is being repaired.', $answer['body'] );
	}

	public function test_what_other_sites_add_to_its_address_and_another_spelling_of_it_make_no_other_page(): void {
		Busy::start( 'page', '/a page/?colour=red' );

		foreach ( array( '/a%20page/?colour=red&utm_source=a&gclid=b', '/%61%20page?fbclid=c&colour=red', '//a%20page//?colour=red' ) as $address ) {
			$this->assertSame( 503, $this->http( $address )['status'], $address );
		}
		foreach ( array( '/a%20page/', '/a%20page/?colour=blue', '/a%20page/?colour=red&size=2', '/a%20page/?colour[]=red' ) as $address ) {
			$this->assertNotSame( 503, $this->http( $address )['status'], $address );
		}
	}

	public function test_a_header_or_a_cookie_that_anybody_can_send_is_no_way_around_it(): void {
		Busy::start( 'site', '/' );

		$this->assertSame( 503, $this->http( '/', array( 'headers' => array( 'X-Culprit-Probe' => 'x' ) ) )['status'] );
		$this->assertSame( 503, $this->http( '/', array( 'headers' => array( 'X-Culprit-Pass' => 'x' ) ) )['status'] );
		$this->assertSame( 503, $this->http( '/', array( 'headers' => array( 'Cookie' => 'wordpress_logged_in_x=a|b|c|d' ) ) )['status'] );
	}

	public function test_machines_that_read_the_site_are_let_through(): void {
		Busy::start( 'site', '/' );

		foreach ( array( '/robots.txt', '/?robots=1', '/ads.txt', '/.well-known/acme-challenge/x', '/rss2/', '/hello-world/atom', '/feed/', '/feed/rss2/', '/hello-world/feed/', '/wp-json/wp/v2/posts', '/?rest_route=/wp/v2/posts', '/?feed=rss2', '/wp-sitemap.xml' ) as $address ) {
			$this->assertNotSame( 503, $this->http( $address )['status'], $address );
		}
		foreach ( array( '/feedback/', '/atom/heart/' ) as $address ) {
			$this->assertSame( 503, $this->http( $address )['status'], $address );
		}
	}

	public function test_an_address_that_php_cannot_take_apart_is_not_the_front_page(): void {
		Busy::start( 'page', '/' );

		foreach ( array( '/offer:80', '/:80/x' ) as $address ) {
			$this->assertNotSame( 503, $this->http( $address )['status'], $address );
		}

		Busy::start( 'page', '/offer:80' );
		$this->assertSame( 503, $this->http( '/offer:80' )['status'] );
		$this->assertNotSame( 503, $this->http( '/' )['status'] );
	}

	public function test_only_what_shows_a_page_is_a_page_whatever_the_script_is_called(): void {
		Busy::start( 'site', '/' );
		file_put_contents( ABSPATH . 'front.php', '<?php define( "WP_USE_THEMES", true ); require __DIR__ . "/wp-blog-header.php";' );
		file_put_contents( ABSPATH . 'tool.php', '<?php define( "WP_USE_THEMES", "yes" ); require __DIR__ . "/wp-load.php"; echo "tool";' );

		$this->assertSame( 503, $this->http( '/front.php' )['status'] );
		$this->assertSame( 'tool', $this->http( '/tool.php' )['body'] );
	}

	public function test_a_cookie_of_the_right_name_with_nothing_in_it_is_no_way_around_it(): void {
		Busy::start( 'site', '/' );

		$this->assertSame( 503, $this->http( '/', array( 'headers' => array( 'Cookie' => LOGGED_IN_COOKIE . '=' ) ) )['status'] );
		$this->assertSame( 503, $this->http( '/', array( 'headers' => array( 'Cookie' => LOGGED_IN_COOKIE . '[]=a|b|c|d' ) ) )['status'] );
	}

	public function test_one_that_a_clock_far_ahead_has_set_is_not_given_and_not_taken_away(): void {
		Busy::start( 'page', '/' );
		$this->lasting( 600 );

		$this->assertSame( 200, $this->http( '/' )['status'] );
		$this->assertNull( Busy::current() );
		$this->assertNotNull( self::stored( 'culprit_busy' ), 'It may be good on the other server.' );
	}

	public function test_asking_for_it_costs_no_query_where_there_is_none(): void {
		global $wpdb;
		wp_load_alloptions();
		$before = $wpdb->num_queries;

		$this->assertNull( Busy::current() );

		$this->assertSame( $before, $wpdb->num_queries );
	}

	public function test_a_probe_of_an_admin_page_does_not_take_away_what_has_run_out(): void {
		$this->act_as();
		Busy::start( 'page', '/' );
		$this->lasting( -1 );

		foreach ( array( 'observe', 'guarded' ) as $mode ) {
			$answer = $this->probe(
				array(
					'page'    => '/wp-admin/users.php',
					'mode'    => $mode,
					'as_user' => true,
				)
			);
			$this->assertSame( 'admin_footer', $answer['report']['milestone'] );
			$this->assertSame( array(), preg_grep( '/culprit|DELETE/i', $answer['report']['refused']['samples'] ) );
		}

		$this->assertNotNull( self::stored( 'culprit_busy' ) );
	}

	public function test_a_clock_that_is_a_little_behind_takes_nothing_away(): void {
		Busy::start( 'page', '/' );
		$this->lasting( 180 );

		$this->assertSame( 503, $this->http( '/' )['status'] );
		$this->assertNotNull( Busy::current() );
	}

	public function test_one_that_has_run_out_is_taken_away_when_an_admin_page_is_opened(): void {
		Busy::start( 'page', '/' );
		$this->lasting( -1 );

		$this->http( '/wp-admin/', array( 'cookies' => $this->session( $this->make_user() )['cookies'] ) );

		$this->assertNull( self::stored( 'culprit_busy' ) );
	}

	public function test_no_plugin_is_loaded_for_it(): void {
		$this->make_live( 'dies-on-load' );
		Busy::start( 'page', '/' );

		$this->assertSame( 503, $this->http( '/' )['status'] );
	}

	public function test_a_visitor_of_another_page_gets_that_page(): void {
		Busy::start( 'page', '/hello-world/' );

		$this->assertSame( 200, $this->http( '/' )['status'] );
	}

	public function test_another_page_at_the_same_path_is_another_page(): void {
		Busy::start( 'page', '/' );

		foreach ( array( '/?p=1', '/?s=hello', '/?feed=rss2', '/?rest_route=/' ) as $address ) {
			$this->assertNotSame( 503, $this->http( $address )['status'], $address );
		}
	}

	public function test_for_the_whole_site_every_page_is_busy_and_the_log_in_page_is_not(): void {
		Busy::start( 'site', '/' );

		$this->assertSame( 503, $this->http( '/?p=1' )['status'] );
		$this->assertSame( 503, $this->http( '/nowhere/' )['status'] );
		$this->assertSame( 200, $this->http( '/wp-login.php' )['status'] );
		$this->assertSame( 302, $this->http( '/wp-admin/' )['status'] );
		$this->assertSame( 200, $this->http( '/wp-cron.php' )['status'] );
	}

	public function test_who_is_logged_in_sends_something_or_brings_a_password_is_let_through(): void {
		Busy::start( 'site', '/' );
		$admin = $this->make_user();

		$this->assertSame( 200, $this->http( '/', array( 'cookies' => $this->session( $admin )['cookies'] ) )['status'] );
		$this->assertSame( 200, $this->http( '/', array( 'headers' => array( 'Authorization' => 'Basic eDp5' ) ) )['status'] );
		$this->assertSame(
			200,
			$this->http(
				'/',
				array(
					'method' => 'POST',
					'body'   => 'a=1',
				)
			)['status']
		);
	}

	public function test_a_probe_gets_the_page(): void {
		$this->make_live( 'healthy-a' );
		Busy::start( 'page', '/' );

		$this->assertSame( 200, $this->probe()['status'] );
	}

	public function test_it_ends_by_itself(): void {
		Busy::start( 'page', '/' );
		$this->lasting( -1 );

		$this->assertSame( 200, $this->http( '/' )['status'] );
		$this->assertNull( Busy::current() );
		$this->assertFalse( get_option( 'culprit_busy' ), 'It is taken away.' );
	}

	public function test_it_does_not_last_longer_because_a_clock_was_set_back(): void {
		Busy::start( 'page', '/' );
		$this->lasting( 86400 );

		$this->assertSame( 200, $this->http( '/' )['status'] );
	}

	public function test_nonsense_in_its_place_is_none(): void {
		foreach ( array( '', 'nonsense', '[]', '{"until":9999999999}', '{"scope":[],"page":[],"path":[],"until":"x"}', 'O:8:"stdClass":0:{}' ) as $value ) {
			update_option( 'culprit_busy', $value, true );

			$this->assertSame( 200, $this->http( '/' )['status'], $value );
			$this->assertNull( Busy::current() );
		}
	}

	public function test_it_is_asked_for_renewed_and_ended_over_rest(): void {
		$this->act_as();
		$asked = array(
			'scope' => 'page',
			'page'  => '/',
		);

		$started = $this->rest( 'POST', '/culprit/v1/busy', $asked );
		$this->lasting( 10 );
		$renewed = $this->rest( 'POST', '/culprit/v1/busy', $asked )->get_data()['busy'];
		$ended   = $this->rest( 'DELETE', '/culprit/v1/busy' );

		$this->assertSame( 200, $started->get_status() );
		$this->assert_fits( 'state', $started->get_data() );
		$this->assertSame( $asked, array_intersect_key( $renewed, $asked ) );
		$this->assertEqualsWithDelta( time() + 120, $renewed['until'], 5 );
		$this->assertNull( $ended->get_data()['busy'] );
		$this->assert_fits( 'state', $ended->get_data() );
		$this->assertSame( 200, $this->http( '/' )['status'] );
	}

	public function test_without_culprit_s_files_visitors_get_the_page(): void {
		Busy::start( 'page', '/' );
		$folder = WP_PLUGIN_DIR . '/culprit';
		rename( $folder, $folder . '-away' );
		try {
			$status = $this->http( '/' )['status'];
		} finally {
			rename( $folder . '-away', $folder );
		}

		$this->assertSame( 200, $status );
	}

	/**
	 * Changes how long it lasts from now on.
	 *
	 * @param int $seconds From now on.
	 */
	private function lasting( int $seconds ): void {
		$busy          = json_decode( (string) get_option( 'culprit_busy' ), true );
		$busy['until'] = time() + $seconds;
		update_option( 'culprit_busy', wp_json_encode( $busy ), true );
	}
}
