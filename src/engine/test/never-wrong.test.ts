/**
 * On every site, whatever it answers: nobody is accused who is not part of the fault.
 */
import fc from 'fast-check';
import { generators } from '../configuration';
import type { Observation } from '../types';
import {
	allSaid,
	disjointSets,
	inputs,
	sets,
	SILENT,
	spelled,
	undeclared,
} from './support/arbitrary';
import { observation } from './support/build';
import { found, runs, shows, toTheName } from './support/property';
import { solve, type Fault } from './support/site';

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
						{ shows: 'died', at: 'hook', stage: 'init' },
						{ shows: 'status', at: 'hook', stage: 'init' },
						{ shows: 'blank', at: 'hook', stage: 'plugins_loaded' }
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

test( 'a fault that comes and goes never accuses anybody who is not part of it, whoever was running', () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 12 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: sets( input, 2 ),
					shows: fc.constantFrom(
						'status' as const,
						'died' as const
					),
					blamed: fc.constantFrom( ...input.candidates ),
					rate: fc.constantFrom( 3, 5, 7, 9 ),
					dice: fc.infiniteStream( fc.integer( { min: 0, max: 9 } ) ),
				} )
			),
			( { input, members, shows: how, blamed, rate, dice } ) => {
				const solved = solve( {
					input,
					faults: [
						{
							members,
							shows: how,
							at: 'hook',
							running: [ `wp-content/plugins/${ blamed.id }` ],
						},
					],
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
		runs( 18, 400 )
	);
} );

test( 'a deep recorder that disturbs the page changes nothing about whom the search names', () => {
	const odd: Partial< Observation >[] = [
		{},
		{ status: 500 },
		{ bytes: 0, excerpt: '' },
		{ marker: 'absent', report: null },
		{ marker: 'foreign' },
	];
	fc.assert(
		fc.property(
			inputs( { plugins: 16 } ).chain( ( input ) =>
				fc.record( {
					input: fc.constant( input ),
					members: disjointSets( input, 2, 2 ),
					hows: fc.array( shows, { minLength: 2, maxLength: 2 } ),
					deep: fc.constantFrom( ...odd ),
				} )
			),
			( { input, members, hows, deep: seen } ) => {
				const solved = solve( {
					input,
					faults: members.map( ( set, index ) => ( {
						members: set,
						shows: hows[ index ] ?? 'status',
						at: 'hook',
					} ) ),
					instead: ( { deep, configuration } ) =>
						deep ? observation( configuration, seen ) : null,
				} );

				expect( found( solved ) ).toEqual(
					members.map( spelled ).sort()
				);
			}
		),
		runs( 22 )
	);
} );

test( 'one healthy answer too many, anywhere in a proof, is told as a fault that comes and goes and accuses nobody else', () => {
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
				const again = solve( {
					input,
					faults,
					instead: ( { configuration }, number ) =>
						number === flip ? observation( configuration ) : null,
				} );

				expect( [ [], [ spelled( members ) ] ] ).toContainEqual(
					found( again )
				);
				expect( again.diagnosis.chance ).not.toBeNull();
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
