/**
 * A search by the engine on a simulated site.
 */
import { random } from './dice.mjs';
import { isExact } from './sites.mjs';

/** What PHP's own account of a failure says: nothing about candidates, who it is, or somebody else. */
export const ACCOUNTS = [ 'none', 'right', 'wrong' ];

const PROOF = [ 'prove-with', 'prove-member', 'prove-without' ];

const FIRST_LOOKS = [ 'reproduce-observed', 'reproduce' ];

/**
 * The site as the engine's tests simulate it.
 *
 * @param {Object} engine  As loadEngine() gave it.
 * @param {Object} site    As sites() gave it.
 * @param {string} account Of ACCOUNTS.
 */
export function simulated( engine, site, account ) {
	// The theme is the last candidate.
	const input = engine.input( { plugins: site.candidates - 1 } );
	const keys = input.candidates.map( ( { key } ) => key );
	const dice = random( site.seed );
	const faults = site.sets.map( ( set, index ) => ( {
		members: set.map( ( member ) => keys[ member ] ),
		at: 'hook',
		...{
			none: { shows: site.alike || index === 0 ? 'status' : 'blank' },
			right: fatal( input.candidates[ site.named[ index ] ] ),
			wrong: fatal(
				input.candidates[ site.innocent[ site.alike ? 0 : index ] ]
			),
		}[ account ],
	} ) );
	return {
		input,
		faults,
		...( site.rate < 1
			? {
					instead: ( { configuration } ) =>
						dice() < site.rate
							? null
							: engine.observation( configuration ),
				}
			: {} ),
	};
}

/**
 * A fatal error for which PHP names a file of this candidate.
 *
 * @param {Object} candidate
 */
function fatal( candidate ) {
	const { kind, id } = candidate;
	return {
		shows: 'fatal',
		file:
			kind === 'theme'
				? `wp-content/themes/${ id }/functions.php`
				: `wp-content/plugins/${ id }`,
	};
}

/**
 * Searches.
 *
 * @param {Object} engine  As loadEngine() gave it.
 * @param {Object} site    As sites() gave it.
 * @param {string} account Of ACCOUNTS.
 * @return {Object} `toName` and `probes` in all; `looks`: to the name as with the others; how it `ended`: right, wrong
 *                  or unresolved, and the `reason` for that.
 */
export function searchByEngine( engine, site, account ) {
	const { input, ...rest } = simulated( engine, site, account );
	const { diagnosis, state } = engine.solve( { input, ...rest } );
	const purposes = state.answers.map( ( { purpose } ) => purpose );
	const toName = untilName( purposes );
	const found = diagnosis.outcome === 'culprits-found';
	const exact =
		found &&
		isExact(
			diagnosis.culprits.map( ( { members } ) => members ),
			rest.faults.map( ( { members } ) => members )
		);
	return {
		toName,
		// The others have one look at the broken site: they know of no probes that write nothing.
		looks:
			toName +
			1 -
			purposes.filter( ( purpose ) => FIRST_LOOKS.includes( purpose ) )
				.length,
		probes: purposes.length,
		exact,
		ended: endOf( diagnosis.outcome, exact ),
		reason: diagnosis.reason,
	};
}

function endOf( outcome, exact ) {
	if ( exact ) {
		return 'right';
	}
	// With a culprit among the candidates, "below plugins" accuses somebody, too.
	return [ 'culprits-found', 'below-plugins' ].includes( outcome )
		? 'wrong'
		: 'unresolved';
}

/**
 * How many questions were put until the last set was known and had failed with nothing else on.
 *
 * @param {string[]} purposes Of all questions, in order.
 */
export function untilName( purposes ) {
	let end = purposes.findIndex( ( purpose ) => PROOF.includes( purpose ) );
	if ( end < 0 ) {
		return purposes.length;
	}
	if ( purposes[ end ] === 'prove-member' ) {
		// The round that proves a set begins with the set as a whole.
		end--;
	}
	// That the rest is healthy opens the proof; the others do not look.
	return purposes[ end - 1 ] === 'look-again' ? end - 1 : end;
}
