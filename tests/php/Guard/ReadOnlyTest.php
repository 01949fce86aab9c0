<?php
/**
 * A probe changes nothing.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Probing;

/**
 * All rows and files before and after probes of plugins that write.
 */
final class ReadOnlyTest extends HttpTestCase {

	use Probing;

	private const LIST_WITH_GAPS = 'a:4:{i:0;s:18:"culprit/plugin.php";i:3;s:29:"needs-parent/needs-parent.php";i:4;s:29:"wipes-itself/wipes-itself.php";i:9;s:39:"companion-missing/companion-missing.php";}';

	public function test_a_guarded_probe_writes_nothing(): void {
		$this->make_live( 'healthy-a' );
		$probe = $this->mint( array( 'configuration' => self::configuration( 'writes-on-load' ) ) );
		$rows  = $this->rows();
		$files = $this->files();

		$answer = $this->send( $probe );

		$this->assertStringContainsString( 'class="writes-on-load"', $answer['body'], 'The plugin ran.' );
		$this->assert_same_rows( $rows );
		$this->assertSame( $files, $this->files_but_records() );
		$report = self::trailer( $answer['body'], $probe['marker'] );
		$this->assertGreaterThanOrEqual( 4, $report['refused']['count'] );
		$this->assertNotEmpty( preg_grep( '/^INSERT INTO `wp_(options|postmeta)`/', $report['refused']['samples'] ), implode( ', ', $report['refused']['samples'] ) );
	}

	public function test_an_observed_probe_refuses_nothing(): void {
		$this->make_live( 'writes-on-load' );

		$answer = $this->probe(
			array(
				'configuration' => self::live(),
				'mode'          => 'observe',
			)
		);

		$this->assertSame( array( 'culprit/plugin.php', 'writes-on-load/writes-on-load.php' ), $answer['report']['loaded'] );
		$this->assertSame(
			array(
				'count'   => 0,
				'samples' => array(),
			),
			$answer['report']['refused']
		);
		$this->assertSame( '1', self::stored( 'writes_on_load_count' ), 'Just as a visit would write.' );
	}

	/**
	 * Configurations in which some plugin wants to save the list it sees.
	 *
	 * @return array<string, array{list<string>}>
	 */
	public function reduced(): array {
		return array(
			'an add-on without its parent'         => array( array( 'needs-parent' ) ),
			'a plugin that tidies the list'        => array( array( 'wipes-itself' ) ),
			'both'                                 => array( array( 'wipes-itself', 'needs-parent' ) ),
			'both, and one that writes everything' => array( array( 'needs-parent', 'writes-on-load', 'wipes-itself' ) ),
		);
	}

	/**
	 * @dataProvider reduced
	 *
	 * @param list<string> $names Folders of fixtures.
	 */
	public function test_a_reduced_list_is_never_saved( array $names ): void {
		global $wpdb;
		$wpdb->update( $wpdb->options, array( 'option_value' => self::LIST_WITH_GAPS ), array( 'option_name' => 'active_plugins' ) );
		$probe = $this->mint( array( 'configuration' => self::configuration( ...$names ) ) );
		$rows  = $this->rows();

		$answer = $this->send( $probe );

		$this->assertSame( array_map( array( self::class, 'plugin' ), $names ), self::trailer( $answer['body'], $probe['marker'] )['loaded'] );
		$this->assertSame( self::LIST_WITH_GAPS, self::stored( 'active_plugins' ), 'Byte for byte.' );
		$this->assert_same_rows( $rows );
	}

	public function test_a_reduced_list_is_not_saved_when_the_probe_dies(): void {
		global $wpdb;
		$wpdb->update( $wpdb->options, array( 'option_value' => self::LIST_WITH_GAPS ), array( 'option_name' => 'active_plugins' ) );
		$probe = $this->mint( array( 'configuration' => self::configuration( 'wipes-itself', 'needs-parent', 'late-fatal' ) ) );
		$rows  = $this->rows();

		$this->send( $probe );

		$this->assert_same_rows( $rows );
	}

