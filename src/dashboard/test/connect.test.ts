import { routeTo } from '../connect';

describe( 'routeTo', () => {
	it.each( [
		[ 'https://example.org/', 'https://example.org', 'browser' ],
		[ 'https://example.org/blog/', 'https://example.org', 'browser' ],
		[ 'https://www.example.org/', 'https://example.org', 'loopback' ],
		[ 'http://example.org/', 'https://example.org', 'loopback' ],
		[ 'https://example.org:8443/', 'https://example.org', 'loopback' ],
	] )( 'probes %s from %s by %s', ( home, origin, route ) => {
		expect( routeTo( home, origin ) ).toBe( route );
	} );
} );
