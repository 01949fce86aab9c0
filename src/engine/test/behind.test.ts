/**
 * How faults are found that stand behind another, and add-ons spared that only miss their parent.
 */
import { key } from './support/build';
import { find, named, silent } from './support/find';
import type { Fault } from './support/site';

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
		[ 'in an earlier stage', { shows: 'died', at: 'hook', stage: 'init' } ],
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

	test( 'stands by itself when it is the very failure that was there before', () => {
		const alike = {
			shows: 'fatal' as const,
			message: 'Uncaught Error: Call to undefined function shared()',
		};

		expect(
			find( [
				silent( [ key( 'p15' ) ], alike ),
				silent( [ key( 'p7' ) ], alike ),
			] ).sets.flat()
		).toEqual( expect.arrayContaining( [ key( 'p15' ), key( 'p7' ) ] ) );
	} );
} );
