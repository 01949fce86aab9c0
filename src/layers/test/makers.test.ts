import { makerOf } from '../makers';
import type { Made, MakerId } from '../types';
import { PAGES, page } from './support/pages';

type Expected = [
	by: MakerId,
	name: string,
	how: Made[ 'how' ],
	more?: Partial< Made >,
];

/** What each page is, by its name. */
const EXPECTED: Record< string, Expected > = {
	'akamai-denied': [
		'akamai',
		'Akamai',
		'words',
		{ challenge: true, edge: 'akamai' },
	],
	'akamai-denied-escaped': [
		'akamai',
		'Akamai',
		'words',
		{ challenge: true, edge: 'akamai' },
	],
	'apache-503': [ 'apache', 'Apache', 'words' ],
	'apache-503-no-signature': [ 'apache', 'Apache', 'words' ],
	'bunny-504': [ 'bunny', 'Bunny', 'headers', { edge: 'bunny' } ],
	'caddy-502': [ 'caddy', 'Caddy', 'headers' ],
	'cloudflare-1020': [
		'cloudflare',
		'Cloudflare',
		'words',
		{ challenge: true, edge: 'cloudflare' },
	],
	'cloudflare-502': [
		'cloudflare',
		'Cloudflare',
		'words',
		{ edge: 'cloudflare' },
	],
	'cloudflare-502-plain': [
		'cloudflare',
		'Cloudflare',
		'words',
		{ edge: 'cloudflare' },
	],
	'cloudflare-blocked': [
		'cloudflare',
		'Cloudflare',
		'words',
		{ challenge: true, edge: 'cloudflare' },
	],
	'cloudflare-challenge': [
		'cloudflare',
		'Cloudflare',
		'words',
		{ challenge: true, edge: 'cloudflare' },
	],
	'cloudfront-bad-request': [
		'cloudfront',
		'Amazon CloudFront',
		'words',
		{ edge: 'cloudfront' },
	],
	'cloudfront-blocked': [
		'cloudfront',
		'Amazon CloudFront',
		'words',
		{ challenge: true, edge: 'cloudfront' },
	],
	'cloudfront-captcha': [
		'cloudfront',
		'Amazon CloudFront',
		'headers',
		{ challenge: true, edge: 'cloudfront' },
	],
	'empty-500': [ 'unknown', 'an unknown server', null ],
	'fastly-503': [ 'fastly', 'Fastly', 'words', { edge: 'fastly' } ],
	'flywheel-empty-500': [ 'host', 'Flywheel', 'headers' ],
	'healthy-post-about-errors': [ 'nginx', 'nginx', 'headers' ],
	'healthy-through-cloudflare': [
		'cloudflare',
		'Cloudflare',
		'headers',
		{ cached: true, age: 42, edge: 'cloudflare' },
	],
	'healthy-through-imunify360': [ 'host', 'Imunify360', 'headers' ],
	'iis-502': [ 'iis', 'IIS', 'words' ],
	'imunify360-wait': [ 'host', 'Imunify360', 'words', { challenge: true } ],
	'kinsta-empty-500': [ 'host', 'Kinsta', 'headers' ],
	'litespeed-403': [ 'litespeed', 'LiteSpeed', 'words' ],
	'missing-page-about-errors': [ 'wordpress', 'WordPress', 'words' ],
	'modsecurity-406': [
		'apache',
		'ModSecurity',
		'words',
		{ challenge: true },
	],
	'nginx-413': [ 'nginx', 'nginx', 'words' ],
	'nginx-500-no-version': [ 'nginx', 'nginx', 'words' ],
	'nginx-502': [ 'nginx', 'nginx', 'words' ],
	'nginx-502-through-cloudflare': [
		'nginx',
		'nginx',
		'words',
		{ edge: 'cloudflare' },
	],
	'nginx-504': [ 'nginx', 'nginx', 'words' ],
	'other-error-with-bunny-fonts': [ 'unknown', 'an unknown server', null ],
	'pantheon-header-too-big': [ 'host', 'Pantheon', 'words' ],
	'php-fatal-printed': [ 'php', 'PHP', 'words' ],
	'php-parse-printed': [ 'php', 'PHP', 'words' ],
	'siteground-captcha': [
		'host',
		'SiteGround',
		'words',
		{ challenge: true },
	],
	'siteground-empty-500': [ 'host', 'SiteGround', 'headers' ],
	'sucuri-blocked': [
		'sucuri',
		'Sucuri',
		'words',
		{ challenge: true, edge: 'sucuri' },
	],
	'sucuri-blocked-godaddy': [
		'sucuri',
		'Sucuri',
		'words',
		{ challenge: true, edge: 'sucuri' },
	],
	'varnish-503': [ 'varnish', 'Varnish', 'words', { age: 0 } ],
	'varnish-kept-nginx-502': [
		'nginx',
		'nginx',
		'words',
		{ cached: true, age: 3 },
	],
	'wordfence-limited': [
		'wordpress',
		'Wordfence',
		'words',
		{ challenge: true },
	],
	'wordpress-503-through-cloudflare-watched': [
		'wordpress',
		'WordPress',
		'words',
		{ edge: 'cloudflare' },
	],
	'wordpress-com-empty-500': [
		'host',
		'WordPress.com or Pressable',
		'headers',
	],
	'wordpress-com-stale': [
		'host',
		'WordPress.com or Pressable',
		'headers',
		{ cached: true },
	],
	'wordpress-critical-error': [ 'wordpress', 'WordPress', 'words' ],
	'wordpress-database': [ 'wordpress', 'WordPress', 'words' ],
	'wordpress-maintenance': [ 'wordpress', 'WordPress', 'words' ],
	'wordpress-vip-empty-500': [ 'host', 'WordPress VIP', 'headers' ],
	'wordpress-wp-die': [ 'wordpress', 'WordPress', 'words' ],
	'wp-engine-empty-500': [ 'host', 'WP Engine', 'headers' ],
};

