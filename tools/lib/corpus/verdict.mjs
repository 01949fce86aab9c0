/**
 * Says whether what the command found about a fault is right.
 */

/**
 * @typedef {'right' | 'unresolved' | 'missed' | 'wrong accusation' | 'changed the site' | 'not set up'} Verdict
 * right: what is so. unresolved: it could not be told, and that was said. missed: something else was said, but nobody was accused
 * wrongly. wrong accusation: somebody innocent was named. changed the site: what is live differs after the search. not set up:
 * visitors do not see what this fault should show them.
 */

/**
 * Judges a result.
 *
 * @param {Object}  expect          What should be found: `outcome` (one or several) and `culprits`, or the status with which the command `exit`s.
 * @param {Object}  found
 * @param {?number} found.code      Exit status of the command.
 * @param {?Object} found.diagnosis What it printed; null when it was no diagnosis.
 * @return {Verdict} Never `not set up`.
 */
export function verdictOn( expect, { code, diagnosis } ) {
	const named = ( diagnosis?.culprits ?? [] ).map( keysOf );
	const wanted = ( expect.culprits ?? [] ).map( ( set ) =>
		[ ...set ].sort().join( ' ' )
	);
	const innocent = named.some(
		( set ) => ! wanted.includes( set.join( ' ' ) )
	);
	if ( innocent ) {
		return 'wrong accusation';
	}
	if ( expect.exit !== undefined ) {
		return code === expect.exit && ! diagnosis ? 'right' : 'missed';
	}
	if ( ! diagnosis ) {
		return 'missed';
	}
	const outcomes = [ expect.outcome ].flat();
	const complete =
		diagnosis.outcome !== 'culprits-found' ||
		named.length === wanted.length;
	if ( outcomes.includes( diagnosis.outcome ) && complete ) {
		// That it could not be told is an allowed answer, and still none.
		return diagnosis.outcome === 'unresolved' && outcomes.length > 1
			? 'unresolved'
			: 'right';
	}
	return diagnosis.outcome === 'unresolved' ? 'unresolved' : 'missed';
}

/**
 * The members of a culprit set, as the engine calls them.
 *
 * @param {{ members: { kind: string, id: string }[] }} culprit One of a diagnosis.
 * @return {string[]} Sorted.
 */
export function keysOf( { members } ) {
	return members.map( ( { kind, id } ) => `${ kind }:${ id }` ).sort();
}

/**
 * Whether visitors see what a fault should show them.
 *
 * @param {Object}  wanted         `status` (one or several), and where it matters `truncated` and `empty`.
 * @param {Object}  seen
 * @param {?number} seen.status
 * @param {number}  seen.bytes
 * @param {boolean} seen.truncated
 * @return {boolean} False when the fault is not the one that is meant.
 */
export function isSetUp( wanted, { status, bytes, truncated } ) {
	return (
		[ wanted.status ].flat().includes( status ) &&
		( wanted.truncated === undefined || wanted.truncated === truncated ) &&
		( wanted.empty === undefined || wanted.empty === ( bytes === 0 ) )
	);
}

/**
 * The verdict on a whole case. Whoever was accused wrongly was, whatever else went wrong.
 *
 * @param {Verdict} verdict       As verdictOn() gives it.
 * @param {Object}  facts
 * @param {boolean} facts.changed Whether the live site changed.
 * @param {boolean} facts.setUp   Whether visitors saw what they should.
 * @return {Verdict} The one that counts.
 */
export function overall( verdict, { changed, setUp } ) {
	if ( verdict === 'wrong accusation' ) {
		return verdict;
	}
	if ( changed ) {
		return 'changed the site';
	}
	return setUp ? verdict : 'not set up';
}

/**
 * Counts verdicts.
 *
 * @param {{ verdict: Verdict }[]} results
 * @return {Record<Verdict, number> & { all: number, ok: boolean }} `ok`: nobody accused wrongly, nothing missed, all set up, and at most 5 % unresolved.
 */
export function summary( results ) {
	const count = ( name ) =>
		results.filter( ( { verdict } ) => verdict === name ).length;
	const counts = {
		right: count( 'right' ),
		unresolved: count( 'unresolved' ),
		missed: count( 'missed' ),
		'wrong accusation': count( 'wrong accusation' ),
		'changed the site': count( 'changed the site' ),
		'not set up': count( 'not set up' ),
		all: results.length,
	};
	return {
		...counts,
		ok:
			counts.right + counts.unresolved === counts.all &&
			counts.unresolved <= counts.all * 0.05 &&
			counts.right > 0,
	};
}
