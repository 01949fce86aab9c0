<?php
/**
 * Changes of the live configuration over HTTP, on living and dead sites.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Changes;

use Culprit\Guard\Pass;
use Culprit\Site\LiveConfiguration;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Probing;

/**
 * Quiet deactivation, activation with hooks, theme, undo.
 */
final class ChangerTest extends HttpTestCase {

	use Probing;

	private const ODD_ROW = 'a:5:{i:0;s:18:"culprit/plugin.php";i:5;s:23:"healthy-a/healthy-a.php";i:2;s:43:"kills-every-request/kills-every-request.php";i:9;s:13:"gone/gone.php";i:7;s:23:"healthy-b/healthy-b.php";}';

	protected function setUp(): void {
		parent::setUp();
		// Notes whenever it is switched on or off.
		file_put_contents(
			WP_PLUGIN_DIR . '/noisy.php',
			'<?php
			/* Plugin Name: Noisy */
			register_activation_hook( __FILE__, static function () { error_log( "noisy on" ); } );
			register_deactivation_hook( __FILE__, static function () { error_log( "noisy off" ); } );'
		);
	}

	public function test_plugins_are_switched_off_quietly_on_a_dead_site_and_the_order_is_kept(): void {
		$this->make_live( 'healthy-c', 'kills-every-request', 'healthy-a', 'healthy-b' );

		$answer = $this->bare_change(
			array(
				'kind'    => 'deactivate',
				'plugins' => array( self::plugin( 'healthy-a' ), self::plugin( 'kills-every-request' ) ),
			)
		);

		$this->assertSame( 201, $answer['status'], $answer['body'] );
		$this->assertSame( serialize( array( 'culprit/plugin.php', self::plugin( 'healthy-c' ), self::plugin( 'healthy-b' ) ) ), self::stored( 'active_plugins' ) );
		$this->assertSame( 200, $this->http( '/' )['status'], 'The site is back.' );
	}

