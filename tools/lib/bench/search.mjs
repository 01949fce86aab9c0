/**
 * How many page loads a search takes, on simulated sites, next to how others search; written to docs/benchmarks.md.
 */
import { loadEngine } from '../engine.mjs';
import { writePart } from './document.mjs';
import { compare, flakyRow, kinds, row } from './search/measure.mjs';
import { sectionOf } from './search/tables.mjs';
import { stepTimes } from './search/time.mjs';

const SEED = 20260;

/** Candidates, and sites of each kind; of one culprit at least as many as there are candidates. */
const SITES = { 10: 2000, 20: 2000, 40: 2000, 100: 500, 500: 100 };

const RATE = 0.3;

/** The same where the fault shows on some loads only. */
const FLAKY_SITES = {
	10: 1000,
	20: 1000,
	24: 1000,
	40: 1000,
	100: 300,
	500: 50,
};

/** Sites in each line of the comparison with the earlier simulation. */
const COMPARED = 2000;

const TIMED = { candidates: 500, count: 25 };

/** Measures, prints and writes. */
export async function benchSearch() {
	process.stdout.write(
		'The search: simulated sites, and how others search\n'
	);
	const engine = loadEngine();
	// Before the rows, whose garbage is no part of a step; the first steps are for the compiler.
	stepTimes( engine, { kind: 'pair', seed: SEED, ...TIMED } );
	const times = kinds.flatMap( ( kind ) =>
		stepTimes( engine, { kind, seed: SEED, ...TIMED } )
	);
	const rows = kinds.flatMap( ( kind ) =>
		each( SITES, ( candidates, count ) =>
			row( engine, {
				kind,
				candidates,
				count: kind === 'one' ? Math.max( count, candidates ) : count,
				seed: SEED + candidates,
			} )
		)
	);
	const flaky = each( FLAKY_SITES, ( candidates, count ) =>
		flakyRow( engine, {
			kind: 'one',
			candidates,
			count,
			seed: SEED + candidates,
			rate: RATE,
		} )
	);
	const text = sectionOf( {
		seed: SEED,
		rows,
		flaky,
		rate: RATE,
		earlier: compare( engine, COMPARED, SEED ),
		times,
		timed: TIMED.candidates,
	} );
	process.stdout.write( `${ text }\n` );
	writePart( 'search', text );
}

function each( sizes, work ) {
	return Object.entries( sizes ).map( ( [ candidates, count ] ) =>
		work( Number( candidates ), count )
	);
}
