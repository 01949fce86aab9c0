<?php
/**
 * POST /changes, POST /changes/{id}/undo
 *
 * @package Culprit
 */

namespace Culprit\Tests\Rest;

use Culprit\Site\LiveConfiguration;
use Culprit\Tests\Support\Contract;
use Culprit\Tests\Support\Probing;
use Culprit\Tests\TestCase;

/**
 * What a change needs, refuses and answers; here as full calls.
 */
final class ChangesControllerTest extends TestCase {

	use Contract;
	use Probing;

	private const A = 'healthy-a/healthy-a.php';
	private const B = 'healthy-b/healthy-b.php';
	private const C = 'healthy-c/healthy-c.php';

	protected function setUp(): void {
		parent::setUp();
		$this->act_as();
		update_option( 'active_plugins', array( 'culprit/plugin.php', self::A, self::B, self::C ) );
	}

	public function test_the_answer_to_a_change_fits_its_schema(): void {
		$response = $this->deactivate( self::B );

		$this->assertSame( 201, $response->get_status() );
		$this->assert_fits( 'change-answer', $response->get_data() );
		$data = $response->get_data();
		$this->assertSame( array( 'culprit/plugin.php', self::A, self::C ), $data['state']['live']['plugins'] );
		$this->assertSame( $data['state']['live'], $data['change']['after'] );
		$this->assertSame( array( 'culprit/plugin.php', self::A, self::B, self::C ), $data['change']['before']['plugins'] );
		$this->assertTrue( $data['change']['can_undo'] );
		$this->assertSame( get_current_user_id(), $data['change']['user'] );
	}

	public function test_the_answer_to_an_undo_fits_its_schema(): void {
		$before   = self::row();
		$response = $this->undo( $this->deactivate( self::B ) );

		$this->assertSame( 200, $response->get_status() );
		$this->assert_fits( 'change-answer', $response->get_data() );
		$this->assertSame( $before, self::row() );
		$this->assertFalse( $response->get_data()['change']['can_undo'] );
		$this->assertIsString( $response->get_data()['change']['undone'] );
	}

	public function test_a_change_of_a_list_that_moved_on_is_refused(): void {
		$expected = LiveConfiguration::read();
		update_option( 'active_plugins', array( 'culprit/plugin.php', self::A ) );
		$before = self::row();

		$this->assert_error( $this->deactivate( self::A, array( 'expected' => $expected ) ), 'culprit_changed_meanwhile', 409 );
		$this->assertSame( $before, self::row() );
	}

	public function test_a_change_of_the_expected_list_is_made_whatever_the_order_of_its_keys(): void {
		$this->assertSame( 201, $this->deactivate( self::A, array( 'expected' => LiveConfiguration::read() ) )->get_status() );
		$this->assertSame( 201, $this->deactivate( self::B, array( 'expected' => array_reverse( LiveConfiguration::read(), true ) ) )->get_status() );
	}

	public function test_undo_is_refused_after_somebody_changed_the_list(): void {
		$change = $this->deactivate( self::B );
		update_option( 'active_plugins', array( 'culprit/plugin.php', self::C ) );
		$before = self::row();

		$this->assert_error( $this->undo( $change ), 'culprit_changed_since', 409 );
		$this->assertSame( $before, self::row() );
	}

	public function test_undo_is_refused_after_the_order_was_changed(): void {
		$change = $this->deactivate( self::B );
		update_option( 'active_plugins', array( self::C, self::A, 'culprit/plugin.php' ) );

		$this->assert_error( $this->undo( $change ), 'culprit_changed_since', 409 );
	}

	public function test_undo_is_refused_after_the_theme_was_changed(): void {
		$change = $this->deactivate( self::B );
		update_option( 'stylesheet', 'other' );
		$before = self::row();

		$this->assert_error( $this->undo( $change ), 'culprit_changed_since', 409 );
		$this->assertSame( $before, self::row() );
	}

	public function test_a_change_is_undone_once(): void {
		$change = $this->deactivate( self::B );
		$this->undo( $change );

		$this->assert_error( $this->undo( $change ), 'culprit_undone_already', 409 );
	}

	public function test_changes_are_undone_in_turn(): void {
		$before = self::row();
		$first  = $this->deactivate( self::A );
		$second = $this->deactivate( self::C );

		$this->assert_error( $this->undo( $first ), 'culprit_changed_since', 409 );
		$this->assertSame( 200, $this->undo( $second )->get_status() );
		$this->assertSame( 200, $this->undo( $first )->get_status() );
		$this->assertSame( $before, self::row() );
	}

	public function test_a_change_that_is_not_there_is_not_undone(): void {
		$this->assert_error( $this->rest( 'POST', '/culprit/v1/changes/99999/undo' ), 'culprit_unknown_change', 404 );
		$this->assert_error( $this->rest( 'POST', '/culprit/v1/changes/x/undo' ), 'rest_no_route', 404 );
	}

	public function test_a_change_of_another_site_is_not_undone(): void {
		global $wpdb;
		$id = $this->deactivate( self::B )->get_data()['change']['id'];
		$wpdb->update( $wpdb->base_prefix . 'culprit_changes', array( 'blog' => 2 ), array( 'id' => $id ) );

		$this->assert_error( $this->rest( 'POST', "/culprit/v1/changes/$id/undo" ), 'culprit_unknown_change', 404 );
	}

	public function test_culprit_does_not_switch_itself_off(): void {
		$response = $this->deactivate( 'culprit/plugin.php' );

		$this->assertSame( array( 'culprit/plugin.php', false, 'culprit_own_plugin' ), array_values( array_slice( $response->get_data()['change']['results'][0], 0, 3 ) ) );
		$this->assertStringContainsString( 'Culprit', $response->get_data()['change']['results'][0]['message'] );
		$this->assertContains( 'culprit/plugin.php', LiveConfiguration::read()['plugins'] );
	}

