/**
 * Turns sets of candidates into configurations, in live order and closed over what they require.
 */
import type { Configuration } from '../contract/types';
import type { Candidate, SearchInput } from './types';

/** The key of a plugin as a candidate. */
export const pluginKey = ( file: string ) => `plugin:${ file }`;

/** The key of a theme as a candidate. */
export const themeKey = ( folder: string ) => `theme:${ folder }`;

/** The keys of all candidates, in live order. */
export function allKeys( input: SearchInput ): string[] {
	return input.candidates.map( ( candidate ) => candidate.key );
}

/** The candidate with a key, or null when it is none. */
export function candidateOf(
	input: SearchInput,
	key: string
): Candidate | null {
	return (
		input.candidates.find( ( candidate ) => candidate.key === key ) ?? null
	);
}

/** The given candidates and everything that they require, transitively; keys that are no candidates are left out. */
export function closure(
	input: SearchInput,
	keys: Iterable< string >
): Set< string > {
	const byKey = new Map(
		input.candidates.map( ( candidate ) => [ candidate.key, candidate ] )
	);
	const closed = new Set< string >();
	const waiting = [ ...keys ];
	for ( let key = waiting.pop(); key !== undefined; key = waiting.pop() ) {
		const candidate = byKey.get( key );
		if ( candidate && ! closed.has( key ) ) {
			closed.add( key );
			waiting.push( ...candidate.requires );
		}
	}
	return closed;
}

/** The given candidates and everything that requires them, transitively. */
export function dependents(
	input: SearchInput,
	keys: Iterable< string >
): Set< string > {
	const found = new Set( keys );
	for ( let before = -1; before !== found.size; ) {
		before = found.size;
		for ( const { key, requires } of input.candidates ) {
			if ( requires.some( ( required ) => found.has( required ) ) ) {
				found.add( key );
			}
		}
	}
	return found;
}

/** The keys that stay on, in live order, when members and everything that requires them are off. */
export function withoutMembers(
	input: SearchInput,
	members: Iterable< string >,
	on: Iterable< string > = allKeys( input )
): string[] {
	const off = dependents( input, members );
	return [ ...on ].filter( ( key ) => ! off.has( key ) );
}

/**
 * The configuration in which exactly these candidates are on, with what they require and what is kept.
 *
 * The theme is the live one when its key is in; its parent when only that one is in; else the floor theme.
 */
export function configurationOf(
	input: SearchInput,
	keys: Iterable< string >
): Configuration {
	const on = closure( input, keys );
	const kept = new Set( input.keep );
	const stays = ( file: string ) =>
		kept.has( file ) || on.has( pluginKey( file ) );

	return {
		plugins: input.live.plugins.filter( stays ),
		network: input.live.network.filter( stays ),
		...themeOf( input, on ),
	};
}

/** The configuration with all candidates on: the live one without what is left out of the search. */
export const wholeOf = ( input: SearchInput ): Configuration =>
	configurationOf( input, allKeys( input ) );

function themeOf(
	{ live, floorTheme }: SearchInput,
	on: Set< string >
): SearchInput[ 'floorTheme' ] {
	if ( on.has( themeKey( live.stylesheet ) ) ) {
		return { template: live.template, stylesheet: live.stylesheet };
	}
	if ( on.has( themeKey( live.template ) ) ) {
		return { template: live.template, stylesheet: live.template };
	}
	return {
		template: floorTheme.template,
		stylesheet: floorTheme.stylesheet,
	};
}

/** A text that is equal for two configurations exactly when they load the same things in the same order. */
export function configurationKey( configuration: Configuration ): string {
	return JSON.stringify( [
		configuration.network,
		configuration.plugins,
		configuration.template,
		configuration.stylesheet,
	] );
}

/** What a configuration loads, in the order in which WordPress loads it. */
export function loadOrder( configuration: Configuration ): string[] {
	return [ ...configuration.network, ...configuration.plugins ];
}

/** Which candidates are on in a configuration, in live order. */
export function switches(
	{ candidates }: SearchInput,
	configuration: Configuration
): boolean[] {
	const on = new Set( [
		...loadOrder( configuration ).map( pluginKey ),
		themeKey( configuration.template ),
		themeKey( configuration.stylesheet ),
	] );
	return candidates.map( ( { key } ) => on.has( key ) );
}

/** The order in which candidates are searched: leads first, and always what is required before what requires it. */
export function searchOrder(
	input: SearchInput,
	keys: Iterable< string >,
	leads: string[] = []
): string[] {
	const wanted = new Set( keys );
	const order = new Set< string >();
	const visit = ( key: string, path: string[] ) => {
		// A circle of requirements is walked once.
		if ( path.includes( key ) || order.has( key ) ) {
			return;
		}
		for ( const required of candidateOf( input, key )?.requires ?? [] ) {
			visit( required, [ ...path, key ] );
		}
		order.add( key );
	};
	for ( const key of [ ...leads, ...wanted ] ) {
		if ( wanted.has( key ) ) {
			visit( key, [] );
		}
	}
	return [ ...order ].filter( ( key ) => wanted.has( key ) );
}

/** The members that no other member requires: naming the others adds nothing. */
export function generators( input: SearchInput, members: string[] ): string[] {
	return members.reduce< string[] >( ( kept, member ) => {
		const others = kept.filter( ( other ) => other !== member );
		return closure( input, others ).has( member ) ? others : kept;
	}, members );
}

/** The same input, with a requirement that the search has learned. */
export function withRequirement(
	input: SearchInput,
	child: string,
	required: string
): SearchInput {
	return {
		...input,
		candidates: input.candidates.map( ( candidate ) =>
			candidate.key === child
				? {
						...candidate,
						requires: [ ...candidate.requires, required ],
					}
				: candidate
		),
	};
}
