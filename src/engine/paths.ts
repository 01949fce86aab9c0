/**
 * Says whose code a path is, tolerant of sites that keep their plugins and themes elsewhere.
 */
import { loadOrder } from './configuration';
import type { Configuration } from '../contract/types';
import type { Candidate, SearchInput } from './types';

const USUAL = /(?:^|\/)wp-content\/(plugins|themes)\/([^/]+)/;
const ANYWHERE = /(?:^|\/)(plugins|themes)\/([^/]+)/;

/** A path or the word before a line number, in PHP's messages and stack traces. */
const PATHS = /[^\s'"()<>,;|]*\/[^\s'"()<>,;|:]+/g;

/** All paths in a text, in the order in which they stand there. */
export function pathsIn( text: string ): string[] {
	return text.replace( /\\/g, '/' ).match( PATHS ) ?? [];
}

/** The candidates that a path belongs to: one, except where several plugins share a folder. */
export function ownersOf( path: string, input: SearchInput ): Candidate[] {
	const place = placeOf( path );
	if ( ! place ) {
		return [];
	}
	const { kind, folder } = place;
	const owners = input.candidates.filter(
		( candidate ) =>
			candidate.kind === kind &&
			( candidate.id === folder ||
				( kind === 'plugin' &&
					candidate.id.startsWith( `${ folder }/` ) ) )
	);
	const exact = owners.filter( ( { id } ) => path.endsWith( `/${ id }` ) );
	return exact.length > 0 ? exact : owners;
}

/** Whether a path lies in a plugin of this configuration. */
export function inPluginOf(
	path: string,
	configuration: Configuration
): boolean {
	const place = placeOf( path );
	return (
		place?.kind === 'plugin' &&
		loadOrder( configuration ).some(
			( file ) =>
				file === place.folder || file.startsWith( `${ place.folder }/` )
		)
	);
}

/** Whether a path lies in a theme of this configuration. */
export function inThemeOf(
	path: string,
	{ template, stylesheet }: Configuration
): boolean {
	const place = placeOf( path );
	return (
		place?.kind === 'theme' &&
		[ template, stylesheet ].includes( place.folder )
	);
}

function placeOf(
	path: string
): { kind: 'plugin' | 'theme'; folder: string } | null {
	const clean = path.replace( /\\/g, '/' );
	if ( /(?:^|\/)mu-plugins\//.test( clean ) ) {
		return null;
	}
	const match = USUAL.exec( clean ) ?? ANYWHERE.exec( clean );
	return match
		? {
				kind: match[ 1 ] === 'plugins' ? 'plugin' : 'theme',
				folder: match[ 2 ] as string,
			}
		: null;
}
