/**
 * What was measured of the search, as text for a page and for a terminal.
 */
import { quantile } from '../quantile.mjs';
import { METHODS } from './methods.mjs';
import { ACCOUNTS } from './ours.mjs';
import { FLAKY } from './targets.mjs';

const OTHERS = Object.keys( METHODS );

/**
 * The part on the search.
 *
 * @param {Object}   measured
 * @param {number}   measured.seed
 * @param {Object[]} measured.rows    As row() gave them.
 * @param {Object[]} measured.flaky   As flakyRow() gave them.
 * @param {number}   measured.rate    The share of loads on which those show.
 * @param {Object[]} measured.earlier As compare() gave them.
 * @param {number[]} measured.times   As stepTimes() gave them.
 * @param {number}   measured.timed   Candidates where times were taken.
 */
export const sectionOf = ( {
	seed,
	rows,
	flaky,
	rate,
	earlier,
	times,
	timed,
} ) => `## The search

Simulated sites, seed ${ seed }; in each row the same sites for all methods. N counts every candidate, the theme among
them; one culprit is every candidate in turn, sets are drawn. "Two" are two culprits, each of which breaks the page by
itself: both in the same way (alike), or each in its own (unlike). Cells are mean / maximum.

${ sitesOf( rows ) }.

### To the name

Everybody looks at the broken site once and at the site without any candidate once; then until the culprits are known and
confirmed as the method does it. What was named stays off, and the method begins again while the page still fails, so that
each names all that it can. Where not always exactly the right sets were named, it says how often.

- by hand: all off, then one after another on again; the one that makes it fail is the culprit.
- VS Code: its extension bisect, which ends with the last one off once more.
- ddmin: Zeller's, with remembered answers.
- Culprit: until the set failed with nothing else on. It looks at the broken site twice, as visitors get it and as probes
  do; once is counted. Right account: PHP itself names a member of each set. Wrong account: it names somebody innocent.
  The other methods read no account.

${ table(
	[
		'',
		'N',
		...OTHERS,
		'Culprit',
		'right account',
		'wrong account',
		'never above the exact',
	],
	rows.map( ( { kind, candidates, others, ours, best } ) => [
		kind,
		candidates,
		...OTHERS.map( ( method ) => cell( others[ method ] ) ),
		...ACCOUNTS.map( ( account ) => cell( ours[ account ] ) ),
		yes( best ),
	] )
) }

The last column: without an account Culprit was always exact, and its mean is at most that of every other method that was.

### With the proof

All of Culprit's probes; in brackets the target for the maximum. For sets, and for two, also the maximum to the name, with
both looks at the broken site, and its target. Within: for no, right and wrong account, where they differ.

${ table(
	[ '', 'N', 'no account', 'right account', 'wrong account', 'within' ],
	rows.map( ( { kind, candidates, ours } ) => [
		kind,
		candidates,
		...ACCOUNTS.map( ( account ) => proved( ours[ account ] ) ),
		yesNo( ACCOUNTS.map( ( account ) => ours[ account ].kept ) ),
	] )
) }

Wrong accusations in all of these: ${ wrongOf( rows ) }.

### A fault that shows on ${ percent( rate ) } of the loads

One culprit, no account. The others take each answer as it comes. Cells: right / unresolved / wrong; mean / maximum of the
looks to the name, with Culprit of all probes. Target: at least ${ percent(
	FLAKY.right
) } right and none wrong, as the last column
says, with about ${ FLAKY.about.probes } probes at N = ${ FLAKY.about.candidates }.

${ table(
	[ 'N', 'sites', ...OTHERS, 'Culprit', 'within' ],
	flaky.map( ( { candidates, count, others, ours, kept } ) => [
		candidates,
		count,
		...OTHERS.map( ( method ) => ending( others[ method ] ) ),
		ending( ours ),
		yes( kept ),
	] )
) }

### Against an earlier simulation

The same methods were simulated before there was an engine. By hand and VS Code were counted without the look at the
broken site then, and so they are in this table. Culprit, without an account, stands beside the minimal-prefix bisection
of that time.

${ table(
	[ '', 'culprits', 'N', 'earlier', 'now', 'deviation' ],
	earlier.map(
		( { method, kind, candidates, mean, max, now, deviation } ) => [
			method,
			kind,
			candidates,
			`${ mean }${ max === null ? '' : ` / ${ max }` }`,
			`${ now.mean.toFixed( 1 ) } / ${ now.max }`,
			`${ deviation < 0 ? '−' : '+' }${ Math.abs(
				deviation * 100
			).toFixed( 1 ) } %`,
		]
	)
) }

### The engine's own time

One step, from learning an answer to the next question, at N = ${ timed }: median ${ milliseconds(
	quantile( times, 0.5 )
) }, worst ${ milliseconds( Math.max( ...times ) ) } of ${ times.length } steps
(Node ${ process.versions.node }).`;

