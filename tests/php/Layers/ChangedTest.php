<?php
/**
 * What changed since a page was last healthy.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Layers;

use Culprit\Layers\Automatic;
use Culprit\Layers\FileTimes;
use Culprit\Layers\Snapshot;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\Support\Probing;
use Culprit\Tests\TestCase;

/**
 * Each kind of change, and what is said where nothing is known.
 */
final class ChangedTest extends TestCase {

	use Contract;
	use Probing;

	private const OPTION = 'culprit_healthy';

	protected function setUp(): void {
		parent::setUp();
		$this->act_as();
		$this->make_live( 'healthy-a', 'healthy-b' );
		self::write( 'acme', '2.1' );
		touch( WP_PLUGIN_DIR . '/acme/acme.php', time() - DAY_IN_SECONDS );
		wp_cache_delete( 'plugins', 'plugins' );
	}

	public function test_nothing_changed(): void {
		$noted = $this->rest( 'POST', '/culprit/v1/healthy', array( 'page' => '/' ) )->get_data();

		$changed = $this->changed();

		$this->assert_fits( 'healthy', $noted );
		$this->assertSame( array(), $changed['changes'] );
		$this->assertSame( $noted['healthy_at'], $changed['healthy_at'] );
		$this->assertEqualsWithDelta( time(), $changed['healthy_at'], 5 );
	}

	public function test_the_row_is_not_read_on_ordinary_requests(): void {
		Snapshot::note( '/' );
		wp_cache_delete( 'alloptions', 'options' );

		$this->assertArrayNotHasKey( self::OPTION, wp_load_alloptions() );
		$this->assertIsString( get_option( self::OPTION ) );
	}

	public function test_an_update_is_told_with_both_versions_and_its_time(): void {
		$this->note_an_hour_ago();
		self::write( 'acme', '2.2' );

		$this->assertSame(
			array( array( 'plugin', 'acme/acme.php', 'Acme', 'updated', '2.1', '2.2', null ) ),
			self::brief( $this->changed() )
		);
		$this->assertEqualsWithDelta( time(), $this->changed()['changes'][0]['at'], 5 );
	}

	public function test_an_update_that_wordpress_made_by_itself_is_told_as_such(): void {
		$this->note_an_hour_ago();
		self::write( 'acme', '2.2' );
		do_action(
			'automatic_updates_complete',
			array(
				'plugin' => array(
					(object) array(
						'item'   => (object) array(
							'plugin'      => 'acme/acme.php',
							'new_version' => '2.2',
						),
						'result' => true,
					),
					(object) array(
						'item'   => (object) array(
							'plugin'      => 'healthy-a/healthy-a.php',
							'new_version' => '9',
						),
						'result' => new \WP_Error( 'failed' ),
					),
					'nonsense',
				),
				'theme'  => 'nonsense',
			)
		);

		$this->assertTrue( $this->changed()['changes'][0]['automatic'] );
		$this->assertNull( Automatic::at( 'plugin', 'healthy-a/healthy-a.php', '9' ), 'It failed.' );
	}

	public function test_wordpress_says_itself_that_it_updated_itself(): void {
		update_site_option(
			'auto_core_update_notified',
			array(
				'type'      => 'success',
				'email'     => 'a@example.org',
				'version'   => '6.9.1',
				'timestamp' => 1700000000,
			)
		);

		$this->assertSame( 1700000000, Automatic::at( 'core', 'core', '6.9.1' ) );
		$this->assertNull( Automatic::at( 'core', 'core', '6.9.2' ) );
	}

	public function test_files_that_changed_under_the_same_version_are_told(): void {
		$this->note_an_hour_ago();
		mkdir( WP_PLUGIN_DIR . '/acme/parts' );
		file_put_contents( WP_PLUGIN_DIR . '/acme/parts/new.php', '<?php' );

		$this->assertSame( array( array( 'plugin', 'acme/acme.php', 'Acme', 'files', '2.1', '2.1', null ) ), self::brief( $this->changed() ) );
	}

