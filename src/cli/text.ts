/**
 * A diagnosis as text for a person.
 */
import { hasTraces, tracesOf } from '../engine/beyond';
import { loadOrder } from '../engine/configuration';
import type { Diagnosis, SearchState } from '../engine/types';
import {
	memberOf,
	tracesTold,
	type DiagnosisReport,
	type Member,
} from '../run/report';
import { nextSteps } from '../layers/next';
import { narrowedTo, withoutSuspects } from '../run/unresolved';
import { offCommand, searchCommand } from './command';
import { plural } from './plural';
import type { IsolateArguments } from './arguments';
import type { State } from '../contract/types';

/** What a step of a proof is called, where one set was found and where several were. */
const roles = ( several: boolean ) => ( {
	alone: 'alone',
	without: several ? 'without all that was found' : 'without it',
	with: 'with it',
	member: 'without one of them',
	floor: 'without all plugins, with a default theme',
} );

/** What to do about a culprit, also where nobody can log in. */
function remedy( member: Member, site: State ): string[] {
	const { kind, id, name } = member;
	const folder = id.replace( /\/.*$/, '' );
	const command = offCommand( member, site );
	return [
		kind === 'theme'
			? `To switch ${ name || id } off: activate another theme under Appearance > Themes or under Tools > Culprit. If you cannot log in, rename the folder wp-content/themes/${ id } in your host's file manager.`
			: `To switch ${ name || id } off: deactivate it under Plugins or under Tools > Culprit. If you cannot log in, rename wp-content/plugins/${ folder } in your host's file manager; its settings stay.`,
		...( command === null
			? []
			: [ 'With WP-CLI, in a shell on the server:', `  ${ command }` ] ),
	];
}

/** Where a search needs more than it was allowed: the command that allows it. */
function wayOn( { reason }: Diagnosis, asked: IsolateArguments ): string[] {
	const { probes, milliseconds } = asked.budget;
	switch ( reason ) {
		case 'one-worker':
			return [
				'',
				'To search all the same, best at a quiet hour:',
				`  ${ searchCommand( { ...asked, mayBlock: true } ) }`,
				'Or ask the host for more PHP workers: these make the pages, each of them one at a time.',
			];
		case 'out-of-budget':
			return [
				'',
				'To search with twice as much, by --most-probes and --most-minutes:',
				`  ${ searchCommand( {
					...asked,
					budget: {
						probes: 2 * probes,
						milliseconds: 2 * milliseconds,
					},
				} ) }`,
			];
		default:
			return [];
	}
}

/**
 * The text, with a line break at its end.
 *
 * @param diagnosis What was found.
 * @param report    The same with names.
 * @param asked     What was asked, for commands to copy.
 * @param site      The site, for the same.
 */
export function diagnosisText(
	diagnosis: Diagnosis,
	report: DiagnosisReport,
	asked: IsolateArguments,
	site: State
): string {
	const lines = [
		report.suspects.length > 0
			? withoutSuspects( diagnosis )
			: diagnosis.sentence,
	];
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
				`  ${ called[ role ] }, ${ plural(
					loadOrder( configuration ).length,
					'plugin'
				) } with Culprit, theme ${ configuration.stylesheet }: ${ outcome }${
					probe === null ? '' : ` (probe ${ probe })`
				}`
			);
		}
		// Of a set, one member less is enough.
		lines.push(
			...members
				.slice( 0, 1 )
				.flatMap( ( member ) => [
					...remedy( member, site ),
					...nextSteps( member, site ).map( ( { sentence, url } ) =>
						[ sentence, url ].filter( Boolean ).join( ' ' )
					),
				] )
		);
	} );
	if ( diagnosis.culprits.length === 0 && diagnosis.signature ) {
		lines.push( '', `What was seen: ${ diagnosis.signature.sentence }` );
	}
	if ( report.suspects.length > 0 ) {
		lines.push( '', 'Still suspect:', ...report.suspects.map( suspect ) );
	}
	lines.push( ...wayOn( diagnosis, asked ) );
	lines.push( ...beyondText( report.beyond ) );
	const seconds = ( report.elapsed_ms / 1000 ).toFixed( 1 );
	lines.push(
		'',
		`${ plural( report.probes, 'probe' ) } in ${ seconds } s. ${
			hasTraces( report.beyond )
				? 'Culprit changed nothing else on the site.'
				: 'Nothing on the site was changed.'
		}`
	);
	return `${ lines.join( '\n' ) }\n`;
}

const suspect = ( { kind, id, name, version }: Member ) =>
	`  ${ [ name, version ].filter( Boolean ).join( ' ' ) || id } (${ kind } ${ id })`;

/**
 * What is known of a search that did not come to its end.
 *
 * @param search The search.
 * @param site   For the names.
 * @param end    How it ended.
 */
export function brokenOffText(
	search: SearchState,
	site: State,
	end: string
): string {
	const suspects = narrowedTo( search );
	const all = search.input.candidates.length;
	const traces = tracesTold( tracesOf( search ), site );
	return [
		`${ end } ${
			hasTraces( traces )
				? 'Culprit changed nothing else on the site than what is told here.'
				: 'Nothing on the site was changed.'
		}`,
		...( suspects.length > 0
			? [
					`Of ${ all } candidates these are still suspect:`,
					...suspects.map( ( key ) =>
						suspect( memberOf( key, site ) )
					),
				]
			: [] ),
		...beyondText( traces ),
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
	unseen: 'not everything could be looked at (too many files, too little time, or a PHP that does not count connections and programs), so more may have been done',
};

const MOST_FILES = 3;

/** The first ones, and how many more there are. */
const some = ( files: string[] ) =>
	files.slice( 0, MOST_FILES ).join( ', ' ) +
	( files.length > MOST_FILES
		? ` and ${ files.length - MOST_FILES } more`
		: '' );

/** What no tool can keep a plugin from doing. */
function beyondText( beyond: DiagnosisReport[ 'beyond' ] ): string[] {
	if ( beyond.length === 0 ) {
		return [];
	}
	return [
		'',
		'Past WordPress, where PHP can refuse nothing, probes did this:',
		...beyond.map( ( { what, files, suspects, probes } ) => {
			const names = suspects.map( ( { name, id } ) => name || id );
			return `  ${ BEYOND[ what ] } (${ [
				`in ${ plural( probes, 'probe' ) }`,
				...( names.length > 0
					? [ `it seems by ${ names.join( ' or ' ) }` ]
					: [] ),
				...( files.length > 0 ? [ `files: ${ some( files ) }` ] : [] ),
			].join( '; ' ) })`;
		} ),
		'If that matters to you, leave such a plugin out of the search with --leave-out, or search at a quiet hour.',
	];
}
