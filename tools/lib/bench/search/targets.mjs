/**
 * How many probes a search may take at most, from the first look on.
 */
import { KINDS } from './sites.mjs';

const halvings = ( count ) => Math.ceil( Math.log2( count ) );

/** Where PHP named nobody, the site is seen without and with the culprit three times; the formulas know one pair less. */
const THREE_PAIRS = 2;

/** Reproduction, as visitors get it and as probes do. */
const REPRODUCED = 2;

/**
 * The targets.
 *
 * @param {string} kind       Of KINDS.
 * @param {number} candidates
 * @param {string} account    Of ACCOUNTS.
 * @return {{ name: ?number, proof: ?number }} To the name and with the proof; null where there is none.
 */
export function targets( kind, candidates, account ) {
	const { sizes } = KINDS[ kind ];
	if ( kind === 'one' && account === 'right' ) {
		return { name: null, proof: REPRODUCED + 4 };
	}
	const total = sizes.reduce( ( sum, size ) => sum + size, 0 );
	// A member that does not fail alone is tried in vain, like an innocent.
	const tried = account === 'none' ? 0 : sizes.length;
	if ( sizes.length > 1 ) {
		return {
			name:
				3 +
				2 * sizes.length +
				total * halvings( candidates ) +
				total +
				tried,
			proof: null,
		};
	}
	if ( total === 1 ) {
		return {
			name: null,
			proof: 3 + halvings( candidates ) + 5 + THREE_PAIRS + tried,
		};
	}
	let name = 3 + total + tried;
	for ( let found = 0; found < total; found++ ) {
		name += halvings( candidates - found );
	}
	return {
		name,
		proof: name + 4 + 8 * ( total - 1 ) + 4 * total + THREE_PAIRS,
	};
}

/** Where a fault shows on some loads only: the least share of right answers, and no wrong one. */
export const FLAKY = {
	right: 0.99,
	wrong: 0,
	about: { probes: 190, candidates: 24 },
};
