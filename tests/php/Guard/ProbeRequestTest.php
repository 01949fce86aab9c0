<?php
/**
 * Who gets to see another configuration, and what they see.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Probing;

/**
 * Real requests for the front page, with and without a good token.
 */
final class ProbeRequestTest extends HttpTestCase {

	use Probing;

	public function test_a_good_token_sees_the_configuration_that_was_asked_for(): void {
		$this->make_live( 'healthy-a', 'healthy-b', 'healthy-c' );

		$answer = $this->probe( array( 'configuration' => self::configuration( 'healthy-c', 'healthy-a' ) ) );

		$this->assertSame( 200, $answer['status'] );
		$this->assertStringContainsString( 'class="healthy-a"', $answer['body'] );
		$this->assertStringContainsString( 'class="healthy-c"', $answer['body'] );
		$this->assertStringNotContainsString( 'class="healthy-b"', $answer['body'] );
		$this->assertSame( array( 'healthy-c/healthy-c.php', 'healthy-a/healthy-a.php' ), $answer['report']['loaded'], 'Exactly these, in this order.' );
		$this->assertNull( $answer['report']['loading'] );
		$this->assertSame( 'completed', $answer['report']['ended'] );
		$this->assertNull( $answer['report']['error'] );
		$this->assertSame( 'wp_footer', $answer['report']['milestone'] );
		$this->assertSame( $answer['probe']['id'], $answer['report']['probe'] );
		$this->assertSame( 200, $answer['report']['status'] );
	}

	public function test_the_page_of_the_live_configuration_is_the_visitors_page(): void {
		$this->make_live( 'healthy-a' );
		$answer = $this->probe();

		$page = (string) preg_replace( '/\n<!-- culprit .*/', '', $answer['body'] );
		$this->assertSame( self::page( $this->http( self::path_of( $answer['probe'] ) )['body'] ), self::page( $page ) );
	}

	public function test_a_plugin_that_is_not_active_can_be_asked_for(): void {
		$this->make_live();

		$answer = $this->probe( array( 'configuration' => self::configuration( 'healthy-a' ) ) );

		$this->assertStringContainsString( 'class="healthy-a"', $answer['body'] );
	}

	public function test_a_probe_sees_another_theme(): void {
		$this->make_theme();
		$live  = get_option( 'stylesheet' );
		$other = 'other';

		$answer = $this->probe(
			array(
				'configuration' => array(
					'template'   => $other,
					'stylesheet' => $other,
				) + self::configuration(),
			)
		);

		$this->assertSame( array( $other, $other ), array( $answer['report']['template'], $answer['report']['stylesheet'] ) );
		$this->assertStringContainsString( 'class="other"', $answer['body'] );
		$this->assertStringNotContainsString( 'class="other"', $this->http( '/' )['body'] );
		$this->assertSame( $live, self::stored( 'stylesheet' ) );
	}

	public function test_a_probe_sees_the_plain_theme_that_is_not_under_wp_content_themes(): void {
		$answer = $this->probe(
			array(
				'configuration' => array(
					'template'   => 'culprit-plain',
					'stylesheet' => 'culprit-plain',
				) + self::configuration( 'healthy-a' ),
			)
		);

		$this->assertSame( 200, $answer['status'] );
		$this->assertSame( 'culprit-plain', $answer['report']['stylesheet'] );
		$this->assertStringContainsString( 'class="healthy-a"', $answer['body'], 'The plain theme calls wp_footer().' );
		$this->assertStringNotContainsString( 'twentytwenty', (string) preg_replace( '/\n<!-- culprit .*/', '', $answer['body'] ) );
	}

