<?php
/**
 * What .maintenance means.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Layers;

use Culprit\Layers\Maintenance;
use Culprit\Tests\TestCase;

/**
 * As WordPress reads it, without running it.
 */
final class MaintenanceTest extends TestCase {

	private const NOW = 1800000000;

	/**
	 * Contents, and what they mean.
	 *
	 * @return array<string, array{string, int, int, bool}>
	 */
	public function files(): array {
		$begun = static fn( int $ago ) => '<?php $upgrading = ' . ( self::NOW - $ago ) . '; ?>';
		return array(
			'an update that runs'      => array( $begun( 20 ), 20, 20, false ),
			'one that ended long ago'  => array( $begun( 601 ), 601, 601, true ),
			'one second before'        => array( $begun( 599 ), 599, 599, false ),
			'a time that never passes' => array( '<?php $upgrading = time(); ?>', 20, 20, true ),
			'a time to come'           => array( $begun( -86400 ), 20, 20, true ),
			'nothing in it'            => array( '', 20, 20, false ),
			'no time in it'            => array( '<?php echo 1;', 700, 700, true ),
		);
	}

	/**
	 * @dataProvider files
	 *
	 * @param string $text  Contents.
	 * @param int    $ago   Seconds since it was written.
	 * @param int    $age   Expected.
	 * @param bool   $stuck Expected.
	 */
	public function test_it_is_stuck_when_wordpress_would_not_end_it( string $text, int $ago, int $age, bool $stuck ): void {
		$this->assertSame(
			array(
				'age'   => $age,
				'stuck' => $stuck,
			),
			Maintenance::read( $text, self::NOW - $ago, self::NOW )
		);
	}

	public function test_it_is_never_run(): void {
		file_put_contents( ABSPATH . '.maintenance', '<?php $GLOBALS["culprit_ran"] = true; $upgrading = time();' );
		try {
			$found = Maintenance::describe();
		} finally {
			unlink( ABSPATH . '.maintenance' );
		}

		$this->assertTrue( $found['stuck'] );
		$this->assertArrayNotHasKey( 'culprit_ran', $GLOBALS );
		$this->assertNull( Maintenance::describe() );
	}
}
