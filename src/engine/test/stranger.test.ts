/**
 * Who answered in the site's place when the probe never reached WordPress.
 */
import type { Observation } from '../types';
import { key, observation } from './support/build';
import { find, silent } from './support/find';
import { record, verdictOn } from './support/verdict';

const stranger = ( rest: Partial< Observation > ) =>
	verdictOn( {
		marker: 'absent',
		report: null,
		record: record( { claimed: false, loaded: [], milestone: '' } ),
		...rest,
	} );

const LOGIN =
	'<body class="login"><form name="loginform" id="loginform" action="https://example.org/wp-login.php" method="post">';

const CASES: [ string, Partial< Observation > ][] = [
	[ 'cached-copy', { headers: { age: '12' } } ],
	[ 'cached-copy', { headers: { 'x-cache': 'Hit from cloudfront' } } ],
	[ 'cached-copy', { headers: { 'x-cache': 'TCP_HIT' } } ],
	[ 'cached-copy', { headers: { 'cf-cache-status': 'HIT' } } ],
	[ 'cached-copy', { headers: { 'x-cache-status': 'STALE' } } ],
	[ 'cached-copy', { headers: { 'x-litespeed-cache': 'hit,private' } } ],
	[ 'cached-copy', { headers: { 'x-proxy-cache': 'HIT' } } ],
	[ 'cached-copy', { headers: { 'x-varnish': '1234 99' } } ],
	[ 'cached-copy', { status: 502, headers: { age: '3' } } ],
	[ 'login-page', { status: 401 } ],
	[ 'login-page', { excerpt: LOGIN } ],
	[
		'login-page',
		{ status: 302, headers: { location: '/wp-login.php?redirect_to=%2F' } },
	],
	[ 'challenge-page', { headers: { 'cf-mitigated': 'challenge' } } ],
	[ 'challenge-page', { headers: { 'x-sucuri-block': '1' } } ],
	[
		'challenge-page',
		{
			status: 403,
			headers: { age: '0' },
			excerpt: '<title>Attention Required! | Cloudflare</title>',
		},
	],
	[ 'challenge-page', { status: 403, excerpt: '<title>Just a moment...' } ],
	[ 'challenge-page', { status: 429, excerpt: 'Solve this CAPTCHA' } ],
	[ 'challenge-page', { status: 403, excerpt: 'Sucuri Website Firewall' } ],
	[
		'challenge-page',
		{
			status: 503,
			headers: { 'retry-after': '9' },
			excerpt: 'Checking your browser before accessing',
		},
	],
	[
		'maintenance',
		{
			status: 503,
			excerpt:
				'Briefly unavailable for scheduled maintenance. Check back in a minute.',
		},
	],
	[ 'maintenance', { status: 503, headers: { 'retry-after': '600' } } ],
	[ 'never-claimed', { status: 503, headers: { 'retry-after': '5' } } ],
	[
		'database',
		{
			status: 500,
			excerpt: '<h1>Error establishing a database connection</h1>',
		},
	],
	[ 'dead-before-guard', { status: 500, bytes: 0, excerpt: '' } ],
	[ 'dead-before-guard', { status: 500, excerpt: 'critical error' } ],
	[ 'never-claimed', {} ],
	[ 'never-claimed', { status: 404 } ],
	[ 'never-claimed', { status: 403, excerpt: 'Forbidden' } ],
	[ 'never-claimed', { status: 502, excerpt: 'Bad Gateway' } ],
	[ 'never-claimed', { status: 503, excerpt: 'Service Unavailable' } ],
	[
		'never-claimed',
		{
			status: 429,
			headers: { 'retry-after': '3' },
			excerpt: 'Too many requests',
		},
	],
	[ 'never-claimed', { excerpt: 'My captcha plugin, reviewed' } ],
	[
		'never-claimed',
		{ headers: { age: '0', 'x-cache': 'MISS', 'x-varnish': '1234' } },
	],
];