	public function test_what_came_went_and_was_switched_is_told(): void {
		$this->note_an_hour_ago();
		self::write( 'newcomer', '1.0' );
		unlink( WP_PLUGIN_DIR . '/acme/acme.php' );
		rmdir( WP_PLUGIN_DIR . '/acme' );
		$this->make_live( 'healthy-b', 'healthy-c' );
		update_option( 'recently_activated', array( 'healthy-a/healthy-a.php' => time() - 60 ) );
		file_put_contents( WPMU_PLUGIN_DIR . '/extra.php', "<?php\n/* Plugin Name: Extra */" );
		file_put_contents( WP_CONTENT_DIR . '/db.php', '<?php' );
		wp_cache_delete( 'plugins', 'plugins' );

		$found = array_map( static fn( $change ) => "{$change[0]} {$change[1]} {$change[3]}", self::brief( $this->changed() ) );
		sort( $found );

		$this->assertSame(
			array(
				'drop-in db.php added',
				'must-use extra.php added',
				'plugin acme/acme.php removed',
				'plugin healthy-a/healthy-a.php deactivated',
				'plugin healthy-c/healthy-c.php activated',
				'plugin newcomer/newcomer.php added',
			),
			$found
		);
		$this->assertSame( array( 'deactivated' => time() - 60 ), array_map( static fn( $at ) => $at - ( $at - time() + 60 ), array_column( array_filter( $this->changed()['changes'], static fn( $change ) => 'deactivated' === $change['kind'] ), 'at', 'kind' ) ) );
	}

	public function test_versions_below_plugins_and_options_are_compared(): void {
		Snapshot::note( '/' );
		$row = json_decode( get_option( self::OPTION ), true );

		$row[0]['stock']['php']['php']['version']                    = '7.4.1';
		$row[0]['stock']['core']['core']['version']                  = '6.1';
		$row[0]['stock']['server']['server']['version']              = 'old/1';
		$row[0]['stock']['option']['permalink_structure']['version'] = '/old/%postname%/';
		update_option( self::OPTION, wp_json_encode( $row ), false );

		$found = array_map( static fn( $change ) => "{$change[0]} {$change[3]} {$change[4]}", self::brief( $this->changed() ) );
		sort( $found );

		$this->assertSame( array( 'core updated 6.1', 'option updated /old/%postname%/', 'php updated 7.4.1', 'server updated old/1' ), $found );
	}

	public function test_without_a_note_newer_files_are_told_the_newest_first(): void {
		self::write( 'newer', '1.0' );
		self::write( 'old', '1.0' );
		touch( WP_PLUGIN_DIR . '/old/old.php', time() - 15 * DAY_IN_SECONDS );

		$changed = $this->changed( '/never-seen/' );

		$this->assertNull( $changed['healthy_at'] );
		$ids = array_column( $changed['changes'], 'id' );
		$this->assertContains( 'acme/acme.php', $ids );
		$this->assertNotContains( 'old/old.php', $ids );
		$this->assertLessThan( array_search( 'acme/acme.php', $ids, true ), array_search( 'newer/newer.php', $ids, true ) );
		$this->assertSame( array( 'files' ), array_values( array_unique( array_column( $changed['changes'], 'kind' ) ) ) );
	}

	public function test_each_page_has_its_own_time_and_five_are_remembered(): void {
		$this->note_an_hour_ago();
		self::write( 'acme', '2.2' );
		wp_cache_delete( 'plugins', 'plugins' );
		foreach ( array( '/b', '/c', '/d', '/e' ) as $page ) {
			Snapshot::note( $page );
		}
		$this->assertCount( 1, $this->changed()['changes'], 'The update came after / was healthy.' );
		$this->assertSame( array(), $this->changed( '/b' )['changes'] );
		$this->assertCount( 2, json_decode( get_option( self::OPTION ), true ) );

		Snapshot::note( '/f' );

		$this->assertNull( Snapshot::of( '/' ), 'It was healthy longest ago.' );
		$this->assertCount( 1, json_decode( get_option( self::OPTION ), true ), 'What no page needs is gone.' );
	}

