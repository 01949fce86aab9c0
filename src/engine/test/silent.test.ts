/**
 * How culprits are found that PHP names nobody for: one, or several together.
 */
import type { Observation } from '../types';
import { key, observation, theme } from './support/build';
import { find, roles, silent } from './support/find';

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
		expect( probes ).toBeLessThanOrEqual( 30 );
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