describe( 'who made an answer', () => {
	it( 'is asked of every page there is, and of no other', () => {
		expect( Object.keys( EXPECTED ).sort() ).toEqual( PAGES );
	} );

	it.each( PAGES )( 'says where %s is from', ( name ) => {
		expect( page( name ).source ).toMatch(
			/^Source: (?:captured from \S|documented.*https:\/\/|made up: )/
		);
	} );

	it.each( Object.entries( EXPECTED ) )(
		'knows %s',
		( name, [ by, called, how, more = {} ] ) => {
			expect( makerOf( page( name ) ) ).toMatchObject( {
				by,
				name: called,
				how,
				challenge: false,
				cached: false,
				edge: null,
				...more,
			} );
		}
	);

	it( 'has a page of every maker', () => {
		const all: Record< MakerId, true > = {
			nginx: true,
			apache: true,
			litespeed: true,
			caddy: true,
			iis: true,
			varnish: true,
			cloudflare: true,
			sucuri: true,
			cloudfront: true,
			fastly: true,
			akamai: true,
			bunny: true,
			host: true,
			wordpress: true,
			php: true,
			unknown: true,
		};
		const shown = new Set(
			Object.values( EXPECTED ).map( ( [ by ] ) => by )
		);
		expect( [ ...shown ].sort() ).toEqual( Object.keys( all ).sort() );
	} );
} );

describe( 'the numbers of an answer', () => {
	it.each( [
		[ 'cloudflare-502', [ [ 'cf-ray', '7b8af41e7b02b3f8-AMS' ] ] ],
		[
			'nginx-502-through-cloudflare',
			[ [ 'cf-ray', '98f91258ad66d6d5-IAD' ] ],
		],
		[
			'cloudfront-bad-request',
			[
				[
					'on the page',
					'M4CMu1aUBN1hZMpQjtUlhs0SDyjxurKgl6Hv_G0q161e4BD5-VDnFQ==',
				],
			],
		],
		[
			'akamai-denied',
			[ [ 'on the page', '18.eb5e8c4f.1620973349.187d926b' ] ],
		],
		[
			'akamai-denied-escaped',
			[ [ 'on the page', '18.2f580317.1772098100.2b6a23ca' ] ],
		],
		[
			'fastly-503',
			[
				[ 'x-served-by', 'cache-ams4123-AMS' ],
				[ 'x-timer', 'S1538987603.107,VS0,VE15001' ],
			],
		],
		[
			'bunny-504',
			[ [ 'cdn-requestid', '70055bd9b3d3b5895b54a66b0c11c603' ] ],
		],
		[
			'pantheon-header-too-big',
			[ [ 'x-styx-req-id', '0f4f1c9a-2d52-11ee-9c1b-4ad2c2f2f1a0' ] ],
		],
		[ 'varnish-kept-nginx-502', [ [ 'x-varnish', '5 3' ] ] ],
		[
			'varnish-503',
			[
				[ 'x-varnish', '2' ],
				[ 'on the page', '3' ],
			],
		],
		[ 'sucuri-blocked', [ [ 'x-sucuri-id', '12013' ] ] ],
		[ 'nginx-502', [] ],
		[ 'healthy-post-about-errors', [] ],
		[ 'missing-page-about-errors', [] ],
	] )( 'of %s are found', ( name, expected ) => {
		expect(
			makerOf( page( name ) ).ids.map( ( { name: id, value } ) => [
				id,
				value,
			] )
		).toEqual( expected );
	} );
} );

describe( 'an error that PHP printed on a page that was sent as healthy', () => {
	const printed = page( 'php-fatal-printed' );

	it( 'counts only where the page stops', () => {
		expect(
			makerOf( {
				...printed,
				excerpt: `${ printed.excerpt }</body></html>`,
			} ).by
		).toBe( 'unknown' );
	} );

	it( 'does not count where the end of the page was not seen', () => {
		expect( makerOf( { ...printed, bytes: 70000 } ).by ).toBe( 'unknown' );
	} );
} );

it( 'says nothing of who made no answer', () => {
	expect(
		makerOf( { status: null, headers: {}, excerpt: '', bytes: 0 } )
	).toMatchObject( { by: 'unknown', how: null, challenge: false, ids: [] } );
} );

it( 'takes no words of a healthy page for an error, whatever it is made with', () => {
	const post = page( 'healthy-post-about-errors' );
	const excerpt = post.excerpt.replace( /<link [^>]*>/g, '' );
	expect( makerOf( { ...post, excerpt } ) ).toMatchObject( {
		by: 'nginx',
		how: 'headers',
		challenge: false,
		ids: [],
	} );
} );
