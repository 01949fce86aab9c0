<?php
/**
 * Activation, update, deactivation, uninstall.
 *
 * @package Culprit
 */

namespace Culprit\Tests;

use Culprit\Guard\Key;
use Culprit\Guard\Pass;
use Culprit\Lifecycle;
use Culprit\Probes\Records;
use Culprit\Tests\Support\Probing;

/**
 * What is left on the site after each.
 */
final class LifecycleTest extends HttpTestCase {

	use Probing;

	protected function tearDown(): void {
		parent::tearDown();
		// It remembers a key that is gone.
		Key::create();
	}

	public function test_uninstalling_leaves_nothing(): void {
		Lifecycle::uninstall();
		$rows  = $this->rows();
		$files = $this->files();
		$this->assertSame( array(), preg_grep( '/culprit/', array_keys( $rows ) ) );
		$this->assertSame( array(), preg_grep( '/culprit/', array_column( $rows['wp_options'], 'option_name' ) ) );
		$this->assertSame( array(), preg_grep( '~culprit(?!/)~', preg_grep( '~^wp-content/plugins/~', array_keys( $files ), PREG_GREP_INVERT ) ) );

		// A whole life, with something of everything.
		Lifecycle::activate();
		wp_set_current_user( 1 );
		Pass::issue( 1, 60 );
		$this->probe();
		\Culprit\Runs\Journal::create( (object) array() );
		\Culprit\Changes\ChangeStore::begin( 'deactivate', \Culprit\Site\LiveConfiguration::rows() );
		$this->assertNotSame( array_keys( $rows ), array_keys( $this->rows() ) );
		$this->assertNotSame( $files, $this->files() );
		Lifecycle::uninstall();

		$this->assertSame( array(), self::differences( $rows, $this->rows() ) );
		$this->assertSame( $files, $this->files() );
		$this->assertSame( array(), glob( sys_get_temp_dir() . '/culprit-' . str_repeat( '[0-9a-f]', 32 ) ) );
	}

	public function test_deactivation_ends_tokens_and_passes_and_takes_the_guard_out(): void {
		$probe = $this->mint();
		$pass  = Pass::issue( 1, 60 );
		$spent = $this->probe()['probe'];
		$this->assertNotSame( '', self::record_file( $spent ) );
		$folder = dirname( self::record_file( $spent ) );

		Lifecycle::deactivate();

		$this->assertFileDoesNotExist( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->assertDirectoryDoesNotExist( $folder );
		Lifecycle::activate();
		$this->assertArrayNotHasKey( 'x-culprit-marker', $this->send( $probe )['headers'], 'The key is another one.' );
		$this->assertSame( 0, Pass::user( $pass ) );
		$this->assertFalse( Records::read( $spent['id'] )['readable'] );
	}

	public function test_deactivation_keeps_the_history_of_changes(): void {
		wp_set_current_user( 1 );
		$id = \Culprit\Changes\ChangeStore::begin( 'deactivate', \Culprit\Site\LiveConfiguration::rows() );

		Lifecycle::deactivate();
		Lifecycle::activate();

		$this->assertIsArray( \Culprit\Changes\ChangeStore::get( $id ) );
	}

	public function test_activating_again_keeps_the_key(): void {
		$probe = $this->mint();

		Lifecycle::activate();

		$this->assertSame( $probe['marker'], $this->send( $probe )['headers']['x-culprit-marker'] ?? null );
	}

	public function test_the_key_is_not_autoloaded(): void {
		$rows = array_column( $this->rows()['wp_options'], null, 'option_name' );

		$this->assertContains( $rows['culprit_key']['autoload'], array( 'no', 'off' ) );
		$this->assertSame( 64, strlen( $rows['culprit_key']['option_value'] ) );
		$this->assertArrayNotHasKey( 'culprit_key', wp_load_alloptions() );
	}

	public function test_an_update_refreshes_the_guard_without_an_activation(): void {
		unlink( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		Lifecycle::upgrade();
		$this->assertFileDoesNotExist( WPMU_PLUGIN_DIR . '/0-culprit-guard.php', 'Nothing to do for the same version.' );

		update_option( 'culprit_version', '0.0.1' );
		Lifecycle::upgrade();

		$this->assertFileExists( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->assertSame( CULPRIT_VERSION, self::stored( 'culprit_version' ) );
	}
}
