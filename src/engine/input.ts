/**
 * Reads the state of a site into the question that a search is asked.
 */
import type { Configuration, State } from '../contract/types';
import { pluginKey, themeKey } from './configuration';
import type { Candidate, Page, Route, SearchInput, Symptom } from './types';

/** What the admin chooses before a search. */
export interface SearchOptions {
	page: Page;
	symptom: Symptom;
	route: Route;
	/** Plugin files that are to stay on. */
	keep?: string[];
}

/** The input of a search of this site, whose state must be fresh. */
export function searchInput(
	state: State,
	{ page, symptom, route, keep = [] }: SearchOptions
): SearchInput {
	const { live } = state;
	const active = [ ...live.network, ...live.plugins ];
	const kept = withRequired(
		state,
		active,
		[ state.own, ...keep ].filter( ( file ) => active.includes( file ) )
	);

	const floor = floorTheme( state );

	return {
		live,
		floorTheme: floor,
		otherFloorTheme:
			floor.stylesheet === state.probe_theme ? null : probeTheme( state ),
		keep: kept,
		candidates: [
			...active
				.filter( ( file ) => ! kept.includes( file ) )
				.map( ( file ): Candidate => ( {
					key: pluginKey( file ),
					kind: 'plugin',
					id: file,
					requires: required( state, active, file )
						.filter( ( other ) => ! kept.includes( other ) )
						.map( pluginKey ),
				} ) ),
			...themes( live ),
		],
		page,
		symptom,
		route,
	};
}

/** WordPress's name for a plugin in a Requires Plugins header. */
function slug( file: string ): string {
	return file.includes( '/' )
		? file.slice( 0, file.indexOf( '/' ) )
		: file.replace( /\.php$/, '' );
}

function required( state: State, active: string[], file: string ): string[] {
	const plugin = state.plugins.find( ( { id } ) => id === file );
	return ( plugin?.requires ?? [] ).flatMap(
		( name ) =>
			active.find(
				( other ) => other !== file && slug( other ) === name
			) ?? []
	);
}

function withRequired(
	state: State,
	active: string[],
	files: string[]
): string[] {
	const all = new Set( files );
	// A set also visits what is added to it on the way.
	for ( const file of all ) {
		required( state, active, file ).forEach( ( other ) =>
			all.add( other )
		);
	}
	return [ ...all ];
}

function themes( { template, stylesheet }: Configuration ): Candidate[] {
	const theme = ( id: string, requires: string[] ): Candidate => ( {
		key: themeKey( id ),
		kind: 'theme',
		id,
		requires,
	} );
	return template === stylesheet
		? [ theme( stylesheet, [] ) ]
		: [
				theme( template, [] ),
				theme( stylesheet, [ themeKey( template ) ] ),
			];
}

function floorTheme( state: State ): SearchInput[ 'floorTheme' ] {
	const { template, stylesheet } = state.live;
	const usable = state.themes.filter(
		( theme ) =>
			theme.default &&
			! theme.probe_only &&
			! [ template, stylesheet ].includes( theme.stylesheet )
	);
	const chosen =
		usable.find( ( theme ) => theme.stylesheet === state.default_theme ) ??
		usable[ 0 ];

	return chosen
		? { template: chosen.template, stylesheet: chosen.stylesheet }
		: probeTheme( state );
}

const probeTheme = ( { probe_theme: theme }: State ) => ( {
	template: theme,
	stylesheet: theme,
} );
