/**
 * Searches many sites by every method and counts.
 */
import { EARLIER, UNCOUNTED } from './earlier.mjs';
import { METHODS } from './methods.mjs';
import { searchBy } from './others.mjs';
import { ACCOUNTS, searchByEngine } from './ours.mjs';
import { KINDS, sites } from './sites.mjs';
import { FLAKY, targets } from './targets.mjs';

/** Means are compared exactly; this is for the arithmetic only. */
const ROUNDING = 1e-9;

/**
 * One row: the same sites for all.
 *
 * @param {Object} engine  As loadEngine() gave it.
 * @param {Object} options For sites().
 * @return {Object} `others` by method: `looks` and the share that was `exact`; `ours` by account: `looks`, `toName`,
 *                  `probes`, `exact`, `targets` and whether they were `kept`; whether ours is `best`.
 */
export function row( engine, options ) {
	const { kind, candidates } = options;
	const all = sites( options );
	const others = Object.fromEntries(
		Object.keys( METHODS ).map( ( method ) => {
			const runs = all.map( ( site ) => searchBy( method, site ) );
			return [
				method,
				{ looks: of( runs, 'looks' ), exact: share( runs, isRight ) },
			];
		} )
	);
	const ours = Object.fromEntries(
		ACCOUNTS.map( ( account ) => {
			const runs = all.map( ( site ) =>
				searchByEngine( engine, site, account )
			);
			const counted = {
				looks: of( runs, 'looks' ),
				toName: of( runs, 'toName' ),
				probes: of( runs, 'probes' ),
				exact: share( runs, isRight ),
				wrong: share( runs, ( { ended } ) => ended === 'wrong' ),
				targets: targets( kind, candidates, account ),
			};
			return [ account, { ...counted, kept: isKept( counted ) } ];
		} )
	);
	return {
		kind,
		candidates,
		count: all.length,
		others,
		ours,
		best: isBest( ours.none, Object.values( others ) ),
	};
}

/**
 * Whether it is always right and takes no more looks, on average, than any other that is always right.
 *
 * @param {Object}   mine
 * @param {Object[]} others
 */
export const isBest = ( mine, others ) =>
	mine.exact === 1 &&
	others.every(
		( { looks, exact } ) =>
			exact < 1 || mine.looks.mean <= looks.mean + ROUNDING
	);

const isKept = ( { toName, probes, targets: { name, proof }, exact } ) =>
	exact === 1 &&
	( name === null || toName.max <= name ) &&
	( proof === null || probes.max <= proof );

/**
 * The row of a fault that shows on a share of the loads only.
 *
 * @param {Object} engine  As loadEngine() gave it.
 * @param {Object} options For sites(), with a `rate`.
 */
export function flakyRow( engine, options ) {
	const all = sites( options );
	const ended = ( runs ) => ( {
		right: share( runs, isRight ),
		wrong: share( runs, isWrong ),
		unresolved: share(
			runs,
			( run ) => ! isRight( run ) && ! isWrong( run )
		),
	} );
	const runs = all.map( ( site ) => searchByEngine( engine, site, 'none' ) );
	const ours = { ...ended( runs ), probes: of( runs, 'probes' ) };
	return {
		candidates: options.candidates,
		count: all.length,
		others: Object.fromEntries(
			Object.keys( METHODS ).map( ( method ) => {
				const theirs = all.map( ( site ) => searchBy( method, site ) );
				return [
					method,
					{ ...ended( theirs ), probes: of( theirs, 'looks' ) },
				];
			} )
		),
		ours,
		kept: ours.right >= FLAKY.right && ours.wrong <= FLAKY.wrong,
	};
}

const isRight = ( { exact } ) => exact;

const isWrong = ( { exact, named, ended } ) =>
	! exact && ( named ? named.length > 0 : ended === 'wrong' );

/**
 * What the earlier simulation found, and what this one does, counted as it was then.
 *
 * @param {Object} engine As loadEngine() gave it.
 * @param {number} count  Sites each.
 * @param {number} seed
 */
export function compare( engine, count, seed ) {
	return EARLIER.map( ( before ) => {
		const { method, kind, candidates } = before;
		const runs = sites( { kind, candidates, count, seed } ).map(
			( site ) =>
				method === 'Culprit'
					? searchByEngine( engine, site, 'none' )
					: searchBy( method, site )
		);
		const { mean, max } = of( runs, 'looks' );
		const now = {
			mean: mean - UNCOUNTED[ method ],
			max: max - UNCOUNTED[ method ],
		};
		return {
			...before,
			now,
			deviation: now.mean / before.mean - 1,
		};
	} );
}

function of( runs, what ) {
	const values = runs.map( ( run ) => run[ what ] );
	return {
		mean: values.reduce( ( sum, value ) => sum + value, 0 ) / values.length,
		max: Math.max( ...values ),
	};
}

const share = ( runs, test ) => runs.filter( test ).length / runs.length;

/** The kinds of fault, in the order of the tables. */
export const kinds = Object.keys( KINDS );
