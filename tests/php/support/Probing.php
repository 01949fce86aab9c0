<?php
/**
 * Builders for tests of probes and of Culprit's own calls.
 *
 * @package Culprit
 */

namespace Culprit\Tests\Support;

use Culprit\Guard\RecordFolder;
use Culprit\Guard\Token;
use Culprit\Probes\Minter;
use Culprit\Site\LiveConfiguration;

/**
 * Sets the live list, mints probes and sends them.
 */
trait Probing {

	/**
	 * Makes the live list Culprit and fixtures.
	 *
	 * @param string ...$names Folders of fixtures, in load order.
	 */
	protected function make_live( string ...$names ): void {
		update_option( 'active_plugins', array_merge( array( 'culprit/plugin.php' ), array_map( array( self::class, 'plugin' ), $names ) ) );
	}

	/**
	 * Installs a theme called "other" that says so on its pages; releases of WordPress differ in what they come with.
	 */
	protected function make_theme(): void {
		mkdir( WP_CONTENT_DIR . '/themes/other' );
		file_put_contents( WP_CONTENT_DIR . '/themes/other/style.css', "/*\nTheme Name: Other Theme\nVersion: 1.0\n*/\n" );
		file_put_contents( WP_CONTENT_DIR . '/themes/other/index.php', '<html><head><?php wp_head(); ?></head><body><p class="other">Other</p><?php wp_footer(); ?></body></html>' );
		search_theme_directories( true );
	}

	/**
	 * Plugin file of a fixture.
	 *
	 * @param string $name Its folder.
	 * @return string
	 */
	protected static function plugin( string $name ): string {
		return "$name/$name.php";
	}

	/**
	 * A row of the options table as stored.
	 *
	 * @param string $name Name of the option.
	 * @return string|null Null when there is no row.
	 */
	protected static function stored( string $name ): ?string {
		return Database::query( sprintf( "SELECT option_value FROM wp_options WHERE option_name = '%s'", $name ) )->fetch_row()[0] ?? null;
	}

	/**
	 * The live theme with other plugins.
	 *
	 * @param string ...$names Folders of fixtures, in load order.
	 * @return array{plugins: list<string>, network: list<string>, template: string, stylesheet: string}
	 */
	protected static function configuration( string ...$names ): array {
		return array( 'plugins' => array_map( array( self::class, 'plugin' ), $names ) ) + LiveConfiguration::read();
	}

	/**
	 * Mints a probe.
	 *
	 * @param array<string, mixed> $wanted What differs from a guarded probe of the front page in the live configuration.
	 * @param string|null          $run    Run id.
	 * @return array{id: string, url: string, token: string, marker: string, expires: int}
	 */
	protected function mint( array $wanted = array(), ?string $run = null ): array {
		$probe = Minter::mint(
			$wanted + array(
				'configuration' => LiveConfiguration::read(),
				'page'          => '/',
				'mode'          => 'guarded',
			),
			$run
		);
		if ( is_wp_error( $probe ) ) {
			$this->fail( $probe->get_error_message() );
		}
		return $probe;
	}

	/**
	 * Fetches a probe.
	 *
	 * @param array<string, mixed> $probe As minted.
	 * @param array<string, mixed> $args  As for http().
	 * @return array{status: int, headers: array<string, string>, body: string, error: string}
	 */
	protected function send( array $probe, array $args = array() ): array {
		$args['headers'] = ( $args['headers'] ?? array() ) + array( 'X-Culprit-Probe' => $probe['token'] );
		return $this->http( self::path_of( $probe ), $args );
	}

	/**
	 * Mints a probe, fetches it and checks that the answer is its own.
	 *
	 * @param array<string, mixed> $wanted As for mint().
	 * @param array<string, mixed> $args   As for http().
	 * @return array<string, mixed> The answer; with `probe`, and the trailer's `report` (null without one).
	 */
	protected function probe( array $wanted = array(), array $args = array() ): array {
		$probe  = $this->mint( $wanted );
		$answer = $this->send( $probe, $args );
		$this->assertSame( $probe['marker'], $answer['headers']['x-culprit-marker'] ?? null, 'The answer carries the marker of its probe.' );
		return $answer + array(
			'probe'  => $probe,
			'report' => self::trailer( $answer['body'], $probe['marker'] ),
		);
	}

	/**
	 * Address of a probe below the site.
	 *
	 * @param array<string, mixed> $probe As minted.
	 * @return string
	 */
	protected static function path_of( array $probe ): string {
		return substr( $probe['url'], strlen( self::url( '' ) ) );
	}

	/**
	 * The report at the end of a page.
	 *
	 * @param string $body   The page.
	 * @param string $marker The probe's marker.
	 * @return array<string, mixed>|null
	 */
	protected static function trailer( string $body, string $marker ): ?array {
		return 1 === preg_match( "~\n<!-- culprit $marker ([A-Za-z0-9+/=]+) -->\z~", $body, $match )
			? json_decode( (string) base64_decode( $match[1], true ), true )
			: null;
	}

	/**
	 * A page without what differs from visit to visit because of its address.
	 *
	 * @param string $body The page.
	 * @return string
	 */
	protected static function page( string $body ): string {
		return (string) preg_replace( array( '/c[0-9a-f]{8}=[0-9a-f]{12}/', '/"(nonce|ver)":"[^"]*"/' ), '', $body );
	}

	/**
	 * The record that a probe left.
	 *
	 * @param array<string, mixed> $probe As minted.
	 * @return string Path, or '' when there is none.
	 */
	protected static function record_file( array $probe ): string {
		clearstatcache( true );
		$folder = RecordFolder::find( $probe['id'] );
		return '' === $folder ? '' : RecordFolder::file( $folder, $probe['id'] );
	}

	/**
	 * A token that is right but for one thing.
	 *
	 * @param array<string, mixed> $probe   As minted.
	 * @param int                  $expires Unix time.
	 * @param int                  $blog    Site it is signed for.
	 * @return string
	 */
	protected static function token( array $probe, int $expires, int $blog = 1 ): string {
		$spec               = (string) Database::query( "SELECT spec FROM wp_culprit_probes WHERE id = '{$probe['id']}'" )->fetch_row()[0];
		$before             = $GLOBALS['blog_id'];
		$GLOBALS['blog_id'] = $blog;
		$token              = Token::write( $probe['id'], $expires, $spec );
		$GLOBALS['blog_id'] = $before;
		return $token;
	}

	/**
	 * Rows that are there before or after only.
	 *
	 * @param array<string, list<array<string, string|null>>> $before As rows() gave them.
	 * @param array<string, list<array<string, string|null>>> $after  As rows() gives them.
	 * @return list<string> Each with its table, and with - or +.
	 */
	protected static function differences( array $before, array $after ): array {
		$lines = array();
		foreach ( array( $before, $after ) as $number => $tables ) {
			foreach ( $tables as $table => $rows ) {
				$lines[ $number ][] = $table;
				foreach ( $rows as $row ) {
					$lines[ $number ][] = "$table: " . wp_json_encode( $row );
				}
			}
		}
		$difference = array();
		foreach ( array_diff( $lines[0], $lines[1] ) as $line ) {
			$difference[] = "- $line";
		}
		foreach ( array_diff( $lines[1], $lines[0] ) as $line ) {
			$difference[] = "+ $line";
		}
		return $difference;
	}
}
