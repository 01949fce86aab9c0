<?php
/**
 * What is said about how a probe ended: in the trailer, and in the record.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Probes\Records;
use Culprit\Runs\Journal;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Probing;

/**
 * Probes of plugins that die, and the records they leave.
 */
final class EndingTest extends HttpTestCase {

	use Probing;

	public function test_a_fatal_error_while_loading_names_who_was_loading(): void {
		$this->make_live( 'healthy-a' );

		$answer = $this->probe( array( 'configuration' => self::configuration( 'healthy-a', 'kills-every-request', 'healthy-b' ) ) );

		$this->assertSame( 500, $answer['status'] );
		$report = $this->report_of( $answer );
		$this->assertSame( 'fatal', $report['ended'] );
		$this->assertSame( array( 'healthy-a/healthy-a.php' ), $report['loaded'] );
		$this->assertSame( 'kills-every-request/kills-every-request.php', $report['loading'] );
		$this->assertSame( 'muplugins_loaded', $report['milestone'] );
		$this->assertSame( E_ERROR, $report['error']['type'] );
		$this->assertSame( 'wp-content/plugins/kills-every-request/kills-every-request.php', $report['error']['file'] );
		$this->assertStringContainsString( 'kills_every_request_boot', $report['error']['message'] );
		$this->assertStringNotContainsString( ABSPATH, (string) wp_json_encode( $report, JSON_UNESCAPED_SLASHES ), 'Where WordPress lies on the disk is nobody’s business.' );
	}

	public function test_a_fatal_error_in_a_hook_has_everybody_loaded(): void {
		$answer = $this->probe( array( 'configuration' => self::configuration( 'pair-one', 'pair-two' ) ) );

		$report = $this->report_of( $answer );
		$this->assertSame( 'fatal', $report['ended'] );
		$this->assertSame( array( 'pair-one/pair-one.php', 'pair-two/pair-two.php' ), $report['loaded'] );
		$this->assertNull( $report['loading'] );
		$this->assertSame( 'template_redirect', $report['milestone'] );
		$this->assertStringContainsString( 'get_short_text', $report['error']['message'] );
	}

	public function test_a_fatal_error_after_output_began_is_told_although_the_status_is_200(): void {
		$answer = $this->probe( array( 'configuration' => self::configuration( 'late-fatal' ) ) );

		$this->assertSame( 200, $answer['status'] );
		$report = $this->report_of( $answer );
		$this->assertSame( 'fatal', $report['ended'] );
		$this->assertSame( 'wp_footer', $report['milestone'] );
		$this->assertSame( 'wp-content/plugins/late-fatal/late-fatal.php', $report['error']['file'] );
		$this->assertStringContainsString( 'late_fatal_print_statistics', $report['error']['message'] );
	}

	public function test_a_page_that_quits_without_a_word_says_where(): void {
		$answer = $this->probe( array( 'configuration' => self::configuration( 'quits-early' ) ) );

		$this->assertSame( 'exit', $answer['report']['ended'] );
		$this->assertSame( 'init', $answer['report']['milestone'] );
	}

	public function test_an_exit_in_the_middle_of_the_footer_is_no_end(): void {
		$record = $this->assert_reported( 'add_action( "wp_footer", static function () { exit; }, 1 );', 'exit' );

		$this->assertSame( 'wp_footer', $record['report']['milestone'] );
	}

	public function test_a_blank_page_still_has_its_trailer(): void {
		$answer = $this->probe( array( 'configuration' => self::configuration( 'blank-page' ) ) );

		$this->assertSame( 'completed', $answer['report']['ended'] );
		$this->assertStringStartsWith( "\n<!-- culprit ", $answer['body'] );
	}

	public function test_exit_in_a_shutdown_function_loses_no_report(): void {
		$this->assert_reported( 'register_shutdown_function( static function () { exit; } );' );
	}

	public function test_exit_in_a_late_shutdown_function_loses_no_report(): void {
		$this->assert_reported( 'register_shutdown_function( static function () { register_shutdown_function( static function () { exit; } ); } );' );
	}

