<?php
/**
 * The deep recorder: which callback was running, and who did what.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\RecordFolder;
use Culprit\Probes\Records;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Probing;

/**
 * Deep probes of plugins that do something in a hook.
 */
final class CallbacksTest extends HttpTestCase {

	use Probing;

	private const KILL = 'posix_kill( getmypid(), SIGKILL );';

	public function test_a_function_that_was_running_when_php_was_killed_is_named(): void {
		$running = $this->killed( "function odd_on_init() {\n" . self::KILL . "\n}\nadd_action( 'init', 'odd_on_init' );" );

		$this->assertSame(
			array(
				'hook' => 'init',
				'name' => 'odd_on_init',
				'file' => 'wp-content/plugins/odd.php',
				'line' => 1,
			),
			$running[0]
		);
		$this->assertCount( 1, $running );
	}

	public function test_methods_closures_and_objects_are_named_too(): void {
		$class = 'class Odd { public static function fixed() { %1$s } public function free() { %1$s } public function __invoke() { %1$s } }';
		foreach ( array(
			"'Odd::fixed'"                              => 'Odd::fixed',
			"array( 'Odd', 'fixed' )"                   => 'Odd::fixed',
			"array( new Odd(), 'free' )"                => 'Odd::free',
			'new Odd()'                                 => 'Odd::__invoke',
			'static function () { ' . self::KILL . ' }' => '{closure}',
		) as $callback => $name ) {
			$running = $this->killed( sprintf( $class, self::KILL ) . "add_action( 'wp_loaded', $callback );" );

			$this->assertSame( array( $name, 'wp-content/plugins/odd.php', 'wp_loaded' ), array( $running[0]['name'], $running[0]['file'], $running[0]['hook'] ) );
		}
	}

	public function test_a_class_that_only_the_call_loads_is_named_and_not_loaded_earlier(): void {
		mkdir( WP_PLUGIN_DIR . '/odd' );
		file_put_contents( WP_PLUGIN_DIR . '/odd/Late.php', '<?php class Late { public static function run() { ' . self::KILL . ' } }' );
		$loader = 'spl_autoload_register( static function ( $name ) { if ( "Late" === $name ) { if ( ! doing_action( "wp_loaded" ) || ! $GLOBALS["odd_first"] ) { exit( "too early" ); } require __DIR__ . "/odd/Late.php"; } } );';

		$running = $this->killed( $loader . 'add_action( "wp_loaded", static function () { $GLOBALS["odd_first"] = true; }, 1 ); add_action( "wp_loaded", array( "Late", "run" ) );' );

		$this->assertSame( array( 'Late::run', 'wp-content/plugins/odd/Late.php' ), array( $running[0]['name'], $running[0]['file'] ) );
	}

	public function test_the_innermost_of_several_comes_first(): void {
		$running = $this->killed( 'add_action( "init", "odd_outer" ); function odd_outer() { do_action( "odd" ); } add_action( "odd", "odd_inner" ); function odd_inner() { ' . self::KILL . ' }' );

		$this->assertSame( array( 'odd_inner', 'odd_outer' ), array_column( $running, 'name' ) );
	}

	public function test_a_callback_that_was_added_while_its_hook_was_running_is_named(): void {
		$running = $this->killed( 'add_action( "init", static function () { add_action( "init", "odd_later", 20 ); } ); function odd_later() { ' . self::KILL . ' }' );

		$this->assertSame( 'odd_later', $running[0]['name'] );
	}

	public function test_a_callback_of_the_theme_is_named(): void {
		$this->make_theme();
		file_put_contents( WP_CONTENT_DIR . '/themes/other/functions.php', '<?php add_action( "wp_head", static function () { ' . self::KILL . ' } );' );

		$running = $this->killed(
			'',
			array(
				'template'   => 'other',
				'stylesheet' => 'other',
			)
		);

		$this->assertSame( 'wp-content/themes/other/functions.php', $running[0]['file'] );
	}

	public function test_php_that_died_outside_of_all_callbacks_says_that_none_was_running(): void {
		$this->make_theme();
		file_put_contents( WP_CONTENT_DIR . '/themes/other/index.php', '<?php ' . self::KILL );

		$this->assertSame(
			array(),
			$this->killed(
				'add_action( "init", static function () {} );',
				array(
					'template'   => 'other',
					'stylesheet' => 'other',
				)
			)
		);
	}

