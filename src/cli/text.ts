/**
 * A diagnosis as text for a person.
 */
import { stillSuspect } from '../engine/standing';
import { loadOrder } from '../engine/configuration';
import type { Diagnosis, SearchState } from '../engine/types';
import type { DiagnosisReport, Member } from '../run/report';

/** What a step of a proof is called, where one set was found and where several were. */
const roles = ( several: boolean ) => ( {
	alone: 'alone',
	without: several ? 'without all that was found' : 'without it',
	with: 'with it',
	member: 'without one of them',
	floor: 'without all plugins, with a default theme',
} );

/** What to do about a culprit, also where nobody can log in. */
function remedy( { kind, id, name }: Member ): string {
	const folder = id.replace( /\/.*$/, '' );
	return kind === 'theme'
		? `To switch ${ name || id } off: activate another theme under Appearance > Themes or under Tools > Culprit. If you cannot log in, rename the folder wp-content/themes/${ id } in your host's file manager.`
		: `To switch ${ name || id } off: deactivate it under Plugins or under Tools > Culprit. If you cannot log in, rename wp-content/plugins/${ folder } in your host's file manager; its settings stay.`;
}

/** The text, with a line break at its end. */
export function diagnosisText(
	diagnosis: Diagnosis,
	report: DiagnosisReport
): string {
	const lines = [ diagnosis.sentence ];
	const called = roles( diagnosis.culprits.length > 1 );
	diagnosis.culprits.forEach( ( { signature, proof }, index ) => {
		const members = report.culprits[ index ]?.members ?? [];
		lines.push( '' );
		for ( const { kind, id, name, version } of members ) {
			const named = [ name, version ].filter( Boolean ).join( ' ' );
			lines.push( `Culprit: ${ named || id } (${ kind } ${ id })` );
		}
		lines.push( `What was seen: ${ signature.sentence }`, 'Proof:' );
		for ( const { role, configuration, outcome, probe } of proof ) {
			lines.push(
				`  ${ called[ role ] }, ${
					loadOrder( configuration ).length
				} plugins with Culprit, theme ${ configuration.stylesheet }: ${ outcome }${
					probe === null ? '' : ` (probe ${ probe })`
				}`
			);
		}
		// Of a set, one member less is enough.
		lines.push( ...members.slice( 0, 1 ).map( remedy ) );
	} );
	if ( diagnosis.culprits.length === 0 && diagnosis.signature ) {
		lines.push( '', `What was seen: ${ diagnosis.signature.sentence }` );
	}
	if ( diagnosis.reason === 'one-worker' ) {
		lines.push(
			'',
			'To search all the same, at a quiet hour: add --one-worker.'
		);
	}
	if ( diagnosis.suspects.length > 0 ) {
		lines.push( '', 'Still suspect:' );
		lines.push( ...diagnosis.suspects.map( ( key ) => `  ${ key }` ) );
	}
	lines.push( ...beyondText( report ) );
	const seconds = ( report.elapsed_ms / 1000 ).toFixed( 1 );
	lines.push(
		'',
		`${ report.probes } probes in ${ seconds } s. ${
			report.beyond.length > 0
				? 'Culprit changed nothing else on the site.'
				: 'Nothing on the site was changed.'
		}`
	);
	return `${ lines.join( '\n' ) }\n`;
}

/** What is known when a search is stopped. */
export function stoppedText( state: SearchState ): string {
	const suspects = stillSuspect( state );
	const all = state.input.candidates.length;
	return [
		'Stopped. Nothing on the site was changed.',
		...( suspects.length < all
			? [
					`Of ${ all } candidates these are still suspect:`,
					...suspects.map( ( key ) => `  ${ key }` ),
				]
			: [] ),
	].join( '\n' );
}

const BEYOND: Record<
	DiagnosisReport[ 'beyond' ][ number ][ 'what' ],
	string
> = {
	database:
		'a connection of its own to the database was opened, by which anything may have been written',
	file: 'files were changed, by a plugin or by another visit at the same time',
	program: 'a program was started, as by mail() or exec()',
	session: 'a session of PHP was stored in a file',
};

/** What no tool can keep a plugin from doing. */
function beyondText( { beyond }: DiagnosisReport ): string[] {
	if ( beyond.length === 0 ) {
		return [];
	}
	return [
		'',
		'Past WordPress, where PHP can refuse nothing, probes did this:',
		...beyond.map( ( { what, files, suspects, probes } ) => {
			const names = suspects.map( ( { name, id } ) => name || id );
			return `  ${ BEYOND[ what ] } (${ [
				`in ${ probes } ${ probes === 1 ? 'probe' : 'probes' }`,
				...( names.length > 0
					? [ `it seems by ${ names.join( ' or ' ) }` ]
					: [] ),
				...files,
			].join( '; ' ) })`;
		} ),
	];
}
