/**
 * Faults that come and go: named by the rule, with the rate and how sure it is, or not at all.
 */
import { fisher, needed } from '../chance';
import { key, observation } from './support/build';
import { flaky, many, random } from './support/dice';
import { find, named, silent } from './support/find';
import { solve, type Site } from './support/site';

/** A site that fails on this share of its loads. */
const at = ( rate: number, seed = 1 ): NonNullable< Site[ 'instead' ] > => {
	const dice = random( seed );
	return ( { configuration } ) =>
		dice() < rate ? null : observation( configuration );
};

describe( 'a fault on about every third load', () => {
	const every = find( [ silent( [ key( 'p7' ) ] ) ], {
		instead: at( 0.34, 2 ),
	} );

	test( 'is named', () => {
		expect( every.sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( every.layer ).toBe( 'plugin' );
	} );

	test( 'is told with its rate, with how likely it is an accident, and with what would have been missed', () => {
		const { failed, loads, pValue, missed } = every.chance ?? {
			failed: 0,
			loads: 1,
			pValue: 1,
			missed: 1,
		};

		expect( failed ).toBeGreaterThanOrEqual( 20 );
		expect( failed / loads ).toBeGreaterThan( 0.2 );
		expect( failed / loads ).toBeLessThan( 0.5 );
		expect( pValue ).toBeLessThan( 0.001 );
		expect( missed ).toBeLessThan( 0.2 );
		expect( every.sentence ).toContain(
			`showed on ${ failed } of ${ loads } loads`
		);
		expect( every.sentence ).toContain( 'can still be missed' );
	} );

	test( 'is proved by the floor and the site without it, each as often as the rule wants, between loads with it', () => {
		const { asked, chance } = every;
		const proof = asked.slice(
			asked.findIndex( ( { purpose } ) => purpose === 'prove-without' ) -
				1
		);
		const times = ( purpose: string ) =>
			proof.filter( ( question ) => question.purpose === purpose ).length;
		const { failed = 0, loads = 0 } = chance ?? {};

		expect( times( 'prove-without' ) ).toBe( times( 'floor' ) );
		expect( times( 'prove-with' ) ).toBe( times( 'prove-alone' ) );
		expect( times( 'floor' ) ).toBeGreaterThanOrEqual(
			needed( { failed, healthy: loads - failed }, 0.0001 )
		);
		expect( proof.slice( 0, 4 ).map( ( { purpose } ) => purpose ) ).toEqual(
			[ 'prove-alone', 'prove-without', 'prove-with', 'floor' ]
		);
	} );
} );

test( "Fisher's value is that of the proof's own answers", () => {
	const { site } = flaky( 'one', { plugins: 8, rate: 0.5, seed: 3 } );
	const { diagnosis, state } = solve( site );
	const { answers } = state;
	const proof = answers.slice(
		answers.findIndex( ( { purpose } ) => purpose === 'prove-without' ) - 1
	);
	const tally = ( purposes: string[] ) => {
		const some = proof.filter( ( { purpose } ) =>
			purposes.includes( purpose )
		);
		const failed = some.filter(
			( { verdict } ) => verdict.outcome === 'failing'
		).length;
		return { failed, healthy: some.length - failed };
	};

	expect( diagnosis.chance?.pValue ).toBeCloseTo(
		fisher(
			tally( [ 'prove-alone', 'prove-with' ] ),
			tally( [ 'prove-without', 'floor' ] )
		),
		12
	);
} );

test( 'whom PHP names is tried first, also where the fault comes and goes', () => {
	const { sets, asked } = find( [ named( 'p7' ) ], {
		instead: at( 0.5 ),
	} );

	expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	expect( asked.map( ( { purpose } ) => purpose ) ).not.toContain( 'search' );
} );

test.each( [ 0.3, 0.6, 0.9 ] )(
	'two independent ones that look different are both named, each with a rate of its own: on %p of the loads',
	( rate ) => {
		const searches = [ 1, 2, 3, 4, 5, 6 ].map( ( seed ) =>
			find(
				[
					silent( [ key( 'p7' ) ] ),
					silent( [ key( 'p15' ) ], { shows: 'blank' } ),
				],
				{ instead: at( rate, seed ) }
			)
		);

		for ( const { sets } of searches ) {
			expect( sets ).toEqual( [ [ key( 'p7' ) ], [ key( 'p15' ) ] ] );
		}
	}
);

test.each( [ 0.3, 0.5, 0.7, 0.9 ] )(
	'of sites that fail on %d of their loads nearly all are told right, and nobody is accused who is not part of it',
	( rate ) => {
		const { right, wrong } = many( rate, 1000 );

		expect( wrong ).toBe( 0 );
		expect( right ).toBeGreaterThanOrEqual( 990 );
	},
	120000
);

test( 'of sites that fail on one load in ten some stay unresolved, and nobody is accused who is not part of it', () => {
	const { right, wrong } = many( 0.1, 200 );

	expect( wrong ).toBe( 0 );
	expect( right ).toBeGreaterThan( 100 );
}, 120000 );
