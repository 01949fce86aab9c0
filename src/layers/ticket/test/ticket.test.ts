import fc from 'fast-check';
import { runs } from '../../../engine/test/support/property';
import type { Finding } from '../../types';
import { askOf } from '../asks';
import { ticketMarkdown, ticketText } from '../format';
import { LOG_LINES, type FailureKind } from '../logLines';
import { redact } from '../redact';
import { ticketOf } from '../ticket';
import type { Material, Recipient } from '../types';
import { makerOf, material, report, visit } from './support/material';
import { planted } from './support/planted';

const TO: Recipient[] = [ 'host', 'edge', 'author' ];
const KINDS = Object.keys( LOG_LINES ) as FailureKind[];

const NOTHING: Material = {
	walk: null,
	layers: null,
	report: null,
	state: null,
	changed: [],
	now: material.now,
};

const { layers, walk } = material;
if ( ! layers || ! walk || ! walk.live ) {
	throw new Error( 'The material of these tests is whole.' );
}
const { live } = walk;

const found = ( finding: Partial< Finding > ): Material => ( {
	...material,
	layers: { ...layers, finding: { ...layers.finding, ...finding } },
} );

describe( 'a ticket for the host of a shop whose PHP is killed', () => {
	it( 'reads so', () => {
		expect( ticketMarkdown( ticketOf( material, makerOf ) ) )
			.toMatchInlineSnapshot( `
		"# example.org: 502 Bad Gateway, since 2026-05-03 14:02:07 UTC

		For the host of the site. Written by Culprit 0.1.0 on 2026-05-03 14:09:07 UTC. All times are UTC.

		## What we ask

		- Please look up what ended the PHP process at the seconds below, and tell us the signal and the reason: a crash of PHP, a time limit or too little memory.

		## What is wrong

		- PHP is stopped from outside about five seconds after the page was asked for.
		- Likely: all that was seen fits, but it was not seen directly.
		- Site: example.org
		- Request: \`GET https://example.org/shop/checkout/\`
		- Server: \`203.0.113.9\`
		- Failed: 3 of 4 requests
		- First seen: 2026-05-03 14:02:07 UTC
		- Last seen: 2026-05-03 14:02:28 UTC
		- Found in: php (died)

		## Requests

		- 2026-05-03 14:02:07 UTC: 502 Bad Gateway, 157 bytes, 5032 ms, made by nginx, came through Cloudflare (from a browser, as a visitor), \`cf-ray 8f1c2d3e4b5a6780-AMS\`
		- 2026-05-03 14:02:14 UTC: 502 Bad Gateway, 157 bytes, 5032 ms, made by nginx, came through Cloudflare (from a browser, as a visitor), \`cf-ray 8f1c2d3e4b5a6781-AMS\`
		- 2026-05-03 14:02:21 UTC: 200 OK, 65210 bytes, 412 ms, made by the site, came through Cloudflare (from a browser, as a visitor), \`cf-ray 8f1c2d3e4b5a6782-AMS\`
		- 2026-05-03 14:02:28 UTC: 502 Bad Gateway, 157 bytes, 5032 ms, made by nginx, came through Cloudflare (from a browser, as a visitor), \`cf-ray 8f1c2d3e4b5a6783-AMS\`

		## Where to look

		- At: 2026-05-03 14:02:07 UTC; 2026-05-03 14:02:14 UTC; 2026-05-03 14:02:28 UTC
		- In the log of PHP-FPM: \`exited on signal\` (a process was killed; 11 is a crash, 9 mostly too little memory, 15 a time limit)
		- In the log of PHP-FPM: \`execution timed out\` (request_terminate_timeout was reached)
		- In the error log of nginx: \`recv() failed (104: Connection reset by peer)\` (PHP went away before it had answered)
		- In the error log of nginx: \`upstream prematurely closed\` (PHP closed the connection without an answer)
		- In the log of the kernel (dmesg, journal): \`Out of memory: Killed process\` (the machine or the account had no memory left)
		- In the log of the kernel (dmesg, journal): \`segfault at\` (PHP itself crashed)

		## What was tried

		- The page under an address that no cache has seen: 502 Bad Gateway, 157 bytes, 5032 ms; made by nginx
		- A file that the web server sends without PHP: 200 OK, 43 bytes, 21 ms; made by the site
		- A file that PHP answers without WordPress: 200 OK, 7 bytes, 30 ms; made by the site
		- The page as the server itself gets it, past anything before it: 502 Bad Gateway, 157 bytes, 5032 ms; made by nginx
		- The page with all as it is, watched from inside PHP: PHP was stopped from outside after WordPress reached the stage wp_footer.
		- WordPress without plugins and with a default theme: The page is complete.

		## What changed before

		- Beacon Shop was updated from 9.0 to 9.1.0.4 on 3 May, 13:40 UTC, by itself.
		- \\[name\\] (\\[e-mail\\]) changed wp-content/mu-plugins/cache.php on 2 May, 09:12 UTC.

		## What the site runs on

		- WordPress: 6.8.3
		- PHP: 8.2.29 (fpm-fcgi)
		- Web server: nginx/1.22.1
		- Database: MariaDB 10.11.6-MariaDB-0+deb12u1
		- memory_limit: 256 MB
		- max_execution_time: 30 s
		- PHP-FPM: dynamic, 2 of 5 processes busy (5 at most), requests waiting: 0 (7 at most), limit of processes reached: 3, slow requests: 1
		- OPcache JIT: on
		- Object cache: persistent
		- Disks: uploads: 3.0 GB free
		- Must-use plugins: 0-culprit-guard.php
		- Drop-ins: object-cache.php
		- Page caches: Example Cache
		- Theme: Harbour Child 1.0 (harbour-child), child of Harbour 3.0 (harbour)

		## Plugins that are on

		- Acme Forms 2.1.3 \`acme-forms/acme-forms.php\`
		- Beacon Shop 9.1.0.4 \`beacon-shop/beacon-shop.php\`
		- Culprit 0.1.0 \`culprit/plugin.php\`

		## Plugins that are off

		- Old Slider 1.0.2 \`old-slider/old-slider.php\`

		## What is left out

		- Taken out of this text: e-mail addresses; names of users; full paths on the server, told relative to WordPress where that can be. Words in square brackets stand in their place.
		- Cookies, headers of requests and the contents of pages are never in it.
		"
	` );
	} );
} );

