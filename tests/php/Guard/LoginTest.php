<?php
/**
 * Probes as a user: logged in for one request, in memory only.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Probing;

/**
 * Probes of pages that only a logged-in user sees.
 */
final class LoginTest extends HttpTestCase {

	use Probing;

	protected function setUp(): void {
		parent::setUp();
		wp_set_current_user( 1 );
	}

	public function test_a_page_of_wp_admin_opens_for_the_user_who_asked(): void {
		$answer = $this->probe(
			array(
				'page'    => '/wp-admin/index.php',
				'as_user' => true,
			)
		);

		$this->assertSame( array( 200, null ), array( $answer['status'], $answer['report']['redirect'] ) );
		$this->assertStringContainsString( 'id="wpadminbar"', $answer['body'] );
		$this->assertSame( array( 'completed', 'admin_footer' ), array( $answer['report']['ended'], $answer['report']['milestone'] ) );
	}

	public function test_no_session_is_stored_and_no_cookie_of_a_session_is_sent(): void {
		$sessions = static function () {
			return Database::query( "SELECT umeta_id, meta_value FROM wp_usermeta WHERE meta_key = 'session_tokens'" )->fetch_all();
		};
		$before   = $sessions();

		// Observed, so that no rule would hide a session that is stored.
		$answer = $this->probe(
			array(
				'mode'    => 'observe',
				'page'    => '/wp-admin/index.php',
				'as_user' => true,
			)
		);

		$this->assertSame( array( 200, null ), array( $answer['status'], $answer['report']['redirect'] ) );
		$this->assertSame( $before, $sessions() );
		$this->assertStringNotContainsString( 'wordpress_', $answer['headers']['set-cookie'] ?? '' );
	}

	public function test_a_cookie_that_a_page_got_hold_of_opens_nothing_afterwards(): void {
		file_put_contents( WP_PLUGIN_DIR . '/thief.php', '<?php /* Plugin Name: Thief */ add_action( "admin_notices", static function () { echo "<p>cookie:" . base64_encode( json_encode( $_COOKIE ) ) . ":</p>"; } );' );
		$answer = $this->probe(
			array(
				'configuration' => array( 'plugins' => array( 'thief.php' ) ) + self::configuration(),
				'page'          => '/wp-admin/index.php',
				'as_user'       => true,
			)
		);
		$this->assertSame( 1, preg_match( '~cookie:([A-Za-z0-9+/=]+):~', $answer['body'], $match ) );
		$cookies = json_decode( (string) base64_decode( $match[1], true ), true );
		$this->assertArrayHasKey( AUTH_COOKIE, $cookies );

		$stolen = $this->http( '/wp-admin/index.php', array( 'headers' => array( 'Cookie' => http_build_query( $cookies, '', '; ' ) ) ) );

		$this->assertSame( 302, $stolen['status'] );
		$this->assertStringContainsString( 'wp-login.php', $stolen['headers']['location'] );
	}

	public function test_a_visitors_probe_of_wp_admin_is_sent_to_the_login_page(): void {
		$answer = $this->probe( array( 'page' => '/wp-admin/index.php' ) );

		$this->assertStringContainsString( 'wp-login.php', $answer['report']['redirect'] );
	}
}
