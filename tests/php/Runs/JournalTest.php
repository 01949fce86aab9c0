<?php
/**
 * The journals of searches, as their routes keep them.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Runs;

use Culprit\Tests\Support\Contract;
use Culprit\Tests\TestCase;

/**
 * POST /runs, GET /runs/{id}, POST /runs/{id}/events
 */
final class JournalTest extends TestCase {

	use Contract;

	protected function setUp(): void {
		parent::setUp();
		$this->act_as();
	}

	public function test_a_run_fits_its_schema_from_its_beginning_to_its_end(): void {
		$made = $this->rest( 'POST', '/culprit/v1/runs', array( 'input' => array( 'page' => '/' ) ) );
		$this->assertSame( 201, $made->get_status() );
		$this->assert_fits( 'run', $made->get_data() );
		$id = $made->get_data()['id'];

		$appended = $this->append( $id, 0, array( 'answers', 'answers' ) );
		$this->assertSame( 200, $appended->get_status() );
		$this->assert_fits( 'run', $appended->get_data() );
		$this->assertSame( 2, $appended->get_data()['sequence'] );

		$ended = $this->append( $id, 2, array( 'diagnosis' ) );
		$this->assert_fits( 'run', $ended->get_data() );
		$this->assertTrue( $ended->get_data()['ended'] );
		$this->assertSame( array( 'answers', 'answers', 'diagnosis' ), array_column( $ended->get_data()['events'], 'type' ) );
		$this->assertSame( wp_json_encode( $ended->get_data() ), wp_json_encode( $this->rest( 'GET', "/culprit/v1/runs/$id" )->get_data() ) );
	}

	public function test_empty_objects_and_lists_survive(): void {
		$input = '{"a":{},"b":[],"c":{"d":[{}]},"e":1.5,"f":"ö","g":null}';
		$id    = $this->send( '/culprit/v1/runs', '{"input":' . $input . '}' )->get_data()['id'];
		$this->send( "/culprit/v1/runs/$id/events", '{"expected":0,"events":[{"type":"answers","data":' . $input . '},{"type":"answers","data":{}}]}' );

		$run = json_decode( (string) wp_json_encode( $this->rest( 'GET', "/culprit/v1/runs/$id" )->get_data() ) );

		$this->assertSame( wp_json_encode( json_decode( $input ) ), wp_json_encode( $run->input ) );
		$this->assertSame( wp_json_encode( json_decode( $input ) ), wp_json_encode( $run->events[0]->data ) );
		$this->assertSame( '{}', wp_json_encode( $run->events[1]->data ) );
	}

	public function test_a_list_where_an_object_belongs_is_kept_as_an_object(): void {
		foreach ( array( '[]', '[1,2]' ) as $list ) {
			$made = $this->send( '/culprit/v1/runs', '{"input":' . $list . '}' );
			$this->assertSame( 201, $made->get_status() );
			$this->assert_fits( 'run', $made->get_data() );

			$appended = $this->send( "/culprit/v1/runs/{$made->get_data()['id']}/events", '{"expected":0,"events":[{"type":"answers","data":' . $list . '}]}' );
			$this->assert_fits( 'run', $appended->get_data() );
		}
	}

	public function test_events_that_do_not_come_in_a_json_body_are_not_lost(): void {
		$id      = $this->create();
		$request = new \WP_REST_Request( 'POST', "/culprit/v1/runs/$id/events" );
		$request->set_body_params(
			array(
				'expected' => '0',
				'events'   => array(
					array(
						'type' => 'answers',
						'data' => array( 'a' => '1' ),
					),
				),
			)
		);

		$this->assertSame( 1, rest_get_server()->dispatch( $request )->get_data()['sequence'] );
	}

	public function test_another_sequence_than_the_journals_is_refused_and_the_real_one_told(): void {
		$id = $this->create();
		$this->append( $id, 0, array( 'answers', 'answers', 'answers' ) );

		foreach ( array( 0, 2, 4 ) as $expected ) {
			$response = $this->append( $id, $expected, array( 'answers' ) );
			$this->assert_error( $response, 'culprit_run_moved_on', 409 );
			$this->assert_fits( 'error', $response->get_data() );
			$this->assertSame( 3, $response->get_data()['data']['sequence'] );
		}
		$this->assertSame( 3, $this->rest( 'GET', "/culprit/v1/runs/$id" )->get_data()['sequence'] );
	}

	public function test_of_two_writers_at_the_same_moment_one_wins(): void {
		global $wpdb;
		$id   = $this->create();
		$once = true;
		// The other one writes after we looked.
		add_filter(
			'query',
			static function ( $query ) use ( &$once, $id, $wpdb ) {
				if ( $once && 0 === strpos( $query, "INSERT INTO `{$wpdb->base_prefix}culprit_run_events`" ) ) {
					$once = false;
					$wpdb->insert(
						$wpdb->base_prefix . 'culprit_run_events',
						array(
							'run'      => $id,
							'sequence' => 1,
							'type'     => 'answers',
							'data'     => '{"theirs":true}',
						)
					);
				}
				return $query;
			}
		);

		$this->assert_error( $this->append( $id, 0, array( 'answers' ) ), 'culprit_run_moved_on', 409 );
		$run = $this->rest( 'GET', "/culprit/v1/runs/$id" )->get_data();
		$this->assertSame( 1, $run['sequence'] );
		$this->assertTrue( $run['events'][0]['data']->theirs );
	}