describe( 'a ticket', () => {
	it( 'goes to who can mend it, or to whom it is meant for', () => {
		const to = ( given: Material ) => ticketOf( given, makerOf ).to;
		expect( to( found( { for: 'edge' } ) ) ).toBe( 'edge' );
		expect( to( { ...found( { for: 'admin' } ), report } ) ).toBe(
			'author'
		);
		expect( to( found( { for: 'nobody' } ) ) ).toBe( 'host' );
		expect( to( { ...material, to: 'author' } ) ).toBe( 'author' );
	} );

	it( 'names the service before the site and asks it for the requests by their numbers', () => {
		const ticket = ticketOf( { ...material, to: 'edge' }, makerOf );
		expect( ticket.addressee ).toBe( 'Cloudflare' );
		expect( ticket.asked ).toContain( 'by their numbers' );
		expect( ticket.attempts[ 1 ]?.ids ).toEqual( [
			'cf-ray 8f1c2d3e4b5a6781-AMS',
		] );
		expect( ticket.logs ).toEqual( [] );
	} );

	it( 'tells an author what was proved, and not where the site is hosted', () => {
		const ticket = ticketOf(
			{ ...material, layers: null, report, to: 'author' },
			makerOf
		);
		expect( ticket.subject ).toBe( 'Acme Forms 2.1.3: 502 Bad Gateway' );
		expect( ticket.server ).toBeNull();
		expect( ticket.plugins.map( ( { name } ) => name ) ).toEqual( [
			'Acme Forms',
			'Beacon Shop',
			'Culprit',
		] );
		expect( ticket.tried.slice( -3 ) ).toEqual( [
			{
				what: 'The page without Acme Forms 2.1.3; 1 other plugin; theme harbour-child',
				result: 'the page works',
			},
			{
				what: 'The page with Acme Forms 2.1.3; no other plugin; a minimal theme',
				result: 'the page fails',
			},
			{
				what: 'The page without Acme Forms 2.1.3; 1 other plugin; theme harbour-child',
				result: 'the page works',
			},
		] );
		expect( ticket.verdict.confidence ).toMatch( /^Proved:/ );
	} );

	it( 'says how sure a fault that comes and goes is', () => {
		const { confidence } = ticketOf(
			{
				...NOTHING,
				report: {
					...report,
					chance: {
						failed: 9,
						loads: 30,
						p_value: 0.00002,
						missed: 0.1,
					},
				},
			},
			makerOf
		).verdict;
		expect( confidence ).toContain( '9 of 30 loads' );
		expect( confidence ).toContain( '0.000020' );
	} );

	it( 'can be made of nothing at all', () => {
		const ticket = ticketOf( NOTHING, makerOf );
		expect( ticket.verdict.layer ).toBe( 'unknown' );
		expect( ticketText( ticket ) ).toContain( 'WordPress: a question' );
		expect( JSON.parse( JSON.stringify( ticket ) ) ).toEqual( ticket );
	} );

	it( 'says of a private address of the server nothing but that it was taken out', () => {
		const { facts } = walk;
		const ticket = ticketOf(
			{
				...material,
				walk: {
					...walk,
					refused: {
						code: 'x',
						sentence: 'No answer from 10.1.2.3:443.',
						status: null,
					},
					facts: facts && {
						...facts,
						addresses: { ...facts.addresses, server: '10.1.2.3' },
					},
				},
			},
			makerOf
		);
		expect( ticket.server ).toBeNull();
		expect( ticketText( ticket ) ).not.toContain( '10.1.2.3' );
		expect( ticket.leftOut[ 0 ] ).toContain( 'IP addresses' );
	} );

	it( 'asks and names lines in the same words, whoever uses the site', () => {
		const { state } = material;
		const ticket = ticketOf(
			{
				...material,
				state: state && { ...state, user: { id: 1, name: 'Signal' } },
			},
			makerOf
		);
		expect( ticket.logs[ 0 ]?.lines[ 0 ]?.text ).toBe( 'exited on signal' );
		expect( ticket.asked ).toContain( 'tell us the signal' );
	} );

	it( 'counts as failed what had no answer, an error of the server, or nothing in it', () => {
		const ticket = ticketOf(
			{
				...material,
				walk: {
					...walk,
					tries: [
						visit( {
							status: null,
							networkError: 'name',
							bytes: 0,
						} ),
						visit( { status: 500 } ),
						visit( { status: 200, bytes: 0 } ),
						visit( { status: 404 } ),
						visit( { status: 200 } ),
					],
				},
			},
			makerOf
		);
		expect( ticket.failed ).toEqual( { count: 3, of: 5 } );
		expect( ticket.attempts[ 0 ] ).toMatchObject( {
			answer: 'no answer: the name of the site leads nowhere',
			madeBy: 'nobody',
		} );
	} );
} );