	public function test_each_plugin_has_a_result_of_its_own(): void {
		$response = $this->rest(
			'POST',
			'/culprit/v1/changes',
			array(
				'kind'    => 'deactivate',
				'plugins' => array( 'pair-one/pair-one.php', self::B, 'culprit/plugin.php' ),
			)
		);

		$this->assertSame( array( 'culprit_not_active', '', 'culprit_own_plugin' ), array_column( $response->get_data()['change']['results'], 'code' ) );
		$this->assertSame( array( 'culprit/plugin.php', self::A, self::C ), LiveConfiguration::read()['plugins'] );
	}

	/**
	 * Requests that make no sense.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function bad_requests(): array {
		return array(
			'no kind'           => array( array( 'plugins' => array( self::A ) ) ),
			'unknown kind'      => array( array( 'kind' => 'delete' ) ),
			'nothing named'     => array( array( 'kind' => 'deactivate' ) ),
			'nothing in list'   => array(
				array(
					'kind'    => 'activate',
					'plugins' => array(),
				),
			),
			'the same twice'    => array(
				array(
					'kind'    => 'deactivate',
					'plugins' => array( self::A, self::A ),
				),
			),
			'a path'            => array(
				array(
					'kind'    => 'activate',
					'plugins' => array( '../x.php' ),
				),
			),
			'a text'            => array(
				array(
					'kind'    => 'activate',
					'plugins' => array( 'a' => self::A ),
				),
			),
			'no theme'          => array( array( 'kind' => 'switch-theme' ) ),
			'unknown theme'     => array(
				array(
					'kind'  => 'switch-theme',
					'theme' => 'nobody',
				),
			),
			'the probe theme'   => array(
				array(
					'kind'  => 'switch-theme',
					'theme' => 'culprit-plain',
				),
			),
			'a path as theme'   => array(
				array(
					'kind'  => 'switch-theme',
					'theme' => '../../../x',
				),
			),
			'half an expected'  => array(
				array(
					'kind'     => 'deactivate',
					'plugins'  => array( self::A ),
					'expected' => array( 'plugins' => array() ),
				),
			),
			'a text as extends' => array(
				array(
					'kind'    => 'activate',
					'plugins' => array( 'pair-one/pair-one.php' ),
					'extends' => 'x',
				),
			),
		);
	}

	/**
	 * @dataProvider bad_requests
	 *
	 * @param array<string, mixed> $params The request.
	 */
	public function test_a_bad_request_changes_nothing( array $params ): void {
		$before   = LiveConfiguration::rows();
		$response = $this->rest( 'POST', '/culprit/v1/changes', $params );

		$this->assertSame( 400, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		$this->assert_fits( 'error', $response->get_data() );
		$this->assertSame( $before, LiveConfiguration::rows() );
		$this->assertSame( array(), $this->rest( 'GET', '/culprit/v1/state' )->get_data()['changes'], 'No change is shown for it.' );
	}

	public function test_a_theme_needs_its_own_right(): void {
		$this->make_theme();
		$live  = LiveConfiguration::read()['stylesheet'];
		$other = 'other';
		$args  = array(
			'kind'  => 'switch-theme',
			'theme' => $other,
		);
		$done  = $this->rest( 'POST', '/culprit/v1/changes', $args );
		$this->assertSame( 201, $done->get_status(), (string) wp_json_encode( $done->get_data() ) );
		$this->assert_fits( 'change-answer', $done->get_data() );
		add_filter(
			'user_has_cap',
			static function ( array $all ): array {
				return array( 'switch_themes' => false ) + $all;
			}
		);

		$this->assert_error( $this->rest( 'POST', '/culprit/v1/changes', array( 'theme' => $live ) + $args ), 'rest_forbidden', 403 );
		$this->assert_error( $this->undo( $done ), 'rest_forbidden', 403 );
		$this->assertSame( $other, LiveConfiguration::read()['stylesheet'] );
	}

	public function test_without_an_undo_record_nothing_is_changed(): void {
		global $wpdb;
		$before = LiveConfiguration::rows();
		add_filter( 'query', static fn( $query ) => 0 === strpos( $query, "INSERT INTO `{$wpdb->base_prefix}culprit_changes`" ) ? 'SELECT 1' : $query );

		$this->assert_error( $this->deactivate( self::A ), 'culprit_no_undo_record', 500 );
		$this->assertSame( $before, LiveConfiguration::rows() );
	}

	/**
	 * Switches a plugin off.
	 *
	 * @param string               $plugin Plugin file.
	 * @param array<string, mixed> $more   More arguments.
	 * @return \WP_REST_Response
	 */
	private function deactivate( string $plugin, array $more = array() ): \WP_REST_Response {
		return $this->rest(
			'POST',
			'/culprit/v1/changes',
			$more + array(
				'kind'    => 'deactivate',
				'plugins' => array( $plugin ),
			)
		);
	}

	/**
	 * Undoes a change.
	 *
	 * @param \WP_REST_Response $made The answer to it.
	 * @return \WP_REST_Response
	 */
	private function undo( \WP_REST_Response $made ): \WP_REST_Response {
		return $this->rest( 'POST', '/culprit/v1/changes/' . $made->get_data()['change']['id'] . '/undo' );
	}

	/**
	 * The row of the list.
	 *
	 * @return string|null
	 */
	private static function row(): ?string {
		return LiveConfiguration::rows()['active_plugins'];
	}
}
