import { moment, seconds, size } from '../format';

describe( 'format', () => {
	it.each( [
		[ 2, '0.1 s' ],
		[ 412, '0.4 s' ],
		[ 9960, '10.0 s' ],
		[ 30012, '30 s' ],
	] )( 'writes %d ms as %s', ( milliseconds, words ) => {
		expect( seconds( milliseconds ) ).toBe( words );
	} );

	it.each( [
		[ 0, '0 B' ],
		[ 999, '999 B' ],
		[ 2730, '2.7 kB' ],
		[ 54321, '54 kB' ],
		[ 1500000, '1.5 MB' ],
	] )( 'writes %d bytes as %s', ( bytes, words ) => {
		expect( size( bytes ) ).toBe( words );
	} );

	it( 'reads a time without a zone as UTC', () => {
		expect( moment( '2026-11-20T10:00:00' ) ).toBe(
			moment( '2026-11-20T10:00:00Z' )
		);
		expect( moment( '2026-11-20T12:00:00+02:00' ) ).toBe(
			moment( '2026-11-20T10:00:00Z' )
		);
	} );

	it( 'shows what is no time as it is', () => {
		expect( moment( 'yesterday' ) ).toBe( 'yesterday' );
	} );
} );
