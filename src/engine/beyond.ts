/**
 * What read-only probes did past WordPress, where nothing can refuse it, and whose doing it seems to be.
 */
import type { Report } from '../contract/types';
import { loadOrder } from './configuration';
import type { Answer, SearchInput, SearchState } from './types';

type Seen = Report[ 'beyond' ][ number ];

/** One thing that was done, in however many probes. */
export interface Trace {
	what: Seen[ 'what' ];
	/** Files or folders, relative to the WordPress folder; for `file` only. */
	files: string[];
	/** Keys of the candidates that it may come from; empty where that cannot be told. */
	suspects: string[];
	/** Probes in which it was seen. */
	probes: number;
}

/** More suspects than these tell a person nothing. */
const MOST_SUSPECTS = 3;

/** Files that are worth naming. */
const MOST_FILES = 10;

/** What was seen, one entry for each kind. */
export function tracesOf( { input, answers }: SearchState ): Trace[] {
	// An observed page load may do what a visit does, so nobody looks.
	const told = answers.filter(
		( { observation, purpose } ) =>
			observation.report && purpose !== 'reproduce-observed'
	);
	const kinds: Trace[ 'what' ][] = [
		'database',
		'file',
		'program',
		'session',
		'unseen',
	];
	return kinds.flatMap( ( what ) => {
		const of = ( { observation }: Answer ) =>
			( observation.report?.beyond ?? [] ).filter(
				( one ) => one.what === what
			);
		const found = told.filter( ( answer ) => of( answer ).length > 0 );
		if ( found.length === 0 ) {
			return [];
		}
		const all = found.flatMap( of );
		return [
			{
				what,
				files: [ ...new Set( all.map( ( { detail } ) => detail ) ) ]
					.filter( ( path ) => path !== '' )
					.slice( 0, MOST_FILES ),
				suspects:
					what === 'unseen'
						? []
						: whose(
								input,
								all,
								found,
								told.filter(
									( answer ) => ! found.includes( answer )
								)
							),
				probes: found.length,
			},
		];
	} );
}

/** Who was named; else who was on whenever it was seen, and off whenever a whole page load did not show it. */
function whose(
	{ candidates }: SearchInput,
	seen: Seen[],
	found: Answer[],
	others: Answer[]
): string[] {
	const files = seen.flatMap( ( { by } ) => by ?? [] );
	const named = candidates.filter( ( { kind, id } ) =>
		files.some( ( file ) =>
			kind === 'plugin'
				? isFileOf( file, id )
				: file.startsWith( `wp-content/themes/${ id }/` )
		)
	);
	if ( files.length > 0 && named.length === 0 ) {
		// A must-use plugin or a drop-in, which is no candidate.
		return [];
	}
	const on = ( { configuration }: Answer ) => loadOrder( configuration );
	const clean = others.filter(
		( { observation } ) => observation.report?.ended === 'completed'
	);
	const matching =
		named.length > 0
			? named
			: candidates.filter(
					( { kind, id } ) =>
						kind === 'plugin' &&
						found.every( ( answer ) =>
							on( answer ).includes( id )
						) &&
						! clean.some( ( answer ) =>
							on( answer ).includes( id )
						)
				);
	return matching.length <= MOST_SUSPECTS
		? matching.map( ( { key } ) => key )
		: [];
}

/** Whether something was left; that not all could be looked at is no trace by itself. */
export const hasTraces = ( traces: Pick< Trace, 'what' >[] ) =>
	traces.some( ( { what } ) => what !== 'unseen' );

/** Whether a file belongs to a plugin: any one in its folder, or the plugin itself where it has none. */
function isFileOf( path: string, plugin: string ): boolean {
	const folder = plugin.replace( /[^/]*$/, '' );
	return folder === ''
		? path === `wp-content/plugins/${ plugin }`
		: path.startsWith( `wp-content/plugins/${ folder }` );
}
