<?php
/**
 * Watches who sets large response headers: a page that PHP thinks fine becomes a 502 when they exceed the web server's buffer.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Compares the headers before and after something ran, and credits it with what they grew.
 */
final class HeaderWatch {

	/**
	 * Bytes from which the lines of one name count as large.
	 */
	private const LARGE = 1024;

	private const MOST = 10;

	/**
	 * Bytes of each name at the last look.
	 *
	 * @var array<string, int>
	 */
	private $sizes = array();

	/**
	 * Bytes that each file added to each name.
	 *
	 * @var array<string, array<string, int>>
	 */
	private $added = array();

	/**
	 * Credits what the headers grew since the last mark.
	 *
	 * @param string|null $by File of the plugin or callback that ran, relative; null for nobody in particular.
	 */
	public function mark( ?string $by ): void {
		if ( headers_sent() ) {
			return;
		}
		$sizes = self::measure()['bytes'];
		if ( $sizes === $this->sizes ) {
			return;
		}
		foreach ( null === $by ? array() : $sizes as $name => $bytes ) {
			$grown = $bytes - ( $this->sizes[ $name ] ?? 0 );
			if ( $grown > 0 ) {
				$this->added[ $name ][ $by ] = ( $this->added[ $name ][ $by ] ?? 0 ) + $grown;
			}
		}
		$this->sizes = $sizes;
	}

	/**
	 * The large ones.
	 *
	 * @return list<array{name: string, bytes: int, lines: int, by: string|null}> The largest first.
	 */
	public function large(): array {
		$headers = self::measure();
		arsort( $headers['bytes'] );
		$large = array();
		foreach ( array_slice( $headers['bytes'], 0, self::MOST ) as $name => $bytes ) {
			if ( $bytes >= self::LARGE ) {
				$large[] = array(
					'name'  => (string) $name,
					'bytes' => $bytes,
					'lines' => $headers['lines'][ $name ],
					'by'    => $this->most( (string) $name, $bytes ),
				);
			}
		}
		return $large;
	}

	/**
	 * Who set most of a header.
	 *
	 * @param string $name  Name.
	 * @param int    $bytes Its size.
	 * @return string|null Null when nobody is known to have set as much as half of it.
	 */
	private function most( string $name, int $bytes ): ?string {
		$added = $this->added[ $name ] ?? array();
		arsort( $added );
		$by = key( $added );
		return null !== $by && $added[ $by ] * 2 >= $bytes ? (string) $by : null;
	}

	/**
	 * The size of the headers as they are.
	 *
	 * @return array{bytes: array<string, int>, lines: array<string, int>} By lower-case name.
	 */
	private static function measure(): array {
		$bytes = array();
		$lines = array();
		foreach ( headers_list() as $line ) {
			$name           = strtolower( substr( $line, 0, (int) strpos( $line, ':' ) ) );
			$bytes[ $name ] = ( $bytes[ $name ] ?? 0 ) + strlen( $line ) + 2;
			$lines[ $name ] = ( $lines[ $name ] ?? 0 ) + 1;
		}
		return array(
			'bytes' => $bytes,
			'lines' => $lines,
		);
	}
}