	public function test_a_callback_that_had_ended_is_not_named_when_php_dies_while_loading(): void {
		$this->assertSame( array(), $this->killed( 'add_filter( "option_home", static function ( $home ) { return $home; } ); get_option( "home" ); ' . self::KILL ) );
	}

	public function test_who_was_running_is_reported_for_uncaught_exceptions_errors_and_exit(): void {
		foreach ( array(
			'throw new \RuntimeException();'        => 'fatal',
			'throw new \RuntimeException( "odd" );' => 'fatal',
			'odd_missing_function();'               => 'fatal',
			'trigger_error( "odd", E_USER_ERROR );' => 'fatal',
			'ini_set( "memory_limit", "64M" ); $x = ""; while ( true ) { $x .= str_repeat( "x", 1000 ); }' => 'fatal',
			'exit;'                                 => 'exit',
		) as $code => $ended ) {
			$report = $this->reported( 'add_action( "init", "odd_on_init" ); function odd_on_init() { ' . $code . ' }' );

			$this->assertSame( array( $ended, 'odd_on_init' ), array( $report['ended'], $report['running'][0]['name'] ?? null ), $code );
		}
	}

	public function test_an_exception_that_was_caught_names_nobody(): void {
		$report = $this->reported( 'add_action( "init", static function () { try { do_action( "odd" ); } catch ( \Exception $caught ) { return; } } ); add_action( "odd", static function () { throw new \Exception( "odd" ); } );' );

		$this->assertSame( array( 'completed', array() ), array( $report['ended'], $report['running'] ) );
	}

	public function test_a_plain_probe_says_nothing_about_callbacks(): void {
		$this->odd( 'add_action( "init", static function () { exit; } );' );

		$this->assertNull( $this->trailer_of( $this->probe( array( 'configuration' => self::with_odd() ) ) )['running'] );
	}

	public function test_a_deep_probe_shows_the_same_page(): void {
		$names = array( 'healthy-a', 'healthy-b', 'healthy-c', 'parent-plugin', 'needs-parent' );
		$plain = $this->probe( array( 'configuration' => self::configuration( ...$names ) ) );
		$deep  = $this->probe(
			array(
				'configuration' => self::configuration( ...$names ),
				'deep'          => true,
			)
		);

		$without = static function ( array $answer ): string {
			return preg_replace( '/\n<!-- culprit .*\z/s', '', self::page( $answer['body'] ) );
		};
		$this->assertSame( $without( $plain ), $without( $deep ) );
		$this->assertSame( array(), $deep['report']['running'] );
	}

	public function test_callbacks_get_and_return_what_they_did_without_being_watched(): void {
		$report = $this->reported(
			'function odd_change( &$value ) { $value .= " changed"; }
			add_action( "odd_reference", "odd_change" );
			function odd_two( $a, $b ) { return "$a and $b"; }
			add_filter( "odd_filter", "odd_two", 10, 2 );
			function odd_gone() { throw new \Exception( "It was removed." ); }
			add_action( "odd_removed", "odd_gone" );
			add_action( "init", static function () {
				$value = "it";
				do_action_ref_array( "odd_reference", array( &$value ) );
				$said = apply_filters( "odd_filter", "one", "two" );
				add_action( "odd_twice", "odd_gone" );
				remove_action( "odd_removed", "odd_gone" );
				do_action( "odd_removed" );
				trigger_error( "$value, $said, " . ( has_action( "odd_twice", "odd_gone" ) === 10 ? "kept" : "lost" ) . ", " . current_filter(), E_USER_ERROR );
			} );'
		);

		$this->assertSame( 'it changed, one and two, kept, init', $report['error']['message'] );
	}

	public function test_who_set_large_headers_is_named(): void {
		$report = $this->reported( 'add_action( "send_headers", "odd_cookies" ); function odd_cookies() { for ( $i = 0; $i < 40; $i++ ) { setcookie( "odd$i", str_repeat( "x", 60 ) ); } }' );

		$this->assertSame( array( 'set-cookie', 40, 'wp-content/plugins/odd.php' ), array( $report['headers'][0]['name'], $report['headers'][0]['lines'], $report['headers'][0]['by'] ) );
		$this->assertGreaterThan( 2400, $report['headers'][0]['bytes'] );
		$this->assertGreaterThan( $report['headers'][0]['bytes'], $report['header_bytes'] );
	}

