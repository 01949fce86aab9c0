<?php
/**
 * GET /state
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Tests\Support\Contract;
use Culprit\Tests\TestCase;

/**
 * The state of the site, in its answer's shape.
 */
final class StateControllerTest extends TestCase {

	use Contract;

	public function test_the_state_fits_its_schema(): void {
		$this->act_as();

		$response = $this->rest( 'GET', '/culprit/v1/state' );

		$this->assertSame( 200, $response->get_status() );
		$this->assert_fits( 'state', $response->get_data() );
	}

	public function test_the_state_fits_its_schema_with_odd_rows(): void {
		global $wpdb;
		$this->act_as();
		foreach ( array( 'a:0:{}', '', 'nonsense', 'a:2:{i:0;s:23:"healthy-a/healthy-a.php";i:7;a:0:{}}', 'b:0;' ) as $row ) {
			$wpdb->update( $wpdb->options, array( 'option_value' => $row ), array( 'option_name' => 'active_plugins' ) );
			$this->assert_fits( 'state', $this->rest( 'GET', '/culprit/v1/state' )->get_data() );
		}
		$wpdb->delete( $wpdb->options, array( 'option_name' => 'active_plugins' ) );
		$this->assert_fits( 'state', $this->rest( 'GET', '/culprit/v1/state' )->get_data() );
	}

	public function test_the_state_fits_its_schema_with_changes_runs_and_updates(): void {
		$this->act_as();
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'healthy-a/healthy-a.php' ) );
		$this->rest( 'POST', '/culprit/v1/runs', array( 'input' => array() ) );
		$this->rest(
			'POST',
			'/culprit/v1/changes',
			array(
				'kind'    => 'deactivate',
				'plugins' => array( 'healthy-a/healthy-a.php' ),
			)
		);
		set_site_transient(
			'update_plugins',
			(object) array(
				'response' => array(
					'healthy-a/healthy-a.php' => (object) array( 'new_version' => '9.9' ),
					'healthy-b/healthy-b.php' => 'nonsense',
				),
			)
		);

		$state = $this->rest( 'GET', '/culprit/v1/state' )->get_data();

		$this->assert_fits( 'state', $state );
		$this->assertCount( 1, $state['changes'] );
		$this->assertCount( 1, $state['runs'] );
		$this->assertSame( '9.9', array_column( $state['plugins'], 'update', 'id' )['healthy-a/healthy-a.php'] );
	}

	public function test_plugins_that_are_gone_are_not_live(): void {
		$this->act_as();
		update_option( 'active_plugins', array( 'gone/gone.php', 'healthy-b/healthy-b.php', '../../x.php', 'healthy-a/healthy-a.php' ) );

		$this->assertSame( array( 'healthy-b/healthy-b.php', 'healthy-a/healthy-a.php' ), $this->rest( 'GET', '/culprit/v1/state' )->get_data()['live']['plugins'] );
	}

	public function test_required_plugins_are_named(): void {
		$this->act_as();

		$this->assertSame( array( 'parent-plugin' ), array_column( $this->rest( 'GET', '/culprit/v1/state' )->get_data()['plugins'], 'requires', 'id' )['needs-parent/needs-parent.php'] );
	}

	public function test_the_state_says_what_the_user_may_do(): void {
		$this->act_as();
		add_filter(
			'user_has_cap',
			static function ( array $all ): array {
				return array( 'switch_themes' => false ) + $all;
			}
		);

		$may = $this->rest( 'GET', '/culprit/v1/state' )->get_data()['may'];

		$this->assertTrue( $may['activate_plugins'] );
		$this->assertFalse( $may['switch_themes'] );
	}

	public function test_wrong_types_are_refused(): void {
		$this->act_as();

		$this->assert_error( $this->rest( 'GET', '/culprit/v1/state', array( 'handshake' => 'perhaps' ) ), 'rest_invalid_param', 400 );
	}
}
