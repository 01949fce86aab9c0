/**
 * What the plugin table decides: who is shown, who can be chosen, and who depends on whom.
 */
import type { Plugin, State } from '../../contract/types';

/** The views of the plugin table. */
export const FILTERS = [ 'all', 'active', 'inactive', 'update' ] as const;

export type Filter = ( typeof FILTERS )[ number ];

/** Whether a plugin runs on this site, by its own list or the network's. */
export function isOn( plugin: Plugin ): boolean {
	return plugin.active || plugin.network_active;
}

function passes( plugin: Plugin, filter: Filter ): boolean {
	switch ( filter ) {
		case 'active':
			return isOn( plugin );
		case 'inactive':
			return ! isOn( plugin );
		case 'update':
			return plugin.update !== null;
		default:
			return true;
	}
}

/** How many plugins each view shows. */
export function countPlugins( plugins: Plugin[] ): Record< Filter, number > {
	const count = ( filter: Filter ) =>
		plugins.filter( ( plugin ) => passes( plugin, filter ) ).length;
	return {
		all: plugins.length,
		active: count( 'active' ),
		inactive: count( 'inactive' ),
		update: count( 'update' ),
	};
}

/** The plugins of a view whose name, author or file contains every word of the search. */
export function filterPlugins(
	plugins: Plugin[],
	filter: Filter,
	search: string
): Plugin[] {
	const words = search.toLocaleLowerCase().split( /\s+/ ).filter( Boolean );
	return plugins.filter( ( plugin ) => {
		const text =
			`${ plugin.name } ${ plugin.author } ${ plugin.id }`.toLocaleLowerCase();
		return (
			passes( plugin, filter ) &&
			words.every( ( word ) => text.includes( word ) )
		);
	} );
}

/** Whether this admin may switch a plugin here. Culprit never switches itself. */
export function isSelectable( plugin: Plugin, { may }: State ): boolean {
	return (
		! plugin.own &&
		may.activate_plugins &&
		( ! plugin.network_active || may.network )
	);
}

/** How much of what is shown is chosen: decides the state of the box in the head of the table. */
export function selectionState(
	selectable: string[],
	chosen: ReadonlySet< string >
): 'none' | 'some' | 'all' {
	const count = selectable.filter( ( id ) => chosen.has( id ) ).length;
	if ( count === 0 ) {
		return 'none';
	}
	return count === selectable.length ? 'all' : 'some';
}

/** The chosen plugins that are on and those that are off. */
export function splitByState(
	plugins: Plugin[],
	chosen: ReadonlySet< string >
): { on: string[]; off: string[] } {
	const picked = plugins.filter( ( plugin ) => chosen.has( plugin.id ) );
	const ids = ( list: Plugin[] ) => list.map( ( plugin ) => plugin.id );
	return {
		on: ids( picked.filter( isOn ) ),
		off: ids( picked.filter( ( plugin ) => ! isOn( plugin ) ) ),
	};
}

/** WordPress's name for a plugin in a Requires Plugins header. */
function slug( id: string ): string {
	return id.includes( '/' )
		? id.slice( 0, id.indexOf( '/' ) )
		: id.replace( /\.php$/, '' );
}

/**
 * The active plugins outside the given ones that cannot run without them, directly or through others.
 *
 * Culprit itself is never among them.
 */
export function dependentsOf( plugins: Plugin[], ids: string[] ): string[] {
	const gone = new Set( ids );
	const waiting = plugins.filter(
		( plugin ) => isOn( plugin ) && ! plugin.own && ! gone.has( plugin.id )
	);
	const dependents: string[] = [];
	for (;;) {
		const slugs = new Set( [ ...gone ].map( slug ) );
		const next = waiting.filter(
			( plugin ) =>
				! gone.has( plugin.id ) &&
				plugin.requires.some( ( name ) => slugs.has( name ) )
		);
		if ( next.length === 0 ) {
			return dependents;
		}
		for ( const plugin of next ) {
			gone.add( plugin.id );
			dependents.push( plugin.id );
		}
	}
}