	public function test_nothing_is_written_again_within_five_minutes(): void {
		$at  = Snapshot::note( '/' );
		$row = json_decode( get_option( self::OPTION ), true );

		$row[0]['pages']['/'] = $at - 100;
		update_option( self::OPTION, wp_json_encode( $row ), false );
		$this->assertSame( $at - 100, Snapshot::note( '/' ) );

		$row[0]['pages']['/'] = $at - 400;
		update_option( self::OPTION, wp_json_encode( $row ), false );
		$this->assertGreaterThanOrEqual( $at, Snapshot::note( '/' ) );
	}

	public function test_a_row_that_somebody_else_wrote_is_nothing_known(): void {
		foreach ( array( 'nonsense', '[]', '[1]', '[{"pages":{"/":1},"stock":1}]', '[{"pages":{"/":"1"},"stock":{}}]', '[{"pages":{"/":1},"stock":{"plugin":{"a":{"name":[]}}}}]' ) as $row ) {
			update_option( self::OPTION, $row, false );
			$this->assertNull( $this->changed()['healthy_at'], $row );
		}
		update_option( self::OPTION, array( 'a' => new \stdClass() ), false );
		$this->assertNull( $this->changed()['healthy_at'] );
	}

	public function test_times_of_files_end_with_the_time_for_them(): void {
		$this->assertIsInt( ( new FileTimes() )->of( WP_PLUGIN_DIR . '/acme' ) );
		$this->assertNull( ( new FileTimes( -1.0 ) )->of( WP_PLUGIN_DIR . '/acme' ) );
		$this->assertNull( ( new FileTimes() )->of( WP_PLUGIN_DIR . '/gone' ) );
	}

	public function test_a_page_elsewhere_is_refused(): void {
		foreach ( array( '//evil.example/', 'https://evil.example/', '/\\evil', '' ) as $page ) {
			$this->assert_error( $this->rest( 'POST', '/culprit/v1/healthy', array( 'page' => $page ) ), 'rest_invalid_param', 400 );
		}
		$this->assertFalse( get_option( self::OPTION ) );
	}

	/**
	 * Notes the front page, as of an hour ago.
	 */
	private function note_an_hour_ago(): void {
		Snapshot::note( '/' );
		$row                  = json_decode( get_option( self::OPTION ), true );
		$row[0]['pages']['/'] = time() - HOUR_IN_SECONDS;
		update_option( self::OPTION, wp_json_encode( $row ), false );
	}

	/**
	 * What the route says, checked against its schema.
	 *
	 * @param string $page Path.
	 * @return array<string, mixed>
	 */
	private function changed( string $page = '/' ): array {
		wp_cache_delete( 'plugins', 'plugins' );
		clearstatcache( true );
		$data = $this->rest( 'GET', '/culprit/v1/changed', array( 'page' => $page ) )->get_data();
		$this->assert_fits( 'changed', $data );
		return $data;
	}

	/**
	 * Changes without their times.
	 *
	 * @param array<string, mixed> $changed As of changed().
	 * @return list<list<mixed>>
	 */
	private static function brief( array $changed ): array {
		return array_map( static fn( $change ) => array( $change['what'], $change['id'], $change['name'], $change['kind'], $change['from'], $change['to'], $change['automatic'] ), $changed['changes'] );
	}

	/**
	 * Writes a plugin.
	 *
	 * @param string $name    Folder.
	 * @param string $version Version.
	 */
	private static function write( string $name, string $version ): void {
		wp_mkdir_p( WP_PLUGIN_DIR . "/$name" );
		file_put_contents( WP_PLUGIN_DIR . "/$name/$name.php", "<?php\n/*\nPlugin Name: " . ucfirst( $name ) . "\nVersion: $version\n*/\n" );
	}
}