describe( 'the lines to look for', () => {
	const linesOf = ( given: Material ) =>
		ticketOf( given, makerOf ).logs.flatMap( ( { lines } ) =>
			lines.map( ( { text } ) => text )
		);
	const withStatus = ( status: number | null ): Material => ( {
		...material,
		layers: null,
		walk: { ...walk, live: null, tries: [ visit( { status } ) ] },
	} );
	const withSignature = (
		kind: 'fatal' | 'headers' | 'database' | 'blank',
		sentence: string
	): Material => ( {
		...material,
		walk: {
			...walk,
			live: {
				...live,
				verdict: {
					...live.verdict,
					signature: { key: kind, kind, sentence, file: null },
				},
			},
		},
	} );

	it.each( [
		[ 'a crash', material, 'exited on signal' ],
		[
			'a fatal error',
			withSignature( 'fatal', 'Uncaught Error' ),
			'PHP Fatal error:',
		],
		[
			'too little memory',
			withSignature(
				'fatal',
				'Allowed memory size of 1 bytes exhausted'
			),
			'Allowed memory size of',
		],
		[
			'too little time',
			withSignature( 'fatal', 'Maximum execution time of 30 seconds' ),
			'Maximum execution time of',
		],
		[
			'headers that are too large',
			withSignature( 'headers', '' ),
			'upstream sent too big header while reading response header from upstream',
		],
		[
			'a database that does not answer',
			withSignature( 'database', '' ),
			'Too many connections',
		],
		[
			'no free worker',
			found( { code: 'no-free-worker' } ),
			'server reached pm.max_children',
		],
		[
			'PHP that does not run',
			found( { code: 'php-down' } ),
			'connect() failed (111: Connection refused)',
		],
		[
			'a full disk',
			found( { code: 'disk-full' } ),
			'No space left on device',
		],
		[ 'a 504', withStatus( 504 ), 'executing too slow' ],
		[
			'a 502 of which nothing else is known',
			withStatus( 502 ),
			'upstream sent too big header while reading response header from upstream',
		],
		[
			'no answer',
			withStatus( null ),
			'the request itself, by its time and address',
		],
	] )( 'of %s are among them', ( _, given, line ) => {
		expect( linesOf( given ) ).toContain( line );
	} );

	it( 'are those of the web server that the site has', () => {
		expect( linesOf( material ).join() ).not.toContain( 'AH0' );
		const { state } = material;
		const apache = linesOf( {
			...material,
			state: state && {
				...state,
				environment: { ...state.environment, server: 'Apache/2.4.62' },
			},
			walk: {
				...walk,
				tries: [ visit( { status: 503, headers: {} } ) ],
				origin: null,
			},
		} ).join();
		expect( apache ).toContain( 'AH01067' );
		expect( apache ).not.toContain( 'recv()' );
	} );

	it.each( KINDS )(
		'of the kind %s, and what is asked, come through as they are',
		( kind ) => {
			const known = {
				hosts: [],
				address: null,
				users: [],
				versions: [],
				ids: [],
				pages: [],
			};
			const texts = [
				...LOG_LINES[ kind ].flatMap( ( { text, means } ) => [
					text,
					means,
				] ),
				...TO.map( ( to ) => askOf( to, kind ) ),
			];
			expect( texts.length ).toBeGreaterThan( TO.length );
			for ( const text of texts ) {
				expect( redact( text, known ) ).toEqual( {
					text,
					leftOut: [],
				} );
			}
		}
	);
} );