	public function test_a_plugin_that_sets_large_headers_while_it_loads_is_named_without_a_deep_look(): void {
		$this->odd( 'header( "X-Odd: " . str_repeat( "x", 3000 ) );' );

		$report = $this->trailer_of( $this->probe( array( 'configuration' => array( 'plugins' => array( 'healthy-a/healthy-a.php', 'odd.php', 'healthy-b/healthy-b.php' ) ) + self::configuration() ) ) );

		$this->assertSame( array( 'x-odd', 'wp-content/plugins/odd.php' ), array( $report['headers'][0]['name'], $report['headers'][0]['by'] ) );
	}

	public function test_who_made_the_response_code_a_failure_is_named(): void {
		$report = $this->reported( 'add_action( "wp", static function () { status_header( 502 ); } );' );

		$this->assertSame( array( 502, 'wp-content/plugins/odd.php' ), array( $report['status'], $report['status_by'] ) );
	}

	public function test_what_a_callback_did_before_it_called_another_is_its_own_doing(): void {
		file_put_contents( WP_PLUGIN_DIR . '/inner.php', '<?php /* Plugin Name: Inner */ add_action( "odd_inner", static function () { ob_start(); ob_end_clean(); } );' );
		$report = $this->reported( 'add_action( "wp", static function () { header( "X-Odd: " . str_repeat( "x", 3000 ) ); status_header( 502 ); ob_start( static function () { return ""; } ); do_action( "odd_inner" ); } );', 'inner.php' );

		$odd = 'wp-content/plugins/odd.php';
		$this->assertSame( array( $odd, $odd, $odd ), array( $report['headers'][0]['by'], $report['status_by'], end( $report['buffers'] )['by'] ) );
	}

	public function test_a_buffer_that_was_closed_long_ago_accuses_nobody(): void {
		file_put_contents( WP_PLUGIN_DIR . '/inner.php', '<?php /* Plugin Name: Inner */ add_action( "init", static function () { ob_start(); do_action( "odd_nothing" ); ob_end_clean(); } );' );
		$report = $this->reported( 'add_action( "wp", static function () { ob_start( static function () { return ""; } ); } );', 'inner.php' );

		$this->assertSame( 'wp-content/plugins/odd.php', end( $report['buffers'] )['by'] );
	}

	public function test_a_callback_that_cannot_be_called_is_reported_as_without_the_recorder(): void {
		$code = 'add_action( "wp", array( "Odd_Missing", "run" ) );';
		$deep = $this->reported( $code )['error'];
		$this->odd( $code );
		$plain = $this->trailer_of( $this->probe( array( 'configuration' => self::with_odd() ) ) )['error'];

		$this->assertSame( $plain['file'], $deep['file'] );
		$this->assertStringNotContainsString( 'Guard/Callback.php:', explode( "\n", $deep['message'] )[0] );
	}

	public function test_who_opened_a_buffer_that_swallows_the_page_is_named(): void {
		$report = $this->reported( 'add_action( "init", static function () { ob_start( static function () { return ""; } ); } );' );

		$this->assertSame( 'wp-content/plugins/odd.php', $report['buffers'][1]['by'] );
		$this->assertGreaterThan( 1000, $report['body_bytes'] );
	}

	public function test_a_named_buffer_handler_is_found_without_a_deep_look(): void {
		$this->odd( 'function odd_swallow() { return ""; } ob_start( "odd_swallow" );' );

		$report = $this->trailer_of( $this->probe( array( 'configuration' => self::with_odd() ) ) );

		$this->assertSame( array( 'odd_swallow', 'wp-content/plugins/odd.php' ), array( $report['buffers'][1]['name'], $report['buffers'][1]['by'] ) );
	}

	public function test_the_record_does_not_grow_with_what_is_called(): void {
		$this->odd( 'add_filter( "odd", static function ( $x ) { return $x; } ); add_action( "init", static function () { for ( $i = 0; $i < 20000; $i++ ) { apply_filters( "odd", $i ); } } );' );
		$probe = $this->probe(
			array(
				'configuration' => self::with_odd(),
				'deep'          => true,
			)
		)['probe'];

		$this->assertLessThan( 20000, filesize( self::record_file( $probe ) ) + filesize( RecordFolder::running( dirname( self::record_file( $probe ) ), $probe['id'] ) ) );
	}

