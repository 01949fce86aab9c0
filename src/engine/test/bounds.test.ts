/**
 * On every site: culprits are named exactly, within the bound.
 */
import fc from 'fast-check';
import { pluginKey } from '../configuration';
import { disjointSets, inputs, sets, spelled } from './support/arbitrary';
import { found, runs, shows, toTheName } from './support/property';
import { halvings, solve, type Fault } from './support/site';

test( 'one silent culprit is named exactly within 3 + log2 N + 7 probes', () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 40, requiring: 3 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 1 ),
					shows,
				} )
			),
			( { input, members, shows: how } ) => {
				const solved = solve( {
					input,
					faults: [ { members, shows: how, at: 'hook' } ],
				} );

				expect( found( solved ) ).toEqual( [ spelled( members ) ] );
				expect( solved.diagnosis.probes ).toBeLessThanOrEqual(
					3 + halvings( input.candidates.length ) + 7
				);
			}
		),
		runs( 11 )
	);
} );

test( "a plugin that PHP's own account names is proved within 4 probes after reproduction", () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 60, requiring: 3 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 1 ).filter( ( [ member ] ) =>
						String( member ).startsWith( 'plugin:' )
					),
					how: fc.constantFrom< Partial< Fault > >(
						{ shows: 'fatal', at: 'load' },
						{ shows: 'fatal', at: 'hook' },
						{ shows: 'died', at: 'load' },
						{ shows: 'blank', at: 'load' },
						{ shows: 'died', at: 'hook', stage: 'init' },
						{ shows: 'died', at: 'hook', stage: 'wp_footer' },
						{ shows: 'blank', at: 'hook', stage: 'init' },
						{ shows: 'status', at: 'hook' },
						{ shows: 'headers', at: 'hook' },
						{ shows: 'cut', at: 'hook' }
					),
				} )
			),
			( { input, members, how } ) => {
				const file = `wp-content/plugins/${ String(
					members[ 0 ]
				).slice( pluginKey( '' ).length ) }`;
				const solved = solve( {
					input,
					faults: [
						{
							members,
							shows: 'fatal',
							at: 'hook',
							file,
							running: [ file ],
							...how,
						},
					],
				} );

				expect( found( solved ) ).toEqual( [ spelled( members ) ] );
				expect( solved.diagnosis.culprits[ 0 ]?.namedByPhp ).toBe(
					true
				);
				expect( solved.diagnosis.probes ).toBeLessThanOrEqual( 2 + 4 );
			}
		),
		runs( 12 )
	);
} );

test( 'a wrong account costs one probe for each of at most two suspects', () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 30 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 1 ),
					blamed: fc
						.shuffledSubarray(
							input.candidates.filter(
								( { kind } ) => kind === 'plugin'
							),
							{ minLength: 1 }
						)
						.map( ( some ) =>
							some
								.slice( 0, 4 )
								.map(
									( { id } ) => `wp-content/plugins/${ id }`
								)
						),
				} )
			),
			( { input, members, blamed } ) => {
				const [ file, ...frames ] = blamed;
				const solved = solve( {
					input,
					faults: [
						{
							members,
							shows: 'fatal',
							at: 'hook',
							file: String( file ),
							message: `Uncaught ValueError: x in ${ frames.join(
								' and '
							) }`,
						},
					],
				} );
				const tried = Math.min( 2, blamed.length );

				expect( found( solved ) ).toEqual( [ spelled( members ) ] );
				expect( solved.diagnosis.probes ).toBeLessThanOrEqual(
					3 + tried + halvings( input.candidates.length ) + 7
				);
			}
		),
		runs( 13 )
	);
} );

test( 'a set of up to four is named exactly, within the bound to its name and through its proof', () => {
	fc.assert(
		fc.property(
			inputs( { requiring: 2 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 4 ),
					shows,
				} )
			),
			( { input, members, shows: how } ) => {
				const solved = solve( {
					input,
					faults: [ { members, shows: how, at: 'hook' } ],
				} );
				const N = input.candidates.length;
				const p = members.length;
				const name = members.reduce(
					( sum, _, index ) => sum + halvings( N - index ),
					3 + p
				);

				expect( found( solved ) ).toEqual( [ spelled( members ) ] );
				// And one that looks again, which opens the proof.
				expect( toTheName( solved ) ).toBeLessThanOrEqual( name + 1 );
				expect( solved.diagnosis.probes ).toBeLessThanOrEqual(
					name + ( p === 1 ? 6 : 6 + 8 + 4 * p )
				);
			}
		),
		runs( 14 )
	);
} );

test( 'disjoint sets with one failure or with several are all named, within the bound', () => {
	fc.assert(
		fc.property(
			inputs().chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: disjointSets( input, 2, 3 ),
					hows: fc.array( shows, { minLength: 3, maxLength: 3 } ),
				} )
			),
			( { input, members, hows } ) => {
				const solved = solve( {
					input,
					faults: members.map( ( set, index ) => ( {
						members: set,
						shows: hows[ index ] ?? 'status',
						at: 'hook',
					} ) ),
				} );
				const q = members.length;
				const P = members.flat().length;

				expect( found( solved ) ).toEqual(
					members.map( spelled ).sort()
				);
				const kinds = new Set( hows.slice( 0, q ) ).size;
				// Another failure is asked once more before it is believed, and once more with its callbacks recorded.
				expect( toTheName( solved ) ).toBeLessThanOrEqual(
					3 +
						2 * q +
						P * halvings( input.candidates.length ) +
						P +
						2 * ( kinds - 1 )
				);
			}
		),
		runs( 15 )
	);
} );