	/**
	 * Ways in which a token can be no good.
	 *
	 * @return array<string, array{callable}>
	 */
	public function bad_requests(): array {
		return array(
			'forged'              => array(
				static function ( array $probe ): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => substr( $probe['token'], 0, -4 ) . ( 'abcd' === substr( $probe['token'], -4 ) ? 'dcba' : 'abcd' ) ) );
				},
			),
			'another expiry'      => array(
				static function ( array $probe ): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => str_replace( ".{$probe['expires']}.", '.' . ( $probe['expires'] + 1 ) . '.', $probe['token'] ) ) );
				},
			),
			'expired'             => array(
				static function ( array $probe ): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => self::token( $probe, time() - 1 ) ) );
				},
			),
			'truncated'           => array(
				static function ( array $probe ): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => substr( $probe['token'], 0, -1 ) ) );
				},
			),
			'too long'            => array(
				static function ( array $probe ): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => $probe['token'] . '0' ) );
				},
			),
			'garbage'             => array(
				static function (): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => "1'; DROP TABLE wp_posts; --" ) );
				},
			),
			'of another site'     => array(
				static function ( array $probe ): array {
					return array( 'headers' => array( 'X-Culprit-Probe' => self::token( $probe, time() + 60, 2 ) ) );
				},
			),
			'at another address'  => array(
				static function ( array $probe ): array {
					return array( 'path' => (string) preg_replace( '/=[0-9a-f]{12}/', '=000000000000', self::path_of( $probe ) ) );
				},
			),
			'without argument'    => array(
				static function (): array {
					return array( 'path' => '/' );
				},
			),
			'with POST'           => array(
				static function (): array {
					return array(
						'method' => 'POST',
						'body'   => 'x=1',
					);
				},
			),
			'with HEAD'           => array(
				static function (): array {
					return array( 'method' => 'HEAD' );
				},
			),
			'in the wrong header' => array(
				static function ( array $probe ): array {
					return array(
						'headers' => array(
							'X-Culprit-Probe' => '',
							'X-Culprit-Pass'  => $probe['token'],
						),
					);
				},
			),
		);
	}

	/**
	 * @dataProvider bad_requests
	 *
	 * @param callable $spoil Gets the probe; returns arguments of http(), and `path`.
	 */
	public function test_a_bad_token_sees_the_ordinary_page( callable $spoil ): void {
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );

		$this->assert_ordinary( $probe, $spoil( $probe ) );
		$this->assertNull( $this->claimed( $probe ), 'Nobody can use up a token without having it.' );
		$this->assertSame( '', self::record_file( $probe ) );
	}

	public function test_a_forged_token_does_not_spend_the_good_one(): void {
		$probe = $this->mint();
		$this->send( array( 'token' => substr( $probe['token'], 0, -1 ) ) + $probe );

		$this->assertSame( $probe['marker'], $this->send( $probe )['headers']['x-culprit-marker'] ?? null );
	}

	public function test_a_replayed_token_sees_the_ordinary_page(): void {
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );
		$first = $this->send( $probe );
		$this->assertStringNotContainsString( 'class="healthy-a"', $first['body'] );

		$this->assert_ordinary( $probe );
	}

	public function test_a_token_whose_specification_was_altered_sees_the_ordinary_page(): void {
		global $wpdb;
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->base_prefix}culprit_probes SET spec = REPLACE( spec, 'guarded', 'observe' ) WHERE id = %s", $probe['id'] ) );

		$this->assert_ordinary( $probe );
	}

	public function test_a_token_of_an_older_key_sees_the_ordinary_page(): void {
		global $wpdb;
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );
		$wpdb->update( $wpdb->options, array( 'option_value' => str_repeat( 'ab', 32 ) ), array( 'option_name' => 'culprit_key' ) );

		$this->assert_ordinary( $probe );
	}

	public function test_without_a_key_nothing_is_accepted(): void {
		global $wpdb;
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );
		$wpdb->delete( $wpdb->options, array( 'option_name' => 'culprit_key' ) );
		$parts    = explode( '.', $probe['token'] );
		$parts[4] = hash_hmac( 'sha256', implode( '|', array( 'probe', 1, $parts[1], $parts[2], $parts[3] ) ), '' );

		$this->assert_ordinary( $probe );
		$this->assert_ordinary( array( 'token' => implode( '.', $parts ) ) + $probe );
	}

	public function test_without_the_plugins_folder_the_guard_stands_aside(): void {
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );
		rename( WP_PLUGIN_DIR . '/culprit', WP_PLUGIN_DIR . '/culprit-away' );
		try {
			$answer = $this->send( $probe );
			$this->assertSame( '', $this->php_log() );
		} finally {
			rename( WP_PLUGIN_DIR . '/culprit-away', WP_PLUGIN_DIR . '/culprit' );
		}
		$this->assertSame( 200, $answer['status'] );
		$this->assertStringContainsString( 'class="healthy-a"', $answer['body'] );
		$this->assertArrayNotHasKey( 'x-culprit-marker', $answer['headers'] );
	}

	public function test_a_guard_whose_files_are_broken_stands_aside(): void {
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration() ) );
		$file  = WP_PLUGIN_DIR . '/culprit/includes/Guard/ProbeRequest.php';
		$whole = (string) file_get_contents( $file );
		foreach ( array( '<?php throw new \RuntimeException( "broken" );', '<?php no_such_function();', substr( $whole, 0, (int) ( strlen( $whole ) / 2 ) ) ) as $code ) {
			file_put_contents( $file, $code );

			$answer = $this->send( $probe );

			$this->assertSame( 200, $answer['status'], $code );
			$this->assertStringContainsString( 'class="healthy-a"', $answer['body'] );
			$this->assertArrayNotHasKey( 'x-culprit-marker', $answer['headers'] );
			$this->assertSame( '', $this->php_log() );
		}
	}

	public function test_of_two_requests_with_one_token_exactly_one_is_the_probe(): void {
		for ( $round = 0; $round < 5; $round++ ) {
			$probe    = $this->mint();
			$all      = curl_multi_init();
			$requests = array();
			for ( $number = 0; $number < 4; $number++ ) {
				$curl = curl_init( $probe['url'] );
				curl_setopt_array(
					$curl,
					array(
						CURLOPT_HTTPHEADER     => array( "X-Culprit-Probe: {$probe['token']}" ),
						CURLOPT_HEADER         => true,
						CURLOPT_PROXY          => '',
						CURLOPT_RETURNTRANSFER => true,
						CURLOPT_TIMEOUT        => 30,
					)
				);
				curl_multi_add_handle( $all, $curl );
				$requests[] = $curl;
			}
			do {
				$status = curl_multi_exec( $all, $running );
				curl_multi_select( $all );
			} while ( $running && CURLM_OK === $status );

			$marked = 0;
			foreach ( $requests as $curl ) {
				$text = (string) curl_multi_getcontent( $curl );
				$this->assertStringContainsString( '</html>', $text );
				$marked += substr_count( $text, 'X-Culprit-Marker: ' . $probe['marker'] );
			}
			$this->assertSame( 1, $marked );
		}
	}

	public function test_plugins_do_not_see_that_they_are_looked_at(): void {
		$this->install_echo();
		$answer = $this->probe( array( 'configuration' => array( 'plugins' => array( 'echo-request.php' ) ) + self::configuration() ) );

		$this->assertSame( array(), $this->echoed( $answer )['headers'] );
	}

	public function test_a_probe_with_credentials_reaches_the_page_without_cookies_and_sets_none(): void {
		$this->install_echo();
		$configuration = array( 'plugins' => array( 'echo-request.php' ) ) + self::configuration();
		$cookies       = array( 'cookies' => array( 'basket' => 'full' ) );

		$with    = $this->probe(
			array(
				'configuration' => $configuration,
				'credentials'   => true,
			),
			$cookies
		);
		$without = $this->probe( array( 'configuration' => $configuration ), $cookies );

		$this->assertSame( array(), $this->echoed( $with )['cookies'] );
		$this->assertArrayNotHasKey( 'set-cookie', $with['headers'] );
		$this->assertSame( array( 'basket' => 'full' ), $this->echoed( $without )['cookies'], 'The flag is what does it.' );
		$this->assertArrayHasKey( 'set-cookie', $without['headers'] );
		$this->assertGreaterThan( $without['report']['header_bytes'] - 200, $with['report']['header_bytes'], 'Cookies are counted before they are taken out.' );
	}

	public function test_a_probe_as_user_is_logged_in_without_a_cookie(): void {
		$this->install_echo();
		$user = $this->act_as();

		$wanted = array( 'configuration' => array( 'plugins' => array( 'echo-request.php' ) ) + self::configuration() );

		$this->assertSame( $user, $this->echoed( $this->probe( $wanted + array( 'as_user' => true ) ) )['user'] );
		$this->assertSame( 0, $this->echoed( $this->probe( $wanted ) )['user'] );
	}

	/**
	 * Checks that a request gets what every visitor gets.
	 *
	 * @param array<string, mixed> $probe As minted.
	 * @param array<string, mixed> $args  As for http(), and `path`.
	 */
	private function assert_ordinary( array $probe, array $args = array() ): void {
		$path     = $args['path'] ?? self::path_of( $probe );
		$ordinary = $this->http( $path, array_diff_key( $args, array( 'headers' => 1 ) ) );
		$answer   = $this->http( $path, $args + array( 'headers' => array( 'X-Culprit-Probe' => $probe['token'] ) ) );

		$this->assertSame( 200, $answer['status'] );
		$this->assertSame( array_keys( $ordinary['headers'] ), array_keys( $answer['headers'] ), 'No header more or less.' );
		$this->assertSame( self::page( $ordinary['body'] ), self::page( $answer['body'] ) );
		if ( 'HEAD' !== ( $args['method'] ?? '' ) ) {
			$this->assertStringContainsString( 'class="healthy-a"', $answer['body'] );
		}
		$this->assertStringNotContainsString( 'culprit', $answer['body'] );
	}

	/**
	 * When a probe was claimed.
	 *
	 * @param array<string, mixed> $probe As minted.
	 * @return string|null
	 */
	private function claimed( array $probe ): ?string {
		global $wpdb;
		return $wpdb->get_var( $wpdb->prepare( "SELECT claimed FROM {$wpdb->base_prefix}culprit_probes WHERE id = %s", $probe['id'] ) );
	}

	/**
	 * Installs a plugin that prints what it sees of the request, and sets a cookie.
	 */
	private function install_echo(): void {
		file_put_contents(
			WP_PLUGIN_DIR . '/echo-request.php',
			'<?php
			/* Plugin Name: Echo request */
			add_action( "template_redirect", static function () {
				setcookie( "visit", str_repeat( "x", 40 ) );
			} );
			add_action( "wp_footer", static function () {
				$headers = array_values( preg_grep( "/CULPRIT/i", array_keys( $_SERVER ) ) );
				printf( "<pre id=echo>%s</pre>", base64_encode( wp_json_encode( array(
					"headers" => $headers,
					"cookies" => $_COOKIE,
					"user"    => get_current_user_id(),
				) ) ) );
			} );'
		);
	}

	/**
	 * What that plugin printed.
	 *
	 * @param array<string, mixed> $answer As probe() gives it.
	 * @return array{headers: list<string>, cookies: array<string, string>, user: int}
	 */
	private function echoed( array $answer ): array {
		$this->assertSame( 1, preg_match( '~<pre id=echo>([^<]+)</pre>~', $answer['body'], $match ) );
		return json_decode( (string) base64_decode( $match[1], true ), true );
	}
}
