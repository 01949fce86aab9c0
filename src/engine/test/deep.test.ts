/**
 * When callbacks are recorded, and what is believed of it.
 */
import { configurationKey } from '../configuration';
import type { Observation, Question } from '../types';
import { error, key, observation, report, theme } from './support/build';
import { find, named, path, roles, silent } from './support/find';
import type { Fault } from './support/site';

const inHook = ( word: string, rest: Partial< Fault > = {} ): Fault =>
	silent( [ key( word ) ], {
		shows: 'died',
		stage: 'init',
		running: [ path( word ) ],
		...rest,
	} );

/** Purposes of the questions that were asked deep. */
const deepOnes = ( asked: Question[] ) =>
	asked.flatMap( ( { deep, purpose } ) => ( deep ? [ purpose ] : [] ) );

describe( 'a culprit that dies in a hook', () => {
	test( 'is named by the second look and proved by without, alone, without', () => {
		const { sets, way, asked, culprits } = find( [ inHook( 'p7' ) ] );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( way ).toEqual( [
			'reproduce-observed -0',
			'reproduce -0',
			'floor -21',
			'evidence -1',
			'prove-alone -20',
			'prove-without -1',
		] );
		expect( deepOnes( asked ) ).toEqual( [ 'reproduce' ] );
		expect( culprits[ 0 ]?.namedByPhp ).toBe( true );
		expect( roles( culprits[ 0 ]?.proof ) ).toEqual( [
			'without healthy',
			'alone failing',
			'without healthy',
		] );
	} );

	test( 'may run inside the callback of another, which costs nothing', () => {
		expect(
			find( [
				inHook( 'p7', { running: [ path( 'p7' ), path( 'p9' ) ] } ),
			] )
		).toMatchObject( { sets: [ [ key( 'p7' ) ] ], probes: 6 } );
	} );

	test( 'may call another that dies in its place: one probe to try that one, one to look again with it', () => {
		expect(
			find( [
				inHook( 'p7', { running: [ path( 'p9' ), path( 'p7' ) ] } ),
			] )
		).toMatchObject( { sets: [ [ key( 'p7' ) ] ], probes: 8 } );
	} );

	test.each< Fault[ 'shows' ] >( [ 'blank', 'cut', 'status', 'headers' ] )(
		'may show otherwise: %s',
		( shows ) => {
			expect( find( [ inHook( 'p7', { shows } ) ] ) ).toMatchObject( {
				sets: [ [ key( 'p7' ) ] ],
				probes: 6,
			} );
		}
	);

	test( 'may be the theme while it loads, which no deep look is needed for', () => {
		const { sets, probes, asked } = find( [
			silent( [ theme( 'shop' ) ], {
				shows: 'died',
				stage: 'setup_theme',
				running: [],
			} ),
		] );

		expect( sets ).toEqual( [ [ theme( 'shop' ) ] ] );
		expect( probes ).toBe( 6 );
		expect( deepOnes( asked ) ).toEqual( [] );
	} );

	test( 'may be the theme in the page itself', () => {
		expect(
			find( [
				silent( [ theme( 'shop' ) ], {
					shows: 'died',
					stage: 'wp_head',
					running: [],
				} ),
			] )
		).toMatchObject( { sets: [ [ theme( 'shop' ) ] ], probes: 6 } );
	} );
} );

test( 'callbacks are not recorded where PHP named somebody before', () => {
	expect( deepOnes( find( [ named( 'p7' ) ] ).asked ) ).toEqual( [] );
} );

test( 'of a fault that comes and goes, too, whoever was running is tried first', () => {
	const { sets, way } = find( [ inHook( 'p7' ) ], {
		instead: ( { configuration }, number ) =>
			number === 0 ? observation( configuration ) : null,
	} );

	expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	expect( way ).toContain( 'evidence -1' );
	expect( way.join() ).not.toContain( 'search' );
} );

test( 'no proof and no step of the search records callbacks', () => {
	expect( deepOnes( find( [ silent( [ key( 'p7' ) ] ) ] ).asked ) ).toEqual( [
		'reproduce',
	] );
} );

