<?php
/**
 * Culprit's own calls on a site that every ordinary request kills.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\Key;
use Culprit\Guard\Pass;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Probing;

/**
 * Who may leave the plugins out, and what such a call opens.
 */
final class BareCallTest extends HttpTestCase {

	use Probing;

	private const STATE = '/culprit/v1/state';

	protected function setUp(): void {
		parent::setUp();
		// Core asks it when a password is made.
		$_SERVER['HTTPS'] = 'on';
	}

	public function test_the_site_is_dead_without_a_pass(): void {
		$this->make_live( 'kills-every-request' );

		$this->assertSame( 500, $this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) )['status'] );
	}

	public function test_an_application_password_works_on_a_dead_site(): void {
		$basic = $this->application_password( 1 );
		$this->make_live( 'healthy-a', 'kills-every-request' );

		$answer = $this->state_by_password( $basic );

		$this->assertSame( 200, $answer['status'] );
		$this->assertSame( 1, $answer['data']['user']['id'] );
		$this->assertSame( array( 'culprit/plugin.php', 'healthy-a/healthy-a.php', 'kills-every-request/kills-every-request.php' ), $answer['data']['live']['plugins'], 'The live list, not the reduced one.' );
		$this->assertTrue( $answer['data']['guard']['answering'] );
		$this->assertNotContains( 'culprit-no-theme', array_column( $answer['data']['themes'], 'stylesheet' ) );
		$this->assertSame( self::stored( 'stylesheet' ), $answer['data']['live']['stylesheet'] );
	}

	public function test_an_email_address_is_a_login_too(): void {
		$basic = $this->application_password( 1 );
		$this->make_live( 'kills-every-request' );
		$parts = explode( ':', (string) base64_decode( substr( $basic, 6 ), true ) );

		$this->assertSame( 200, $this->state_by_password( 'Basic ' . base64_encode( get_userdata( 1 )->user_email . ':' . $parts[1] ) )['status'] );
	}

	public function test_hashes_of_older_releases_count(): void {
		$this->application_password( 1 );
		$items = get_user_meta( 1, '_application_passwords', true );
		require_once ABSPATH . WPINC . '/class-phpass.php';
		foreach ( array( ( new \PasswordHash( 8, true ) )->HashPassword( 'abcd1234' ), password_hash( 'abcd1234', PASSWORD_BCRYPT ) ) as $hash ) {
			$items[0]['password'] = $hash;
			update_user_meta( 1, '_application_passwords', $items );

			// Core itself may no longer know the hash and then answers 401; that it is a bare call shows in what is loaded.
			$this->make_live( 'kills-every-request' );
			$this->assertContains( $this->state_by_password( 'Basic ' . base64_encode( 'admin:abcd 1234' ) )['status'], array( 200, 401 ) );
			$this->assertSame( 500, $this->state_by_password( 'Basic ' . base64_encode( 'admin:abcd 1235' ) )['status'] );
			$this->make_live();
		}
	}

	public function test_a_wrong_application_password_is_left_to_the_ordinary_request(): void {
		$this->application_password( 1 );
		$wrong = 'Basic ' . base64_encode( 'admin:abcd efgh ijkl mnop qrst uvwx' );

		$this->assertSame( 401, $this->state_by_password( $wrong )['status'] );
		$this->make_live( 'kills-every-request' );
		$this->assertSame( 500, $this->state_by_password( $wrong )['status'] );
		$this->assertSame( 500, $this->state_by_password( 'Basic ' . base64_encode( 'nobody:abcd' ) )['status'] );
		$this->assertSame( 500, $this->state_by_password( 'Basic ' . base64_encode( 'admin:password' ) )['status'], 'The login password is none.' );
		$this->assertSame( 500, $this->state_by_password( 'Basic ' . base64_encode( 'admin:' ) )['status'] );
	}

	public function test_plugins_that_count_wrong_passwords_see_them(): void {
		file_put_contents( WP_PLUGIN_DIR . '/counts.php', '<?php /* Plugin Name: Counts */ add_action( "application_password_failed_authentication", static function () { update_option( "counted", 1 + (int) get_option( "counted" ) ); } );' );
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'counts.php' ) );

		$this->application_password( 1 );

		$this->state_by_password( 'Basic ' . base64_encode( 'admin:abcd efgh' ) );

		$this->assertNotNull( self::stored( 'counted' ) );
	}

	public function test_a_subscribers_application_password_opens_nothing(): void {
		$basic = $this->application_password( $this->make_user( 'subscriber' ) );

		$this->assertSame( 403, $this->state_by_password( $basic )['status'] );
		$this->make_live( 'kills-every-request' );
		$this->assertSame( 500, $this->state_by_password( $basic )['status'] );
	}

	public function test_application_passwords_remembered_as_off_open_nothing(): void {
		$basic = $this->application_password( 1 );
		file_put_contents( WP_PLUGIN_DIR . '/off.php', '<?php /* Plugin Name: Off */ add_filter( "wp_is_application_passwords_available", "__return_false" );' );
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'off.php' ) );
		$state = $this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) );
		$this->assertFalse( $state['data']['environment']['application_passwords'] );

		update_option( 'active_plugins', array( 'culprit/plugin.php', 'off.php', self::plugin( 'kills-every-request' ) ) );

		$this->assertSame( 500, $this->state_by_password( $basic )['status'], 'The plugin that forbids them is dead, its word is not.' );
		$this->make_live();
		$this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) );
		$this->make_live( 'kills-every-request' );
		$this->assertSame( 200, $this->state_by_password( $basic )['status'], 'Until a living site says otherwise.' );
	}

	public function test_a_pass_with_cookie_and_nonce_works_on_a_dead_site(): void {
		$pass = Pass::issue( 1, 60 );
		$this->make_live( 'kills-every-request' );

		$answer = $this->state_by_pass( $pass, 1 );

		$this->assertSame( 200, $answer['status'] );
		$this->assertTrue( $answer['data']['guard']['answering'] );
		$this->assertSame( 200, $this->state_by_pass( $pass, 1 )['status'], 'A pass works more than once.' );
	}

	public function test_a_pass_is_no_login(): void {
		$pass = Pass::issue( 1, 60 );
		$this->make_live( 'kills-every-request' );

		$this->assertSame( 401, $this->state_by_pass( $pass, 0 )['status'] );
		$no_nonce = $this->http_rest(
			'GET',
			self::STATE,
			array(),
			array(
				'cookies' => $this->session( 1 )['cookies'],
				'headers' => array( 'X-Culprit-Pass' => $pass ),
			)
		);
		$this->assertSame( 401, $no_nonce['status'] );
		$wrong_nonce = $this->http_rest(
			'GET',
			self::STATE,
			array(),
			array(
				'user'    => 1,
				'headers' => array(
					'X-Culprit-Pass' => $pass,
					'X-WP-Nonce'     => '0123456789',
				),
			)
		);
		$this->assertSame( array( 403, 'rest_cookie_invalid_nonce' ), array( $wrong_nonce['status'], $wrong_nonce['data']['code'] ) );
	}

	public function test_a_pass_of_somebody_else_is_refused(): void {
		$answer = $this->state_by_pass( Pass::issue( $this->make_user(), 60 ), 1 );

		$this->assertSame( array( 403, 'culprit_pass_other_user' ), array( $answer['status'], $answer['data']['code'] ) );
	}

	public function test_a_pass_of_somebody_else_shows_an_admin_nothing(): void {
		$answer = $this->state_by_pass( Pass::issue( $this->make_user(), 60 ), 1 );

		$this->assertSame( 403, $answer['status'] );
		$this->assertArrayNotHasKey( 'live', $answer['data'] );
	}

	/**
	 * Passes that are no good.
	 *
	 * @return array<string, array{callable}>
	 */
	public function bad_passes(): array {
		return array(
			'forged'            => array(
				function (): string {
					$pass = Pass::issue( 1, 60 );
					return substr( $pass, 0, -4 ) . ( 'abcd' === substr( $pass, -4 ) ? 'dcba' : 'abcd' );
				},
			),
			'expired'           => array(
				function (): string {
					return Pass::issue( 1, -1 );
				},
			),
			'lengthened'        => array(
				function (): string {
					$parts    = explode( '.', Pass::issue( 1, 60 ) );
					$parts[3] = (string) ( (int) $parts[3] + 3600 );
					return implode( '.', $parts );
				},
			),
			'made out to admin' => array(
				function (): string {
					$parts    = explode( '.', Pass::issue( 7, 60 ) );
					$parts[2] = '1';
					return implode( '.', $parts );
				},
			),
			'revoked'           => array(
				function (): string {
					$pass = Pass::issue( 1, 60 );
					Pass::revoke( 1 );
					return $pass;
				},
			),
			'never issued'      => array(
				function (): string {
					$id      = str_repeat( 'a', 32 );
					$expires = time() + 60;
					return "1.$id.1.$expires." . Key::sign( "pass|1|$id|1|$expires" );
				},
			),
			'of another site'   => array(
				function (): string {
					$GLOBALS['blog_id'] = 2;
					$pass               = Pass::issue( 1, 60 );
					$GLOBALS['blog_id'] = 1;
					return $pass;
				},
			),
			'a probe token'     => array(
				function (): string {
					return $this->mint()['token'];
				},
			),
			'the password word' => array(
				function (): string {
					return 'application-password';
				},
			),
			'empty'             => array(
				function (): string {
					return ' ';
				},
			),
		);
	}

	/**
	 * @dataProvider bad_passes
	 *
	 * @param callable $make Makes the pass.
	 */
	public function test_a_bad_pass_is_an_ordinary_request( callable $make ): void {
		$pass = $make->call( $this );
		$this->assertSame( 200, $this->state_by_pass( $pass, 1 )['status'], 'On a living site the user is still the user.' );

		$this->make_live( 'kills-every-request' );
		$this->assertSame( 500, $this->state_by_pass( $pass, 1 )['status'] );
	}

	public function test_a_call_that_says_it_sent_a_pass_learns_that_the_guard_did_not_answer(): void {
		$args = array(
			'user'    => 1,
			'headers' => array( 'X-Culprit-Pass' => Pass::issue( 1, -1 ) ),
		);

		$this->assertFalse( $this->http_rest( 'GET', self::STATE, array( 'handshake' => 'true' ), $args )['data']['guard']['answering'] );
		$this->assertNull( $this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) )['data']['guard']['answering'] );
	}

	public function test_only_a_hash_of_a_pass_is_stored(): void {
		$pass  = Pass::issue( 1, 60 );
		$parts = explode( '.', $pass );

		$this->assertStringNotContainsString( $parts[4], (string) wp_json_encode( $this->rows() ) );
	}

	public function test_the_newest_twenty_passes_of_a_user_stay_valid(): void {
		global $wpdb;
		$others = Pass::issue( 7, 60 );
		$passes = array();
		for ( $number = 0; $number < 22; $number++ ) {
			$passes[] = Pass::issue( 1, 60 );
			$wpdb->query( "UPDATE {$wpdb->base_prefix}culprit_passes SET created = created - 1" );
		}

		$this->assertSame( array( 0, 0 ), array_map( array( Pass::class, 'user' ), array_slice( $passes, 0, 2 ) ) );
		$this->assertSame( array_fill( 0, 20, 1 ), array_map( array( Pass::class, 'user' ), array_slice( $passes, 2 ) ) );
		$this->assertSame( 7, Pass::user( $others ) );
	}

	/**
	 * Addresses that a pass must not open without plugins.
	 *
	 * @return array<string, array{string, array<string, mixed>}>
	 */
	public function other_addresses(): array {
		return array(
			'front page'                   => array( '/', array() ),
			'core route'                   => array( '/index.php?rest_route=/wp/v2/posts', array() ),
			'a route that begins alike'    => array( '/index.php?rest_route=/culprit/v2/state', array() ),
			'the login page'               => array( '/wp-login.php', array() ),
			'wp-admin'                     => array( '/wp-admin/index.php', array() ),
			'another ajax action'          => array( '/wp-admin/admin-ajax.php?action=heartbeat', array() ),
			'ajax with the action in POST' => array(
				'/wp-admin/admin-ajax.php?action=rest-nonce',
				array(
					'method' => 'POST',
					'body'   => array( 'action' => 'heartbeat' ),
				),
			),
			'our route in wp-admin'        => array( '/wp-admin/index.php?rest_route=/culprit/v1/state', array() ),
			'our route at a plugin’s page' => array( '/wp-content/plugins/own-page/index.php?rest_route=/culprit/v1/state', array() ),
		);
	}

	/**
	 * @dataProvider other_addresses
	 *
	 * @param string               $path Path.
	 * @param array<string, mixed> $args As for http().
	 */
	public function test_a_pass_leaves_every_other_address_an_ordinary_request( string $path, array $args ): void {
		$pass = Pass::issue( 1, 60 );
		$this->make_live( 'kills-every-request' );

		mkdir( WP_PLUGIN_DIR . '/own-page' );
		file_put_contents( WP_PLUGIN_DIR . '/own-page/index.php', '<?php require "../../../wp-load.php"; echo "own page";' );
		$answer = $this->http( $path, $args + $this->with_pass( $pass ) );

		$this->assertSame( 500, $answer['status'], 'It dies as any other.' );
	}

	public function test_under_a_pass_only_our_routes_answer(): void {
		$pass = Pass::issue( 1, 60 );
		$this->make_live( 'healthy-a' );

		$batch = $this->http_rest(
			'POST',
			'/batch/v1',
			array(
				'requests' => array(
					array(
						'method' => 'GET',
						'path'   => '/wp/v2/users',
					),
				),
			),
			$this->with_pass( $pass )
		);
		$this->assertNotSame( 403, $batch['status'], 'Not a bare call at all.' );

		// PHP takes the query, WordPress the body: the address says ours, the body another.
		foreach ( array( '/wp/v2/users/me', '/wp/v2/plugins', '' ) as $route ) {
			$answer = $this->http(
				'/index.php?rest_route=/culprit/v1/state',
				array(
					'method' => 'POST',
					'body'   => array( 'rest_route' => $route ),
				) + $this->with_pass( $pass )
			);
			$this->assertContains( $answer['status'], array( 400, 403 ), $route );
			$this->assertStringNotContainsString( 'slug', $answer['body'] );
			$this->assertStringNotContainsString( 'Hello world', $answer['body'] );
		}
	}

	public function test_under_a_pass_no_other_route_is_dispatched_whatever_becomes_of_the_address(): void {
		file_put_contents( WPMU_PLUGIN_DIR . '/z-route.php', '<?php add_filter( "request", static function ( $asked ) { return array( "rest_route" => "/wp/v2/users/me" ) + $asked; } );' );
		$args = $this->with_pass( Pass::issue( 1, 60 ) );

		$answer = $this->http( '/index.php?rest_route=/culprit/v1/state', $args );

		$this->assertSame( 403, $answer['status'] );
		$this->assertStringNotContainsString( 'slug', $answer['body'] );

		unset( $args['headers']['X-Culprit-Pass'] );
		$this->assertStringContainsString( 'slug', $this->http( '/index.php?rest_route=/culprit/v1/state', $args )['body'], 'Without a pass it is answered.' );
	}

	public function test_under_a_pass_no_other_route_is_dispatched_on_the_way(): void {
		file_put_contents( WPMU_PLUGIN_DIR . '/z-asks.php', '<?php add_filter( "rest_post_dispatch", static function ( $answer ) { error_log( "inside: " . rest_do_request( "/wp/v2/types" )->get_status() ); return $answer; } );' );

		$this->assertSame( 200, $this->state_by_pass( Pass::issue( 1, 60 ), 1 )['status'] );
		$this->assertStringContainsString( 'inside: 403', $this->php_log() );
	}

	public function test_a_pretty_address_with_our_route_in_the_query_shows_no_page_of_the_site(): void {
		$pass   = Pass::issue( 1, 60 );
		$answer = $this->http( '/index.php?rest_route=/culprit/v1/../../wp/v2/users', $this->with_pass( $pass ) );

		$this->assertSame( 404, $answer['status'] );
		$this->assertStringNotContainsString( 'slug', $answer['body'] );
	}

	public function test_a_fresh_nonce_can_be_had_on_a_dead_site(): void {
		$pass = Pass::issue( 1, 60 );
		$this->make_live( 'kills-every-request' );

		$answer = $this->http( '/wp-admin/admin-ajax.php?action=rest-nonce', $this->with_pass( $pass ) );

		$this->assertSame( 200, $answer['status'] );
		$this->assertMatchesRegularExpression( '/^[0-9a-f]{10}\z/', $answer['body'] );
		$state = $this->http_rest(
			'GET',
			self::STATE,
			array(),
			array(
				'cookies' => $this->session( 1 )['cookies'],
				'headers' => array(
					'X-Culprit-Pass' => $pass,
					'X-WP-Nonce'     => $answer['body'],
				),
			)
		);
		$this->assertSame( 200, $state['status'] );
	}

	public function test_a_bare_call_loads_no_other_plugin_and_no_theme(): void {
		$pass = Pass::issue( 1, 60 );
		file_put_contents( WP_PLUGIN_DIR . '/notes.php', '<?php /* Plugin Name: Notes */ error_log( "a plugin was loaded" );' );
		file_put_contents( get_stylesheet_directory() . '/functions.php', "<?php error_log( 'the theme was loaded' );\n" );
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'notes.php' ) );

		$this->assertSame( 200, $this->state_by_pass( $pass, 1 )['status'] );
		$this->assertSame( '', $this->php_log() );

		$this->http( '/' );
		$this->assertStringContainsString( 'a plugin was loaded', $this->php_log() );
		$this->assertStringContainsString( 'the theme was loaded', $this->php_log() );
	}

	public function test_reading_the_state_in_a_bare_call_saves_no_reduced_list(): void {
		$pass = Pass::issue( 1, 60 );
		$this->make_live( 'healthy-a', 'kills-every-request' );
		$this->session( 1 );
		$before = $this->rows();

		$this->state_by_pass( $pass, 1 );

		$this->assertSame( array(), self::differences( $before, $this->rows() ) );
	}

	/**
	 * GET /state with an application password.
	 *
	 * @param string $basic Value of the Authorization header.
	 * @return array<string, mixed>
	 */
	private function state_by_password( string $basic ): array {
		return $this->http_rest(
			'GET',
			self::STATE,
			array(),
			array(
				'headers' => array(
					'X-Culprit-Pass' => 'application-password',
					'Authorization'  => $basic,
				),
			)
		);
	}

	/**
	 * GET /state with a pass.
	 *
	 * @param string $pass The pass.
	 * @param int    $user User whose cookies and nonce are sent; 0 for none.
	 * @return array<string, mixed>
	 */
	private function state_by_pass( string $pass, int $user ): array {
		return $this->http_rest(
			'GET',
			self::STATE,
			array(),
			array(
				'user'    => $user,
				'headers' => array( 'X-Culprit-Pass' => $pass ),
			)
		);
	}

	/**
	 * The admin's cookies and nonce, and a pass.
	 *
	 * @param string $pass The pass.
	 * @return array<string, mixed> As for http().
	 */
	private function with_pass( string $pass ): array {
		return array(
			'cookies' => $this->session( 1 )['cookies'],
			'headers' => array(
				'X-Culprit-Pass' => $pass,
				'X-WP-Nonce'     => $this->session( 1 )['nonce'],
			),
		);
	}
}
