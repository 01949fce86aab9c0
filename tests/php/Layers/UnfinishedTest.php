<?php
/**
 * Traces of updates that failed or were broken off.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Layers;

use Culprit\Layers\Unfinished;
use Culprit\Tests\TestCase;

/**
 * What is told, and what is not worth telling.
 */
final class UnfinishedTest extends TestCase {

	public function test_a_sound_site_has_none(): void {
		$this->assertSame( array(), Unfinished::all( time() ) );
	}

	public function test_a_lock_is_told_when_it_is_old(): void {
		update_option( 'core_updater.lock', time() - 60 );
		$this->assertSame( array(), Unfinished::all( time() ) );

		update_option( 'core_updater.lock', time() - 1000 );
		$this->assertSame( array( 'locked' ), array_column( Unfinished::all( time() ), 'problem' ) );
	}

	public function test_a_failed_update_is_told_until_it_was_made_good(): void {
		update_site_option( 'auto_core_update_failed', array( 'attempted' => '99.1' ) );
		$this->assertSame( array( 'failed' ), array_column( Unfinished::all( time() ), 'problem' ) );

		update_site_option( 'auto_core_update_failed', array( 'attempted' => get_bloginfo( 'version' ) ) );
		$this->assertSame( array(), Unfinished::all( time() ) );
	}

	public function test_what_is_active_and_gone_is_told(): void {
		update_option( 'active_plugins', array( 'culprit/plugin.php', 'gone/gone.php', '../../none.php', 'healthy-a/healthy-a.php' ) );
		update_option( 'stylesheet', 'gone-child' );

		$this->assertSame(
			array(
				array(
					'kind'    => 'plugin',
					'id'      => 'gone/gone.php',
					'name'    => 'gone',
					'problem' => 'missing-file',
					'detail'  => 'wp-content/plugins/gone/gone.php',
				),
				array(
					'kind'    => 'theme',
					'id'      => 'gone-child',
					'name'    => 'gone-child',
					'problem' => 'missing-file',
					'detail'  => 'wp-content/themes/gone-child/style.css',
				),
			),
			Unfinished::all( time() )
		);
	}

	public function test_what_an_update_unpacked_is_a_leftover_an_hour_later(): void {
		$folder = WP_CONTENT_DIR . '/upgrade/healthy-a.1.2-AbCdEf/healthy-a';
		wp_mkdir_p( $folder );
		touch( WP_CONTENT_DIR . '/upgrade/healthy-a.1.2-AbCdEf', time() - DAY_IN_SECONDS );
		try {
			$this->assertSame( array(), Unfinished::all( time() ), 'It was moved there just now, however old it is.' );
			$this->assertSame(
				array(
					array(
						'kind'    => 'plugin',
						'id'      => 'healthy-a/healthy-a.php',
						'name'    => 'Fixture: Healthy A',
						'problem' => 'leftover',
						'detail'  => 'wp-content/upgrade/healthy-a.1.2-AbCdEf',
					),
				),
				Unfinished::all( time() + 2 * HOUR_IN_SECONDS )
			);
		} finally {
			rmdir( $folder );
			rmdir( dirname( $folder ) );
			rmdir( WP_CONTENT_DIR . '/upgrade' );
		}
	}
}