	public function test_a_notice_after_a_fatal_error_does_not_hide_it(): void {
		foreach ( array( 'register_shutdown_function( static function () { trigger_error( "late" ); } );', 'add_filter( "wp_php_error_args", static function ( $args ) { trigger_error( "late" ); return $args; } );' ) as $notice ) {
			$record = $this->assert_reported( $notice . ' odd_missing_function();', 'fatal' );

			$this->assertStringContainsString( 'odd_missing_function', $record['report']['error']['message'] );
		}
	}

	public function test_a_notice_alone_is_no_fatal_error(): void {
		$this->assert_reported( 'trigger_error( "only a notice" );' );
	}

	public function test_exhausted_memory_loses_no_report(): void {
		$record = $this->assert_reported( 'add_action( "init", static function () { ini_set( "memory_limit", "64M" ); $x = ""; while ( true ) { $x .= str_repeat( "x", 1000 ); } } );', 'fatal' );

		$this->assertStringContainsString( 'memory', $record['report']['error']['message'] );
	}

	public function test_a_hook_of_a_plugin_that_is_named_like_wordpress_own_makes_nothing_loaded(): void {
		$record = $this->assert_reported( 'do_action_ref_array( "plugin_loaded", array() ); do_action( "plugin_loaded" ); do_action( "plugin_loaded", WP_PLUGIN_DIR . "/hello.php" ); do_action( "plugin_loaded", str_repeat( "x", 5000 ) );' );

		$this->assertSame( array( 'odd.php' ), $record['loaded'] );
		$this->assertSame( array( 'odd.php' ), $record['report']['loaded'] );
	}

	public function test_a_plugin_that_calls_itself_loaded_before_it_dies_is_the_one_that_was_loading(): void {
		$record = $this->assert_reported( 'do_action( "plugin_loaded", __FILE__ ); odd_missing_function();', 'fatal' );

		$this->assertSame( array( array(), 'odd.php' ), array( $record['loaded'], $record['report']['loading'] ) );
	}

	public function test_a_plugin_that_ends_php_when_the_theme_is_asked_for_at_the_end_loses_no_report(): void {
		$record = $this->assert_reported( 'add_action( "shutdown", static function () { add_filter( "option_template", static function () { exit; } ); }, 1 );' );

		$this->assertSame( get_option( 'template' ), $record['report']['template'] );
	}

	public function test_the_stack_is_what_php_says_and_not_what_the_exception_says_and_keeps_no_arguments(): void {
		$record = $this->assert_reported( 'function odd_throws( $secret ) { throw new \Exception( "odd\n#0 " . WP_PLUGIN_DIR . "/innocent.php(2): innocent()\n#1 {main}" ); } ini_set( "zend.exception_ignore_args", "0" ); odd_throws( "secret-password" );', 'fatal' );

		$this->assertSame( 'wp-content/plugins/odd.php', $record['report']['error']['frames'][0]['file'] );
		$this->assertNotContains( 'wp-content/plugins/innocent.php', array_column( $record['report']['error']['frames'], 'file' ) );
		$this->assertStringNotContainsString( 'secret', (string) wp_json_encode( $record['report']['error'] ) );
	}

	public function test_a_killed_process_leaves_who_was_loading(): void {
		file_put_contents( WP_PLUGIN_DIR . '/dies.php', '<?php /* Plugin Name: Dies */ posix_kill( getmypid(), SIGKILL );' );
		$probe = $this->mint( array( 'configuration' => array( 'plugins' => array( 'healthy-a/healthy-a.php', 'dies.php', 'healthy-b/healthy-b.php' ) ) + self::configuration() ) );

		$answer = $this->send( $probe );

		$this->assertNotSame( '', $answer['error'], 'There was no answer.' );
		$record = Records::read( $probe['id'] );
		$this->assertSame( array( true, true, false, null ), array( $record['claimed'], $record['readable'], $record['ended'], $record['report'] ) );
		$this->assertSame( array( 'healthy-a/healthy-a.php' ), $record['loaded'] );
		$this->assertSame( 'dies.php', $record['loading'] );
		// The server puts a new worker in its place only when it is asked again.
		$this->http( '/' );
	}

