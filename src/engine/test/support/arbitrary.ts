/**
 * Random sites for property tests.
 */
import fc from 'fast-check';
import { closure, generators, withRequirement } from '../../configuration';
import type { SearchInput } from '../../types';
import { input, words } from './build';
import type { Fault } from './site';

/** What shows without PHP naming anybody. */
export const SILENT: Fault[ 'shows' ][] = [ 'status', 'blank', 'died' ];

export interface SiteOptions {
	/** Most plugins. */
	plugins?: number;
	fewest?: number;
	/** How many plugins of ten say that they require another. */
	requiring?: number;
}

/** An input with random requirements; every candidate is taken from its live order. */
export function inputs( {
	plugins = 24,
	fewest = 1,
	requiring = 0,
}: SiteOptions = {} ): fc.Arbitrary< SearchInput > {
	return fc
		.integer( { min: fewest, max: plugins } )
		.chain( ( count ) =>
			fc.record( {
				count: fc.constant( count ),
				// Below the tenths, the number of the plugin that is required.
				wishes: fc.array(
					fc.tuple(
						fc.integer( { min: 0, max: 9 } ),
						fc.nat( { max: count - 1 } )
					),
					{ minLength: count, maxLength: count }
				),
				child: fc.boolean(),
				upwards: fc.boolean(),
			} )
		)
		.map( ( { count, wishes, child, upwards } ) => {
			const names = words( count );
			const requires = Object.fromEntries(
				names.map( ( name, index ) => {
					const [ chance, other ] = wishes[ index ] ?? [ 9, 0 ];
					// In one direction only, so that nobody requires itself in a circle.
					const ordered = upwards ? other < index : other > index;
					return [
						name,
						chance < requiring && ordered
							? [ names[ other ] as string ]
							: [],
					];
				} )
			);
			return input( {
				plugins: names,
				requires,
				...( child ? { template: 'parent', stylesheet: 'child' } : {} ),
			} );
		} );
}

/** A set of so many candidates; those that come along anyway are not members. */
export const sets = (
	site: SearchInput,
	size: number
): fc.Arbitrary< string[] > =>
	fc
		.subarray(
			site.candidates.map( ( { key } ) => key ),
			{
				minLength: 1,
				maxLength: Math.min( size, site.candidates.length ),
			}
		)
		.map( ( keys ) => generators( site, keys ) );

/** Disjoint sets, also in what they require. */
export const disjointSets = (
	site: SearchInput,
	size: number,
	count: number
): fc.Arbitrary< string[][] > =>
	fc
		.array( sets( site, size ), { minLength: 1, maxLength: count } )
		.map( ( all ) => {
			const taken = new Set< string >();
			return all.filter( ( members ) => {
				const closed = [ ...closure( site, members ) ];
				const free = closed.every( ( key ) => ! taken.has( key ) );
				if ( free ) {
					closed.forEach( ( key ) => taken.add( key ) );
				}
				return free;
			} );
		} );

/** Add-ons that do not say what they require; in one direction only, so that nobody requires itself in a circle. */
export const undeclared = ( site: SearchInput ) => {
	const plugins = site.candidates
		.filter( ( { kind } ) => kind === 'plugin' )
		.map( ( { key } ) => key );
	const place = fc.nat( { max: plugins.length - 1 } );
	return fc
		.tuple(
			fc.boolean(),
			fc.array( fc.tuple( place, place ), { maxLength: 4 } )
		)
		.map( ( [ upwards, pairs ] ) =>
			pairs
				.filter( ( [ child, parent ] ) =>
					upwards ? child > parent : child < parent
				)
				.map( ( [ child, parent ] ) => ( {
					child: plugins[ child ] as string,
					parent: plugins[ parent ] as string,
				} ) )
		);
};

/** The same input with everything said that add-ons do not say: what an all-knowing searcher would start from. */
export const allSaid = (
	site: SearchInput,
	unsaid: { child: string; parent: string }[]
): SearchInput =>
	unsaid.reduce(
		( known, { child, parent } ) => withRequirement( known, child, parent ),
		site
	);

/** A set in one spelling. */
export const spelled = ( members: string[] ) =>
	[ ...members ].sort().join( ' + ' );
