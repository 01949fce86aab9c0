import { timingOf } from '../timing';

describe( 'the time until an error', () => {
	it.each( [
		[ 'nothing', [], 'none' ],
		[ 'a crash, again and again', [ 15, 18, 16 ], 'instant' ],
		[ 'one crash', [ 15 ], 'instant' ],
		[
			'what PHP-FPM ends after 5 s, a little late',
			[ 5660, 5580 ],
			'timer',
		],
		[ '10 s', [ 10020, 10100 ], 'timer' ],
		[ 'max_execution_time', [ 30040, 30310, 30100 ], 'timer' ],
		[ 'one error at a round number', [ 30040 ], 'slow' ],
		[ 'Pantheon’s 59 s', [ 59010, 59050 ], 'platform' ],
		[
			'a platform that ends requests after 60 s',
			[ 60020, 60480 ],
			'platform',
		],
		[ 'Cloudflare’s 100 s', [ 100200, 100900 ], 'timer' ],
		[
			'Cloudflare’s 120 s, with the way to the server',
			[ 124800, 125100 ],
			'timer',
		],
		[ '300 s', [ 300100, 301000 ], 'timer' ],
		[ 'errors a second before a limit', [ 13700, 13900 ], 'slow' ],
		[ 'errors between limits', [ 3600, 3900 ], 'slow' ],
		[ 'errors about a limit that lie apart', [ 14800, 15990 ], 'slow' ],
		[ 'a busy server', [ 1200, 9000, 31000 ], 'varying' ],
		[ 'crashes and one slow error', [ 20, 30, 5100 ], 'varying' ],
	] as const )( 'of %s', ( _, milliseconds, kind ) => {
		expect( timingOf( [ ...milliseconds ] ).kind ).toBe( kind );
	} );

	it( 'does not depend on the order', () => {
		expect( timingOf( [ 31000, 1200, 9000 ] ) ).toEqual(
			timingOf( [ 1200, 9000, 31000 ] )
		);
	} );

	it( 'names whose limit it usually is', () => {
		expect( timingOf( [ 30040, 30310 ] ).sentence ).toBe(
			'Each error came after 30 s: that is a time limit, often PHP’s max_execution_time or PHP-FPM’s request_terminate_timeout.'
		);
		expect( timingOf( [ 60020, 60480 ] ).sentence ).toContain(
			'fastcgi_read_timeout'
		);
		expect( timingOf( [ 100200, 100900 ] ).sentence ).toContain(
			'Cloudflare'
		);
	} );

	it( 'says the time that was measured where it is not a round number', () => {
		expect( timingOf( [ 59010, 59050 ] ).sentence ).toContain( '59 s' );
		expect( timingOf( [ 3600, 3900 ] ).sentence ).toContain( '3.9 s' );
	} );

	it( 'is the middle one', () => {
		expect( timingOf( [ 900, 10, 20 ] ).milliseconds ).toBe( 20 );
	} );
} );