	public function test_a_quiet_change_of_many_writes_the_list_once_and_runs_no_hook(): void {
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'noisy.php', self::plugin( 'healthy-a' ), self::plugin( 'healthy-b' ) ) );
		file_put_contents(
			WPMU_PLUGIN_DIR . '/z-counts.php',
			'<?php add_filter( "query", static function ( $query ) {
				if ( preg_match( "/^\s*(UPDATE|INSERT|DELETE|REPLACE)\b/i", $query ) && false !== strpos( $query, "active_plugins" ) && false === strpos( $query, "culprit_changes" ) ) {
					error_log( "wrote the list" );
				}
				return $query;
			} );'
		);

		$answer = $this->bare_change(
			array(
				'kind'    => 'deactivate',
				'plugins' => array( 'noisy.php', self::plugin( 'healthy-a' ), self::plugin( 'healthy-b' ) ),
			)
		);

		$this->assertSame( 201, $answer['status'], $answer['body'] );
		$this->assertSame( 1, substr_count( $this->php_log(), 'wrote the list' ) );
		$this->assertStringNotContainsString( 'noisy off', $this->php_log() );
	}

	public function test_a_full_change_switches_off_as_quietly_as_a_bare_one(): void {
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'noisy.php' ) );

		$answer = $this->full_change(
			array(
				'kind'    => 'deactivate',
				'plugins' => array( 'noisy.php' ),
			)
		);

		$this->assertSame( 201, $answer['status'], $answer['body'] );
		$this->assertStringNotContainsString( 'noisy off', $this->php_log() );
		$this->assertSame( array( 'culprit/plugin.php' ), LiveConfiguration::read()['plugins'] );
	}

	public function test_undo_on_a_dead_site_restores_the_row_byte_for_byte(): void {
		global $wpdb;
		$wpdb->update( $wpdb->options, array( 'option_value' => self::ODD_ROW ), array( 'option_name' => 'active_plugins' ) );
		$change = $this->bare_change(
			array(
				'kind'    => 'deactivate',
				'plugins' => array( self::plugin( 'healthy-a' ) ),
			)
		);
		$this->assertNotSame( self::ODD_ROW, self::stored( 'active_plugins' ) );
		$this->assertContains( 'gone/gone.php', unserialize( (string) self::stored( 'active_plugins' ) ), 'What is gone is not tidied away.' );
		$this->assertSame( 500, $this->http( '/' )['status'], 'The site is dead.' );

		$undone = $this->bare( 'POST', "/culprit/v1/changes/{$change['data']['change']['id']}/undo" );

		$this->assertSame( 200, $undone['status'], $undone['body'] );
		$this->assertSame( self::ODD_ROW, self::stored( 'active_plugins' ) );
	}

	public function test_undo_runs_no_hooks(): void {
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'noisy.php' ) );
		$off = $this->bare_change(
			array(
				'kind'    => 'deactivate',
				'plugins' => array( 'noisy.php' ),
			)
		);

		$this->assertSame( 200, $this->full( 'POST', "/culprit/v1/changes/{$off['data']['change']['id']}/undo" )['status'] );
		$this->assertContains( 'noisy.php', LiveConfiguration::read()['plugins'] );
		$this->assertStringNotContainsString( 'noisy', $this->php_log() );
	}

	public function test_plugins_are_switched_on_one_by_one_and_undone_together(): void {
		$this->make_live();
		$before = self::stored( 'active_plugins' );
		$change = 0;
		foreach ( array( 'noisy.php', self::plugin( 'healthy-b' ), self::plugin( 'healthy-a' ) ) as $plugin ) {
			$answer = $this->full_change(
				array(
					'kind'    => 'activate',
					'plugins' => array( $plugin ),
				) + ( $change ? array( 'extends' => $change ) : array() )
			);
			$this->assertSame( 201, $answer['status'], $answer['body'] );
			$this->assertTrue( end( $answer['data']['change']['results'] )['ok'] );
			$this->assertContains( $answer['data']['change']['id'], $change ? array( $change ) : array( $answer['data']['change']['id'] ) );
			$change = $answer['data']['change']['id'];
		}
		$this->assertSame( array( 'noisy.php', self::plugin( 'healthy-b' ), self::plugin( 'healthy-a' ) ), array_column( $answer['data']['change']['results'], 'id' ) );
		$this->assertStringContainsString( 'noisy on', $this->php_log() );
		$this->assertContains( self::plugin( 'healthy-a' ), LiveConfiguration::read()['plugins'] );

		$this->assertSame( 200, $this->full( 'POST', "/culprit/v1/changes/$change/undo" )['status'] );
		$this->assertSame( $before, self::stored( 'active_plugins' ) );
	}

	public function test_a_change_is_not_continued_after_somebody_else_changed_the_list(): void {
		$this->make_live();
		$first = $this->full_change(
			array(
				'kind'    => 'activate',
				'plugins' => array( self::plugin( 'healthy-a' ) ),
			)
		);
		$this->make_live( 'healthy-a', 'healthy-c' );
		$before = self::stored( 'active_plugins' );

		$second = $this->full_change(
			array(
				'kind'    => 'activate',
				'plugins' => array( self::plugin( 'healthy-b' ) ),
				'extends' => $first['data']['change']['id'],
			)
		);

		$this->assertSame( array( 409, 'culprit_changed_since' ), array( $second['status'], $second['data']['code'] ) );
		$this->assertSame( $before, self::stored( 'active_plugins' ) );
	}

	/**
	 * Plugins that die when they are switched on.
	 *
	 * @return array<string, array{string}>
	 */
	public function dying(): array {
		return array(
			'in its activation hook' => array( 'fails-on-activation' ),
			'when it is loaded'      => array( 'kills-every-request' ),
		);
	}

	/**
	 * @dataProvider dying
	 *
	 * @param string $name Folder of the fixture.
	 */
	public function test_a_plugin_that_dies_when_switched_on_stays_off( string $name ): void {
		$this->make_live( 'healthy-a' );
		$before = self::stored( 'active_plugins' );

		$answer = $this->full_change(
			array(
				'kind'    => 'activate',
				'plugins' => array( self::plugin( $name ) ),
			)
		);

		$this->assertSame( 201, $answer['status'], $answer['body'] );
		$this->assertSame( array( false, 'culprit_activation_died' ), array( $answer['data']['change']['results'][0]['ok'], $answer['data']['change']['results'][0]['code'] ) );
		$this->assertFalse( $answer['data']['change']['can_undo'], 'Nothing changed.' );
		$this->assertSame( $before, self::stored( 'active_plugins' ) );
		$this->assertSame( 200, $this->http( '/' )['status'] );
	}

	public function test_a_plugin_that_ends_php_when_switched_on_stays_off(): void {
		$this->make_live( 'healthy-a' );
		$before = self::stored( 'active_plugins' );
		file_put_contents( WP_PLUGIN_DIR . '/exits.php', '<?php /* Plugin Name: Exits */ register_activation_hook( __FILE__, static function () { exit( 1 ); } );' );

		$answer = $this->full_change(
			array(
				'kind'    => 'activate',
				'plugins' => array( 'exits.php' ),
			)
		);

		$this->assertNull( $answer['data'] );
		$this->assertSame( $before, self::stored( 'active_plugins' ) );
		$this->assertSame( array(), $this->full( 'GET', '/culprit/v1/state' )['data']['changes'], 'A change that never ended is not shown.' );
	}

	public function test_plugins_are_not_switched_on_in_a_bare_call(): void {
		$this->make_live();
		$before = self::stored( 'active_plugins' );

		$answer = $this->bare_change(
			array(
				'kind'    => 'activate',
				'plugins' => array( 'noisy.php' ),
			)
		);

		$this->assertSame( array( 400, 'culprit_needs_full_call' ), array( $answer['status'], $answer['data']['code'] ) );
		$this->assertSame( $before, self::stored( 'active_plugins' ) );
	}

	public function test_a_switch_of_theme_is_undone_row_for_row(): void {
		global $wpdb;
		$this->make_theme();
		$this->make_live( 'kills-every-request' );
		$wpdb->query( "DELETE FROM {$wpdb->options} WHERE option_name IN ( 'template_root', 'stylesheet_root', 'current_theme' )" );
		$before = LiveConfiguration::rows();
		$mods   = self::stored( 'theme_mods_other' );

		$answer = $this->bare_change(
			array(
				'kind'  => 'switch-theme',
				'theme' => 'other',
			)
		);

		$this->assertSame( 201, $answer['status'], $answer['body'] );
		$after = LiveConfiguration::rows();
		$this->assertSame( array( 'other', 'other', 'Other Theme', '/themes', '/themes' ), array( $after['template'], $after['stylesheet'], $after['current_theme'], $after['template_root'], $after['stylesheet_root'] ) );
		$this->assertSame( $before['active_plugins'], $after['active_plugins'] );
		$this->assertSame( $mods, self::stored( 'theme_mods_other' ), 'Widgets and menus stay as they are.' );

		$this->assertSame( 200, $this->bare( 'POST', "/culprit/v1/changes/{$answer['data']['change']['id']}/undo" )['status'] );
		$this->assertSame( $before, LiveConfiguration::rows(), 'Rows that were not there are gone again.' );
	}

	public function test_a_switched_theme_is_what_visitors_see(): void {
		$this->make_theme();
		$this->make_live();
		$this->bare_change(
			array(
				'kind'  => 'switch-theme',
				'theme' => 'other',
			)
		);

		$this->assertStringContainsString( 'class="other"', $this->http( '/' )['body'] );
	}

	public function test_rows_that_changed_in_between_are_put_back_when_one_cannot_be_written(): void {
		global $wpdb;
		$before = LiveConfiguration::rows();
		$wanted = array(
			'template'   => 'x',
			'stylesheet' => 'y',
		);
		add_filter(
			'query',
			static function ( $query ) use ( $wpdb ) {
				return 0 === strpos( $query, "UPDATE `{$wpdb->options}` SET `option_value` = 'y'" ) ? "SELECT 1 FROM {$wpdb->options} LIMIT 0" : $query;
			}
		);

		$this->assertFalse( LiveConfiguration::swap( array_intersect_key( $before, $wanted ), $wanted ) );
		$this->assertSame( $before, LiveConfiguration::rows() );
	}

	public function test_a_row_that_changes_between_reading_and_writing_is_not_written(): void {
		global $wpdb;
		$before = array( 'template' => LiveConfiguration::rows()['template'] );
		add_filter(
			'query',
			static function ( $query ) use ( $wpdb ) {
				if ( 0 === strpos( $query, "UPDATE `{$wpdb->options}` SET `option_value` = 'ours'" ) ) {
					Database::query( "UPDATE wp_options SET option_value = 'theirs' WHERE option_name = 'template'" );
				}
				return $query;
			}
		);

		$this->assertFalse( LiveConfiguration::swap( $before, array( 'template' => 'ours' ) ) );
		$this->assertSame( 'theirs', self::stored( 'template' ) );
	}

	/**
	 * Makes a change in a bare call.
	 *
	 * @param array<string, mixed> $params As in schemas/change-request.json.
	 * @return array<string, mixed>
	 */
	private function bare_change( array $params ): array {
		return $this->bare( 'POST', '/culprit/v1/changes', $params );
	}

	/**
	 * Makes a change in a full call.
	 *
	 * @param array<string, mixed> $params As in schemas/change-request.json.
	 * @return array<string, mixed>
	 */
	private function full_change( array $params ): array {
		return $this->full( 'POST', '/culprit/v1/changes', $params );
	}

	/**
	 * Calls as the admin, without the other plugins.
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $params Arguments.
	 * @return array<string, mixed>
	 */
	private function bare( string $method, string $route, array $params = array() ): array {
		return $this->http_rest(
			$method,
			$route,
			$params,
			array(
				'user'    => 1,
				'headers' => array( 'X-Culprit-Pass' => Pass::issue( 1, 60 ) ),
			)
		);
	}

	/**
	 * Calls as the admin, with all plugins.
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $params Arguments.
	 * @return array<string, mixed>
	 */
	private function full( string $method, string $route, array $params = array() ): array {
		return $this->http_rest( $method, $route, $params, array( 'user' => 1 ) );
	}
}