	public function test_an_answer_that_is_not_html_stays_as_it_is(): void {
		file_put_contents( WP_PLUGIN_DIR . '/json.php', '<?php /* Plugin Name: JSON */ add_action( "template_redirect", static function () { wp_send_json( array( "a" => 1 ) ); } );' );
		$answer = $this->probe( array( 'configuration' => array( 'plugins' => array( 'json.php' ) ) + self::configuration() ) );

		$this->assertSame( '{"a":1}', $answer['body'] );
		$record = Records::read( $answer['probe']['id'] );
		$this->assertTrue( $record['ended'], 'The record has what the trailer could not say.' );
		$this->assertStringContainsString( 'application/json', $record['report']['content_type'] );
	}

	public function test_cores_crash_guard_stays_asleep(): void {
		$this->make_live( 'healthy-a' );
		$this->probe( array( 'configuration' => self::configuration( 'kills-every-request' ) ) );
		$this->probe( array( 'configuration' => self::configuration( 'late-fatal' ) ) );

		$this->assertSame( '', $this->mail_log() );
		$this->assertSame( array(), array_values( preg_grep( '/recovery|paused/', array_column( $this->rows()['wp_options'], 'option_name' ) ) ) );
	}

	public function test_cores_crash_guard_stays_asleep_in_wp_admin_where_an_ordinary_request_wakes_it(): void {
		$this->make_live( 'kills-every-request' );
		wp_set_current_user( 1 );
		$this->probe(
			array(
				'mode'    => 'observe',
				'page'    => '/wp-admin/index.php',
				'as_user' => true,
			)
		);
		$this->assertSame( '', $this->mail_log() );

		$this->http( '/wp-admin/index.php', array( 'user' => 1 ) );
		$this->assertStringContainsString( 'recovery', $this->mail_log() );
	}

	public function test_a_crash_guard_of_a_plugin_saves_nothing_and_hides_nothing(): void {
		copy( dirname( __DIR__, 2 ) . '/fixtures/treacherous/crash-guard/crash-guard.php', WP_PLUGIN_DIR . '/crash-guard.php' );
		$list = array( 'culprit/plugin.php', 'crash-guard.php', self::plugin( 'late-fatal' ) );
		update_option( 'active_plugins', $list );

		$answer = $this->probe();

		$this->assertSame( 'fatal', $answer['report']['ended'] );
		$this->assertSame( 'wp-content/plugins/late-fatal/late-fatal.php', $answer['report']['error']['file'] );
		$this->assertSame( serialize( $list ), self::stored( 'active_plugins' ) );
		$this->assertNull( self::stored( 'crash_guard_found' ) );

		$this->http( '/' );
		$this->assertSame( 'late-fatal', self::stored( 'crash_guard_found' ), 'On an ordinary visit it does save.' );
	}

	public function test_plugins_that_look_for_a_sandbox_see_one_only_when_all_is_loaded(): void {
		file_put_contents(
			WP_PLUGIN_DIR . '/looks.php',
			'<?php /* Plugin Name: Looks */
			$GLOBALS["looks"] = array( "loading" => defined( "WP_SANDBOX_SCRAPING" ) );
			foreach ( array( "plugins_loaded", "init", "template_redirect" ) as $hook ) {
				add_action( $hook, static function () use ( $hook ) { $GLOBALS["looks"][ $hook ] = defined( "WP_SANDBOX_SCRAPING" ); } );
			}
			add_action( "wp_footer", static function () { echo "<looks>" . json_encode( $GLOBALS["looks"] ) . "</looks>"; } );'
		);
		$looks = array(
			'loading'           => false,
			'plugins_loaded'    => false,
			'init'              => false,
			'template_redirect' => true,
		);

		$answer = $this->probe( array( 'configuration' => array( 'plugins' => array( 'looks.php' ) ) + self::configuration() ) );

		$this->assertStringContainsString( '<looks>' . wp_json_encode( $looks ) . '</looks>', $answer['body'] );
	}

