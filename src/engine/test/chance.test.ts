import { fisher, missedBy, needed, rateOf } from '../chance';

describe( 'how many healthy answers in a row are believed', () => {
	it( 'follows the rule: the product of (H+1+j)/(F+H+2+j) must come below the doubt', () => {
		const rule = ( failed: number, healthy: number, doubt: number ) => {
			let count = 0;
			for ( let left = 1; left > doubt; count++ ) {
				left *=
					( healthy + 1 + count ) / ( failed + healthy + 2 + count );
			}
			return count;
		};

		expect( needed( { failed: 10, healthy: 23 }, 0.01 ) ).toBe(
			rule( 10, 23, 0.01 )
		);
		expect( needed( { failed: 20, healthy: 47 }, 0.0001 ) ).toBe(
			rule( 20, 47, 0.0001 )
		);
	} );

	it( 'is few where every load fails, and more the rarer the fault', () => {
		const counts = [ 0, 1, 4, 10, 23, 90 ].map( ( healthy ) =>
			needed( { failed: 10, healthy }, 0.01 )
		);

		expect( counts ).toEqual( [ ...counts ].sort( ( a, b ) => a - b ) );
		expect( counts[ 0 ] ).toBeLessThanOrEqual( 3 );
		expect( counts[ 4 ] ).toBeGreaterThan( 10 );
	} );
} );

test( 'the rate is the share of failures, and none without an answer', () => {
	expect( rateOf( { failed: 3, healthy: 7 } ) ).toBeCloseTo( 0.3 );
	expect( rateOf( { failed: 0, healthy: 0 } ) ).toBe( 0 );
} );

test( 'twenty-six healthy answers miss a fault on fewer than about 1 in 9 loads', () => {
	expect( 1 / missedBy( 26 ) ).toBeCloseTo( 9.2, 1 );
} );

describe( "Fisher's exact test", () => {
	it( 'gives the tea lady her 1 in 70', () => {
		expect(
			fisher( { failed: 4, healthy: 0 }, { failed: 0, healthy: 4 } )
		).toBeCloseTo( 1 / 70, 10 );
	} );

	it( 'sums all tables that are at least as far apart', () => {
		expect(
			fisher( { failed: 3, healthy: 1 }, { failed: 1, healthy: 3 } )
		).toBeCloseTo( 17 / 70, 10 );
	} );

	it( 'sees nothing where both fail alike', () => {
		expect(
			fisher( { failed: 0, healthy: 5 }, { failed: 2, healthy: 3 } )
		).toBe( 1 );
	} );
} );
