/**
 * Writes docs/faults.md from what a run of the corpus found.
 */
import { summary } from './verdict.mjs';

/**
 * The page.
 *
 * @param {Object[]} faults    Of the manifest.
 * @param {Object[]} results   As runCase() gave them.
 * @param {string}   wordpress Version it ran on.
 * @return {string} Markdown.
 */
export function documentOf( faults, results, wordpress ) {
	const counts = summary( results );
	const rows = [ ...new Set( faults.map( ( { row } ) => row ) ) ];
	const unresolved = results.filter(
		( { verdict } ) => verdict === 'unresolved'
	);
	return [
		'# Faults',
		'',
		'What breaks a WordPress site, what its visitors see, and what Culprit says. Written by `npm run test:full` from a real run: nginx,',
		`PHP-FPM and MariaDB, WordPress ${ wordpress }, 29 healthy plugins, and the fault first, in the middle and last among them. Edit tests/fixtures/faults/, not`,
		'this page.',
		'',
		`${ counts.all } searches: ${ counts.right } right, ${ counts.unresolved } unresolved, ${ counts.missed } missed, ${ counts[ 'wrong accusation' ] } wrong accusations, ${ counts[ 'changed the site' ] } changed the site.`,
		'',
		...( unresolved.length
			? [
					'Unresolved:',
					'',
					...unresolved.map(
						( { id, position, reason } ) =>
							`- \`${ id }\`, ${ position }: ${ reason }`
					),
					'',
				]
			: [] ),
		...rows.flatMap( ( row ) => [
			`## ${ row }`,
			'',
			'| fault | a visitor sees | Culprit says | names | probes |',
			'|---|---|---|---|---|',
			...faults
				.filter( ( fault ) => fault.row === row )
				.map( ( fault ) =>
					lineOf(
						fault,
						results.filter( ( { id } ) => id === fault.id )
					)
				),
			'',
		] ),
	].join( '\n' );
}

/**
 * One line of a table.
 *
 * @param {Object}   fault
 * @param {Object[]} results Of this fault, in all positions it was tried in.
 * @return {string} Markdown.
 */
function lineOf( fault, results ) {
	const unique = ( values ) => [ ...new Set( values ) ].join( '; ' );
	const cells = [
		fault.title + ( fault.note ? ` (${ fault.note })` : '' ),
		unique( results.map( ( { visitor } ) => sight( visitor ) ) ),
		unique( results.map( ( { sentence } ) => plain( sentence ) ) ),
		unique( results.map( ( result ) => names( result ) ) ),
		results.map( ( { probes } ) => probes ).join( ', ' ),
	];
	return `| ${ cells.join( ' | ' ) } |`;
}

function sight( { status, bytes, truncated } ) {
	if ( status === null ) {
		return 'no answer';
	}
	if ( truncated ) {
		return `${ status }, cut off`;
	}
	return bytes === 0 ? `${ status }, empty` : String( status );
}

function names( { verdict, named, outcome, code } ) {
	const what =
		named.join( ' and ' ) ||
		( outcome ? `nobody: ${ outcome }` : `nobody (exit ${ code })` );
	return verdict === 'right' ? what : `${ what } (${ verdict })`;
}

/**
 * A text without what would break a table.
 *
 * @param {string} text
 * @return {string} One line.
 */
function plain( text ) {
	return text.replaceAll( '|', '\\|' ).replace( /\s+/g, ' ' );
}
