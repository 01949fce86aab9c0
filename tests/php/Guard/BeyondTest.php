<?php
/**
 * What went past WordPress: who is named for it, what is no trace at all, and what cannot be known.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\Support\Probing;

/**
 * Plugins, must-use plugins and themes that do such things.
 */
final class BeyondTest extends HttpTestCase {

	use Contract;
	use Probing;

	public function test_a_plugin_that_connects_while_it_loads_is_named(): void {
		$this->have( 'one', self::connect() );
		$this->have( 'tame', '' );

		$this->assertSame( array( 'wp-content/plugins/one/one.php' ), $this->connectors() );
	}

	/**
	 * When a must-use plugin connects: before the first plugin is loaded, and when one has been.
	 *
	 * @return array<string, array{string, string}> Hook, and when it is not yet time.
	 */
	public function moments(): array {
		return array(
			'all must-use plugins are loaded' => array( 'muplugins_loaded', 'false' ),
			'WordPress begins'                => array( 'registered_taxonomy', 'did_action( "plugin_loaded" ) || did_action( "init" )' ),
			'a plugin is loaded'              => array( 'plugin_loaded', 'basename( $what ) !== "plugin.php"' ),
		);
	}

	/**
	 * Between two plugins, others may run.
	 *
	 * @dataProvider moments
	 *
	 * @param string $hook When it connects.
	 * @param string $not  When it does not.
	 */
	public function test_who_only_loads_when_a_must_use_plugin_connects_is_not_named( string $hook, string $not ): void {
		$this->must_use( sprintf( 'add_action( "%s", static function ( $what = "" ) { if ( ! defined( "CONNECTED" ) && ! ( %s ) ) { define( "CONNECTED", 1 ); %s } } );', $hook, $not, self::connect() ) );
		$this->have( 'tame', '' );

		$this->assertSame( array( 'wp-content/mu-plugins/0-aaa.php' ), $this->connectors() );
	}

	public function test_one_that_connects_twice_is_named_and_where_another_one_may_have_connected_nobody_is(): void {
		$hidden = str_replace( 'mysqli_connect(', 'call_user_func( "mysqli" . "_connect",', self::connect() );
		$this->have( 'one', self::connect() . ' add_action( "init", static function () { ' . self::connect() . ' } );' );
		$this->assertSame( array( 'wp-content/plugins/one/one.php' ), $this->connectors() );

		$this->have( 'one', $hidden . ' add_action( "init", static function () { ' . $hidden . ' } );' );
		$this->have( 'tame', 'function tame() { return new PDO( "sqlite::memory:" ); }' );
		$this->assertSame( array( null ), $this->connectors() );
	}

	public function test_a_plugin_is_not_named_for_what_the_theme_may_have_done(): void {
		$this->make_theme();
		file_put_contents( WP_CONTENT_DIR . '/themes/other/functions.php', '<?php add_action( "init", static function () { ' . self::connect() . ' } );' );
		$this->have( 'tame', 'function tame() { return new PDO( "sqlite::memory:" ); }' );

		$this->assertSame(
			array( null ),
			$this->connectors(
				array(
					'template'   => 'other',
					'stylesheet' => 'other',
				)
			)
		);
	}

	public function test_a_method_of_that_name_is_no_program(): void {
		$this->have( 'tame', 'class Tame_Mailer { public function mail( $to ) { return $to; } }' );
		$this->have( 'one', 'add_action( "init", static function () { exec( "ls -la / > /dev/null" ); } );' );

		$this->assertSame( array( 'wp-content/plugins/one/one.php' ), array_column( $this->seen( 'program' ), 'by' ) );
	}

	public function test_with_another_database_class_nobody_is_named(): void {
		file_put_contents( WP_CONTENT_DIR . '/db.php', '<?php final class Odd_Database extends wpdb {} $GLOBALS["wpdb"] = new Odd_Database( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );' );
		$this->have( 'one', self::connect() );

		$this->assertSame( array( null ), $this->connectors() );
	}

	public function test_a_log_that_is_begun_is_nobody_s_trace( string $setting = 'odd-errors.log' ): void {
		// The folder of records is made now, and times are whole seconds.
		$this->probe();
		$this->must_use( sprintf( 'ini_set( "error_log", %s );', var_export( $setting, true ) ) );
		$this->have( 'one', 'error_log( "odd-errors.log" );' );
		touch( WP_CONTENT_DIR, time() - 100 );

		$this->assertSame( array(), $this->seen( 'file' ) );
		$this->assertNotSame( array(), array_merge( glob( ABSPATH . 'odd-errors.log' ), glob( WP_CONTENT_DIR . '/odd-errors.log' ) ), 'So it was begun.' );
	}

	public function test_a_log_in_wp_content_that_is_begun_is_nobody_s_trace(): void {
		$this->test_a_log_that_is_begun_is_nobody_s_trace( WP_CONTENT_DIR . '/odd-errors.log' );
	}

	public function test_a_plugin_that_calls_its_file_a_log_of_errors_is_told_all_the_same(): void {
		$this->have( 'one', 'ini_set( "error_log", WP_CONTENT_DIR . "/odd.log" ); error_log( "x" );' );

		$this->assertContains( 'wp-content/odd.log', array_column( $this->seen( 'file' ), 'detail' ) );
	}

