/**
 * How a culprit is found that PHP's own account names.
 */
import { key } from './support/build';
import { find, named, path, roles, silent } from './support/find';

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
			message: 'Uncaught TypeError: x',
			frames: [ path( 'p9' ), 'wp-settings.php' ],
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