	public function test_an_ended_journal_takes_nothing_more(): void {
		foreach ( array( 'diagnosis', 'stopped' ) as $last ) {
			$id = $this->create();
			$this->append( $id, 0, array( $last ) );

			$this->assert_error( $this->append( $id, 1, array( 'answers' ) ), 'culprit_run_moved_on', 409 );
		}
	}

	public function test_an_event_of_more_than_a_megabyte_is_refused(): void {
		$id = $this->create();

		$this->assert_error( $this->send( "/culprit/v1/runs/$id/events", '{"expected":0,"events":[{"type":"answers","data":{"a":"' . str_repeat( 'x', 1048576 ) . '"}}]}' ), 'culprit_run_too_large', 413 );
		$this->assert_error( $this->send( '/culprit/v1/runs', '{"input":{"a":"' . str_repeat( 'x', 1048576 ) . '"}}' ), 'culprit_run_too_large', 413 );
		$this->assertSame( 0, $this->rest( 'GET', "/culprit/v1/runs/$id" )->get_data()['sequence'] );
	}

	public function test_a_journal_holds_two_thousand_events(): void {
		global $wpdb;
		$id     = $this->create();
		$values = array();
		for ( $sequence = 1; $sequence <= 1999; $sequence++ ) {
			$values[] = "('$id', $sequence, 'answers', '{}')";
		}
		$wpdb->query( "INSERT INTO {$wpdb->base_prefix}culprit_run_events (run, sequence, type, data) VALUES " . implode( ',', $values ) );

		$this->assertSame( 200, $this->append( $id, 1999, array( 'answers' ) )->get_status() );
		$this->assert_error( $this->append( $id, 2000, array( 'answers' ) ), 'culprit_run_too_large', 413 );
	}

	public function test_an_unknown_run_is_not_found(): void {
		$id = str_repeat( '0', 32 );

		$this->assert_error( $this->rest( 'GET', "/culprit/v1/runs/$id" ), 'culprit_unknown_run', 404 );
		$this->assert_error( $this->append( $id, 0, array( 'answers' ) ), 'culprit_unknown_run', 404 );
	}

	public function test_a_run_of_another_site_is_not_found(): void {
		global $wpdb;
		$id = $this->create();
		$wpdb->update( $wpdb->base_prefix . 'culprit_runs', array( 'blog' => 2 ), array( 'id' => $id ) );

		$this->assert_error( $this->rest( 'GET', "/culprit/v1/runs/$id" ), 'culprit_unknown_run', 404 );
	}

	public function test_bad_events_are_refused(): void {
		$id = $this->create();
		foreach ( array( '[]', '[{"type":"other","data":{}}]', '[{"type":"answers"}]', '[{"type":"answers","data":"x"}]', '[{"type":"answers","data":{},"more":1}]', '"x"', '[' . implode( ',', array_fill( 0, 51, '{"type":"answers","data":{}}' ) ) . ']' ) as $events ) {
			$this->assert_error( $this->send( "/culprit/v1/runs/$id/events", '{"expected":0,"events":' . $events . '}' ), 'rest_invalid_param', 400 );
		}
		foreach ( array( '-1', '"x"', '1.5' ) as $expected ) {
			$this->assert_error( $this->send( "/culprit/v1/runs/$id/events", '{"expected":' . $expected . ',"events":[{"type":"answers","data":{}}]}' ), 'rest_invalid_param', 400 );
		}
		$this->assert_error( $this->send( '/culprit/v1/runs', '{"input":"x"}' ), 'rest_invalid_param', 400 );
	}

	public function test_runs_of_more_than_a_month_ago_go_when_a_new_one_begins(): void {
		global $wpdb;
		$old = $this->create();
		$this->append( $old, 0, array( 'answers' ) );
		$wpdb->update( $wpdb->base_prefix . 'culprit_runs', array( 'created' => time() - 31 * DAY_IN_SECONDS ), array( 'id' => $old ) );

		$new = $this->create();

		$this->assertSame( array( $new ), $wpdb->get_col( "SELECT id FROM {$wpdb->base_prefix}culprit_runs" ) );
		$this->assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->base_prefix}culprit_run_events" ) );
	}

	/**
	 * Begins a run.
	 *
	 * @return string Its id.
	 */
	private function create(): string {
		return $this->rest( 'POST', '/culprit/v1/runs', array( 'input' => array( 'page' => '/' ) ) )->get_data()['id'];
	}

	/**
	 * Adds events.
	 *
	 * @param string       $id       Run id.
	 * @param int          $expected Sequence number.
	 * @param list<string> $types    Types of the events.
	 * @return \WP_REST_Response
	 */
	private function append( string $id, int $expected, array $types ): \WP_REST_Response {
		return $this->rest(
			'POST',
			"/culprit/v1/runs/$id/events",
			array(
				'expected' => $expected,
				'events'   => array_map(
					static fn( $type ) => array(
						'type' => $type,
						'data' => array( 'n' => 1 ),
					),
					$types
				),
			)
		);
	}

	/**
	 * Posts a body as it stands.
	 *
	 * @param string $route Route.
	 * @param string $json  Body.
	 * @return \WP_REST_Response
	 */
	private function send( string $route, string $json ): \WP_REST_Response {
		$request = new \WP_REST_Request( 'POST', $route );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( $json );
		return rest_get_server()->dispatch( $request );
	}
}