	public function test_what_was_running_cannot_be_read_over_http_and_is_swept_with_the_record(): void {
		$probe = $this->probe( array( 'deep' => true ) )['probe'];
		$file  = RecordFolder::running( dirname( self::record_file( $probe ) ), $probe['id'] );
		$this->assertFileExists( $file );

		$answer = $this->http( substr( $file, strlen( rtrim( ABSPATH, '/' ) ) ) );
		RecordFolder::sweep( array( $probe['id'] ) );

		$this->assertSame( array( 200, '' ), array( $answer['status'], $answer['body'] ) );
		$this->assertFileDoesNotExist( $file );
	}

	public function test_how_long_each_plugin_took_to_load_is_told(): void {
		$this->odd( 'usleep( 30000 );' );

		$report = $this->trailer_of( $this->probe( array( 'configuration' => array( 'plugins' => array( 'healthy-a/healthy-a.php', 'odd.php', 'healthy-b/healthy-b.php' ) ) + self::configuration() ) ) );

		$this->assertCount( 3, $report['loaded_ms'] );
		$this->assertGreaterThan( 29, $report['loaded_ms'][1] );
		$this->assertLessThan( $report['loaded_ms'][1], $report['loaded_ms'][2] );
	}

	public function test_the_stack_of_an_uncaught_exception_is_told_innermost_first_and_without_the_recorder(): void {
		$report = $this->reported( "add_action( 'init', 'odd_one' );\nfunction odd_one() {\n odd_two();\n}\nfunction odd_two() {\n throw new \\Exception( 'odd' );\n}" );

		$this->assertSame(
			array(
				'file' => 'wp-content/plugins/odd.php',
				'line' => 3,
			),
			$report['error']['frames'][0]
		);
		$this->assertContains( 'wp-includes/class-wp-hook.php', array_column( $report['error']['frames'], 'file' ) );
		$this->assertStringNotContainsString( 'Guard', (string) wp_json_encode( $report['error']['frames'] ) );
	}

	public function test_callbacks_change_what_they_get_by_reference_and_php_says_no_more_about_it_than_without(): void {
		file_put_contents( WP_PLUGIN_DIR . '/late.inc', '<?php class Late { public static function one( &$a ) { $a .= " one"; } }' );
		$code = '
			$GLOBALS["odd_said"] = array();
			set_error_handler( static function ( $type, $message ) { $GLOBALS["odd_said"][] = $message; return true; } );
			spl_autoload_register( static function ( $name ) { if ( "Late" === $name ) { require __DIR__ . "/late.inc"; } } );
			function odd_first( &$a, $b ) { $a .= " first $b"; }
			function odd_second( $a, &$b ) { $b .= " second"; }
			function odd_all( &...$all ) { $all[0] .= " all"; }
			add_action( "odd", array( "Late", "one" ), 10 );
			add_action( "odd", "odd_first", 11, 2 );
			add_action( "odd", "odd_all", 12, 1 );
			add_action( "odd_two", "odd_second", 10, 2 );
			add_action( "init", static function () {
				$a = "it";
				do_action_ref_array( "odd", array( &$a, "value" ) );
				$b = "it";
				do_action_ref_array( "odd_two", array( "value", &$b ) );
				restore_error_handler();
				trigger_error( "$a, $b, " . implode( " ", $GLOBALS["odd_said"] ), E_USER_ERROR );
			} );';
		$this->odd( $code );
		$plain = $this->trailer_of( $this->probe( array( 'configuration' => self::with_odd() ) ) )['error']['message'];

		$this->assertStringStartsWith( 'it one first value all, it second, ', $plain );
		$this->assertSame( $plain, $this->reported( $code )['error']['message'] );
	}

	public function test_a_class_that_is_loaded_by_its_call_gets_objects_by_reference(): void {
		file_put_contents( WP_PLUGIN_DIR . '/late.inc', '<?php class Late { public static function query( &$query ) { $query->odd = "changed"; throw new \Exception( $query->odd . ( error_get_last()["message"] ?? "" ) ); } }' );
		$report = $this->reported( 'spl_autoload_register( static function ( $name ) { if ( "Late" === $name ) { require __DIR__ . "/late.inc"; } } ); add_action( "pre_get_posts", array( "Late", "query" ) );' );

		$this->assertStringStartsWith( 'Uncaught Exception: changed in ', $report['error']['message'] );
		$this->assertSame( 'Late::query', $report['running'][0]['name'] );
	}

