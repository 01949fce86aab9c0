/**
 * The ways a probe can travel, and plain visits, against a local server that stands in for a site.
 */
import { front, probing, stopAll } from './support/probing';
import { report, trailer } from './support/samples';
import { json } from './support/server';
import type { StandInOptions } from './support/standIn';

afterEach( stopAll );

describe( 'in a browser', () => {
	it( 'a redirect that the browser hides is an answer without a status', async () => {
		const hidden = Object.defineProperties( new Response( null ), {
			type: { value: 'opaqueredirect' },
			status: { value: 0 },
		} ) as Response;
		const { observe } = await probing(
			{},
			{
				route: 'browser',
				send: async () => hidden,
			}
		);
		expect( await observe() ).toMatchObject( {
			route: 'browser',
			status: null,
			marker: 'absent',
			networkError: null,
			record: { claimed: false },
		} );
	} );

	it( 'a password of the web server is answered by the browser, with a probe that says so', async () => {
		const seen: ( string | undefined )[] = [];
		const { site, observe } = await probing(
			{
				page: ( { received, answer, response } ) => {
					if ( received.headers.authorization ) {
						answer();
					} else {
						response.writeHead( 401, {
							'WWW-Authenticate': 'Basic realm="staging"',
						} );
						response.end();
					}
				},
			},
			{
				route: 'browser',
				send: ( url, init ) => {
					seen.push( init.credentials );
					const headers = new Headers( init.headers );
					if ( init.credentials === 'same-origin' ) {
						headers.set( 'Authorization', 'Basic YTpi' );
					}
					return fetch( url, { ...init, headers } );
				},
			}
		);
		// The server asks before WordPress does, so nothing is claimed.
		expect( ( await observe() ).marker ).toBe( 'ours' );
		expect( ( await observe() ).marker ).toBe( 'ours' );
		expect( seen ).toEqual( [ 'omit', 'same-origin', 'same-origin' ] );
		expect(
			site.minted.map( ( { wanted } ) => wanted.credentials ?? false )
		).toEqual( [ false, true, true ] );
	} );
} );

describe( 'through the server itself', () => {
	const loopback = ( answer: object ): StandInOptions => ( {
		before: ( { url }, response ) => {
			const own = url.endsWith( '/loopback' );
			if ( own ) {
				json( response, {
					status: 200,
					headers: {},
					head: '',
					tail: '',
					bytes: 0,
					milliseconds: 5,
					error: null,
					...answer,
				} );
			}
			return own;
		},
	} );

	it( 'reads head and tail, and sends nothing to the page', async () => {
		const marker = 'f' + '1'.padStart( 31, '0' );
		const told = report( { probe: '1'.padStart( 32, '0' ) } );
		const end = trailer( marker, told );
		const { site, observe, calls } = await probing(
			loopback( {
				headers: { 'x-culprit-marker': marker, server: 'nginx' },
				head: `<html>Hello</html>${ end }`,
				tail: `lo</html>${ end }`,
				bytes: 18 + end.length,
				milliseconds: 77,
			} ),
			{ route: 'loopback' }
		);
		expect( await observe() ).toMatchObject( {
			route: 'loopback',
			status: 200,
			bytes: 18,
			excerpt: '<html>Hello</html>',
			milliseconds: 77,
			marker: 'ours',
			report: told,
			headers: { server: 'nginx' },
		} );
		expect( site.pages() ).toEqual( [] );
		expect( JSON.parse( calls( /loopback/ )[ 0 ]?.body ?? '' ) ).toEqual( {
			token: 'token-1',
			url: `${ site.url }/?c00000001=0123`,
		} );
	} );

	it.each( [
		[
			'cURL error 28: Operation timed out after 30000 milliseconds',
			'timeout',
			false,
		],
		[ 'cURL error 7: Failed to connect', 'unreachable', false ],
		[
			'cURL error 18: transfer closed with outstanding read data remaining',
			'unreachable',
			true,
		],
	] )( 'understands “%s”', async ( error, networkError, truncated ) => {
		const { observe } = await probing(
			loopback( { status: null, headers: [], error } ),
			{
				route: 'loopback',
			}
		);
		expect( await observe() ).toMatchObject( {
			status: null,
			networkError,
			truncated,
			headers: {},
			record: { claimed: false },
		} );
	} );
} );

describe( 'a visit', () => {
	it( 'brings no token and no argument, and follows redirects', async () => {
		const { site, prober } = await probing( {
			page: ( { received, response } ) => {
				if ( received.url === '/old/' ) {
					response.writeHead( 301, { Location: '/new/' } );
				}
				response.end( '<html>' );
			},
		} );
		const visit = await prober.visit( { path: '/old/', asUser: false } );
		expect( visit ).toMatchObject( {
			ok: true,
			value: { probe: null, status: 200, marker: 'absent', bytes: 6 },
		} );
		expect( site.pages().map( ( { url } ) => url ) ).toEqual( [
			'/old/',
			'/new/',
		] );
		expect( site.pages()[ 0 ]?.headers ).not.toHaveProperty(
			'x-culprit-probe'
		);
		expect( site.minted ).toEqual( [] );
	} );

	it.each( [
		[ 'header', { 'X-Culprit-Marker': 'a'.repeat( 32 ) }, '<html>' ],
		[ 'trailer', {}, `<html>${ trailer( 'a'.repeat( 32 ), {} ) }` ],
	] )( 'sees a kept probe by its %s', async ( _name, headers, html ) => {
		const { prober } = await probing( {
			page: ( { response } ) => {
				response.writeHead( 200, headers );
				response.end( html );
			},
		} );
		expect( await prober.visit( front ) ).toMatchObject( {
			value: { marker: 'foreign' },
		} );
	} );

	it( 'to a site that is away is an observation, too', async () => {
		const { prober } = await probing( {
			page: ( { response } ) => void response.destroy(),
		} );
		expect( await prober.visit( front ) ).toMatchObject( {
			ok: true,
			value: { networkError: 'unreachable', marker: 'absent' },
		} );
	} );
} );
