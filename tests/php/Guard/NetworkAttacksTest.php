<?php
/**
 * Who may do what on a network of sites.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Site\LiveConfiguration;
use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Probing;

/**
 * The network admin, and the admin of a second site who may switch plugins of that site.
 *
 * @group multisite
 */
final class NetworkAttacksTest extends HttpTestCase {

	use Probing;

	private const STATE = '/culprit/v1/state';

	/**
	 * Id of the second site.
	 *
	 * @var int
	 */
	private $second;

	/**
	 * Id of its admin.
	 *
	 * @var int
	 */
	private $admin;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		update_site_option( 'menu_items', array( 'plugins' => 1 ) );
		file_put_contents( WP_PLUGIN_DIR . '/whole.php', "<?php\n/*\nPlugin Name: Whole\nNetwork: true\n*/\n" );
		wp_cache_delete( 'plugins', 'plugins' );
		$this->admin = $this->make_user( 'subscriber' );
		$domain      = substr( self::url( '' ), strlen( 'http://' ) );
		$second      = wp_insert_site(
			array(
				'domain'  => $domain,
				'path'    => '/second/',
				'title'   => 'Second site',
				'user_id' => $this->admin,
			)
		);
		if ( is_wp_error( $second ) ) {
			$this->fail( $second->get_error_message() );
		}
		$this->second = $second;
		// Older releases take the colon before the port out.
		$wpdb->update( $wpdb->blogs, array( 'domain' => $domain ), array( 'blog_id' => $second ) );
		clean_blog_cache( $second );
		update_blog_option( $second, 'home', self::url( '/second' ) );
		update_blog_option( $second, 'siteurl', self::url( '/second' ) );
	}

	public function test_a_super_admins_application_password_makes_a_bare_call(): void {
		$args = $this->by_password( 1 );
		update_option( 'active_plugins', array( self::plugin( 'kills-every-request' ) ) );

		$answer = $this->call( 'GET', self::STATE, $args, '/' );

		$this->assertSame( 200, $answer['status'], $answer['body'] );
		$this->assertSame( array( 1, true ), array( $answer['data']['user']['id'], $answer['data']['may']['network'] ) );
		$this->assertSame( array( self::plugin( 'kills-every-request' ) ), $answer['data']['live']['plugins'] );
	}

	public function test_an_application_password_of_a_user_without_the_capability_makes_none(): void {
		$args = $this->by_password( $this->make_user( 'editor' ) );
		update_option( 'active_plugins', array( self::plugin( 'kills-every-request' ) ) );

		$this->assertSame( 500, $this->call( 'GET', self::STATE, $args, '/' )['status'] );
	}

	public function test_the_application_password_of_a_sites_admin_makes_a_bare_call_on_that_site_only(): void {
		$args = $this->by_password( $this->admin );
		$this->assertSame( 200, $this->call( 'GET', self::STATE, array( 'user' => $this->admin ) )['status'] );
		foreach ( array( 1, $this->second ) as $blog ) {
			update_blog_option( $blog, 'active_plugins', array( self::plugin( 'kills-every-request' ) ) );
		}

		$answer = $this->call( 'GET', self::STATE, $args );
		$this->assertSame( array( 200, $this->second ), array( $answer['status'], $answer['data']['blog'] ?? null ), $answer['body'] );
		$this->assertSame( 500, $this->call( 'GET', self::STATE, $args, '/' )['status'] );
	}

	public function test_the_admin_of_a_site_does_not_switch_on_a_plugin_for_the_whole_network(): void {
		$before = array( LiveConfiguration::rows(), $this->second_list() );

		$answer = $this->activate( 'whole.php', $this->admin );

		$this->assertSame( 201, $answer['status'], $answer['body'] );
		$this->assertSame( array( false, 'rest_network_only_plugin' ), array( $answer['data']['change']['results'][0]['ok'], $answer['data']['change']['results'][0]['code'] ) );
		$this->assertSame( $before, array( LiveConfiguration::rows(), $this->second_list() ) );

		$this->assertTrue( $this->activate( self::plugin( 'healthy-a' ), $this->admin )['data']['change']['results'][0]['ok'], 'One for the own site can be switched on.' );
		$this->assertSame( array( self::plugin( 'healthy-a' ) ), unserialize( (string) $this->second_list() ) );
		$this->assertTrue( $this->activate( 'whole.php', 1 )['data']['change']['results'][0]['ok'], 'The network admin can do it.' );
		$this->assertArrayHasKey( 'whole.php', unserialize( LiveConfiguration::rows()[ LiveConfiguration::NETWORK ] ) );
	}

	public function test_the_admin_of_a_site_cannot_leave_out_plugins_of_the_network(): void {
		update_site_option( 'active_sitewide_plugins', get_site_option( 'active_sitewide_plugins' ) + array( self::plugin( 'healthy-b' ) => time() ) );
		$live = $this->call( 'GET', self::STATE, array( 'user' => $this->admin ) )['data']['live'];
		$this->assertSame( array( 'culprit/plugin.php', self::plugin( 'healthy-b' ) ), $live['network'] );
		$others = array(
			'none'        => array(),
			'one less'    => array( 'culprit/plugin.php' ),
			'other order' => array( self::plugin( 'healthy-b' ), 'culprit/plugin.php' ),
			'one more'    => array_merge( $live['network'], array( self::plugin( 'healthy-c' ) ) ),
		);
		$count  = count( $this->rows()['wp_culprit_probes'] );
		foreach ( $others as $name => $network ) {
			$answer = $this->mint_for( $this->admin, array( 'network' => $network ) + $live );

			$this->assertSame( array( 403, 'rest_forbidden' ), array( $answer['status'], $answer['data']['code'] ?? null ), "$name: {$answer['body']}" );
			$this->assertCount( $count, $this->rows()['wp_culprit_probes'], $name );
		}

		$this->assertSame( 201, $this->mint_for( $this->admin, array( 'plugins' => array( self::plugin( 'healthy-a' ) ) ) + $live )['status'], 'Plugins of the own site are the site’s.' );
		$this->assertSame( 201, $this->mint_for( 1, array( 'network' => array() ) + $live )['status'], 'The network admin may.' );
	}

	public function test_the_networks_list_as_a_bare_call_sees_it_is_never_saved(): void {
		update_site_option( 'active_sitewide_plugins', get_site_option( 'active_sitewide_plugins' ) + array( self::plugin( 'healthy-b' ) => time() ) );
		file_put_contents(
			WPMU_PLUGIN_DIR . '/z-misses.php',
			'<?php add_action( "init", static function () {
				$list = get_site_option( "active_sitewide_plugins" );
				if ( ! isset( $list["healthy-b/healthy-b.php"] ) ) {
					error_log( "missed it" );
					update_site_option( "active_sitewide_plugins", $list + array( "whole.php" => time() ) );
				}
			} );'
		);
		$before = LiveConfiguration::rows();

		$answer = $this->call( 'GET', self::STATE, $this->by_password( 1 ), '/' );

		$this->assertSame( 200, $answer['status'], $answer['body'] );
		$this->assertStringContainsString( 'missed it', $this->php_log() );
		$this->assertSame( $before, LiveConfiguration::rows(), 'Byte for byte.' );
	}

	/**
	 * Calls a route of a site.
	 *
	 * @param string               $method HTTP method.
	 * @param string               $route  Route.
	 * @param array<string, mixed> $args   As for http(), and `json`: what the body is to say.
	 * @param string               $site   Path of the site.
	 * @return array<string, mixed> As http_rest() gives it.
	 */
	private function call( string $method, string $route, array $args, string $site = '/second/' ): array {
		$args += array( 'headers' => array() );
		if ( isset( $args['json'] ) ) {
			$args['body']                    = (string) wp_json_encode( $args['json'] );
			$args['headers']['Content-Type'] = 'application/json';
		}
		if ( isset( $args['user'] ) ) {
			$args['headers']['X-WP-Nonce'] = $this->session( $args['user'] )['nonce'];
		}
		$answer = $this->http( $site . '?rest_route=' . $route, array( 'method' => $method ) + $args );
		return $answer + array( 'data' => json_decode( $answer['body'], true ) );
	}

	/**
	 * Switches a plugin on, on the second site.
	 *
	 * @param string $plugin Plugin file.
	 * @param int    $user   User id.
	 * @return array<string, mixed> As http_rest() gives it.
	 */
	private function activate( string $plugin, int $user ): array {
		return $this->call(
			'POST',
			'/culprit/v1/changes',
			array(
				'user' => $user,
				'json' => array(
					'kind'    => 'activate',
					'plugins' => array( $plugin ),
				),
			)
		);
	}

	/**
	 * Mints a guarded probe of the second site's front page.
	 *
	 * @param int                  $user          User id.
	 * @param array<string, mixed> $configuration As in schemas/configuration.json.
	 * @return array<string, mixed> As http_rest() gives it.
	 */
	private function mint_for( int $user, array $configuration ): array {
		return $this->call(
			'POST',
			'/culprit/v1/probes',
			array(
				'user' => $user,
				'json' => array(
					'probes' => array(
						array(
							'configuration' => $configuration,
							'page'          => '/',
							'mode'          => 'guarded',
						),
					),
				),
			)
		);
	}

	/**
	 * What a bare call by a new application password sends.
	 *
	 * @param int $user User id.
	 * @return array<string, mixed> As for http().
	 */
	private function by_password( int $user ): array {
		return array(
			'headers' => array(
				'X-Culprit-Pass' => 'application-password',
				'Authorization'  => $this->application_password( $user ),
			),
		);
	}

	/**
	 * The second site's own list as stored.
	 *
	 * @return string|null
	 */
	private function second_list(): ?string {
		return Database::query( "SELECT option_value FROM wp_{$this->second}_options WHERE option_name = 'active_plugins'" )->fetch_row()[0] ?? null;
	}
}
