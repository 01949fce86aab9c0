/**
 * The plugins that a command line names.
 */
import type { State } from '../contract/types';

/** Their files; what is not installed is left out. */
export function filesOf( names: string[], { plugins }: State ): string[] {
	return plugins
		.map( ( { id } ) => id )
		.filter( ( id ) =>
			names.some(
				( name ) => name === id || id.startsWith( `${ name }/` )
			)
		);
}

/** Those of the names that no plugin has. */
export const unknownOf = ( names: string[], state: State ): string[] =>
	names.filter( ( name ) => filesOf( [ name ], state ).length === 0 );
