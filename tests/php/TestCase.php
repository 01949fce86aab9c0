<?php
/**
 * Base of the tests that run inside WordPress.
 *
 * @package Culprit
 */

namespace Culprit\Tests;

use Culprit\Tests\Support\Database;
use Culprit\Tests\Support\Died;
use Culprit\Tests\Support\Files;
use Culprit\Tests\Support\State;

/**
 * Each test gets a site with Culprit active, user 1 (admin / password) and nobody logged in; what it changes in the
 * database, in wp-content and in memory is undone after it.
 */
abstract class TestCase extends \PHPUnit\Framework\TestCase {

	private const SAVEPOINT = 'culprit_test';

	/**
	 * WordPress before the test.
	 *
	 * @var State
	 */
	private $state;

	/**
	 * What was passed to wp_mail().
	 *
	 * @var list<array<string, mixed>>
	 */
	private $mails = array();

	/**
	 * Numbers the users.
	 *
	 * @var int
	 */
	private static $users = 0;

	/**
	 * Begins the test; a test class with its own must call this one first.
	 */
	protected function setUp(): void {
		parent::setUp();
		$this->state = new State();
		$this->mails = array();
		wp_cache_flush();
		$this->begin_database();

		add_filter( 'pre_wp_mail', array( $this, 'catch_mail' ), 10, 2 );
		foreach ( array( 'wp_die_handler', 'wp_die_ajax_handler', 'wp_die_json_handler', 'wp_die_jsonp_handler', 'wp_die_xml_handler', 'wp_die_xmlrpc_handler' ) as $hook ) {
			add_filter( $hook, array( $this, 'die_handler' ) );
		}
	}

	/**
	 * Undoes the test; a test class with its own must call this one last.
	 */
	protected function tearDown(): void {
		$this->end_database();
		Files::restore();
		$this->state->restore();
		parent::tearDown();
	}

	/**
	 * Opens the transaction that the test runs in.
	 */
	protected function begin_database(): void {
		self::direct( 'SET SESSION TRANSACTION READ WRITE' );
		self::direct( 'START TRANSACTION' );
		self::direct( 'SAVEPOINT ' . self::SAVEPOINT );
	}

	/**
	 * Takes back what the test wrote.
	 */
	protected function end_database(): void {
		$undone = self::direct( 'ROLLBACK TO SAVEPOINT ' . self::SAVEPOINT );
		self::direct( 'ROLLBACK' );
		// The savepoint ends with the transaction: by a COMMIT, a change of a table's structure, or a lost connection.
		if ( ! $undone ) {
			Database::restore();
		}
	}

	/**
	 * Sends a statement over $wpdb's connection without its filters, which may be what is being tested.
	 *
	 * @param string $sql Statement.
	 * @return bool Whether the server accepted it.
	 */
	final protected static function direct( string $sql ): bool {
		global $wpdb;
		try {
			return false !== mysqli_query( $wpdb->dbh, $sql );
		} catch ( \Throwable $lost ) {
			return false;
		}
	}

	/**
	 * Makes a user with a random name.
	 *
	 * @param string               $role Role; `super_admin` makes an administrator, on a network one of all its sites.
	 * @param array<string, mixed> $data More for wp_insert_user().
	 * @return int Id.
	 */
	final protected function make_user( string $role = 'administrator', array $data = array() ): int {
		$name = 'user' . ( ++self::$users );
		$id   = wp_insert_user(
			$data + array(
				'user_login' => $name,
				'user_email' => "$name@example.org",
				'user_pass'  => 'password',
				'role'       => 'super_admin' === $role ? 'administrator' : $role,
			)
		);
		if ( is_wp_error( $id ) ) {
			$this->fail( $id->get_error_message() );
		}
		if ( 'super_admin' === $role && is_multisite() ) {
			grant_super_admin( $id );
		}
		return $id;
	}

	/**
	 * Makes a user and lets the test go on as that user.
	 *
	 * @param string $role As for make_user().
	 * @return int Id.
	 */
	final protected function act_as( string $role = 'administrator' ): int {
		$id = $this->make_user( $role );
		wp_set_current_user( $id );
		return $id;
	}

	/**
	 * Calls a REST route inside this process, as the current user.
	 *
	 * @param string                $method  HTTP method.
	 * @param string                $route   Such as `/culprit/v1/state`.
	 * @param array<string, mixed>  $params  Query of a GET, HEAD or DELETE; JSON body of the others.
	 * @param array<string, string> $headers HTTP headers.
	 * @return \WP_REST_Response An error is one, too.
	 */
	final protected function rest( string $method, string $route, array $params = array(), array $headers = array() ): \WP_REST_Response {
		$request = new \WP_REST_Request( $method, $route );
		if ( in_array( $method, array( 'GET', 'HEAD', 'DELETE' ), true ) ) {
			$request->set_query_params( $params );
		} else {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( array() === $params ? new \stdClass() : $params ) );
		}
		foreach ( $headers as $name => $value ) {
			$request->set_header( $name, $value );
		}
		return rest_get_server()->dispatch( $request );
	}

	/**
	 * Checks that a route refused.
	 *
	 * @param \WP_REST_Response $response Answer of rest().
	 * @param string            $code     Error code.
	 * @param int               $status   HTTP status.
	 */
	final protected function assert_error( \WP_REST_Response $response, string $code, int $status ): void {
		$data = $response->get_data();
		$this->assertSame(
			array( $code, $status ),
			array( is_array( $data ) ? $data['code'] ?? null : null, $response->get_status() ),
			'The answer was: ' . wp_json_encode( $data )
		);
		$this->assertNotSame( '', $data['message'], 'An error says what happened.' );
	}

	/**
	 * Mails that this process tried to send.
	 *
	 * @return list<array<string, mixed>> Arguments of wp_mail(): to, subject, message, headers, attachments.
	 */
	final protected function mails(): array {
		return $this->mails;
	}

	/**
	 * Takes a mail out of the way.
	 *
	 * @param bool|null            $sent Answer of an earlier filter.
	 * @param array<string, mixed> $mail Arguments of wp_mail().
	 * @return bool
	 */
	final public function catch_mail( ?bool $sent, array $mail ): bool {
		if ( null === $sent ) {
			$this->mails[] = $mail;
		}
		return $sent ?? true;
	}

	/**
	 * What wp_die() is to call.
	 *
	 * @return callable
	 */
	final public function die_handler(): callable {
		/**
		 * Throws what WordPress would print.
		 *
		 * @param string|\WP_Error     $message Message.
		 * @param string|int           $title   Title.
		 * @param array<string, mixed> $args    As for wp_die().
		 */
		return static function ( $message, $title = '', $args = array() ): void {
			$status = is_array( $args ) ? $args['response'] ?? 0 : $args;
			throw new Died( is_wp_error( $message ) ? $message->get_error_message() : (string) $message, (int) $status );
		};
	}
}
