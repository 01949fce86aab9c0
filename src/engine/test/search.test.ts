/**
 * How faults of each kind are found, in which order, and with how many probes.
 */
import type { Observation, ProofStep } from '../types';
import {
	file,
	input,
	key,
	observation,
	report,
	theme,
	type InputOptions,
} from './support/build';
import { solve, type Fault, type Site } from './support/site';

const path = ( word: string ) => `wp-content/plugins/${ file( word ) }`;

const named = ( word: string, rest: Partial< Fault > = {} ): Fault => ( {
	members: [ key( word ) ],
	shows: 'fatal',
	at: 'load',
	file: path( word ),
	message: 'Uncaught TypeError: count(): Argument #1 must be of type array',
	...rest,
} );

const silent = ( keys: string[], rest: Partial< Fault > = {} ): Fault => ( {
	members: keys,
	shows: 'status',
	at: 'hook',
	...rest,
} );

/** What was found, and the way there. */
function find( faults: Fault[], options: InputOptions & Partial< Site > = {} ) {
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

const roles = ( steps: ProofStep[] | undefined ) =>
	steps?.map( ( { role, outcome } ) => `${ role } ${ outcome }` );

describe( "a culprit that PHP's own account names", () => {
	test( 'is proved by without, alone, without: four probes after reproduction', () => {
		const { sets, way, culprits } = find( [ named( 'p7' ) ] );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( way ).toEqual( [
			'reproduce-observed -0',
			'reproduce -0',
			'floor -21',
			'evidence -1',
			'prove-alone -20',
			'prove-without -1',
		] );
		expect( culprits[ 0 ]?.namedByPhp ).toBe( true );
		expect( roles( culprits[ 0 ]?.proof ) ).toEqual( [
			'without healthy',
			'alone failing',
			'without healthy',
		] );
	} );

	test( 'may have died instead, and is named by the record', () => {
		const { sets, probes } = find( [
			silent( [ key( 'p7' ) ], { shows: 'died', at: 'load' } ),
		] );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( probes ).toBe( 6 );
	} );

	test( 'may have ended the page while it loaded', () => {
		const { sets, probes } = find( [
			silent( [ key( 'p7' ) ], { shows: 'blank', at: 'load' } ),
		] );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( probes ).toBe( 6 );
	} );

	test( 'takes its parent along and leaves it unaccused', () => {
		const { sets, probes } = find( [ named( 'p7' ) ], {
			requires: { p7: [ 'p3' ] },
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( probes ).toBe( 6 );
	} );

	test( 'is found although it does not say what it requires', () => {
		const { sets, outcome } = find( [ named( 'p7', { at: 'hook' } ) ], {
			undeclared: [ { child: key( 'p7' ), parent: key( 'p3' ) } ],
		} );

		expect( outcome ).toBe( 'culprits-found' );
		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	} );

	test( 'may be the parent of the one that breaks it, and is not accused then', () => {
		const { sets, probes, culprits } = find(
			[ named( 'p3', { members: [ key( 'p7' ) ], at: 'hook' } ) ],
			{ requires: { p7: [ 'p3' ] } }
		);

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( culprits[ 0 ]?.namedByPhp ).toBe( false );
		expect( probes ).toBeLessThanOrEqual( 3 + 2 + 5 + 7 );
	} );

	test( 'is innocent when the page still fails without it: one probe more for each', () => {
		const victim = silent( [ key( 'p12' ) ], {
			shows: 'fatal',
			file: path( 'p7' ),
			message: `Uncaught TypeError: x in ${ path( 'p7' ) }:3\nStack trace:\n#0 ${ path(
				'p9'
			) }(1): a()\n#1 {main}`,
		} );
		const { sets, probes, culprits, way } = find( [ victim ] );

		expect( sets ).toEqual( [ [ key( 'p12' ) ] ] );
		expect( culprits[ 0 ]?.namedByPhp ).toBe( false );
		expect( way.slice( 3, 5 ) ).toEqual( [ 'evidence -1', 'evidence -2' ] );
		expect( probes ).toBeLessThanOrEqual( 3 + 2 + 5 + 7 );
	} );

	test( 'is one of two when it is needed but does not fail alone', () => {
		const redeclared = named( 'p7', {
			members: [ key( 'p7' ), key( 'p12' ) ],
			message: `Cannot redeclare same() (previously declared in ${ path(
				'p12'
			) }:3)`,
		} );
		const { sets, way } = find( [ redeclared ] );

		expect( sets ).toEqual( [ [ key( 'p12' ), key( 'p7' ) ] ] );
		expect( way.indexOf( 'look-again -2' ) ).toBe( 6 );
	} );
} );

describe( 'a silent culprit', () => {
	test( 'is proved by alone, and without and with three times', () => {
		const { sets, culprits, way } = find( [ silent( [ key( 'p7' ) ] ) ] );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( roles( culprits[ 0 ]?.proof ) ).toEqual( [
			'alone failing',
			'without healthy',
			'with failing',
			'without healthy',
			'with failing',
			'without healthy',
			'with failing',
		] );
		expect( way.slice( -7 ) ).toEqual( [
			'prove-alone -20',
			'look-again -1',
			'prove-with -0',
			'prove-without -1',
			'prove-with -0',
			'prove-without -1',
			'prove-with -0',
		] );
	} );

	test( 'may be the theme, and then the layer is the theme', () => {
		expect( find( [ silent( [ theme( 'shop' ) ] ) ] ) ).toMatchObject( {
			sets: [ [ theme( 'shop' ) ] ],
			layer: 'theme',
		} );
	} );

	test( 'may be a parent theme, told apart from its child', () => {
		const themes = { template: 'parent', stylesheet: 'child' };

		expect(
			find( [ silent( [ theme( 'parent' ) ] ) ], themes ).sets
		).toEqual( [ [ theme( 'parent' ) ] ] );
		expect(
			find( [ silent( [ theme( 'child' ) ] ) ], themes ).sets
		).toEqual( [ [ theme( 'child' ) ] ] );
	} );

	test( 'may run for the whole network', () => {
		expect(
			find( [ silent( [ key( 'net' ) ] ) ], { network: [ 'net' ] } ).sets
		).toEqual( [ [ key( 'net' ) ] ] );
	} );

	test( 'is found behind an add-on that fails whenever its parent is off', () => {
		expect(
			find( [ silent( [ key( 'p7' ) ] ) ], {
				undeclared: [ { child: key( 'p20' ), parent: key( 'p1' ) } ],
			} ).sets
		).toEqual( [ [ key( 'p7' ) ] ] );
	} );
} );

describe( 'a set of several', () => {
	test( 'is named whole, fails eight times more, and each member is needed four times', () => {
		const { sets, culprits, sentence } = find( [
			silent( [ key( 'p7' ), key( 'p12' ) ] ),
		] );
		const proof = culprits[ 0 ]?.proof ?? [];
		const count = ( role: string, outcome: string ) =>
			proof.filter(
				( step ) => step.role === role && step.outcome === outcome
			).length;

		expect( sets ).toEqual( [ [ key( 'p12' ), key( 'p7' ) ] ] );
		expect( [
			count( 'alone', 'failing' ),
			count( 'member', 'healthy' ),
			count( 'without', 'healthy' ),
			count( 'with', 'failing' ),
			proof.length,
		] ).toEqual( [ 1 + 8, 2 * 4, 3, 3, 23 ] );
		expect( sentence ).toContain( 'break the page together' );
	} );

	test( 'keeps a member that hides what another one misses', () => {
		const members = [ key( 'p10' ), key( 'p8' ), key( 'p5' ) ];

		expect(
			find( [ silent( members, { shows: 'died', at: 'load' } ) ], {
				undeclared: [ { child: key( 'p5' ), parent: key( 'p7' ) } ],
			} ).sets
		).toEqual( [ members ] );
	} );

	test( 'names the add-on only, even where it does not say what it requires', () => {
		const { sets, probes } = find( [ silent( [ key( 'p7' ) ] ) ], {
			undeclared: [ { child: key( 'p7' ), parent: key( 'p3' ) } ],
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( probes ).toBeLessThanOrEqual( 99 );
	} );

	test.each< [ string, number, Partial< Observation >, string ] >( [
		[
			'fails without a member after all',
			3,
			{ status: 500 },
			'intermittent',
		],
		[
			'is blank without a member',
			1,
			{ bytes: 0, excerpt: '' },
			'different-failure',
		],
		[
			'does not answer without a member',
			1,
			{ marker: 'absent', report: null },
			'never-claimed',
		],
	] )( 'that %s is not accused', ( _, from, seen, expected ) => {
		let asked = 0;
		const { outcome, reason, suspects, culprits } = find(
			[ silent( [ key( 'p7' ), key( 'p12' ) ] ) ],
			{
				instead: ( { purpose, configuration } ) =>
					purpose === 'prove-member' && ++asked >= from
						? observation( configuration, seen )
						: null,
			}
		);

		expect( { outcome, reason, culprits } ).toEqual( {
			outcome: 'unresolved',
			reason: expected,
			culprits: [],
		} );
		expect( suspects ).toEqual( [ key( 'p12' ), key( 'p7' ) ] );
	} );

	test( 'may have a plugin and the theme in it', () => {
		expect(
			find( [ silent( [ key( 'p7' ), theme( 'shop' ) ] ) ] )
		).toMatchObject( {
			sets: [ [ key( 'p7' ), theme( 'shop' ) ] ],
			layer: 'plugin',
		} );
	} );

	test( 'names the add-on only, where the parent comes along anyway', () => {
		expect(
			find( [ silent( [ key( 'p7' ), key( 'p3' ), key( 'p9' ) ] ) ], {
				requires: { p7: [ 'p3' ] },
			} ).sets
		).toEqual( [ [ key( 'p9' ), key( 'p7' ) ] ] );
	} );

	test( 'that is half the site is a site that is too full', () => {
		expect(
			find( [
				silent(
					[ 2, 4, 6, 8, 10, 12, 14, 16, 18 ].map( ( n ) =>
						key( `p${ n }` )
					)
				),
			] )
		).toMatchObject( {
			outcome: 'unresolved',
			reason: 'too-many',
			culprits: [],
		} );
	} );
} );

describe( 'one fault behind another', () => {
	test( 'keeps its own signature, and both are proved', () => {
		const { sets, culprits } = find( [
			named( 'p15' ),
			silent( [ key( 'p7' ), key( 'p4' ) ], { shows: 'died' } ),
		] );

		expect( sets ).toEqual( [
			[ key( 'p15' ) ],
			[ key( 'p7' ), key( 'p4' ) ],
		] );
		expect( culprits.map( ( { signature } ) => signature.kind ) ).toEqual( [
			'fatal',
			'died',
		] );
	} );

	test( 'is not the add-on of the culprit: PHP came past it while its parent was on', () => {
		const { sets, suspects, sentence } = find(
			[ silent( [ key( 'p7' ) ] ) ],
			{ undeclared: [ { child: key( 'p20' ), parent: key( 'p7' ) } ] }
		);

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( suspects ).toEqual( [ key( 'p20' ) ] );
		expect( sentence ).toContain( 'it may only need it' );
	} );

	test.each< [ string, Partial< Fault > ] >( [
		[ 'while it loads', { shows: 'died', at: 'load' } ],
		[
			'in an earlier stage',
			{ shows: 'died', at: 'hook', milestone: 'init' },
		],
	] )(
		'is not the add-on of the culprit when it only dies %s',
		( _, how ) => {
			const { sets, suspects } = find(
				[ silent( [ key( 'p7' ) ], { shows: 'died' } ) ],
				{
					undeclared: [
						{ child: key( 'p20' ), parent: key( 'p7' ), ...how },
					],
				}
			);

			expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
			expect( suspects ).toEqual( [ key( 'p20' ) ] );
		}
	);

	test( 'gets a proof that alternates by itself', () => {
		const { way } = find( [
			silent( [ key( 'p15' ) ] ),
			silent( [ key( 'p7' ) ] ),
		] );

		expect( way.slice( -11 ) ).toEqual( [
			...[ 1, 2, 1, 2, 1 ].map( ( off ) =>
				off === 1 ? 'prove-with -1' : 'prove-without -2'
			),
			...[ 2, 1, 2, 1, 2, 1 ].map( ( off ) =>
				off === 1 ? 'prove-with -1' : 'prove-without -2'
			),
		] );
	} );

	test( 'is not the add-on of the culprit: it misses what the culprit would have provided', () => {
		const { sets, suspects } = find( [ named( 'p20' ) ], {
			undeclared: [ { child: key( 'p3' ), parent: key( 'p20' ) } ],
		} );

		expect( sets ).toEqual( [ [ key( 'p20' ) ] ] );
		expect( suspects ).toEqual( [ key( 'p3' ) ] );
	} );

	test.each( [
		[
			'PHP itself has lost',
			'Uncaught Error: Call to undefined function create_function()',
		],
		[ 'is its own', 'Uncaught Error: Class "P3\\Missing" not found' ],
	] )( 'stands by itself when what it misses %s', ( _, message ) => {
		expect(
			find( [ named( 'p20' ), named( 'p3', { message } ) ] ).sets
		).toEqual( [ [ key( 'p20' ) ], [ key( 'p3' ) ] ] );
	} );
} );

describe( 'answers that cannot be used', () => {
	const lost = {
		marker: 'absent' as const,
		report: null,
		record: null,
	};

	test( 'are asked once more', () => {
		const seen = new Set< string >();
		const { sets } = find( [ silent( [ key( 'p7' ) ] ) ], {
			instead: ( { configuration, mode, purpose } ) => {
				const question = JSON.stringify( [
					configuration,
					mode,
					purpose,
				] );
				const first = ! seen.has( question );
				seen.add( question );
				return first ? observation( configuration, lost ) : null;
			},
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	} );

	test( 'are gone around: other places of the order tell as well', () => {
		const { sets } = find( [ silent( [ key( 'p7' ) ] ) ], {
			instead: ( { configuration, purpose } ) =>
				purpose === 'search' && configuration.plugins.length % 2 === 1
					? observation( configuration, {
							report: report( configuration, {
								template: 'mobile',
							} ),
						} )
					: null,
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	} );

	test( 'end the search with the reason and the smallest interval when the site falls silent', () => {
		const { outcome, reason, suspects, culprits, probes } = find(
			[ silent( [ key( 'p7' ) ] ) ],
			{
				instead: ( { configuration }, number ) =>
					number > 4 ? observation( configuration, lost ) : null,
			}
		);

		expect( { outcome, reason, culprits } ).toEqual( {
			outcome: 'unresolved',
			reason: 'never-claimed',
			culprits: [],
		} );
		expect( suspects ).toContain( key( 'p7' ) );
		expect( suspects.length ).toBeLessThan( 21 );
		expect( probes ).toBeLessThan( 20 );
	} );
} );

describe( 'a proof that does not hold', () => {
	const flip =
		( purpose: string ) =>
		( culprit: Fault ): ReturnType< typeof find > => {
			let flipped = false;
			return find( [ culprit ], {
				instead: ( question, _, seen ) => {
					if ( flipped || question.purpose !== purpose ) {
						return null;
					}
					flipped = true;
					return seen.report?.status === 200
						? observation( question.configuration, {
								status: 500,
							} )
						: observation( question.configuration );
				},
			} );
		};

	test.each( [ 'prove-with', 'prove-without' ] )(
		'by one flip of %s accuses nobody and keeps the suspect',
		( purpose ) => {
			expect(
				flip( purpose )( silent( [ key( 'p7' ) ] ) )
			).toMatchObject( {
				outcome: 'unresolved',
				reason: 'intermittent',
				culprits: [],
				suspects: [ key( 'p7' ) ],
			} );
		}
	);

	test( 'by a set that is healthy once accuses nobody', () => {
		let alone = 0;
		const { outcome, reason, culprits } = find(
			[ silent( [ key( 'p7' ), key( 'p12' ) ] ) ],
			{
				instead: ( { purpose, configuration, without } ) =>
					purpose === 'prove-alone' && without === 19 && ++alone === 6
						? observation( configuration )
						: null,
			}
		);

		expect( { outcome, reason, culprits } ).toEqual( {
			outcome: 'unresolved',
			reason: 'intermittent',
			culprits: [],
		} );
	} );
} );