/** Words that code decides by, and what is public by its nature. */
const FIXED =
	/^(?:target|from|as|networkError|kind|layer|code|state|certainty|for|outcome|reason|route|marker|place|to)$/;
const VERSION = /^(?:version|update|newest|wordpress|php|expected|server)$/;

/** All texts of some data that a hostile site could choose, by their way through it. */
function waysIn( value: unknown, way: string[] = [] ): string[][] {
	if ( typeof value === 'string' ) {
		return FIXED.test( way.at( -1 ) ?? '' ) ? [] : [ way ];
	}
	return value !== null && typeof value === 'object'
		? Object.entries( value ).flatMap( ( [ key, inner ] ) =>
				waysIn( inner, [ ...way, key ] )
			)
		: [];
}

function put( value: unknown, way: string[], text: string ): unknown {
	const [ key, ...rest ] = way;
	if ( key === undefined ) {
		return text;
	}
	const copy: Record< string, unknown > | unknown[] = Array.isArray( value )
		? [ ...value ]
		: { ...( value as object ) };
	const inner = ( value as Record< string, unknown > )[ key ];
	( copy as Record< string, unknown > )[ key ] = put( inner, rest, text );
	return copy;
}

describe( 'a secret planted in any text of what a ticket is made of', () => {
	const whole: Material = { ...material, report };
	const ways = waysIn( whole );

	it( 'comes out in none of the three formats', () => {
		expect( ways.length ).toBeGreaterThan( 100 );
		fc.assert(
			fc.property(
				planted,
				fc.constantFrom( ...ways ),
				fc.constantFrom( ...TO ),
				( { text, secret, kind }, way, to ) => {
					const key = way.at( -1 ) ?? '';
					// A version, a public address of the server, a request's number and a page's path may be told.
					fc.pre(
						! ( kind === 'address' && VERSION.test( key ) ) &&
							! ( kind === 'key' && key === 'cf-ray' ) &&
							! (
								kind === 'name' &&
								( way.includes( 'user' ) ||
									secret.startsWith( 'Zq' ) )
							) &&
							! (
								kind === 'path' &&
								/^(?:url|home|site)$/.test( key )
							)
					);
					const ticket = ticketOf(
						{ ...( put( whole, way, text ) as Material ), to },
						makerOf
					);
					expect( JSON.stringify( ticket ) ).not.toContain(
						JSON.stringify( secret ).slice( 1, -1 )
					);
					expect( ticketMarkdown( ticket ) ).not.toContain( secret );
					expect( ticketText( ticket ) ).not.toContain( secret );
				}
			),
			runs( 81, 1000 )
		);
	} );
} );

describe( 'Markdown', () => {
	it( 'takes no name for a mark, a link or HTML', () => {
		const { state } = material;
		const [ first, ...others ] = state?.plugins ?? [];
		if ( ! state || ! first ) {
			throw new Error( 'The site has plugins.' );
		}
		const markdown = ticketMarkdown(
			ticketOf(
				{
					...material,
					changed: [ '# Not a heading', '1. not a list' ],
					state: {
						...state,
						plugins: [
							...others,
							{
								...first,
								name: '<img src=x> [a](http://x.example) `b` *c* _d_\n## e',
								id: 'a`b/c.php',
							},
						],
					},
				},
				makerOf
			)
		);
		expect( markdown ).toContain( '- \\# Not a heading' );
		expect( markdown ).toContain( '- 1\\. not a list' );
		expect( markdown ).toContain(
			"- \\<img src=x\\> \\[a\\](http://x.example) \\`b\\` \\*c\\* \\_d\\_ ## e 1.0.2 `a'b/c.php`"
		);
	} );
} );
