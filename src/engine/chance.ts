/**
 * The arithmetic of faults that come and go.
 */

/** Answers of configurations that are known to fail. */
export interface Tally {
	failed: number;
	healthy: number;
}

/** The doubt that a belief may leave: while searching, and in a proof. */
export const DOUBT = { search: 0.01, proof: 0.0001 };

/** No rate is so low that a search would wait for longer. */
const MOST_NEEDED = 1000;

/**
 * How many healthy answers in a row make it believable that a configuration is healthy.
 *
 * With nothing known beforehand, the chance that the next load of a failing configuration is healthy is
 * (healthy + 1) / (failed + healthy + 2), by Laplace's rule of succession; each healthy answer counts for the next one.
 */
export function needed( { failed, healthy }: Tally, doubt: number ): number {
	let left = 1;
	for ( let count = 0; count < MOST_NEEDED; count++ ) {
		if ( left <= doubt ) {
			return count;
		}
		left *= ( healthy + 1 + count ) / ( failed + healthy + 2 + count );
	}
	return MOST_NEEDED;
}

/** The share of loads that fail; 0 when there were none. */
export const rateOf = ( { failed, healthy }: Tally ) =>
	failed === 0 ? 0 : failed / ( failed + healthy );

/** Of faults on fewer loads than this share, so many healthy answers in a row miss more than one in twenty. */
export const missedBy = ( count: number ) => 1 - Math.pow( 0.05, 1 / count );

/**
 * Fisher's exact test, one-sided: how likely chance alone would put at least so many of the failures among the answers
 * with the culprit on.
 */
export function fisher( on: Tally, off: Tally ): number {
	const withIt = on.failed + on.healthy;
	const all = withIt + off.failed + off.healthy;
	const failures = on.failed + off.failed;
	let sum = 0;
	for (
		let failed = on.failed;
		failed <= Math.min( withIt, failures );
		failed++
	) {
		sum += Math.exp(
			ways( withIt, failed ) +
				ways( all - withIt, failures - failed ) -
				ways( all, failures )
		);
	}
	return Math.min( 1, sum );
}

/** The logarithm of the number of ways to choose so many of all; none at all is minus infinity. */
function ways( all: number, chosen: number ): number {
	if ( chosen < 0 || chosen > all ) {
		return -Infinity;
	}
	let sum = 0;
	for ( let index = 1; index <= chosen; index++ ) {
		sum += Math.log( ( all - chosen + index ) / index );
	}
	return sum;
}
