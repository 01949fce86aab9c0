<?php
/**
 * PHP-FPM's pool of workers.
 *
 * @package Culprit
 */

namespace Culprit\Layers;

use Culprit\Site\Workers;

defined( 'ABSPATH' ) || exit;

/**
 * Counts, and nothing of what the workers are doing: that would be other visitors' addresses.
 */
final class Fpm {

	/**
	 * Our name of each number by PHP-FPM's.
	 */
	private const NUMBERS = array(
		'active'        => 'active-processes',
		'idle'          => 'idle-processes',
		'total'         => 'total-processes',
		'most_active'   => 'max-active-processes',
		'queue'         => 'listen-queue',
		'longest_queue' => 'max-listen-queue',
		'limit_reached' => 'max-children-reached',
		'slow'          => 'slow-requests',
	);

	/**
	 * The pool as it is now; the request that asks is one of the active ones.
	 *
	 * @return array<string, int|string>|null The part `php.fpm` of schemas/facts.json; null without PHP-FPM, or where it does not say.
	 */
	public static function describe(): ?array {
		$pool = Workers::pool();
		if ( null === $pool ) {
			return null;
		}
		$manager = $pool['process-manager'] ?? '';
		$facts   = array( 'manager' => is_string( $manager ) ? $manager : '' );
		foreach ( self::NUMBERS as $name => $theirs ) {
			$number         = $pool[ $theirs ] ?? 0;
			$facts[ $name ] = is_numeric( $number ) ? (int) $number : 0;
		}
		return $facts;
	}
}
