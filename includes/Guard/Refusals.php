<?php
/**
 * What a probe was kept from doing.
 *
 * @package Culprit
 */

namespace Culprit\Guard;

defined( 'ABSPATH' ) || exit;

/**
 * Counts refusals and keeps a few words of the first ones.
 */
final class Refusals {

	private const SAMPLES = 10;

	/**
	 * How many there were.
	 *
	 * @var int
	 */
	private $count = 0;

	/**
	 * A few words of the first ones.
	 *
	 * @var list<string>
	 */
	private $samples = array();

	/**
	 * Notes a refusal.
	 *
	 * @param string $sample What was refused, without values: they may be private.
	 */
	public function add( string $sample ): void {
		++$this->count;
		if ( count( $this->samples ) < self::SAMPLES ) {
			$this->samples[] = $sample;
		}
	}

	/**
	 * All of it.
	 *
	 * @return array{count: int, samples: list<string>} As in schemas/report.json.
	 */
	public function all(): array {
		return array(
			'count'   => $this->count,
			'samples' => $this->samples,
		);
	}
}