	public function test_tables_without_transactions_are_neither_written_to_nor_changed(): void {
		Database::query( 'CREATE TABLE wp_odd ( a INT ) ENGINE=MyISAM' );
		Database::query( 'INSERT INTO wp_odd VALUES ( 1 )' );
		$sent = array( 'INSERT INTO wp_odd VALUES ( 2 )', 'UPDATE wp_odd SET a = 3', 'ALTER TABLE wp_odd ADD b INT', 'CREATE TABLE wp_more ( a INT ) ENGINE=MyISAM', 'TRUNCATE TABLE wp_odd', 'DROP TABLE wp_odd' );
		file_put_contents( WP_PLUGIN_DIR . '/odd.php', '<?php /* Plugin Name: Odd */ foreach ( ' . var_export( $sent, true ) . ' as $statement ) { $GLOBALS["wpdb"]->query( $statement ); }' );
		$probe = $this->mint( array( 'configuration' => array( 'plugins' => array( 'odd.php' ) ) + self::configuration() ) );
		$rows  = $this->rows();
		$this->assertSame( array( array( 'a' => '1' ) ), $rows['wp_odd'] );

		$answer = $this->send( $probe );

		$this->assert_same_rows( $rows );
		$this->assertGreaterThanOrEqual( count( $sent ), self::trailer( $answer['body'], $probe['marker'] )['refused']['count'], 'They were sent.' );
	}

	public function test_the_visitor_gets_the_same_page_before_and_after_a_probe(): void {
		$this->make_live( 'healthy-a', 'needs-parent', 'parent-plugin' );
		$before = $this->http( '/' );

		$this->probe( array( 'configuration' => self::configuration( 'needs-parent', 'writes-on-load' ) ) );

		$this->assertSame( self::page( $before['body'] ), self::page( $this->http( '/' )['body'] ) );
	}

	public function test_a_guarded_probe_mails_nothing_and_an_observed_one_does(): void {
		file_put_contents( WP_PLUGIN_DIR . '/mails.php', '<?php /* Plugin Name: Mails */ add_action( "template_redirect", static function () { wp_mail( "somebody@example.org", "Visit", "Now" ); } );' );
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'mails.php' ) );

		$this->probe();
		$this->assertSame( '', $this->mail_log() );

		$this->probe(
			array(
				'configuration' => self::live(),
				'mode'          => 'observe',
			)
		);
		$this->assertStringContainsString( 'somebody@example.org', $this->mail_log() );
	}

	public function test_a_page_of_wp_admin_is_looked_at_without_changing_it(): void {
		$this->make_live( 'parent-plugin', 'needs-parent' );
		wp_set_current_user( 1 );
		// A session begins by writing, which is not the probe's doing.
		$probe = $this->mint(
			array(
				'page'          => '/wp-admin/plugins.php',
				'as_user'       => true,
				'configuration' => self::configuration( 'needs-parent' ),
			)
		);
		$rows  = $this->rows();

		$answer = $this->send( $probe );

		$this->assertSame( $probe['marker'], $answer['headers']['x-culprit-marker'] ?? null );
		$this->assert_same_rows( $rows );
	}

	/**
	 * The live configuration.
	 *
	 * @return array<string, mixed>
	 */
	private static function live(): array {
		return \Culprit\Site\LiveConfiguration::read();
	}

	/**
	 * Checks that all rows but those of probes are as before.
	 *
	 * @param array<string, mixed> $before As rows() gave them.
	 */
	private function assert_same_rows( array $before ): void {
		$after = $this->rows();
		$this->assertNotSame( $before['wp_culprit_probes'], $after['wp_culprit_probes'], 'The probe was claimed.' );
		unset( $before['wp_culprit_probes'], $after['wp_culprit_probes'] );
		$this->assertSame( array(), self::differences( $before, $after ) );
	}

	/**
	 * All files but the record folder's.
	 *
	 * @return array<string, string>
	 */
	private function files_but_records(): array {
		return array_filter(
			$this->files(),
			static function ( string $path ): bool {
				return 1 !== preg_match( '~^wp-content/culprit-[0-9a-f]{32}(/|\z)~', $path );
			},
			ARRAY_FILTER_USE_KEY
		);
	}
}
