/**
 * How much a search may take: counted in page loads and in minutes.
 */
import { createMeter } from '../budget';

const clock = () => {
	let time = 1000;
	return {
		now: () => time,
		pass: ( minutes: number ) => {
			time += minutes * 60000;
		},
	};
};

describe( 'a search of at most ten page loads and two minutes', () => {
	const { now, pass } = clock();
	const used = createMeter( { probes: 10, milliseconds: 120000 }, now );

	it( 'has something left before either is reached', () => {
		pass( 1.9 );

		expect( used( 9 ) ).toBeNull();
	} );

	it( 'has used up its page loads with the tenth', () => {
		expect( used( 10 ) ).toBe( '10 page loads' );
	} );

	it( 'has used up its time after two minutes', () => {
		pass( 0.1 );

		expect( used( 3 ) ).toBe( '2 minutes' );
	} );
} );

it( 'says one minute and one page load as one does', () => {
	const { now, pass } = clock();
	const used = createMeter( { probes: 1, milliseconds: 60000 }, now );
	expect( used( 1 ) ).toBe( '1 page load' );
	pass( 1 );

	expect( used( 0 ) ).toBe( '1 minute' );
} );
