/**
 * On sites of every size and kind, with requirements and with answers that get lost: all culprits, exactly, or nobody.
 */
import fc from 'fast-check';
import { disjointSets, inputs, sets, spelled } from './support/arbitrary';
import { observation } from './support/build';
import { found, runs, shows } from './support/property';
import { solve, type Site } from './support/site';

/** One answer in so many gets lost; 0: none. */
const LOST = [ 0, 0, 100, 50, 20 ];

/** Up to 500 plugins, the small sites as often as the large ones. */
const sites = fc
	.constantFrom( 4, 10, 24, 60, 150, 500 )
	.chain( ( plugins ) =>
		inputs( { plugins, requiring: 2, fewest: Math.ceil( plugins / 3 ) } )
	)
	.chain( ( input ) =>
		fc.record( {
			input: fc.constant( input ),
			members: fc.oneof(
				sets( input, 3 ).map( ( set ) => [ set ] ),
				disjointSets( input, 3, 3 )
			),
			hows: fc.array( shows, { minLength: 3, maxLength: 3 } ),
			lost: fc.constantFrom( ...LOST ),
			dice: fc.infiniteStream( fc.noBias( fc.nat() ) ),
		} )
	);

test( 'sets of up to three, up to three of them, on up to 500 plugins, are all named exactly; at most one search in a hundred ends without', () => {
	let searches = 0;
	let unresolved = 0;
	fc.assert(
		fc.property( sites, ( { input, members, hows, lost, dice } ) => {
			const instead: Site[ 'instead' ] = ( { configuration } ) =>
				lost > 0 && Number( dice.next().value ) % lost === 0
					? observation( configuration, {
							marker: 'absent',
							report: null,
						} )
					: null;
			const solved = solve( {
				input,
				instead,
				faults: members.map( ( set, index ) => ( {
					members: set,
					shows: hows[ index ] ?? 'status',
					at: 'hook',
				} ) ),
			} );

			searches++;
			if ( solved.diagnosis.outcome === 'unresolved' ) {
				unresolved++;
				return;
			}
			expect( found( solved ) ).toEqual( members.map( spelled ).sort() );
		} ),
		runs( 23, 2000 )
	);

	expect( unresolved / searches ).toBeLessThanOrEqual( 0.01 );
} );

test( 'a counterexample shrinks to a site that a person can read', () => {
	const { counterexample } = fc.check(
		fc.property(
			sites,
			( { members } ) => members.flat().length < 2 || members.length > 1
		),
		runs( 24 )
	);
	const [ site ] = counterexample ?? [];

	expect( site?.members.map( ( set ) => set.length ) ).toEqual( [ 2 ] );
	expect( site?.input.candidates.length ).toBeLessThanOrEqual( 4 );
	expect( site?.lost ).toBe( 0 );
} );
