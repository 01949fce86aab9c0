/**
 * Short words for faults and for what a search of them found.
 */
import type { ProofStep } from '../../types';
import { file, input, key, type InputOptions } from './build';
import { solve, type Fault, type Site } from './site';

/** A plugin's file as PHP names it. */
export const path = ( word: string ) => `wp-content/plugins/${ file( word ) }`;

/** A fatal error in a plugin's own file. */
export const named = ( word: string, rest: Partial< Fault > = {} ): Fault => ( {
	members: [ key( word ) ],
	shows: 'fatal',
	at: 'load',
	file: path( word ),
	message: 'Uncaught TypeError: count(): Argument #1 must be of type array',
	...rest,
} );

/** A failure that PHP names nobody for. */
export const silent = (
	keys: string[],
	rest: Partial< Fault > = {}
): Fault => ( {
	members: keys,
	shows: 'status',
	at: 'hook',
	...rest,
} );

/** What was found on a site of twenty plugins, and the way there. */
export function find(
	faults: Fault[],
	options: InputOptions & Partial< Site > = {}
) {
	const { undeclared, instead, ...rest } = options;
	const { diagnosis, asked } = solve( {
		input: input( { plugins: 20, ...rest } ),
		faults,
		...( undeclared ? { undeclared } : {} ),
		...( instead ? { instead } : {} ),
	} );
	return {
		...diagnosis,
		sets: diagnosis.culprits.map( ( { members } ) => members ),
		way: asked.map(
			( { purpose, without } ) => `${ purpose } -${ without }`
		),
		asked,
	};
}

/** A proof in short. */
export const roles = ( steps: ProofStep[] | undefined ) =>
	steps?.map( ( { role, outcome } ) => `${ role } ${ outcome }` );
