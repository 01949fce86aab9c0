/**
 * Redirect targets as pages of a site.
 */
import { encodeBase64 } from '../base64';
import {
	addressOf,
	carriesArgument,
	pathOn,
	redirectOf,
	withoutArgument,
} from '../redirects';

const minted = 'https://example.com/shop?x=1&c0a1b2c3d=0123456789ab';

test.each( [
	[
		'https://example.com/shop/?x=1&c0a1b2c3d=0123456789ab',
		'https://example.com/shop/?x=1',
	],
	[
		'https://example.com/shop/?c0a1b2c3d=0123456789ab',
		'https://example.com/shop/',
	],
	[
		'https://example.com/shop/?c0a1b2c3d=0&a=%2F+b#top',
		'https://example.com/shop/?a=%2F+b',
	],
	[ 'https://example.com/shop/?x=1', 'https://example.com/shop/?x=1' ],
] )( '%s is %s without the argument of the probe', ( address, plain ) => {
	expect( withoutArgument( address, minted ) ).toBe( plain );
} );

test( 'the argument is recognised by its name', () => {
	expect(
		carriesArgument( 'https://example.com/?c0a1b2c3d=x', minted )
	).toBe( true );
	expect( carriesArgument( 'https://example.com/?x=1', minted ) ).toBe(
		false
	);
} );

describe( 'the path of an address', () => {
	const root = { home: 'https://example.com' };
	const blog = { home: 'https://example.com/blog/' };
	const apart = {
		home: 'https://example.com/blog',
		site: 'https://example.com/wp/index.php',
	};
	const intranet = { home: 'http://10.0.0.1:8080/a b' };

	test.each( [
		[ root, 'https://example.com/shop/?a=1', '/shop/?a=1' ],
		[ root, 'https://example.com', '/' ],
		[ root, 'https://example.com/?a=1', '/?a=1' ],
		[ root, 'http://example.com/shop/', null ],
		[ root, 'https://www.example.com/shop/', null ],
		[ root, 'https://example.com:8443/shop/', null ],
		[ root, 'https://example.com//evil.example/', null ],
		[ root, `https://example.com/${ 'a'.repeat( 2001 ) }`, null ],
		[ blog, 'https://example.com/blog/shop/', '/shop/' ],
		[ blog, 'https://example.com/blog', '/' ],
		[ blog, 'https://example.com/blog?a=1', '/?a=1' ],
		[ blog, 'https://example.com/blogger/', null ],
		[ blog, 'https://example.com/', null ],
		[ apart, 'https://example.com/wp/wp-admin/?a=1', '/wp-admin/?a=1' ],
		[
			apart,
			'https://example.com/wp/wp-login.php?a=1',
			'/wp-login.php?a=1',
		],
		[ apart, 'https://example.com/blog/shop/', '/shop/' ],
		[ apart, 'https://example.com/wp/shop/', null ],
		[ intranet, 'http://10.0.0.1:8080/a%20b/c', '/c' ],
	] )( 'on %j of %s is %s', ( addresses, address, path ) => {
		expect( pathOn( addresses, address ) ).toBe( path );
	} );
} );

describe( 'the target of a redirect', () => {
	test.each( [
		[
			'the header',
			encodeBase64( 'https://example.com/ü' ),
			null,
			'https://example.com/%C3%BC',
		],
		[
			'the report when there is no header',
			null,
			'/shop/',
			'https://example.com/shop/',
		],
		[
			'the header before the report',
			encodeBase64( '/a' ),
			'/b',
			'https://example.com/a',
		],
		[ 'nothing', null, null, null ],
		[ 'a damaged header', '%%%', null, null ],
		[ 'an address that is none', encodeBase64( 'http://[' ), null, null ],
		[ 'a script', encodeBase64( 'javascript:alert(1)' ), null, null ],
	] )( 'from %s', ( _name, header, reported, target ) => {
		expect( redirectOf( header, reported, minted ) ).toBe( target );
	} );
} );

test( 'the address of a page is below the front page', () => {
	expect( addressOf( { home: 'https://example.com/blog/' }, '/shop' ) ).toBe(
		'https://example.com/blog/shop'
	);
} );
