<?php
/**
 * The file that closes the site while it is updated.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

defined( 'ABSPATH' ) || exit;

/**
 * Reads .maintenance without running it.
 */
final class Maintenance {

	/**
	 * As long as WordPress respects it (wp_is_maintenance_mode()).
	 */
	private const SECONDS = 600;

	/**
	 * The file, if it is there.
	 *
	 * @return array{age: int, stuck: bool}|null The part `maintenance` of schemas/facts.json.
	 */
	public static function describe(): ?array {
		$file = ABSPATH . '.maintenance';
		clearstatcache( true, $file );
		return is_file( $file ) ? self::read( is_readable( $file ) ? (string) file_get_contents( $file, false, null, 0, 8192 ) : '', (int) filemtime( $file ), time() ) : null;
	}

	/**
	 * What a file like this means.
	 *
	 * @param string $text     Its contents.
	 * @param int    $modified Unix time.
	 * @param int    $now      Unix time.
	 * @return array{age: int, stuck: bool}
	 */
	public static function read( string $text, int $modified, int $now ): array {
		$since   = 1 === preg_match( '/\$upgrading\s*=\s*[\'"]?([0-9]{1,12})\b/', $text, $found ) ? (int) $found[1] : $modified;
		$endless = 1 === preg_match( '/\$upgrading\s*=[^;]*\btime\s*\(/i', $text ) || $since > $now + self::SECONDS;
		return array(
			'age'   => max( 0, $now - ( $endless ? $modified : $since ) ),
			'stuck' => $endless || $now - $since >= self::SECONDS,
		);
	}
}