test.each( CASES )( '%s: %j', ( reason, rest ) => {
	expect( stranger( rest ) ).toMatchObject( {
		outcome: 'unresolved',
		signature: null,
		reason,
	} );
} );

test( 'a probe that was claimed is judged by itself, whatever the page looks like', () => {
	for ( const [ , rest ] of CASES ) {
		const { reason } = verdictOn( {
			marker: 'absent',
			record: record( { ended: true } ),
			...rest,
		} );

		expect( reason ).toBeNull();
	}
} );

test.each( [
	[ 'cached-copy', 'Empty this cache' ],
	[ 'login-page', 'Switch the password protection off' ],
	[ 'challenge-page', 'pause the firewall' ],
	[ 'maintenance', '.maintenance' ],
	[ 'database', 'wp-config.php' ],
	[ 'dead-before-guard', 'a drop-in, wp-config.php' ],
	[ 'never-claimed', 'Let the probe through' ],
] )(
	'the sentence on %s says the status and what to do',
	( reason, advice ) => {
		const [ , rest ] = CASES.find( ( [ one ] ) => one === reason ) ?? [];
		const { sentence } = stranger( rest ?? {} );

		expect( sentence ).toContain( `(status ${ rest?.status ?? 200 })` );
		expect( sentence ).toContain( advice );
	}
);

describe( 'a search that only ever hears strangers', () => {
	const ends = ( rest: Partial< Observation > ) =>
		find( [ silent( [ key( 'p7' ) ] ) ], {
			instead: ( { configuration } ) =>
				observation( configuration, {
					marker: 'absent',
					report: null,
					...rest,
				} ),
		} );

	test.each< [ string, string, string, Partial< Observation > ] >( [
		[ 'cached-copy', 'page-cache', 'pause it', { headers: { age: '12' } } ],
		[
			'cached-copy',
			'cdn',
			'pause it',
			{ headers: { 'cf-cache-status': 'HIT' } },
		],
		[ 'not-ours', 'page-cache', 'Pause caches', { marker: 'foreign' } ],
		[ 'login-page', 'web-server', 'password', { status: 401 } ],
		[
			'challenge-page',
			'firewall',
			'Allow your own address',
			{ status: 403, excerpt: 'Just a moment' },
		],
		[
			'maintenance',
			'core',
			'.maintenance',
			{ status: 503, headers: { 'retry-after': '600' } },
		],
		[
			'database',
			'database',
			'DB_',
			{
				status: 500,
				excerpt: 'Error establishing a database connection',
			},
		],
		[ 'dead-before-guard', 'unknown', 'drop-in', { status: 500 } ],
		[ 'never-claimed', 'web-server', 'Let the probes through', {} ],
		[
			'record-elsewhere',
			'host',
			'several machines',
			{ status: 502, record: record( { readable: false } ) },
		],
		[
			'no-answer',
			'unknown',
			'can be reached',
			{ status: null, networkError: 'unreachable' },
		],
	] )(
		'ends as %s in the layer %s, accuses nobody and says what to do',
		( reason, layer, advice, rest ) => {
			const diagnosis = ends( rest );

			expect( diagnosis ).toMatchObject( {
				outcome: 'unresolved',
				culprits: [],
				probes: 2,
				reason,
				layer,
			} );
			expect( diagnosis.sentence ).toContain( advice );
		}
	);
} );

test( 'a search that strangers break off stops after three of them in a row', () => {
	const { asked, reason } = find( [ silent( [ key( 'p7' ) ] ) ], {
		instead: ( { configuration }, number ) =>
			number > 4
				? observation( configuration, {
						marker: 'absent',
						report: null,
						status: 403,
						excerpt: 'captcha',
					} )
				: null,
	} );

	expect( reason ).toBe( 'challenge-page' );
	expect( asked.length ).toBeLessThanOrEqual( 5 + 2 * 3 );
} );
