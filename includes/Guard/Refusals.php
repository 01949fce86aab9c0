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
	 * What is asked at the end.
	 *
	 * @var list<callable(): void>
	 */
	private $checks = array();

	/**
	 * Has something asked before all is told; it may add to it.
	 *
	 * @param callable(): void $check What is called.
	 */
	public function ask_at_the_end( callable $check ): void {
		$this->checks[] = $check;
	}

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
		$checks        = $this->checks;
		$samples       = $this->samples;
		$this->checks  = array();
		$this->samples = array();
		foreach ( $checks as $check ) {
			$check();
		}
		// What they say comes first: it must not be lost behind the others.
		$this->samples = array_slice( array_merge( $this->samples, $samples ), 0, self::SAMPLES );
		return array(
			'count'   => $this->count,
			'samples' => $this->samples,
		);
	}
}
