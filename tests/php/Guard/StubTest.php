<?php
/**
 * What the guard costs a request that is not addressed to it.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Guard;

use Culprit\Tests\HttpTestCase;
use Culprit\Tests\Support\Probing;

/**
 * An ordinary request, with and without the guard's file.
 */
final class StubTest extends HttpTestCase {

	use Probing;

	protected function setUp(): void {
		parent::setUp();
		// Loads after the guard and tells at the very end what there is.
		file_put_contents(
			WPMU_PLUGIN_DIR . '/z-idle.php',
			'<?php
			add_action( "shutdown", static function () {
				global $wpdb;
				$files = array_values( preg_grep( "~/culprit/includes/Guard/|0-culprit-guard~", get_included_files() ) );
				echo "<idle>" . base64_encode( wp_json_encode( array(
					"queries" => $wpdb->num_queries,
					"classes" => array_values( preg_grep( "/^Culprit\\\\\\\\Guard/", get_declared_classes() ) ),
					"files"   => array_map( "basename", $files ),
					"hooks"   => count( $GLOBALS["wp_filter"] ),
				) ) ) . "</idle>";
			}, 0 );'
		);
	}

	public function test_an_ordinary_request_pays_for_one_small_file_and_nothing_else(): void {
		$this->make_live( 'healthy-a' );
		$with = $this->seen();
		unlink( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );
		$without = $this->seen();

		$this->assertSame( array( '0-culprit-guard.php' ), $with['files'] );
		$this->assertSame( array(), $with['classes'] );
		$this->assertSame( array(), $without['files'] );
		$this->assertSame( $without['queries'], $with['queries'] );
		$this->assertSame( $without['hooks'], $with['hooks'] );
	}

	public function test_an_addressed_request_is_where_the_classes_come_from(): void {
		$seen = $this->seen( array( 'headers' => array( 'X-Culprit-Probe' => 'no token' ) ) );

		$this->assertContains( 'Culprit\Guard\ProbeRequest', $seen['classes'], 'So the test above can fail.' );
	}

	public function test_an_ordinary_request_writes_no_file(): void {
		$this->make_live( 'healthy-a' );
		$before = $this->files();

		$this->http( '/' );
		$this->http( '/', array( 'headers' => array( 'X-Culprit-Probe' => 'no token' ) ) );
		$this->http( '/index.php?rest_route=/culprit/v1/state', array( 'headers' => array( 'X-Culprit-Pass' => 'no pass' ) ) );

		$this->assertSame( $before, $this->files() );
	}

	public function test_the_installed_file_is_the_shipped_one_with_this_sites_values(): void {
		$code = (string) file_get_contents( WPMU_PLUGIN_DIR . '/0-culprit-guard.php' );

		$this->assertStringNotContainsString( '{{', $code );
		$this->assertStringContainsString( ' * Version:     ' . CULPRIT_VERSION . "\n", $code );
		$this->assertStringContainsString( "define( 'CULPRIT_GUARD_PLUGIN', 'culprit/plugin.php' );", $code );
		$this->assertSame( '', $this->http( '/wp-content/mu-plugins/0-culprit-guard.php' )['body'] );
	}

	/**
	 * What the must-use plugin saw at the end of a visit.
	 *
	 * @param array<string, mixed> $args As for http().
	 * @return array{queries: int, classes: list<string>, files: list<string>, hooks: int}
	 */
	private function seen( array $args = array() ): array {
		$this->assertSame( 1, preg_match( '~<idle>([^<]+)</idle>~', $this->http( '/', $args )['body'], $match ) );
		return json_decode( (string) base64_decode( $match[1], true ), true );
	}
}