function sitesOf( rows ) {
	const least = new Map();
	for ( const { candidates, count } of rows ) {
		least.set(
			candidates,
			Math.min( count, least.get( candidates ) ?? Infinity )
		);
	}
	return `Sites in each row, at least: ${ [ ...least ]
		.map(
			( [ candidates, count ] ) => `${ count } for N = ${ candidates }`
		)
		.join( ', ' ) }`;
}

function wrongOf( rows ) {
	const wrong = rows.flatMap( ( { count, ours } ) =>
		ACCOUNTS.map( ( account ) =>
			Math.round( ours[ account ].wrong * count )
		)
	);
	const searches = rows.reduce(
		( sum, { count } ) => sum + count * ACCOUNTS.length,
		0
	);
	return `${ wrong.reduce( ( sum, one ) => sum + one, 0 ) } of ${ searches }`;
}

const numbers = ( { mean, max } ) => `${ mean.toFixed( 2 ) } / ${ max }`;

const notAlways = ( exact ) =>
	exact === 1 ? '' : ` (exact: ${ percent( exact ) })`;

const cell = ( { looks, exact } ) => numbers( looks ) + notAlways( exact );

function proved( { probes, toName, targets: { name, proof }, exact } ) {
	const most = [
		...( proof === null ? [] : [ `${ proof }` ] ),
		...( name === null ? [] : [ `name ${ toName.max } of ${ name }` ] ),
	];
	return `${ numbers( probes ) } (${ most.join( '; ' ) })${ notAlways(
		exact
	) }`;
}

const ending = ( { right, unresolved, wrong, probes } ) =>
	`${ percent( right, 1 ) } / ${ percent( unresolved, 1 ) } / ${ percent(
		wrong,
		1
	) }; ${ probes.mean.toFixed( 0 ) } / ${ probes.max }`;

/**
 * Never 100 % where it is not all, nor 0 % where there is one.
 *
 * @param {number} share  From 0 to 1.
 * @param {number} digits
 */
export function percent( share, digits = 0 ) {
	const text = ( share * 100 ).toFixed( digits );
	const rounded = Number( text ) / 100;
	if ( ( rounded === 1 && share < 1 ) || ( rounded === 0 && share > 0 ) ) {
		return percent( share, digits + 1 );
	}
	return `${ text } %`;
}

const yes = ( holds ) => ( holds ? 'yes' : 'no' );

/**
 * One word where all agree, else one for each.
 *
 * @param {boolean[]} all
 */
const yesNo = ( all ) =>
	all.every( ( one ) => one === all[ 0 ] )
		? yes( all[ 0 ] )
		: all.map( yes ).join( ', ' );

const milliseconds = ( value ) => `${ value.toFixed( 2 ) } ms`;

function table( head, rows ) {
	const all = [ head, head.map( () => '' ), ...rows ].map( ( row ) =>
		row.map( String )
	);
	const widths = head.map( ( _, column ) =>
		Math.max( 3, ...all.map( ( row ) => row[ column ].length ) )
	);
	return all
		.map( ( row, index ) =>
			index === 1
				? `|${ widths.map( ( width ) => '-'.repeat( width + 2 ) ).join( '|' ) }|`
				: `| ${ row
						.map( ( text, column ) =>
							text.padEnd( widths[ column ] )
						)
						.join( ' | ' ) } |`
		)
		.join( '\n' );
}