	public function test_an_error_handler_that_throws_hides_nothing(): void {
		mkdir( WP_PLUGIN_DIR . '/one' );
		file_put_contents( WP_PLUGIN_DIR . '/one/gone.php', '<?php' );
		$this->have( 'one', 'set_error_handler( static function ( $number, $text, $file ) { if ( false !== strpos( $file, "/includes/Guard/" ) ) { throw new ErrorException( $text ); } return false; } ); include __DIR__ . "/gone.php"; unlink( __DIR__ . "/gone.php" ); file_put_contents( WP_CONTENT_DIR . "/odd.txt", "x" ); ' . self::connect() );

		$report = $this->probe()['report'];

		$this->assertContains( 'database', array_column( $report['beyond'], 'what' ) );
		$this->assertContains( 'wp-content/odd.txt', array_column( $report['beyond'], 'detail' ) );
	}

	public function test_very_many_uploads_hide_no_file_of_a_plugin_and_that_not_all_was_looked_at_is_told(): void {
		$folder = WP_CONTENT_DIR . '/uploads/' . gmdate( 'Y/m' );
		wp_mkdir_p( $folder );
		for ( $i = 0; $i < 3200; $i++ ) {
			touch( "$folder/$i.txt" );
		}
		$this->have( 'one', 'file_put_contents( __DIR__ . "/odd.txt", "x" );' );

		$report = $this->probe()['report'];

		$this->assert_fits( 'report', $report );
		$this->assertContains( 'wp-content/plugins/one/odd.txt', array_column( $report['beyond'], 'detail' ) );
		$this->assertContains( 'unseen', array_column( $report['beyond'], 'what' ) );
	}

	public function test_uploads_that_lie_elsewhere_are_looked_at(): void {
		mkdir( WP_CONTENT_DIR . '/elsewhere' );
		update_option( 'upload_path', 'wp-content/elsewhere' );
		$this->have( 'one', 'file_put_contents( WP_CONTENT_DIR . "/elsewhere/odd.txt", "x" );' );

		$this->assertContains( 'wp-content/elsewhere/odd.txt', array_column( $this->seen( 'file' ), 'detail' ) );
	}

	public function test_looking_for_the_uploads_does_not_settle_where_they_are(): void {
		$this->have( 'one', 'add_filter( "pre_option_upload_url_path", static function () { return "https://cdn.example.org"; } ); add_action( "wp_head", static function () { echo "<base-url>" . wp_upload_dir()["baseurl"] . "</base-url>"; } );' );

		preg_match( '~<base-url>(.*)</base-url>~', $this->probe()['body'], $match );
		$this->assertSame( 'https://cdn.example.org', $match[1] ?? null );
	}

	public function test_the_folder_of_the_home_page_is_looked_at(): void {
		$this->must_use( '$_SERVER["SCRIPT_FILENAME"] = WP_CONTENT_DIR . "/home/index.php";' );
		mkdir( WP_CONTENT_DIR . '/home' );
		$this->have( 'one', 'file_put_contents( WP_CONTENT_DIR . "/home/odd.txt", "x" );' );

		$this->assertContains( 'wp-content/home/odd.txt', array_column( $this->seen( 'file' ), 'detail' ) );
	}

	public function test_where_php_does_not_count_connections_it_is_told_and_none_is_made_up(): void {
		$this->have( 'one', self::connect() );
		$this->assertSame( array( 'database' ), array_column( $this->probe()['report']['beyond'], 'what' ), 'It does connect.' );
		$this->must_use( 'ini_set( "mysqlnd.collect_statistics", "0" );' );

		$report = $this->probe()['report'];

		$this->assert_fits( 'report', $report );
		$this->assertSame( array( 'unseen' ), array_column( $report['beyond'], 'what' ) );
	}

	/**
	 * Code that connects.
	 *
	 * @return string
	 */
	private static function connect(): string {
		return 'list( , , $socket ) = $GLOBALS["wpdb"]->parse_db_host( DB_HOST ); mysqli_close( mysqli_connect( null, DB_USER, DB_PASSWORD, DB_NAME, 0, (string) $socket ) );';
	}

	/**
	 * Installs a plugin and makes it live, after those that are.
	 *
	 * @param string $name Its folder.
	 * @param string $code What it does.
	 */
	private function have( string $name, string $code ): void {
		wp_mkdir_p( WP_PLUGIN_DIR . "/$name" );
		file_put_contents( WP_PLUGIN_DIR . "/$name/$name.php", "<?php\n/* Plugin Name: $name */\n$code" );
		update_option( 'active_plugins', array_values( array_unique( array_merge( (array) get_option( 'active_plugins' ), array( "$name/$name.php" ) ) ) ) );
	}

	/**
	 * Installs a must-use plugin that loads before the guard.
	 *
	 * @param string $code What it does.
	 */
	private function must_use( string $code ): void {
		file_put_contents( WPMU_PLUGIN_DIR . '/0-aaa.php', "<?php\n$code" );
	}

	/**
	 * What a probe saw of one kind.
	 *
	 * @param string               $what   Kind.
	 * @param array<string, mixed> $wanted What differs from the live configuration.
	 * @return list<array{what: string, by: string|null, detail: string}>
	 */
	private function seen( string $what, array $wanted = array() ): array {
		$probe = $this->probe( array( 'configuration' => $wanted + \Culprit\Site\LiveConfiguration::read() ) );
		return array_values(
			array_filter(
				$probe['report']['beyond'],
				static function ( array $one ) use ( $what ): bool {
					return $one['what'] === $what;
				}
			)
		);
	}

	/**
	 * Who is named for a connection.
	 *
	 * @param array<string, mixed> $wanted What differs from the live configuration.
	 * @return list<string|null> Empty when none was seen.
	 */
	private function connectors( array $wanted = array() ): array {
		return array_column( $this->seen( 'database', $wanted ), 'by' );
	}
}