describe( 'a deep look that shows something else', () => {
	/** A site whose page behaves differently while callbacks are recorded. */
	const disturbed = (
		fault: Fault,
		seen: ( question: Question ) => Partial< Observation >
	) =>
		find( [ fault ], {
			instead: ( question ) =>
				question.deep
					? observation( question.configuration, seen( question ) )
					: null,
		} );

	test.each< [ string, Partial< Observation > ] >( [
		[ 'health', {} ],
		[ 'another failure', { bytes: 0, excerpt: '', closed: null } ],
		[ 'nothing that can be used', { marker: 'absent', report: null } ],
	] )(
		'(%s) is followed by a plain one and costs no more than itself',
		( _, seen ) => {
			const fault = silent( [ key( 'p7' ) ] );
			const plain = find( [ fault ] );
			const { sets, asked, probes, reason } = disturbed(
				fault,
				() => seen
			);

			expect( reason ).toBe( 'proved' );
			expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
			expect(
				asked
					.slice( 0, 4 )
					.map( ( { purpose, mode, deep = false } ) => [
						purpose,
						mode,
						deep,
					] )
			).toEqual( [
				[ 'reproduce-observed', 'observe', false ],
				[ 'reproduce', 'guarded', true ],
				[ 'reproduce', 'guarded', false ],
				[ 'floor', 'guarded', false ],
			] );
			expect( probes ).toBe( plain.probes + 1 );
		}
	);

	test( 'is not held against the page where that has a single candidate', () => {
		const { sets, reason } = find( [ silent( [ theme( 'shop' ) ] ) ], {
			plugins: 0,
			instead: ( { deep, configuration } ) =>
				deep ? observation( configuration ) : null,
		} );

		expect( reason ).toBe( 'proved' );
		expect( sets ).toEqual( [ [ theme( 'shop' ) ] ] );
	} );
} );

describe( 'another failure behind the first', () => {
	test( 'gets a deep look of its own where it names nobody', () => {
		const { sets, culprits, asked, probes } = find( [
			named( 'p15' ),
			inHook( 'p7' ),
		] );

		expect( sets ).toEqual( [ [ key( 'p15' ) ], [ key( 'p7' ) ] ] );
		expect( culprits.map( ( { namedByPhp } ) => namedByPhp ) ).toEqual( [
			true,
			true,
		] );
		expect( deepOnes( asked ) ).toEqual( [ 'look-again' ] );
		expect( probes ).toBeLessThanOrEqual( 6 + 1 + 4 );
	} );

	test( 'gets none where PHP names somebody', () => {
		expect(
			deepOnes( find( [ named( 'p15' ), named( 'p7' ) ] ).asked )
		).toEqual( [] );
	} );

	test( 'gets none where it is a failure that a deep look brought nothing for', () => {
		const { sets, asked } = find( [
			silent( [ key( 'p15' ) ] ),
			silent( [ key( 'p7' ) ] ),
		] );

		expect( sets.flat().sort() ).toEqual( [ key( 'p15' ), key( 'p7' ) ] );
		expect( deepOnes( asked ) ).toEqual( [ 'reproduce' ] );
	} );

	test( 'gets one where a deep look at the same failure named somebody before', () => {
		const { sets, asked } = find( [ inHook( 'p15' ), inHook( 'p7' ) ] );

		expect( sets.flat().sort() ).toEqual( [ key( 'p15' ), key( 'p7' ) ] );
		expect( deepOnes( asked ) ).toEqual( [ 'reproduce', 'look-again' ] );
	} );

	test( 'is not forgotten because a deep look at it shows health', () => {
		const faults = [ named( 'p15' ), inHook( 'p7' ) ];
		const { sets, reason } = find( faults, {
			instead: ( { deep, configuration } ) =>
				deep ? observation( configuration ) : null,
		} );

		expect( reason ).toBe( 'proved' );
		expect( sets ).toEqual( [ [ key( 'p15' ) ], [ key( 'p7' ) ] ] );
	} );
} );

describe( 'a deep look at another failure that shows something else', () => {
	test( 'is not taken for what its configuration does', () => {
		// Without the first culprit, all that is left is the second.
		const { sets, reason } = find(
			[ named( 'p2' ), silent( [ key( 'p1' ), theme( 'shop' ) ] ) ],
			{
				plugins: 2,
				instead: ( { deep, configuration } ) =>
					deep ? observation( configuration ) : null,
			}
		);

		expect( reason ).toBe( 'proved' );
		expect( sets ).toEqual( [
			[ key( 'p2' ) ],
			[ key( 'p1' ), theme( 'shop' ) ],
		] );
	} );

	test( 'names nobody', () => {
		const faults = [ named( 'p15' ), silent( [ key( 'p7' ) ] ) ];
		const disturbed = find( faults, {
			instead: ( { deep, configuration } ) =>
				deep
					? observation( configuration, {
							status: 500,
							report: report( configuration, {
								ended: 'fatal',
								error: error( path( 'p3' ) ),
								status: 500,
							} ),
						} )
					: null,
		} );

		expect( disturbed.sets ).toEqual( [
			[ key( 'p15' ) ],
			[ key( 'p7' ) ],
		] );
		expect( disturbed.probes ).toBe( find( faults ).probes );
	} );
} );

test( 'a deep question has an id of its own', () => {
	const site = ( fault: Fault ) => find( [ fault ] ).asked[ 1 ] as Question;
	const [ deep, plain ] = [ site( inHook( 'p7' ) ), site( named( 'p7' ) ) ];

	expect( configurationKey( deep.configuration ) ).toBe(
		configurationKey( plain.configuration )
	);
	expect( [ deep.deep, plain.deep ] ).toEqual( [ true, undefined ] );
	expect( deep.id ).not.toBe( plain.id );
} );
