/**
 * Turns files, folders and candidate keys into the names that people know.
 */
import type { State } from '../../contract/types';

/** The name of a plugin, or its file when it is not installed any more. */
export function pluginName( state: State, id: string ): string {
	return state.plugins.find( ( plugin ) => plugin.id === id )?.name ?? id;
}

/** The name of a theme, or its folder when it is not installed any more. */
export function themeName( state: State, folder: string ): string {
	return (
		state.themes.find( ( theme ) => theme.stylesheet === folder )?.name ??
		folder
	);
}

/** What a candidate's key stands for. */
export function parseKey( key: string ): {
	kind: 'plugin' | 'theme';
	id: string;
} {
	const at = key.indexOf( ':' );
	return {
		kind: key.slice( 0, at ) === 'theme' ? 'theme' : 'plugin',
		id: key.slice( at + 1 ),
	};
}

/** The name of a candidate. */
export function candidateName( state: State, key: string ): string {
	const { kind, id } = parseKey( key );
	return kind === 'theme' ? themeName( state, id ) : pluginName( state, id );
}

/** The version of a candidate, or an empty string. */
export function candidateVersion( state: State, key: string ): string {
	const { kind, id } = parseKey( key );
	const found =
		kind === 'theme'
			? state.themes.find( ( theme ) => theme.stylesheet === id )
			: state.plugins.find( ( plugin ) => plugin.id === id );
	return found?.version ?? '';
}

/** Names in one phrase, with the word for "and" in the page's language. */
export function joinNames(
	names: string[],
	type: Intl.ListFormatType = 'conjunction'
): string {
	return new Intl.ListFormat( language(), { type } ).format( names );
}

/** The page's language, as Intl understands it. */
export function language(): string | undefined {
	const lang = document.documentElement.lang;
	try {
		return Intl.getCanonicalLocales( lang )[ 0 ];
	} catch {
		return undefined;
	}
}

/** The plugin or theme whose folder a path lies in, or null. */
export function ownerName( state: State, path: string ): string | null {
	const match = /(?:^|\/)(plugins|themes)\/([^/]+)/.exec( path );
	if ( ! match || path.includes( 'mu-plugins/' ) ) {
		return null;
	}
	const [ , kind, folder ] = match;
	const owner =
		kind === 'themes'
			? state.themes.find( ( theme ) => theme.stylesheet === folder )
			: state.plugins.find(
					( plugin ) =>
						plugin.id === folder ||
						plugin.id.startsWith( `${ folder }/` )
				);
	return owner?.name ?? null;
}

/** A sentence of the engine, which only knows files and folders, with the names that people know. */
export function withNames( state: State, sentence: string ): string {
	const known: [ string, string ][] = [
		...state.plugins.map( ( { id, name } ): [ string, string ] => [
			`the plugin ${ id }`,
			name,
		] ),
		...state.themes.map( ( { stylesheet, name } ): [ string, string ] => [
			`the theme ${ stylesheet }`,
			name,
		] ),
	];
	return (
		known
			// The longest first: one folder's name may begin with another's.
			.sort( ( [ a ], [ b ] ) => b.length - a.length )
			.reduce(
				( text, [ words, name ] ) =>
					text
						.split( words )
						.join( name )
						.split( words.replace( /^t/, 'T' ) )
						.join( name ),
				sentence
			)
	);
}
