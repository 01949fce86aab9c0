/**
 * How much a search may take at most.
 */

/** The most that one search may use. */
export interface Budget {
	/** Page loads, those of earlier parts of the same search included. */
	probes: number;
	/** Of this part of it. */
	milliseconds: number;
}

/** What a search gets unless it is said otherwise: even a fault on one load in ten seldom takes more. */
export const BUDGET: Budget = { probes: 1000, milliseconds: 30 * 60000 };

const plural = ( count: number, one: string ) =>
	`${ count } ${ one }${ count === 1 ? '' : 's' }`;

/**
 * Counts from now on what a search uses.
 *
 * @param budget The most it may use.
 * @param now    The clock, in milliseconds.
 * @return What was used up after so many probes, in words, or null as long as something is left.
 */
export function createMeter( budget: Budget, now: () => number ) {
	const begun = now();
	return ( probes: number ): string | null => {
		if ( probes >= budget.probes ) {
			return plural( budget.probes, 'page load' );
		}
		return now() - begun >= budget.milliseconds
			? plural( Math.round( budget.milliseconds / 60000 ), 'minute' )
			: null;
	};
}
