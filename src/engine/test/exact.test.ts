/**
 * What must hold on every site: exact, within the bound, and never a wrong accusation.
 */
import fc from 'fast-check';
import { pluginKey, generators } from '../configuration';
import { observation } from './support/build';
import {
	allSaid,
	disjointSets,
	inputs,
	sets,
	SILENT,
	spelled,
	undeclared,
} from './support/arbitrary';
import { halvings, solve, type Fault, type Solved } from './support/site';

const runs = ( seed: number, numRuns = 150 ) => ( { seed, numRuns } );

const found = ( { diagnosis }: Solved ) =>
	diagnosis.culprits.map( ( { members } ) => spelled( members ) ).sort();

/** Probes until all sets had their names and the page was healthy without them. */
function toTheName( { state }: Solved ): number {
	const { answers } = state;
	const proof = answers.findIndex( ( { purpose } ) =>
		[ 'prove-with', 'prove-member', 'prove-without' ].includes( purpose )
	);
	// The round that proves a set begins with the set as a whole.
	return answers[ proof ]?.purpose === 'prove-member' ? proof - 1 : proof;
}

const shows = fc.constantFrom( ...SILENT );

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
						{ shows: 'blank', at: 'load' }
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
						{ members, shows: 'fatal', at: 'hook', file, ...how },
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
				// Only one kind of failure: another one is asked twice and gone around, which no bound counts.
				expect(
					new Set( hows.slice( 0, q ) ).size > 1 ||
						toTheName( solved ) <=
							3 +
								2 * q +
								P * halvings( input.candidates.length ) +
								P
				).toBe( true );
			}
		),
		runs( 15, 100 )
	);
} );

test( 'add-ons that do not say what they require are never accused for it', () => {
	fc.assert(
		fc.property(
			inputs().chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					unsaid: undeclared( input ),
					members: sets( input, 3 ),
					how: fc.constantFrom( ...SILENT, 'fatal' as const ),
					at: fc.constantFrom( 'load' as const, 'hook' as const ),
				} )
			),
			( { input, unsaid, members, how, at } ) => {
				const truth = generators( allSaid( input, unsaid ), members );
				const solved = solve( {
					input,
					undeclared: unsaid,
					faults: [ { members: truth, shows: how, at } ],
				} );

				expect( found( solved ) ).toEqual( [ spelled( truth ) ] );
			}
		),
		runs( 16 )
	);
} );

test( 'nor are those that die or fall silent instead, where PHP came past them before', () => {
	fc.assert(
		fc.property(
			inputs().chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					unsaid: undeclared( input ),
					members: sets( input, 2 ),
					shows,
					alike: fc.constantFrom< Partial< Fault > >(
						{ shows: 'died', at: 'load' },
						{ shows: 'blank', at: 'load' },
						{ shows: 'died', at: 'hook', milestone: 'init' }
					),
				} )
			),
			( { input, unsaid, members, shows: how, alike } ) => {
				const truth = generators( allSaid( input, unsaid ), members );
				const solved = solve( {
					input,
					undeclared: unsaid.map( ( one ) => ( {
						...one,
						...alike,
					} ) ),
					faults: [ { members: truth, shows: how, at: 'hook' } ],
				} );

				expect( [ [], [ spelled( truth ) ] ] ).toContainEqual(
					found( solved )
				);
			}
		),
		runs( 21 )
	);
} );

test( 'answers that cannot be used make a search longer or end it, but never wrong', () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 16 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 2 ),
					lost: fc.array( fc.nat( { max: 60 } ), { maxLength: 20 } ),
				} )
			),
			( { input, members, lost } ) => {
				const solved = solve( {
					input,
					faults: [ { members, shows: 'status', at: 'hook' } ],
					instead: ( { configuration }, number ) =>
						lost.includes( number )
							? observation( configuration, {
									marker: 'absent',
									report: null,
								} )
							: null,
				} );

				expect( [ [], [ spelled( members ) ] ] ).toContainEqual(
					found( solved )
				);
				expect( solved.diagnosis.outcome ).toMatch(
					/^(?:culprits-found|unresolved)$/
				);
			}
		),
		runs( 17 )
	);
} );

test( 'a fault that comes and goes never accuses anybody who is not part of it', () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 12 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 2 ),
					rate: fc.constantFrom( 3, 5, 7, 9 ),
					dice: fc.infiniteStream( fc.integer( { min: 0, max: 9 } ) ),
				} )
			),
			( { input, members, rate, dice } ) => {
				const solved = solve( {
					input,
					faults: [ { members, shows: 'status', at: 'hook' } ],
					instead: ( { configuration } ) =>
						( dice.next().value as number ) < rate
							? null
							: observation( configuration ),
				} );

				expect( [ [], [ spelled( members ) ] ] ).toContainEqual(
					found( solved )
				);
			}
		),
		runs( 18, 300 )
	);
} );

test( 'one healthy answer too many, anywhere in a proof, accuses nobody', () => {
	const proving = [ 'prove-alone', 'prove-with' ];
	fc.assert(
		fc.property(
			inputs( { plugins: 10 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 2 ),
					which: fc.nat( { max: 40 } ),
				} )
			),
			( { input, members, which } ) => {
				const faults: Fault[] = [
					{ members, shows: 'status', at: 'hook' },
				];
				const steady = solve( { input, faults } );
				// Of the named set only: on the way to the name, a healthy answer is what sends the search on.
				const steps = steady.asked.flatMap( ( { purpose }, place ) =>
					proving.includes( purpose ) &&
					place > toTheName( steady ) - 1
						? [ place ]
						: []
				);
				const flip = steps[ which % steps.length ];
				const { diagnosis } = solve( {
					input,
					faults,
					instead: ( { configuration }, number ) =>
						number === flip ? observation( configuration ) : null,
				} );

				expect( diagnosis ).toMatchObject( {
					outcome: 'unresolved',
					reason: 'intermittent',
					culprits: [],
				} );
			}
		),
		runs( 19 )
	);
} );

test( 'every configuration that is asked keeps the live order, what is kept, and what is required', () => {
	fc.assert(
		fc.property(
			inputs( { requiring: 4 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 2 ),
				} )
			),
			( { input, members } ) => {
				const { asked } = solve( {
					input,
					faults: [ { members, shows: 'blank', at: 'hook' } ],
				} );
				for ( const { configuration } of asked ) {
					const on = new Set( configuration.plugins );

					expect( configuration.plugins ).toEqual(
						input.live.plugins.filter( ( file ) => on.has( file ) )
					);
					expect( configuration.plugins ).toEqual(
						expect.arrayContaining( input.keep )
					);
					expect(
						input.candidates
							.filter( ( { id } ) => on.has( id ) )
							.flatMap( ( { requires } ) => requires )
							.filter(
								( key ) =>
									key.startsWith( 'plugin:' ) &&
									! on.has( key.slice( 'plugin:'.length ) )
							)
					).toEqual( [] );
				}
			}
		),
		runs( 20, 100 )
	);
} );
