<?php
/**
 * Messages of other programs in an answer.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Layers;

use Culprit\Layers\Words;
use Culprit\Tests\TestCase;

/**
 * What is left out of them.
 */
final class WordsTest extends TestCase {

	/**
	 * Messages, and what must not be left in them.
	 *
	 * @return array<string, array{string, list<string>, string}>
	 */
	public function messages(): array {
		return array(
			'a host and a port'    => array( 'Connection refused [tcp://redis-1.internal:6379]', array( 'redis-1', 'internal', '6379' ), 'Connection refused' ),
			'a password'           => array( 'AUTH failed for redis://default:hunter2@10.0.0.7:6379/0', array( 'hunter2', '10.0.0.7' ), 'AUTH failed' ),
			'a socket'             => array( 'No such file: /var/run/redis/redis.sock', array( '/var', 'redis.sock' ), 'No such file' ),
			'a bare name'          => array( 'getaddrinfo for cache:11211 failed', array( '11211' ), 'failed' ),
			'IPv6'                 => array( 'Failed to connect to fd00::12:7 port 6379', array( 'fd00', '12:7' ), 'Failed to connect' ),
			'a Windows path'       => array( 'Cannot open C:\\sites\\one\\socket now', array( 'sites' ), 'Cannot open' ),
			'a place on this site' => array( 'Failed in ' . WP_CONTENT_DIR . '/object-cache.php', array( ABSPATH ), 'Failed in' ),
			'markup'               => array( '<b>Bad</b><script>x()</script>', array( '<' ), 'Bad' ),
		);
	}

	/**
	 * @dataProvider messages
	 *
	 * @param string       $message What was said.
	 * @param list<string> $secrets What must be gone.
	 * @param string       $kept    What must stay.
	 */
	public function test_addresses_and_paths_are_left_out( string $message, array $secrets, string $kept ): void {
		$shortened = Words::shortened( $message );

		foreach ( $secrets as $secret ) {
			$this->assertStringNotContainsString( $secret, $shortened );
		}
		$this->assertStringContainsString( $kept, $shortened );
	}

	public function test_it_is_short_and_text(): void {
		$shortened = Words::shortened( str_repeat( "d\xc3\xbc\xff ", 1000 ) );

		$this->assertSame( 200, mb_strlen( $shortened, 'UTF-8' ) );
		$this->assertSame( 1, preg_match( '//u', $shortened ) );
	}
}
