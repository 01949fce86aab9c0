import { createPace } from '../pace';

const unknown = () => ( { total: null, idle: null } );

/** Lands so many probes at the width that the pace allows, and gives the widths on the way. */
function run(
	pace: ReturnType< typeof createPace >,
	count: number,
	milliseconds: ( width: number ) => number
): number[] {
	return Array.from( { length: count }, () => {
		const width = pace.width();
		pace.landed( milliseconds( width ), width, 20 );
		return width;
	} );
}

it( 'starts with one at a time and grows while more get done', () => {
	const pace = createPace( 3, unknown );

	expect( run( pace, 6, () => 100 ) ).toEqual( [ 1, 2, 2, 2, 3, 3 ] );
} );

it( "goes back for good where they only get in each other's way", () => {
	const pace = createPace( 4, unknown );
	// Two processors: a third probe at a time makes all slower.
	const widths = run( pace, 20, ( width ) => 100 * Math.max( 1, width / 2 ) );

	expect( Math.max( ...widths ) ).toBe( 3 );
	expect( widths.slice( -10 ) ).toEqual( Array( 10 ).fill( 2 ) );
} );

it( 'stays with one on one processor', () => {
	const pace = createPace( 4, unknown );
	const widths = run( pace, 12, ( width ) => 100 * width );

	expect( widths.slice( -6 ) ).toEqual( Array( 6 ).fill( 1 ) );
} );

it( 'leaves a worker to everybody else, and the only one alone', () => {
	const of = ( total: number ) => {
		const pace = createPace( 8, () => ( { total, idle: total - 1 } ) );
		run( pace, 40, () => 100 );
		return pace.width();
	};

	expect( of( 1 ) ).toBe( 1 );
	expect( of( 4 ) ).toBe( 3 );
} );

it( 'sends one at a time while no worker is idle', () => {
	let idle = 3;
	const pace = createPace( 3, () => ( { total: 4, idle } ) );
	run( pace, 10, () => 100 );
	expect( pace.width() ).toBe( 3 );

	idle = 0;
	expect( pace.width() ).toBe( 1 );
} );

it( 'sends one at a time from then on once a page hung', () => {
	const pace = createPace( 3, unknown );
	run( pace, 10, () => 100 );
	pace.slowDown();

	expect( run( pace, 10, () => 100 ) ).toEqual( Array( 10 ).fill( 1 ) );
} );

it( 'widens at once where the server says that enough workers are idle, and back where they are more than its processors', () => {
	const pace = createPace( 3, () => ( { total: 8, idle: 7 } ) );

	expect(
		run( pace, 8, ( width ) => 100 * Math.max( 1, width / 2 ) )
	).toEqual( [ 1, 3, 3, 3, 2, 2, 2, 2 ] );
} );

it( 'compares pages by what they load, and none that broke off', () => {
	const pace = createPace( 3, unknown );
	pace.landed( 20, 1, null );
	pace.landed( 100, 1, 5 );
	for ( let time = 0; time < 3; time++ ) {
		// Twice the page in the same time.
		pace.landed( 200, 2, 15 );
		pace.landed( 5, 2, null );
	}

	expect( pace.width() ).toBe( 3 );
} );
