<?php
/**
 * The file that a probe writes while it loads: unbuffered, so that it survives whatever kills PHP.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * One record: lines that are added, and beside it one place that is written over and over.
 */
final class RecordFile {

	/**
	 * What ends a web server's curiosity.
	 */
	private const OPENING = "<?php exit; ?>\n";

	/**
	 * A record grows by a line per plugin and stage; anything more is a loop.
	 */
	private const LINES = 5000;

	/**
	 * Probe id.
	 *
	 * @var string
	 */
	private $id;

	/**
	 * The lines, or null when none can be written.
	 *
	 * @var resource|null
	 */
	private $lines;

	/**
	 * The place that is written over, or null.
	 *
	 * @var resource|null
	 */
	private $place;

	/**
	 * Lines written.
	 *
	 * @var int
	 */
	private $count = 0;

	/**
	 * Opens the record of one probe.
	 *
	 * @param string $id Probe id.
	 */
	public function __construct( string $id ) {
		$this->id    = $id;
		$folder      = RecordFolder::ensure();
		$this->lines = '' === $folder ? null : self::open( RecordFolder::file( $folder, $id ) );
	}

	/**
	 * Adds a line.
	 *
	 * @param string $kind    What it is about.
	 * @param mixed  $content Anything that JSON can hold.
	 * @param bool   $last    Whether it must be written however much was written before.
	 */
	public function add( string $kind, $content, bool $last = false ): void {
		// A plugin may have closed every open file.
		if ( ! is_resource( $this->lines ) || ( ++$this->count > self::LINES && ! $last ) ) {
			return;
		}
		$json = wp_json_encode( array( $kind, $content ), JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE );
		if ( is_string( $json ) ) {
			fwrite( $this->lines, $json . "\n" ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Unbuffered writes survive SIGKILL.
		}
	}

	/**
	 * Writes over what was put before, so that the file does not grow however often that is done.
	 *
	 * @param string $line One line of JSON.
	 */
	public function put( string $line ): void {
		if ( null === $this->place ) {
			$folder      = is_resource( $this->lines ) ? RecordFolder::ensure() : '';
			$this->place = '' === $folder ? null : self::open( RecordFolder::running( $folder, $this->id ) );
		}
		if ( is_resource( $this->place ) ) {
			fseek( $this->place, strlen( self::OPENING ) );
			fwrite( $this->place, $line . "\n" ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Unbuffered writes survive SIGKILL.
		}
	}

	/**
	 * The lines of a record.
	 *
	 * @param string $file Path.
	 * @return list<array{string, mixed}> Kind and content.
	 */
	public static function read( string $file ): array {
		$lines = array();
		foreach ( array_slice( (array) file( $file ), 1 ) as $line ) {
			$entry = json_decode( (string) $line, true );
			if ( is_array( $entry ) && isset( $entry[0], $entry[1] ) && is_string( $entry[0] ) ) {
				$lines[] = array( $entry[0], $entry[1] );
			}
		}
		return $lines;
	}

	/**
	 * What was put last.
	 *
	 * @param string $file Path.
	 * @return mixed Null when there is nothing.
	 */
	public static function last_put( string $file ) {
		// What an earlier, longer line left behind stands after the first.
		$lines = is_file( $file ) ? (array) file( $file ) : array();
		return json_decode( (string) ( $lines[1] ?? 'null' ), true );
	}

	/**
	 * Makes a file that only PHP can read.
	 *
	 * @param string $path Where.
	 * @return resource|null
	 */
	private static function open( string $path ) {
		// Mode x: a file or a link that somebody put there before us is never written to.
		// phpcs:ignore WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors.Discouraged
		$file = @fopen( $path, 'xb' );
		if ( false === $file ) {
			return null;
		}
		stream_set_write_buffer( $file, 0 );
		fwrite( $file, self::OPENING ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- Unbuffered writes survive SIGKILL.
		return $file;
	}
}
