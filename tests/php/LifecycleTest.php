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
		\Culprit\Layers\Snapshot::note( '/' );
		\Culprit\Layers\Automatic::remember(
			array(
				'core' => array(
					(object) array(
						'item'   => (object) array( 'version' => '7.0' ),
						'result' => true,
					),
				),
			)
		);
		$this->assertCount( 2, preg_grep( '/^culprit_(automatic|healthy)$/', array_column( $this->rows()['wp_options'], 'option_name' ) ) );
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
		wp_set_current_user( 1 );
		unlink( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		Lifecycle::upgrade();
		$this->assertFileDoesNotExist( WPMU_PLUGIN_DIR . '/0-culprit-guard.php', 'Nothing to do for the same version.' );

		update_option( 'culprit_version', '0.0.1' );
		Lifecycle::upgrade();

		$this->assertFileExists( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->assertSame( CULPRIT_VERSION, self::stored( 'culprit_version' ) );
	}

	public function test_a_guard_that_runs_in_another_version_is_refreshed_in_a_bare_call(): void {
		$file = WPMU_PLUGIN_DIR . '/0-culprit-guard.php';
		$code = (string) file_get_contents( $file );
		file_put_contents( $file, str_replace( CULPRIT_VERSION, '0.0.1', $code ) );
		$this->make_live( 'kills-every-request' );
		$password = $this->application_password( 1 );
		$state    = function () use ( $password ) {
			return $this->http_rest(
				'GET',
				'/culprit/v1/state',
				array(),
				array(
					'headers' => array(
						'X-Culprit-Pass' => 'application-password',
						'Authorization'  => $password,
					),
				)
			)['data']['guard'];
		};

		foreach ( array( 'the one that refreshes', 'the next' ) as $call ) {
			$guard = $state();
			$this->assertSame( array( CULPRIT_VERSION, null ), array( $guard['version'], $guard['problem'] ), $call );
		}
		$this->assertSame( $code, file_get_contents( $file ) );
	}

	public function test_after_an_update_an_admin_refreshes_the_guard_and_a_visitor_does_not(): void {
		$code = (string) file_get_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->age();
		$customer = $this->make_user( 'subscriber' );
		$files    = $this->files();

		foreach ( array( '/', '/wp-admin/admin-ajax.php?action=nothing', '/wp-admin/admin-post.php' ) as $path ) {
			foreach ( array( 0, $customer ) as $user ) {
				$this->http( $path, array( 'user' => $user ) );
				$this->assertSame( $files, $this->files(), $path );
				$this->assertSame( '0.0.1', self::stored_version(), $path );
			}
		}

		$this->assertSame( 200, $this->http( '/wp-admin/index.php', array( 'user' => 1 ) )['status'] );
		$this->assertSame( $code, file_get_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' ) );
		$this->assertSame( CULPRIT_VERSION, self::stored_version() );
	}

	/**
	 * @dataProvider admin_pages
	 *
	 * @param string $page Path.
	 * @param string $mode Of the probe.
	 */
	public function test_a_probe_of_an_admin_page_refreshes_nothing( string $page, string $mode ): void {
		wp_set_current_user( 1 );
		$probe = $this->mint(
			array(
				'page'    => $page,
				'mode'    => $mode,
				'as_user' => true,
			)
		);
		$this->age();
		$old = file_get_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );

		$answer = $this->send( $probe );

		$this->assertSame( array( 200, $probe['marker'] ), array( $answer['status'], $answer['headers']['x-culprit-marker'] ?? null ) );
		$this->assertSame( $old, file_get_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' ) );
		$this->assertSame( '0.0.1', self::stored_version() );
	}

	/**
	 * Where the guard is refreshed.
	 *
	 * @return array<string, array{string, string}> Path and mode.
	 */
	public static function admin_pages(): array {
		return array(
			'any page'                => array( '/wp-admin/users.php', 'guarded' ),
			'any page, only observed' => array( '/wp-admin/users.php', 'observe' ),
			'our own'                 => array( '/wp-admin/tools.php?page=culprit', 'guarded' ),
			'our own, only observed'  => array( '/wp-admin/tools.php?page=culprit', 'observe' ),
		);
	}

	public function test_a_plugin_that_deactivates_culprit_in_a_probe_takes_nothing_down(): void {
		file_put_contents(
			WPMU_PLUGIN_DIR . '/z-cleans.php',
			'<?php add_action( "wp_loaded", static function () {
				if ( ! isset( $_GET["rest_route"] ) ) {
					require_once ABSPATH . "wp-admin/includes/plugin.php";
					deactivate_plugins( "culprit/plugin.php", false, is_multisite() );
					header( "X-Cleaned: yes" );
				}
			} );'
		);
		$this->make_live( 'healthy-a' );
		$list = self::stored( 'active_plugins' );

		$answer = $this->probe();

		$this->assertSame( 'yes', $answer['headers']['x-cleaned'] ?? null );
		$this->assertSame( $list, self::stored( 'active_plugins' ) );
		$this->assert_stands( null );
		$this->assertTrue( Records::read( $answer['probe']['id'] )['readable'] );
	}

	public function test_a_guard_that_could_not_be_taken_away_does_not_bring_a_deactivated_plugin_back(): void {
		$code     = (string) file_get_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$password = $this->application_password( 1 );
		$headers  = array(
			'X-Culprit-Pass' => 'application-password',
			'Authorization'  => $password,
		);
		$call     = function () use ( $headers ) {
			return $this->http_rest( 'GET', '/culprit/v1/state', array(), array( 'headers' => $headers ) );
		};
		$this->assertSame( 200, $call()['status'], 'So the one below can fail.' );
		deactivate_plugins( 'culprit/plugin.php', false, is_multisite() );
		wp_mkdir_p( WPMU_PLUGIN_DIR );
		file_put_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php', $code );

		$answer = $call();

		$this->assertSame( array( 404, 'rest_no_route' ), array( $answer['status'], $answer['data']['code'] ?? null ) );
		$this->assertSame( '', Key::sign( 'anything' ) );
		$this->assertFalse( get_site_option( 'culprit_version' ) );
	}

	public function test_a_removal_that_fails_halfway_leaves_a_guard_that_does_nothing(): void {
		$probe = $this->mint();
		add_filter(
			'wp_delete_file',
			static function () {
				throw new \RuntimeException( 'in the middle' );
			}
		);

		try {
			Lifecycle::deactivate( true );
			$this->fail( 'It was to fail.' );
		} catch ( \RuntimeException $thrown ) {
			$this->assertSame( 'in the middle', $thrown->getMessage() );
		}

		$this->assertFileExists( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->assertArrayNotHasKey( 'x-culprit-marker', $this->send( $probe )['headers'] );
		$this->assertNull( self::stored( 'culprit_key' ) );
		$this->assertFalse( get_site_option( 'culprit_version' ) );
	}

	/**
	 * @group multisite
	 */
	public function test_a_must_use_folder_made_from_one_network_goes_with_another_one(): void {
		\Culprit\Guard\Installer::remove();
		$this->assertSame( array( '.', '..' ), is_dir( WPMU_PLUGIN_DIR ) ? scandir( WPMU_PLUGIN_DIR ) : array( '.', '..' ) );
		if ( is_dir( WPMU_PLUGIN_DIR ) ) {
			rmdir( WPMU_PLUGIN_DIR );
		}
		\Culprit\Guard\Installer::install();
		$this->assertFileExists( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$before                  = $GLOBALS['current_site'];
		$GLOBALS['current_site'] = get_network( $this->other_network() );

		try {
			\Culprit\Guard\Installer::remove();
		} finally {
			$GLOBALS['current_site'] = $before;
		}

		$this->assertDirectoryDoesNotExist( WPMU_PLUGIN_DIR );
		$this->assertFalse( get_site_option( 'culprit_made_mu_folder' ) );
	}

	/**
	 * @group multisite
	 */
	public function test_deactivating_on_one_site_leaves_the_network_its_guard(): void {
		$this->have_on_own_list( $this->second_site() );
		$probe = $this->mint();

		switch_to_blog( $this->second_site() );
		deactivate_plugins( 'culprit/plugin.php', false, false );
		restore_current_blog();
		$this->assert_stands( $probe );

		$this->have_on_own_list( 1 );
		deactivate_plugins( 'culprit/plugin.php', false, true );
		$this->assertFalse( is_plugin_active_for_network( 'culprit/plugin.php' ) );
		$this->assert_stands( null );

		deactivate_plugins( 'culprit/plugin.php', false, false );
		$this->assertFileDoesNotExist( WPMU_PLUGIN_DIR . '/0-culprit-guard.php', 'That was the last one.' );
		$this->assertSame( '', Key::sign( 'anything' ) );
	}

	/**
	 * @group multisite
	 */
	public function test_deactivating_for_one_network_leaves_another_one_its_guard(): void {
		$other = $this->other_network();
		update_network_option( $other, 'active_sitewide_plugins', array( 'culprit/plugin.php' => time() ) );

		deactivate_plugins( 'culprit/plugin.php', false, true );
		$this->assert_stands( null );

		update_network_option( $other, 'active_sitewide_plugins', array() );
		activate_plugin( 'culprit/plugin.php', '', true );
		deactivate_plugins( 'culprit/plugin.php', false, true );
		$this->assertFileDoesNotExist( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
	}

	/**
	 * @group multisite
	 */
	public function test_deactivating_for_the_network_takes_the_guard_out(): void {
		$this->second_site();

		deactivate_plugins( 'culprit/plugin.php', false, true );

		$this->assertFileDoesNotExist( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->assertSame( '', Key::sign( 'anything' ) );
		$this->assertArrayHasKey( 'wp_culprit_changes', $this->rows() );
	}

	/**
	 * @group multisite
	 */
	public function test_uninstalling_takes_all_away_from_every_site(): void {
		switch_to_blog( $this->second_site() );
		\Culprit\Guard\Busy::start( 'site', '/' );
		\Culprit\Site\ApplicationPasswords::remember();
		restore_current_blog();
		\Culprit\Guard\Busy::start( 'site', '/' );
		$this->probe();
		$names = array( 'culprit_busy', 'culprit_application_passwords', 'culprit_key', 'culprit_version' );
		$this->assertSame( array(), array_diff( $names, $this->names() ), 'All was there.' );
		deactivate_plugins( 'culprit/plugin.php', false, true );

		Lifecycle::uninstall();

		$this->assertSame( array(), array_values( (array) preg_grep( '/culprit/', array_keys( $this->rows() ) ) ) );
		$this->assertSame( array(), array_values( (array) preg_grep( '/culprit/', $this->names() ) ) );
		$this->assertSame( array(), (array) preg_grep( '~culprit(?!/)~', (array) preg_grep( '~^wp-content/plugins/~', array_keys( $this->files() ), PREG_GREP_INVERT ) ) );
	}

	/**
	 * Makes another network, without sites.
	 *
	 * @return int Id.
	 */
	private function other_network(): int {
		global $wpdb;
		$wpdb->insert(
			$wpdb->site,
			array(
				'domain' => 'other.example.org',
				'path'   => '/',
			)
		);
		return (int) $wpdb->insert_id;
	}

	/**
	 * Makes guard and set-up those of an older version, as an update leaves them.
	 */
	private function age(): void {
		$file = WPMU_PLUGIN_DIR . '/0-culprit-guard.php';
		file_put_contents( $file, str_replace( CULPRIT_VERSION, '0.0.1', (string) file_get_contents( $file ) ) );
		update_site_option( 'culprit_version', '0.0.1' );
	}

	/**
	 * The version that was set up, as any request finds it.
	 *
	 * @return mixed
	 */
	private static function stored_version() {
		wp_cache_flush();
		return get_site_option( 'culprit_version' );
	}

	/**
	 * Names of all options, of every site and of the network.
	 *
	 * @return list<string>
	 */
	private function names(): array {
		$names = array();
		foreach ( $this->rows() as $table => $rows ) {
			if ( 1 === preg_match( '/^wp_([0-9]+_)?options$/', $table ) ) {
				array_push( $names, ...array_column( $rows, 'option_name' ) );
			} elseif ( 'wp_sitemeta' === $table ) {
				array_push( $names, ...array_column( $rows, 'meta_key' ) );
			}
		}
		return $names;
	}

	/**
	 * Makes the second site of the network, once a test.
	 *
	 * @return int Id.
	 */
	private function second_site(): int {
		$sites = get_sites(
			array(
				'fields' => 'ids',
				'path'   => '/second/',
			)
		);
		return $sites ? $sites[0] : (int) wp_insert_site(
			array(
				'domain'  => DOMAIN_CURRENT_SITE,
				'path'    => '/second/',
				'title'   => 'Second site',
				'user_id' => 1,
			)
		);
	}

	/**
	 * Puts the plugin on a site's own list, where it is from the time before the network.
	 *
	 * @param int $site Id.
	 */
	private function have_on_own_list( int $site ): void {
		update_blog_option( $site, 'active_plugins', array( 'culprit/plugin.php' ) );
	}

	/**
	 * Checks that guard, key and tables are there.
	 *
	 * @param array<string, mixed>|null $probe A probe that must still be good; null for none.
	 */
	private function assert_stands( ?array $probe ): void {
		$this->assertFileExists( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$this->assertSame( CULPRIT_VERSION, get_site_option( 'culprit_version' ) );
		$this->assertNotSame( '', Key::sign( 'anything' ) );
		$this->assertArrayHasKey( 'wp_culprit_probes', $this->rows() );
		if ( null !== $probe ) {
			$this->assertSame( $probe['marker'], $this->send( $probe )['headers']['x-culprit-marker'] ?? null );
		}
	}
}
