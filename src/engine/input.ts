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
	/** Plugin files that are off in every probe, and with them what requires them. */
	leaveOut?: string[];
	/** Keys of candidates that earlier searches found. */
	leads?: string[];
}

/** The input of a search of this site, whose state must be fresh. */
export function searchInput(
	state: State,
	{
		page,
		symptom,
		route,
		keep = [],
		leaveOut = [],
		leads = [],
	}: SearchOptions
): SearchInput {
	const { live } = state;
	const active = [ ...live.network, ...live.plugins ];
	const kept = withRequired(
		state,
		active,
		[ state.own, ...keep ].filter( ( file ) => active.includes( file ) )
	);

	const floor = floorTheme( state );

	const out = withDependents(
		state,
		active,
		leaveOut.filter( ( file ) => ! kept.includes( file ) )
	);
	const candidates = [
		...active
			.filter(
				( file ) => ! kept.includes( file ) && ! out.includes( file )
			)
			.map( ( file ): Candidate => ( {
				key: pluginKey( file ),
				kind: 'plugin',
				id: file,
				requires: required( state, active, file )
					.filter( ( other ) => ! kept.includes( other ) )
					.map( pluginKey ),
			} ) ),
		...themesOf( live ),
	];

	return {
		live,
		floorTheme: floor,
		otherFloorTheme:
			floor.stylesheet === state.probe_theme ? null : probeTheme( state ),
		keep: kept,
		candidates,
		page,
		symptom,
		route,
		leads,
		versions: Object.fromEntries(
			candidates.map( ( { key } ) => [
				key,
				versionOf( state, key ) ?? '',
			] )
		),
	};
}

/** The version of a plugin or theme that is installed; undefined when it is not. */
export function versionOf(
	{ plugins, themes }: State,
	key: string
): string | undefined {
	const id = key.slice( key.indexOf( ':' ) + 1 );
	return key.startsWith( 'theme:' )
		? themes.find( ( { stylesheet } ) => stylesheet === id )?.version
		: plugins.find( ( plugin ) => plugin.id === id )?.version;
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

/** These plugins and all that require them, directly or not. */
function withDependents(
	state: State,
	active: string[],
	files: string[]
): string[] {
	const all = new Set( files );
	for ( let before = -1; before !== all.size; ) {
		before = all.size;
		for ( const file of active ) {
			if (
				required( state, active, file ).some( ( other ) =>
					all.has( other )
				)
			) {
				all.add( file );
			}
		}
	}
	return [ ...all ];
}

function themesOf( { template, stylesheet }: Configuration ): Candidate[] {
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
