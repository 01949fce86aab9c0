<?php
/**
 * The one moment in which a probe is claimed.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Guard\Claims;
use Culprit\Guard\Key;
use Culprit\Tests\TestCase;

/**
 * Claims and key without a request around them.
 */
final class ClaimsTest extends TestCase {

	protected function tearDown(): void {
		parent::tearDown();
		// It remembers a key that is gone.
		Key::create();
	}

	public function test_a_claimed_probe_is_not_claimed_again_at_a_later_second(): void {
		global $wpdb;
		$this->store( time() + 60 );
		$this->assertTrue( Claims::claim( 'a' ) );
		// MySQL counts a row as changed only when its values differ.
		$wpdb->query( "UPDATE {$wpdb->base_prefix}culprit_probes SET claimed = claimed - 5" );

		$this->assertFalse( Claims::claim( 'a' ) );
	}

	public function test_an_expired_or_unknown_probe_is_not_claimed(): void {
		$this->store( time() - 1 );

		$this->assertFalse( Claims::claim( 'a' ) );
		$this->assertFalse( Claims::claim( 'b' ) );
	}

	public function test_without_a_key_not_even_an_empty_signature_is_right(): void {
		$this->assertTrue( Key::verify( 'x', Key::sign( 'x' ) ) );

		Key::delete();

		$this->assertSame( '', Key::sign( 'x' ) );
		$this->assertFalse( Key::verify( 'x', '' ) );
	}

	/**
	 * Stores a probe with the id "a".
	 *
	 * @param int $expires Unix time.
	 */
	private function store( int $expires ): void {
		global $wpdb;
		$wpdb->insert(
			$wpdb->base_prefix . 'culprit_probes',
			array(
				'id'      => 'a',
				'blog'    => 1,
				'user'    => 1,
				'expires' => $expires,
				'spec'    => '{}',
			)
		);
	}
}
