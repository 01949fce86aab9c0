<?php
/**
 * What plugins and callers once got past the guard with.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\Pass;
use Culprit\Probes\Minter;
use Culprit\Probes\Records;
use Culprit\Site\LiveConfiguration;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Probing;

/**
 * Each was a hole once.
 */
final class AttacksTest extends HttpTestCase {

	use Probing;

	private const STATE = '/culprit/v1/state';

	private const ODD_ROW = 'a:3:{i:0;s:18:"culprit/plugin.php";i:5;s:23:"healthy-a/healthy-a.php";i:2;s:23:"healthy-b/healthy-b.php";}';

	private const FUNCTION_THAT_WRITES = "CREATE FUNCTION attack_write() RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( 'attacked', '1', 'no' ); RETURN 1; END";

	protected function tearDown(): void {
		// It belongs to no table, so nobody else takes it away.
		Database::query( 'DROP FUNCTION IF EXISTS attack_write' );
		parent::tearDown();
	}

	public function test_a_must_use_plugin_that_switches_on_what_it_misses_cannot_save_what_a_bare_call_sees(): void {
		global $wpdb;
		$wpdb->update( $wpdb->options, array( 'option_value' => self::ODD_ROW ), array( 'option_name' => 'active_plugins' ) );
		$this->write_must_use(
			'add_action( "init", static function () {
				require_once ABSPATH . "wp-admin/includes/plugin.php";
				if ( ! is_plugin_active( "healthy-a/healthy-a.php" ) ) {
					error_log( "missed it: " . var_export( activate_plugin( "healthy-a/healthy-a.php" ), true ) );
				}
				if ( "culprit-no-theme" === get_option( "stylesheet" ) ) {
					update_option( "template", "culprit-no-theme-either" );
					update_option( "stylesheet", "culprit-no-theme-either" );
				}
			} );'
		);
		$before = LiveConfiguration::rows();

		$answer = $this->state( $this->by_pass( 1 ) );

		$this->assertSame( 200, $answer['status'], $answer['body'] );
		$this->assertStringContainsString( 'missed it: NULL', $this->php_log(), 'It tried, and WordPress reported success.' );
		$this->assertSame( self::ODD_ROW, self::stored( 'active_plugins' ), 'Byte for byte.' );
		$this->assertSame( $before, LiveConfiguration::rows() );
	}

	public function test_our_route_at_the_dashboards_address_gets_past_no_wall(): void {
		$this->write_plugin( 'add_action( "init", static function () { if ( is_admin() ) { status_header( 403 ); exit( "walled off" ); } } );' );
		foreach ( array(
			'a pass'                  => $this->by_pass( 1 ),
			'an application password' => $this->by_password( 1 ),
		) as $with => $args ) {
			foreach ( array( '/wp-admin/index.php', '/wp-admin/' ) as $path ) {
				$answer = $this->http( $path . '?rest_route=' . self::STATE, $args );

				$this->assertSame( array( 403, 'walled off' ), array( $answer['status'], $answer['body'] ), "$path with $with" );
			}
			$this->assertSame( 200, $this->state( $args )['status'], "At its own address $with is good." );
		}
	}

	/**
	 * Plugins that keep a user from coming in by application password once the option "attack" is there.
	 *
	 * @return array<string, array{string, bool}> Code, and whether it means everybody.
	 */
	public function forbidding(): array {
		return array(
			'takes the capability from one admin'       => array( 'add_filter( "user_has_cap", static function ( $has, $caps, $args ) { if ( get_option( "attack" ) === (string) $args[1] ) { unset( $has["activate_plugins"] ); } return $has; }, 10, 3 );', false ),
			'forbids application passwords'             => array( 'add_filter( "wp_is_application_passwords_available", static function ( $is ) { return $is && ! get_option( "attack" ); } );', true ),
			'forbids one admin’s application passwords' => array( 'add_filter( "wp_is_application_passwords_available_for_user", static function ( $is, $user ) { return $is && get_option( "attack" ) !== (string) $user->ID; }, 10, 2 );', false ),
		);
	}

	/**
	 * @dataProvider forbidding
	 *
	 * @param string $code     Code of the plugin.
	 * @param bool   $everybody Whether it means everybody.
	 */
	public function test_what_a_plugin_forbids_counts_in_a_bare_call_once_the_state_was_read( string $code, bool $everybody ): void {
		$loads = array(
			'the state'  => function (): int {
				return $this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) )['status'];
			},
			'the screen' => function (): int {
				return $this->http( '/wp-admin/tools.php?page=culprit', array( 'user' => 1 ) )['status'];
			},
		);
		$this->write_plugin( $code );
		$user   = $this->make_user();
		$theirs = $this->by_password( $user );
		$mine   = $this->by_password( 1 );
		foreach ( $loads as $name => $load ) {
			update_option( 'attack', '' );
			$load();
			// The list of plugins stays as it is: nothing but reading asks the plugin again.
			$this->assert_bare( true, $theirs, "Nothing is forbidden yet: $name" );
			update_option( 'attack', (string) $user );

			$this->assertSame( 200, $load(), $name );

			$this->assert_bare( false, $theirs, $name );
			$this->assert_bare( ! $everybody, $mine, "The other admin: $name" );
		}
	}

	/**
	 * @dataProvider forbidding
	 *
	 * @param string $code      Code of the plugin.
	 * @param bool   $everybody Whether it means everybody.
	 */
	public function test_what_a_plugin_forbids_counts_in_a_bare_call_once_an_admin_page_was_loaded( string $code, bool $everybody ): void {
		$user   = $this->make_user();
		$theirs = $this->by_password( $user );
		$mine   = $this->by_password( 1 );
		update_option( 'attack', (string) $user );
		$this->assert_bare( true, $theirs, 'The plugin is not active yet.' );
		$this->write_plugin( $code );

		$this->assertSame( 200, $this->http( '/wp-admin/index.php', array( 'user' => 1 ) )['status'] );

		$this->assert_bare( false, $theirs );
		$this->assert_bare( ! $everybody, $mine, 'The other admin.' );
	}

	public function test_a_new_application_password_works_in_a_bare_call_at_once(): void {
		$user = $this->make_user();
		$this->make_live( 'kills-every-request' );

		$answer = $this->state( $this->by_password( $user ) );

		$this->assertSame( array( 200, $user ), array( $answer['status'], $answer['data']['user']['id'] ?? null ), $answer['body'] );
	}

	public function test_only_a_new_role_of_somebody_who_has_an_application_password_makes_it_ask_again(): void {
		update_option( 'culprit_application_passwords', 'as before' );
		$user = new \WP_User( $this->make_user( 'subscriber' ) );
		$user->add_role( 'editor' );
		$this->assertSame( 'as before', get_option( 'culprit_application_passwords' ) );

		\WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'A terminal' ) );
		foreach ( array( 'add_role', 'remove_role', 'set_role' ) as $change ) {
			update_option( 'culprit_application_passwords', 'as before' );
			$user->$change( 'administrator' );

			$this->assertNotSame( 'as before', get_option( 'culprit_application_passwords' ), $change );
		}
	}

	public function test_a_bare_call_for_a_nonce_does_not_change_what_is_remembered(): void {
		$this->write_plugin( 'add_filter( "wp_is_application_passwords_available", "__return_false" );' );
		$theirs = $this->by_password( 1 );
		$this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) );
		$before = self::stored( 'culprit_application_passwords' );
		$this->assertIsString( $before );

		$answer = $this->http( '/wp-admin/admin-ajax.php?action=rest-nonce', $this->by_pass( 1 ) );

		$this->assertMatchesRegularExpression( '/^[0-9a-f]{10}\z/', $answer['body'] );
		$this->assertSame( $before, self::stored( 'culprit_application_passwords' ) );
		$this->assert_bare( false, $theirs, 'No plugin that forbids them was asked.' );
	}

	public function test_a_guarded_probe_asks_nobody_to_do_something_and_mails_nobody(): void {
		$this->send_requests_from_a_plugin();

		$answer = $this->probe();

		$this->assertSame( array( 'GET other' ), $this->arrived(), 'What only reads elsewhere is let through.' );
		$this->assertSame( '', $this->mail_log() );
		$samples = $answer['report']['refused']['samples'];
		sort( $samples );
		$this->assertSame( array( 'HTTP DELETE localhost', 'HTTP GET 127.0.0.1', 'HTTP POST 127.0.0.1', 'HTTP POST localhost', 'mail' ), $samples );
		$this->assertSame( 5, $answer['report']['refused']['count'] );
		$this->assertStringContainsString( 'class="requests">http_request_not_executed http_request_not_executed http_request_not_executed 200 http_request_not_executed mailed<', $answer['body'], 'The plugin is told as by WordPress itself.' );
	}

	public function test_this_site_is_not_asked_under_another_spelling_of_its_name_nor_by_way_of_another_one(): void {
		$own   = self::url( '/?arrived=own' );
		$other = str_replace( '127.0.0.1', 'localhost', self::url( '/?arrived=other' ) );
		$this->write_must_use( 'if ( isset( $_GET["arrived"] ) ) { error_log( "arrived: " . $_SERVER["REQUEST_METHOD"] . " " . $_GET["arrived"] ); if ( isset( $_GET["to"] ) ) { header( "Location: " . $_GET["to"], true, 302 ); } exit; }' );
		$this->write_plugin(
			'add_action( "wp_footer", static function () {
				foreach ( array(
					wp_remote_get( "' . str_replace( '127.0.0.1', '127.0.0.1.', $own ) . '" ),
					wp_remote_get( "' . str_replace( '127.0.0.1', '127%2e0.0.1', $own ) . '" ),
					wp_remote_get( "' . $other . '", array( "headers" => array( "hOST" => "127.0.0.1" ) ) ),
					wp_remote_get( "' . $other . '", array( "headers" => "Host: 127.0.0.1" ) ),
					wp_remote_get( "' . $other . '&to=' . rawurlencode( $own ) . '" ),
				) as $answer ) {
					printf( "<p>%s</p>", is_wp_error( $answer ) ? $answer->get_error_message() : "went through" );
				}
			} );'
		);

		$answer = $this->probe();

		$this->assertSame( array( 'GET other' ), $this->arrived(), 'As far as the redirect.' );
		$this->assertSame( 5, substr_count( $answer['body'], 'Refused: this page load may change nothing.' ) );
		$this->assertContains( 'HTTP redirect 127.0.0.1', $answer['report']['refused']['samples'] );
	}

	public function test_an_observed_probe_asks_and_mails_as_a_visit_does(): void {
		$this->send_requests_from_a_plugin();

		$answer = $this->probe( array( 'mode' => 'observe' ) );

		$this->assertSame( array( 'DELETE other', 'GET other', 'GET own', 'POST other', 'POST own' ), $this->arrived() );
		$this->assertStringContainsString( 'somebody@example.org', $this->mail_log() );
		$this->assertSame( 0, $answer['report']['refused']['count'] );
	}

	/**
	 * Ways to make WordPress take a GET for another method.
	 *
	 * @return array<string, array{string, array<string, string>}> What is added to the query, and headers.
	 */
	public function disguises(): array {
		return array(
			'DELETE in the query'  => array( '&_method=DELETE', array() ),
			'POST in the query'    => array( '&_method=POST', array() ),
			'DELETE in the header' => array( '', array( 'X-HTTP-Method-Override' => 'DELETE' ) ),
			'POST in the header'   => array( '', array( 'X-HTTP-Method-Override' => 'POST' ) ),
		);
	}

	/**
	 * @dataProvider disguises
	 *
	 * @param string                $query   What is added to the query.
	 * @param array<string, string> $headers Headers.
	 */
	public function test_a_get_that_wordpress_takes_for_another_method_is_no_probe( string $query, array $headers ): void {
		wp_set_current_user( 1 );
		$title   = get_post( 1 )->post_title;
		$minted  = array(
			'page'    => '/?rest_route=/wp/v2/posts/1&force=true&title=attacked',
			'mode'    => 'observe',
			'as_user' => true,
		);
		$probe   = $this->mint( $minted );
		$answers = array( $this->http( self::path_of( $probe ) . $query, array( 'headers' => $headers + array( 'X-Culprit-Probe' => $probe['token'] ) ) ) );
		if ( '' !== $query ) {
			// Nor one that was minted so.
			$answers[] = $this->send( $this->mint( array( 'page' => $minted['page'] . $query ) + $minted ) );
		}

		foreach ( $answers as $answer ) {
			$this->assertSame( 401, $answer['status'], $answer['body'] );
			$this->assertArrayNotHasKey( 'x-culprit-marker', $answer['headers'] );
		}
		$post = get_post( 1 );
		$this->assertSame( array( 'publish', $title ), array( $post->post_status ?? null, $post->post_title ?? null ) );
		$this->assertFalse( Records::read( $probe['id'] )['claimed'] );
		$this->assertSame( $probe['marker'], $this->send( $probe )['headers']['x-culprit-marker'] ?? null, 'As a GET it is good.' );
	}

	/**
	 * Pages that a token was minted for, and others that it is tried on.
	 *
	 * @return array<string, array{string, string}>
	 */
	public function other_pages(): array {
		return array(
			'another path'                  => array( '/wp-admin/plugins.php', '/wp-admin/users.php' ),
			'the front page for wp-admin'   => array( '/', '/wp-admin/users.php' ),
			'a REST route for the front'    => array( '/', '/?rest_route=/wp/v2/users/me' ),
			'a REST route for another'      => array( '/?rest_route=/wp/v2/types', '/?rest_route=/wp/v2/users/me' ),
			'the front page for a route'    => array( '/?rest_route=/wp/v2/types', '/' ),
			'a REST route as a list'        => array( '/', '/?rest_route[]=/wp/v2/users/me' ),
			'a REST route at another index' => array( '/?rest_route=/wp/v2/users/me', '/index.php?rest_route=/wp/v2/users/me' ),
		);
	}

	/**
	 * @dataProvider other_pages
	 *
	 * @param string $minted Page that the token was minted for.
	 * @param string $tried  Page that it is tried on.
	 */
	public function test_a_users_token_is_good_for_its_own_page_only( string $minted, string $tried ): void {
		wp_set_current_user( 1 );
		parse_str( (string) wp_parse_url( $minted, PHP_URL_QUERY ), $own );
		$probe = $this->mint(
			array(
				'page'    => $minted,
				'as_user' => true,
			)
		);
		parse_str( (string) wp_parse_url( $probe['url'], PHP_URL_QUERY ), $query );
		$path = $tried . ( false === strpos( $tried, '?' ) ? '?' : '&' ) . http_build_query( array_diff_key( $query, $own ) );

		$answer = $this->http( $path, array( 'headers' => array( 'X-Culprit-Probe' => $probe['token'] ) ) );

		$this->assertArrayNotHasKey( 'x-culprit-marker', $answer['headers'] );
		$ordinary = $this->http( $path );
		$this->assertSame( $ordinary['status'], $answer['status'] );
		$this->assertSame( self::page( $ordinary['body'] ), self::page( $answer['body'] ) );
		$this->assertFalse( Records::read( $probe['id'] )['claimed'] );
		$this->assertSame( $probe['marker'], $this->send( $probe )['headers']['x-culprit-marker'] ?? null, 'At its own it is good.' );
	}

	public function test_a_plugin_that_redirects_when_it_is_switched_on_leaves_a_change_that_can_be_undone(): void {
		$this->make_live( 'healthy-b' );
		$before = self::stored( 'active_plugins' );
		file_put_contents( WP_PLUGIN_DIR . '/welcomes.php', '<?php /* Plugin Name: Welcomes */ add_action( "activated_plugin", static function ( $plugin ) { if ( "welcomes.php" === $plugin ) { wp_redirect( admin_url( "?welcome" ) ); exit; } } );' );
		$first = $this->activate( self::plugin( 'healthy-a' ) );
		$this->assertSame( 201, $first['status'], $first['body'] );
		$id = $first['data']['change']['id'];

		$answer = $this->activate( 'welcomes.php', array( 'extends' => $id ) );

		$this->assertSame( 302, $answer['status'], 'The plugin ended the request.' );
		$this->assert_undoes( $id, array( 'culprit/plugin.php', self::plugin( 'healthy-a' ), self::plugin( 'healthy-b' ), 'welcomes.php' ), $before );

		$this->assertSame( 302, $this->activate( 'welcomes.php' )['status'] );
		$this->assert_undoes( $id + 1, array( 'culprit/plugin.php', self::plugin( 'healthy-b' ), 'welcomes.php' ), $before );
	}

	public function test_a_switch_to_what_is_no_theme_writes_nothing(): void {
		$this->make_folders_that_look_like_themes();
		$this->session( 1 );
		$before = array( LiveConfiguration::rows(), $this->rows()['wp_culprit_changes'] );
		foreach ( array( array(), array( 'theme' => '' ), array( 'theme' => '..' ), array( 'theme' => '.' ), array( 'theme' => '../plugins' ), array( 'theme' => 'other/..' ) ) as $params ) {
			$answer = $this->http_rest( 'POST', '/culprit/v1/changes', array( 'kind' => 'switch-theme' ) + $params, array( 'user' => 1 ) );

			$this->assertSame( 400, $answer['status'], $answer['body'] );
			$this->assertSame( $before, array( LiveConfiguration::rows(), $this->rows()['wp_culprit_changes'] ) );
		}
		$this->assertSame( 200, $this->http( '/' )['status'] );
	}

	public function test_folders_that_are_no_themes_are_not_probed(): void {
		$this->make_folders_that_look_like_themes();
		$probes = static function ( string $theme ) {
			return Minter::mint(
				array(
					'configuration' => array(
						'template'   => $theme,
						'stylesheet' => $theme,
					) + LiveConfiguration::read(),
					'page'          => '/',
					'mode'          => 'guarded',
				),
				null
			);
		};
		foreach ( array( '..', '.', '../plugins', './other', 'other/..', '.hidden', '' ) as $theme ) {
			$error = $probes( $theme );

			$this->assertInstanceOf( \WP_Error::class, $error, $theme );
			$this->assertSame( 'culprit_unknown_theme', $error->get_error_code(), $theme );
		}
		$this->assertIsArray( $probes( 'other' ) );
	}

	public function test_a_plugin_that_closes_every_open_file_does_not_end_the_probe(): void {
		$this->make_live( 'healthy-a' );
		$this->write_plugin( 'foreach ( get_resources( "stream" ) as $stream ) { fclose( $stream ); }', false );

		$answer = $this->probe( array( 'configuration' => array( 'plugins' => array( 'attack.php', self::plugin( 'healthy-a' ) ) ) + self::configuration() ) );

		$this->assertSame( 200, $answer['status'] );
		$this->assertStringContainsString( 'class="healthy-a"', $answer['body'] );
		$this->assertSame( array( 'completed', null ), array( $answer['report']['ended'], $answer['report']['error'] ) );
		$this->assertSame( array( 'attack.php', self::plugin( 'healthy-a' ) ), $answer['report']['loaded'] );
		$record = Records::read( $answer['probe']['id'] );
		$this->assertSame( array( array(), 'attack.php' ), array( $record['loaded'], $record['loading'] ), 'It did close the record.' );
	}

	public function test_a_must_use_plugin_that_quits_after_the_guard_has_nobody_else_named(): void {
		$this->write_must_use( 'exit;' );

		$answer = $this->probe( array( 'configuration' => self::configuration( 'healthy-a', 'healthy-b' ) ) );

		$record = Records::read( $answer['probe']['id'] );
		foreach ( array( $answer['report'], $record ) as $seen ) {
			$this->assertSame( array( array(), null, 'claimed' ), array( $seen['loaded'], $seen['loading'], $seen['milestone'] ) );
		}
	}

	public function test_an_answer_whose_headers_a_plugin_sends_early_is_kept_by_no_cache(): void {
		$this->write_plugin(
			'header_register_callback( static function () {} );
			add_action( "template_redirect", static function () {
				while ( ob_get_level() ) { ob_end_flush(); }
				echo "sent early";
				flush();
			} );'
		);

		$answer = $this->probe();

		$this->assertStringStartsWith( 'sent early', $answer['body'] );
		foreach ( explode( "\n", $answer['headers']['cache-control'] ?? '' ) as $line ) {
			$this->assertStringContainsString( 'no-store', $line );
		}
		$this->assertStringNotContainsString( 'no-store', $this->http( '/' )['headers']['cache-control'] ?? '', 'An ordinary answer may be kept.' );
	}

	/**
	 * Statements that make the server write without saying so.
	 *
	 * @return array<string, array{list<string>}>
	 */
	public function hidden_writes(): array {
		return array(
			'in a function'                         => array( array( 'SELECT attack_write()' ) ),
			'after a temporary table was made'      => array( array( 'CREATE TEMPORARY TABLE attack_list ( a INT )', 'SELECT attack_write()' ) ),
			'after a temporary table was dropped'   => array( array( 'CREATE TEMPORARY TABLE attack_list ( a INT )', 'DROP TEMPORARY TABLE attack_list', 'SELECT attack_write()' ) ),
			'while a temporary table is filled'     => array( array( 'CREATE TEMPORARY TABLE attack_list ( a INT )', 'INSERT INTO attack_list SELECT attack_write()' ) ),
			'while a temporary table is being made' => array( array( 'CREATE TEMPORARY TABLE attack_list AS SELECT attack_write() AS a' ) ),
			'in a transaction that may write'       => array( array( 'START TRANSACTION READ WRITE', 'SELECT attack_write()', 'COMMIT' ) ),
			'after the setting was taken back'      => array( array( 'SET SESSION TRANSACTION READ WRITE', 'SELECT attack_write()' ) ),
			'after the variable was taken back'     => array( array( 'SET @@session.tx_read_only = 0', 'SELECT attack_write()' ) ),
			'with the setting for one statement'    => array( array( 'SET STATEMENT tx_read_only = 0 FOR SELECT attack_write()' ) ),
		);
	}

	/**
	 * @dataProvider hidden_writes
	 *
	 * @param list<string> $statements Statements.
	 */
	public function test_a_statement_that_hides_its_writing_writes_nothing( array $statements ): void {
		Database::query( self::FUNCTION_THAT_WRITES );
		$queries = '';
		foreach ( $statements as $statement ) {
			$queries .= '$GLOBALS["wpdb"]->query( ' . var_export( $statement, true ) . ' );';
		}
		$this->write_plugin( '$GLOBALS["wpdb"]->suppress_errors( true ); ' . $queries . ' error_log( "all sent" );' );
		$probe  = $this->mint();
		$before = $this->rows();

		$answer = $this->send( $probe );

		$this->assertStringContainsString( 'all sent', $this->php_log() );
		$this->assertSame( 'completed', self::trailer( $answer['body'], $probe['marker'] )['ended'] );
		$this->assertNull( self::stored( 'attacked' ) );
		$this->assertSame( array( 'wp_culprit_probes' ), array_keys( array_filter( $this->rows(), static fn( $rows, $table ) => $rows !== $before[ $table ], ARRAY_FILTER_USE_BOTH ) ) );
	}

	public function test_a_statement_that_hides_a_lock_takes_none_and_one_that_hides_a_setting_sets_nothing(): void {
		$sent  = array(
			"SELECT 2*/*' */GET_LOCK( 'attack', 1 ) -- '",
			"SELECT 1 --\x7f'\n, GET_LOCK( 'attack', 1 ) -- '",
			"SELECT `get_lock`( 'attack', 1 )",
			"CREATE TEMPORARY TABLE attack_list SELECT GET_LOCK( 'attack', 1 ) AS a",
			"SET @a = ''OR 1, NAMES 'gbk'",
			"SET @a = 2*/*' */3, NAMES 'gbk' -- '",
		);
		$asked = "SELECT CONCAT( 'lock:', IFNULL( IS_USED_LOCK( 'attack' ), 'none' ), ' charset:', @@character_set_client )";
		$this->write_plugin( 'foreach ( ' . var_export( $sent, true ) . ' as $statement ) { $GLOBALS["wpdb"]->query( $statement ); error_log( $GLOBALS["wpdb"]->get_var( ' . var_export( $asked, true ) . ' ) ); }' );

		$answer = $this->probe();

		$this->assertSame( count( $sent ), substr_count( $this->php_log(), 'lock:none charset:utf8mb4' ), $this->php_log() );
		$this->assertSame( count( $sent ), $answer['report']['refused']['count'] );
	}

	public function test_a_set_of_characters_in_which_a_backslash_is_half_of_one_hides_no_lock_either(): void {
		$sent  = array( "CREATE TEMPORARY TABLE attack_list SELECT '\xbf\\' AS a, GET_LOCK( \"attack\", 1 ) AS b -- '", "SHOW TABLES LIKE '\xb0\xa1'" );
		$asked = "SELECT CONCAT( 'lock:', IFNULL( IS_USED_LOCK( 'attack' ), 'none' ), ' charset:', @@character_set_client )";
		$this->write_plugin( '$db = $GLOBALS["wpdb"]; $db->charset = "gbk"; $db->set_charset( $db->dbh, "gbk" ); foreach ( ' . var_export( $sent, true ) . ' as $statement ) { $db->query( $statement ); } error_log( $db->get_var( ' . var_export( $asked, true ) . ' ) );' );

		$answer = $this->probe();

		$this->assertStringContainsString( 'lock:none charset:gbk', $this->php_log() );
		$this->assertSame( 1, $answer['report']['refused']['count'], 'What only reads is let through.' );
	}

	public function test_a_connection_that_is_made_anew_is_read_only_too(): void {
		Database::query( self::FUNCTION_THAT_WRITES );
		$this->write_plugin( '$GLOBALS["wpdb"]->suppress_errors( true ); $before = $GLOBALS["wpdb"]->get_var( "SELECT CONNECTION_ID()" ); $GLOBALS["wpdb"]->close(); $GLOBALS["wpdb"]->db_connect(); $GLOBALS["wpdb"]->query( "SELECT attack_write()" ); error_log( $before === $GLOBALS["wpdb"]->get_var( "SELECT CONNECTION_ID()" ) ? "the same" : "another one" );' );

		$this->probe();

		$this->assertStringContainsString( 'another one', $this->php_log() );
		$this->assertNull( self::stored( 'attacked' ) );
	}

	/**
	 * How a drop-in may have left the connection.
	 *
	 * @return array<string, array{list<string>}>
	 */
	public function open_transactions(): array {
		return array(
			'begun'                       => array( array( 'START TRANSACTION', 'SELECT 1 FROM wp_options LIMIT 1' ) ),
			'begun by itself'             => array( array( 'SET autocommit = 0', 'SELECT 1 FROM wp_options LIMIT 1' ) ),
			'begun anew whenever it ends' => array( array( 'SET completion_type = 1', 'START TRANSACTION' ) ),
		);
	}

	/**
	 * @dataProvider open_transactions
	 *
	 * @param list<string> $statements Statements.
	 */
	public function test_a_transaction_that_was_open_before_the_guard_came_is_no_way_around_it( array $statements ): void {
		Database::query( self::FUNCTION_THAT_WRITES );
		$before = WPMU_PLUGIN_DIR . '/0-before.php';
		file_put_contents( $before, '<?php foreach ( ' . var_export( $statements, true ) . ' as $statement ) { $answer = mysqli_query( $GLOBALS["wpdb"]->dbh, $statement ); true === $answer || $answer->free(); } register_shutdown_function( static function () { mysqli_query( $GLOBALS["wpdb"]->dbh, "COMMIT" ); } );' );
		$this->write_plugin( '$GLOBALS["wpdb"]->suppress_errors( true ); $GLOBALS["wpdb"]->query( "SELECT attack_write()" ); error_log( "all sent" );' );

		$answer = $this->probe();
		unlink( $before );

		$this->assertStringContainsString( 'all sent', $this->php_log() );
		$this->assertSame( 'completed', $answer['report']['ended'] );
		$this->assertNull( self::stored( 'attacked' ) );
	}

	public function test_a_connection_that_is_not_read_only_in_the_end_is_told(): void {
		$this->write_plugin( 'mysqli_query( $GLOBALS["wpdb"]->dbh, "SET SESSION TRANSACTION READ WRITE" );' );

		$this->assertContains( 'not refused: writes that a statement hides, for the connection is not read-only', $this->probe()['report']['refused']['samples'] );
	}

	/**
	 * How a plugin may have errors of the database reported.
	 *
	 * @return array<string, array{string}>
	 */
	public function reporting(): array {
		return array(
			'as WordPress has it' => array( 'MYSQLI_REPORT_OFF' ),
			'as PHP has it'       => array( 'MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT' ),
		);
	}

	/**
	 * @dataProvider reporting
	 *
	 * @param string $how PHP.
	 */
	public function test_a_connection_that_is_lost_in_the_end_writes_nothing_that_was_to_be_told( string $how ): void {
		$this->write_plugin( 'add_action( "shutdown", static function () { mysqli_report( ' . $how . ' ); $connection = $GLOBALS["wpdb"]->dbh; try { mysqli_query( $connection, "KILL " . mysqli_thread_id( $connection ) ); } catch ( Throwable $killed ) {} error_log( mysqli_errno( $connection ) ? "killed" : "alive" ); }, PHP_INT_MAX );' );

		$report = $this->probe()['report'];

		$this->assertSame( array(), $report['refused']['samples'] );
		$this->assertStringContainsString( 'killed', $this->php_log() );
		$this->assertStringNotContainsString( 'WriteRule', $this->php_log() );
	}

	public function test_a_connection_that_is_not_read_only_is_told_however_much_was_refused(): void {
		$this->write_plugin( 'mysqli_query( $GLOBALS["wpdb"]->dbh, "SET SESSION TRANSACTION READ WRITE" ); for ( $i = 0; $i < 20; $i++ ) { $GLOBALS["wpdb"]->query( "UPDATE wp_options SET option_value = 1 WHERE option_name = \'odd\'" ); }' );

		$this->assertSame( 'not refused: writes that a statement hides, for the connection is not read-only', $this->probe()['report']['refused']['samples'][0] );
	}

	public function test_a_connection_that_made_a_temporary_table_is_read_only_in_the_end(): void {
		$this->write_plugin( '$GLOBALS["wpdb"]->query( "CREATE TEMPORARY TABLE odd ( a int )" );' );

		$this->assertSame( 0, $this->probe()['report']['refused']['count'] );
	}

	public function test_tables_without_transactions_are_not_written_to_past_wordpress_either(): void {
		Database::query( 'CREATE TABLE wp_odd ( a INT ) ENGINE=MyISAM' );
		$this->write_plugin( 'mysqli_report( MYSQLI_REPORT_OFF ); foreach ( array( "INSERT INTO wp_odd VALUES ( 1 )", "ALTER TABLE wp_odd ADD b INT", "DROP TABLE wp_odd" ) as $statement ) { error_log( mysqli_query( $GLOBALS["wpdb"]->dbh, $statement ) ? "written" : mysqli_error( $GLOBALS["wpdb"]->dbh ) ); }' );

		$this->probe();

		$this->assertSame( 3, substr_count( $this->php_log(), 'READ ONLY transaction' ) );
		$this->assertStringNotContainsString( 'written', $this->php_log() );
	}

	public function test_a_connection_that_a_plugin_closed_is_no_error_of_the_guard(): void {
		$this->write_plugin( 'mysqli_close( $GLOBALS["wpdb"]->dbh );' );
		$probe = $this->mint();

		$this->send( $probe );

		$this->assertStringNotContainsString( 'Guard', $this->php_log() );
	}

	public function test_the_function_does_write_in_a_visit_after_the_probe(): void {
		Database::query( self::FUNCTION_THAT_WRITES );
		$this->write_plugin( '$GLOBALS["wpdb"]->suppress_errors( true ); $GLOBALS["wpdb"]->query( "SELECT attack_write()" ); update_option( "visited", "1" );' );

		$this->probe();
		$this->assertSame( array( null, null ), array( self::stored( 'attacked' ), self::stored( 'visited' ) ) );

		// Each of the server's workers may have been the probe's.
		for ( $visit = 0; $visit < 12; $visit++ ) {
			Database::query( "DELETE FROM wp_options WHERE option_name IN ( 'attacked', 'visited' )" );
			$this->http( '/' );
			$this->assertSame( array( '1', '1' ), array( self::stored( 'attacked' ), self::stored( 'visited' ) ) );
		}
	}

	public function test_temporary_tables_work_in_a_guarded_probe(): void {
		$this->write_plugin(
			'add_action( "wp_footer", static function () {
				global $wpdb;
				$wpdb->query( "CREATE TEMPORARY TABLE attack_list ( a INT )" );
				$wpdb->query( "INSERT INTO attack_list VALUES ( 3 ), ( 4 )" );
				$wpdb->query( "UPDATE attack_list SET a = a * 10 WHERE a = 4" );
				$wpdb->query( "CREATE TEMPORARY TABLE attack_copy AS SELECT a + 1 AS b FROM attack_list" );
				$sums = array( $wpdb->get_var( "SELECT SUM( a ) FROM attack_list" ), $wpdb->get_var( "SELECT SUM( b ) FROM attack_copy" ) );
				$wpdb->query( "DROP TEMPORARY TABLE attack_list" );
				$wpdb->query( "DROP TEMPORARY TABLE IF EXISTS attack_copy" );
				printf( "<p class=\"sums\">%s</p>", implode( " ", $sums ) );
			} );'
		);

		$answer = $this->probe();

		$this->assertStringContainsString( '<p class="sums">43 45</p>', $answer['body'] );
		$this->assertSame( 0, $answer['report']['refused']['count'], implode( ', ', $answer['report']['refused']['samples'] ) );
		$this->assertSame( '', $this->php_log() );
	}

	/**
	 * Writes a plugin.
	 *
	 * @param string $code   Its code.
	 * @param bool   $active Whether it is made live, with Culprit and no other plugin.
	 */
	private function write_plugin( string $code, bool $active = true ): void {
		file_put_contents( WP_PLUGIN_DIR . '/attack.php', "<?php /* Plugin Name: Attack */ $code" );
		if ( $active ) {
			update_option( 'active_plugins', array( 'culprit/plugin.php', 'attack.php' ) );
		}
	}

	/**
	 * Writes a must-use plugin that loads after the guard.
	 *
	 * @param string $code Its code.
	 */
	private function write_must_use( string $code ): void {
		file_put_contents( WPMU_PLUGIN_DIR . '/z-attack.php', "<?php $code" );
	}

	/**
	 * Makes a theme called "other", and gives folders that hold no theme what WordPress knows a theme by.
	 */
	private function make_folders_that_look_like_themes(): void {
		$this->make_theme();
		foreach ( array( '', '/plugins', '/themes', '/themes/.hidden' ) as $folder ) {
			wp_mkdir_p( WP_CONTENT_DIR . $folder );
			file_put_contents( WP_CONTENT_DIR . $folder . '/style.css', "/*\nTheme Name: Outside\n*/\n" );
			file_put_contents( WP_CONTENT_DIR . $folder . '/index.php', '<?php echo "outside";' );
		}
	}

	/**
	 * What a bare call by cookie sends.
	 *
	 * @param int $user User id.
	 * @return array<string, mixed> As for http().
	 */
	private function by_pass( int $user ): array {
		return array(
			'cookies' => $this->session( $user )['cookies'],
			'headers' => array(
				'X-Culprit-Pass' => Pass::issue( $user, 60 ),
				'X-WP-Nonce'     => $this->session( $user )['nonce'],
			),
		);
	}

	/**
	 * What a bare call by a new application password sends.
	 *
	 * @param int $user User id.
	 * @return array<string, mixed> As for http().
	 */
	private function by_password( int $user ): array {
		// Core asks it when a password is made; addresses of probes are made without.
		$_SERVER['HTTPS'] = 'on';
		$basic            = $this->application_password( $user );
		unset( $_SERVER['HTTPS'] );
		return array(
			'headers' => array(
				'X-Culprit-Pass' => 'application-password',
				'Authorization'  => $basic,
			),
		);
	}

	/**
	 * GET /state
	 *
	 * @param array<string, mixed> $args As for http().
	 * @return array<string, mixed> As http_rest() gives it.
	 */
	private function state( array $args ): array {
		return $this->http_rest( 'GET', self::STATE, array(), $args );
	}

	/**
	 * Checks whether a call leaves the plugins out: on a site that every other request kills.
	 *
	 * @param bool                 $expected Whether it does.
	 * @param array<string, mixed> $args     As for http().
	 * @param string               $message  Message.
	 */
	private function assert_bare( bool $expected, array $args, string $message = '' ): void {
		$live = self::stored( 'active_plugins' );
		update_option( 'active_plugins', array_merge( (array) get_option( 'active_plugins' ), array( self::plugin( 'kills-every-request' ) ) ) );

		$status = $this->state( $args )['status'];

		update_option( 'active_plugins', unserialize( (string) $live ) );
		$this->assertSame( $expected ? 200 : 500, $status, $message );
	}

	/**
	 * Makes a plugin live that sends requests to this site and another one, and a mail; both sites are this server, by
	 * its two names. What arrives is logged.
	 */
	private function send_requests_from_a_plugin(): void {
		$this->write_must_use( 'if ( isset( $_GET["arrived"] ) ) { error_log( "arrived: " . $_SERVER["REQUEST_METHOD"] . " " . $_GET["arrived"] ); exit; }' );
		$own   = self::url( '/?arrived=own' );
		$other = str_replace( '127.0.0.1', 'localhost', self::url( '/?arrived=other' ) );
		$this->write_plugin(
			'add_action( "wp_footer", static function () {
				$said = array();
				foreach ( array(
					wp_remote_post( "' . $own . '" ),
					wp_remote_post( "' . $other . '", array( "body" => "x" ) ),
					wp_remote_get( "' . $own . '" ),
					wp_remote_get( "' . $other . '" ),
					wp_remote_request( "' . $other . '", array( "method" => "DELETE" ) ),
				) as $answer ) {
					$said[] = is_wp_error( $answer ) ? $answer->get_error_code() : wp_remote_retrieve_response_code( $answer );
				}
				$said[] = wp_mail( "somebody@example.org", "Visit", "Now" ) ? "mailed" : "";
				printf( "<p class=\"requests\">%s</p>", implode( " ", $said ) );
			} );'
		);
	}

	/**
	 * The requests that arrived.
	 *
	 * @return list<string> Method and site of each.
	 */
	private function arrived(): array {
		preg_match_all( '/arrived: (\w+ \w+)/', $this->php_log(), $matches );
		sort( $matches[1] );
		return array_map( 'strval', $matches[1] );
	}

	/**
	 * Switches a plugin on.
	 *
	 * @param string               $plugin Plugin file.
	 * @param array<string, mixed> $params More of schemas/change-request.json.
	 * @return array<string, mixed> As http_rest() gives it.
	 */
	private function activate( string $plugin, array $params = array() ): array {
		return $this->http_rest(
			'POST',
			'/culprit/v1/changes',
			array(
				'kind'    => 'activate',
				'plugins' => array( $plugin ),
			) + $params,
			array( 'user' => 1 )
		);
	}

	/**
	 * Checks that a change is the newest one and says what it did, and that undoing it brings everything back.
	 *
	 * @param int          $id     Id of the change.
	 * @param list<string> $after  Plugins that are live after it.
	 * @param string       $before The row before it.
	 */
	private function assert_undoes( int $id, array $after, string $before ): void {
		$this->assertSame( $after, unserialize( (string) self::stored( 'active_plugins' ) ) );
		$listed = $this->http_rest( 'GET', self::STATE, array(), array( 'user' => 1 ) )['data']['changes'][0];
		$this->assertSame( array( $id, $after, true ), array( $listed['id'], $listed['after']['plugins'], $listed['can_undo'] ) );

		$undone = $this->http_rest( 'POST', "/culprit/v1/changes/$id/undo", array(), array( 'user' => 1 ) );

		$this->assertSame( 200, $undone['status'], $undone['body'] );
		$this->assertSame( $before, self::stored( 'active_plugins' ) );
	}
}