	public function test_an_exception_that_was_caught_long_ago_is_not_blamed_for_another(): void {
		$report = $this->reported( 'add_action( "init", static function () { try { do_action( "odd" ); } catch ( \Exception $caught ) { return; } } ); add_action( "odd", "odd_caught" ); function odd_caught() { throw new \Exception(); } add_action( "wp", "odd_last" ); function odd_last() { throw new \Exception( "odd" ); }' );

		$this->assertSame( array( 'odd_last' ), array_column( $report['running'], 'name' ) );
	}

	public function test_a_callback_that_takes_the_place_of_another_is_named(): void {
		foreach ( array(
			'remove_action( "odd", "odd_harmless", 20 ); add_action( "odd", "odd_kills", 20 );' => 'add_action( "odd", "odd_harmless", 20 );',
			'remove_action( "odd", "odd_kills", 20 ); add_action( "odd", "odd_kills", 20 );'    => 'add_action( "odd", "odd_kills", 20 );',
		) as $swap => $added ) {
			$running = $this->killed( 'function odd_harmless() {} function odd_kills() { if ( did_action( "wp" ) ) { ' . self::KILL . ' } } ' . $added . ' function odd_swaps() { ' . $swap . ' } add_action( "odd", "odd_swaps", 1 ); add_action( "init", static function () { do_action( "odd" ); } ); add_action( "wp", "odd_does_it_again" ); function odd_does_it_again() { do_action( "odd" ); }' );

			$this->assertSame( array( 'odd_kills', 'odd_does_it_again' ), array_column( $running, 'name' ) );
		}
	}

	public function test_something_else_in_place_of_a_hook_is_let_be(): void {
		$report = $this->reported( 'class Odd_Hook { public $callbacks = array( 10 => array() ); public function do_action( $all ) { trigger_error( "It was called.", E_USER_ERROR ); } } $GLOBALS["wp_filter"]["odd"] = new Odd_Hook(); add_action( "init", static function () { do_action( "odd" ); } );' );

		$this->assertSame( 'It was called.', $report['error']['message'] );
	}

	/**
	 * Writes the plugin.
	 *
	 * @param string $code PHP.
	 */
	private function odd( string $code ): void {
		file_put_contents( WP_PLUGIN_DIR . '/odd.php', "<?php /* Plugin Name: Odd */ $code" );
	}

	/**
	 * The configuration with the plugin alone.
	 *
	 * @return array{plugins: list<string>, network: list<string>, template: string, stylesheet: string}
	 */
	private static function with_odd(): array {
		return array( 'plugins' => array( 'odd.php' ) ) + self::configuration();
	}

	/**
	 * The report of a plain probe.
	 *
	 * @param array<string, mixed> $answer As probe() gave it.
	 * @return array<string, mixed>
	 */
	private function trailer_of( array $answer ): array {
		$this->assertIsArray( $answer['report'], 'There is a trailer.' );
		return $answer['report'];
	}

	/**
	 * What was running when a deep probe died.
	 *
	 * @param string                $code  PHP of the plugin.
	 * @param array<string, string> $theme Another theme.
	 * @return list<array{hook: string, name: string, file: string, line: int}>
	 */
	private function killed( string $code, array $theme = array() ): array {
		$this->odd( $code );
		$probe = $this->mint(
			array(
				'configuration' => $theme + self::with_odd(),
				'deep'          => true,
			)
		);
		$this->send( $probe );
		// The server puts a new worker in its place only when it is asked again.
		$this->http( '/' );
		$record = Records::read( $probe['id'] );
		$this->assertSame( array( true, false ), array( $record['claimed'], $record['ended'] ), 'PHP died.' );
		return $record['running'];
	}

	/**
	 * What a deep probe reported.
	 *
	 * @param string $code   PHP of the plugin.
	 * @param string ...$more Other plugins that are on.
	 * @return array<string, mixed>
	 */
	private function reported( string $code, string ...$more ): array {
		$this->odd( $code );
		$probe = $this->mint(
			array(
				'configuration' => array( 'plugins' => array_merge( array( 'odd.php' ), $more ) ) + self::with_odd(),
				'deep'          => true,
			)
		);
		$this->send( $probe );
		$report = Records::read( $probe['id'] )['report'] ?? null;
		$this->assertIsArray( $report, $code );
		return $report;
	}
}