	public function test_a_record_cannot_be_read_over_http(): void {
		$answer = $this->probe();
		$file   = self::record_file( $answer['probe'] );

		$this->assertMatchesRegularExpression( '~^' . preg_quote( WP_CONTENT_DIR, '~' ) . '/culprit-[0-9a-f]{32}/[0-9a-f]{32}\.php\z~', $file );
		$this->assertStringStartsWith( '<?php exit;', (string) file_get_contents( $file ) );
		$this->assertSame( '0700', substr( sprintf( '%o', fileperms( dirname( $file ) ) ), -4 ) );
		foreach ( array( $file, dirname( $file ) . '/index.php', dirname( $file ) . '/' ) as $path ) {
			$this->assertSame( '', $this->http( '/' . substr( $path, strlen( ABSPATH ) ) )['body'], $path );
		}
	}

	public function test_a_file_that_lies_where_the_record_belongs_is_never_written_to(): void {
		$probe = $this->mint();
		$this->probe();
		$folder = dirname( self::record_file( $this->probe()['probe'] ) );
		file_put_contents( "$folder/{$probe['id']}.php", 'mine' );

		$answer = $this->send( $probe );

		$this->assertSame( 'mine', file_get_contents( "$folder/{$probe['id']}.php" ) );
		$this->assertNotNull( self::trailer( $answer['body'], $probe['marker'] ), 'The trailer still tells.' );
	}

	public function test_records_go_when_their_run_ends_with_a_diagnosis(): void {
		wp_set_current_user( 1 );
		$run   = Journal::create( (object) array() );
		$mine  = $this->mint( array(), $run );
		$other = $this->mint();
		$this->send( $mine );
		$this->send( $other );
		$this->assertNotSame( '', self::record_file( $mine ) );

		Journal::append( $run, 0, array( self::event( 'answers' ) ) );
		$this->assertNotSame( '', self::record_file( $mine ), 'A run that goes on may still ask.' );
		Journal::append( $run, 1, array( self::event( 'diagnosis' ) ) );

		$this->assertSame( '', self::record_file( $mine ) );
		$this->assertNotSame( '', self::record_file( $other ), 'Other runs keep theirs.' );
		$this->assertNull( Records::read( $mine['id'] ) );
	}

	public function test_a_probe_that_never_arrived_is_not_claimed(): void {
		$record = Records::read( $this->mint()['id'] );

		$this->assertSame( array( false, true, false ), array( $record['claimed'], $record['readable'], $record['ended'] ) );
	}

	/**
	 * Checks trailer and record of an answer.
	 *
	 * @param array<string, mixed> $answer As probe() gives it.
	 * @return array<string, mixed> The report, the same in both.
	 */
	private function report_of( array $answer ): array {
		$this->assertIsArray( $answer['report'], 'There is a trailer.' );
		$record = Records::read( $answer['probe']['id'] );
		$this->assertTrue( $record['claimed'] );
		$this->assertTrue( $record['ended'] );
		$this->assertSame( $answer['report'], $record['report'] );
		foreach ( array( 'loaded', 'loading', 'milestone' ) as $name ) {
			$this->assertSame( $answer['report'][ $name ], $record[ $name ] );
		}
		return $answer['report'];
	}

	/**
	 * Probes a plugin and checks that its end was recorded.
	 *
	 * @param string $code  Code of the plugin.
	 * @param string $ended How it ends.
	 * @return array<string, mixed> The record.
	 */
	private function assert_reported( string $code, string $ended = 'completed' ): array {
		file_put_contents( WP_PLUGIN_DIR . '/odd.php', "<?php /* Plugin Name: Odd */ $code" );
		$probe = $this->mint( array( 'configuration' => array( 'plugins' => array( 'odd.php' ) ) + self::configuration() ) );

		$this->send( $probe );

		$record = Records::read( $probe['id'] );
		$this->assertTrue( $record['ended'] );
		$this->assertSame( $ended, $record['report']['ended'] );
		return $record;
	}

	/**
	 * An event of a run.
	 *
	 * @param string $type Its type.
	 * @return \stdClass
	 */
	private static function event( string $type ): \stdClass {
		return (object) array(
			'type' => $type,
			'data' => (object) array(),
		);
	}
}
