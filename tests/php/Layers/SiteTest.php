<?php
/**
 * What the site's own plugins, themes and drop-ins say.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Layers;

use Culprit\Layers\AlwaysOn;
use Culprit\Layers\Database;
use Culprit\Layers\Disks;
use Culprit\Layers\ObjectCache;
use Culprit\Layers\Outdated;
use Culprit\Layers\Requirements;
use Culprit\Site\LiveConfiguration;
use Culprit\Tests\TestCase;

/**
 * One subject after the other, on the test site.
 */
final class SiteTest extends TestCase {

	public function test_a_required_plugin_that_is_off_is_told(): void {
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'needs-parent/needs-parent.php' ) );
		$this->assertSame( array( array( 'needs-parent/needs-parent.php', 'plugin', 'parent-plugin' ) ), $this->unmet() );

		update_option( 'active_plugins', array( 'culprit/plugin.php', 'needs-parent/needs-parent.php', 'parent-plugin/parent-plugin.php' ) );
		$this->assertSame( array(), $this->unmet() );
	}

	public function test_versions_that_are_too_old_are_told(): void {
		$file = WP_PLUGIN_DIR . '/asks-much/asks-much.php';
		wp_mkdir_p( dirname( $file ) );
		file_put_contents( $file, "<?php\n/*\nPlugin Name: Asks Much\nRequires PHP: 99.1\nRequires at least: 98.2\n*/" );
		wp_cache_delete( 'plugins', 'plugins' );
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'asks-much/asks-much.php' ) );
		try {
			$this->assertSame( array( array( 'asks-much/asks-much.php', 'php', '99.1' ), array( 'asks-much/asks-much.php', 'wordpress', '98.2' ) ), $this->unmet() );
		} finally {
			unlink( $file );
			rmdir( dirname( $file ) );
			wp_cache_delete( 'plugins', 'plugins' );
		}
	}

	public function test_only_what_is_newer_is_an_update(): void {
		set_site_transient(
			'update_plugins',
			(object) array(
				'response' => array(
					'healthy-a/healthy-a.php' => (object) array( 'new_version' => '9.9' ),
					'healthy-b/healthy-b.php' => (object) array( 'new_version' => '0.0.1' ),
				),
			)
		);
		set_site_transient(
			'update_core',
			(object) array(
				'updates' => array(
					(object) array(
						'response' => 'upgrade',
						'current'  => '98.1',
					),
					(object) array(
						'response' => 'autoupdate',
						'current'  => '99.1',
					),
					'nonsense',
				),
			)
		);

		$old = Outdated::all( LiveConfiguration::read() );

		$this->assertSame(
			array(
				''                        => '98.1',
				'healthy-a/healthy-a.php' => '9.9',
			),
			array_column( $old, 'newest', 'id' )
		);
	}

	public function test_a_drop_in_is_told_with_the_plugin_that_brought_it_and_whether_it_is_used(): void {
		file_put_contents( WP_CONTENT_DIR . '/advanced-cache.php', "<?php\n// Written by wp-content/plugins/healthy-b/ for a test.\n" );
		file_put_contents( WP_CONTENT_DIR . '/sunrise.php', "<?php\n/* Plugin Name: Dawn\nVersion: 1.2 */" );
		file_put_contents( WP_CONTENT_DIR . '/blog-suspended.php', '<?php' );
		try {
			$found = array_column( AlwaysOn::drop_ins(), null, 'file' );
		} finally {
			unlink( WP_CONTENT_DIR . '/advanced-cache.php' );
			unlink( WP_CONTENT_DIR . '/sunrise.php' );
			unlink( WP_CONTENT_DIR . '/blog-suspended.php' );
		}

		$this->assertSame( 'healthy-b/healthy-b.php', $found['advanced-cache.php']['plugin'] );
		$this->assertSame( defined( 'WP_CACHE' ) && WP_CACHE, $found['advanced-cache.php']['used'] );
		$this->assertSame( is_multisite(), $found['blog-suspended.php']['used'] );
		$this->assertSame( array( 'Dawn', '1.2', false, null ), array( $found['sunrise.php']['name'], $found['sunrise.php']['version'], $found['sunrise.php']['used'], $found['sunrise.php']['plugin'] ) );
	}

	public function test_the_guard_is_our_own(): void {
		$own = array_column( AlwaysOn::must_use(), 'own', 'file' );

		$this->assertTrue( $own['0-culprit-guard.php'] );
		$this->assertCount( 1, array_filter( $own ) );
	}

	public function test_the_disks_take_a_file_and_keep_none(): void {
		$before = array( scandir( WP_CONTENT_DIR ), glob( get_temp_dir() . 'culprit-*' ) );
		$disks  = array_column( Disks::describe(), null, 'place' );

		$this->assertSame( array( 'wordpress', 'uploads', 'temporary' ), array_keys( $disks ) );
		foreach ( $disks as $disk ) {
			$this->assertTrue( $disk['writable'] );
			$this->assertGreaterThan( 0, $disk['free'] );
			$this->assertGreaterThanOrEqual( $disk['free'], $disk['total'] );
		}
		$this->assertSame( $before, array( scandir( WP_CONTENT_DIR ), glob( get_temp_dir() . 'culprit-*' ) ) );
	}

	public function test_uploads_on_another_server_are_no_disk(): void {
		add_filter( 'upload_dir', static fn( $uploads ) => array_merge( $uploads, array( 'basedir' => 'php://memory/uploads' ) ) );

		$this->assertNotContains( 'uploads', array_column( Disks::describe(), 'place' ) );
	}

	public function test_a_table_that_cannot_be_read_is_told(): void {
		global $wpdb;
		$this->assertSame( array(), Database::describe()['broken_tables'] );
		$name           = $wpdb->links;
		$wpdb->tables[] = 'culprit_gone';
		try {
			$this->assertSame( array( $wpdb->prefix . 'culprit_gone' ), Database::describe()['broken_tables'] );
		} finally {
			array_pop( $wpdb->tables );
		}
		$this->assertSame( $name, $wpdb->links );
		$this->assertMatchesRegularExpression( '/^(MariaDB|MySQL|SQLite) [0-9]+\.[0-9]/', Database::describe()['server'] );
	}

	public function test_an_object_cache_that_lost_its_server_does_not_work(): void {
		$this->assertSame( ObjectCache::NOTHING, ObjectCache::describe() );
		$real = $GLOBALS['wp_object_cache'];
		// A stand-in for the drop-in of a plugin, which goes on in memory when its server is gone.
		$GLOBALS['wp_object_cache'] = new class() extends \WP_Object_Cache {

			/**
			 * As such drop-ins keep them.
			 *
			 * @var list<string>
			 */
			public $errors = array( 'Connection refused [tcp://10.1.2.3:6379]' );

			/**
			 * Whether the server answers.
			 *
			 * @return bool
			 */
			public function redis_status() {
				return false;
			}
		};
		wp_using_ext_object_cache( true );
		try {
			$found = ObjectCache::describe();
		} finally {
			wp_using_ext_object_cache( false );
			$GLOBALS['wp_object_cache'] = $real;
		}

		$this->assertTrue( $found['persistent'] );
		$this->assertFalse( $found['works'] );
		$this->assertStringContainsString( 'Connection refused', $found['error'] );
		$this->assertStringNotContainsString( '10.1.2.3', $found['error'] );
	}

	/**
	 * Requirements that are not met, as short as can be.
	 *
	 * @return list<array{string, string, string}>
	 */
	private function unmet(): array {
		return array_map( static fn( $one ) => array( $one['id'], $one['needs'], $one['version'] ), Requirements::unmet( LiveConfiguration::read() ) );
	}
}
