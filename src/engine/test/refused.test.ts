/**
 * What a web server puts in place of a page that PHP finished.
 */
import type { Report } from '../../contract/types';
import { report } from './support/build';
import { asked, record, verdictOn } from './support/verdict';

const cookies: Report[ 'headers' ][ number ] = {
	name: 'set-cookie',
	bytes: 9000,
	lines: 40,
	by: 'wp-content/plugins/two/two.php',
};

const instead = ( status: number, rest: Partial< Report > = {} ) =>
	verdictOn( {
		status,
		marker: 'absent',
		record: record( { ended: true } ),
		report: report( asked, rest ),
	} );

test( 'a 502 in place of a page that PHP completed is the web server speaking', () => {
	expect( instead( 502 ) ).toMatchObject( {
		outcome: 'failing',
		sentence:
			'PHP finished the page, but the web server answered 502 in its place.',
		signature: { kind: 'status' },
	} );
} );

test( 'it is another failure than a 502 that PHP itself answered', () => {
	const own = verdictOn( {
		status: 502,
		report: report( asked, { status: 502 } ),
	} );

	expect( own.signature?.key ).toBe( 'status|502' );
	expect( instead( 502 ).signature?.key ).not.toBe( own.signature?.key );
	expect( instead( 502, { status: 502 } ).signature?.key ).toBe(
		own.signature?.key
	);
} );

test( 'where PHP sent more headers than a web server takes, that is the failure, with the largest and who set it', () => {
	expect(
		instead( 502, { header_bytes: 9216, headers: [ cookies ] } )
	).toMatchObject( {
		outcome: 'failing',
		sentence:
			'PHP answered 200, but its response headers take 9.0 kB, near or above the 4 or 8 kB that web servers take: this one answered 502 instead. The largest is set-cookie with 8.8 kB in 40 lines, set by code in wp-content/plugins/two/two.php.',
		signature: {
			key: 'headers',
			kind: 'headers',
			file: 'wp-content/plugins/two/two.php',
		},
	} );
} );

test( 'many small headers are too many as well', () => {
	expect( instead( 500, { header_bytes: 5000 } ) ).toMatchObject( {
		sentence:
			'PHP answered 200, but its response headers take 4.9 kB, near or above the 4 or 8 kB that web servers take: this one answered 500 instead.',
		signature: { key: 'headers', file: null },
	} );
} );

test( 'headers of an ordinary size are not held responsible', () => {
	expect( instead( 502, { header_bytes: 3500 } ).signature?.kind ).toBe(
		'status'
	);
} );

test( 'large headers that the web server took are no failure', () => {
	expect(
		verdictOn( {
			report: report( asked, {
				header_bytes: 9216,
				headers: [ cookies ],
			} ),
		} ).outcome
	).toBe( 'healthy' );
} );

test( 'a web server that waits no longer is not refusing headers', () => {
	expect( instead( 504, { header_bytes: 9216 } ).sentence ).toBe(
		'PHP finished the page, but too late: the web server had stopped waiting and answered 504 in its place.'
	);
} );
