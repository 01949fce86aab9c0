/**
 * The prober against a local server that stands in for a site.
 */
import { asked, front, probing, stopAll } from './support/probing';
import { report } from './support/samples';

afterEach( stopAll );

describe( 'a probe that comes back whole', () => {
	it( 'is observed with the report from its trailer, which counts neither as size nor as content', async () => {
		const { site, observe, calls } = await probing();
		const observation = await observe();
		expect( observation ).toMatchObject( {
			probe: site.minted[ 0 ]?.id,
			route: 'node',
			url: `${ site.url }/`,
			status: 200,
			bytes: '<html>Hello</html>'.length,
			excerpt: '<html>Hello</html>',
			redirects: [],
			networkError: null,
			marker: 'ours',
			truncated: false,
			record: null,
		} );
		expect( observation.report ).toEqual(
			report( { probe: site.minted[ 0 ]?.id as string } )
		);
		expect( observation.headers ).toMatchObject( {
			'content-type': 'text/html',
		} );
		expect( observation.headers ).not.toHaveProperty( 'x-culprit-marker' );
		expect( calls( /probes\// ) ).toEqual( [] );
	} );

	it( 'carries the token, and nobody’s password or cookie', async () => {
		const { site, observe } = await probing(
			{},
			{ userAgent: 'Culprit/test' }
		);
		await observe();
		const [ page ] = site.pages();
		expect( page?.headers ).toMatchObject( {
			'x-culprit-probe': 'token-1',
			'user-agent': 'Culprit/test',
		} );
		expect( page?.headers ).not.toHaveProperty( 'authorization' );
		expect( page?.headers ).not.toHaveProperty( 'cookie' );
	} );

	it( 'is minted for its run, its page and its user', async () => {
		const { observe, calls } = await probing(
			{},
			{ run: 'd'.repeat( 32 ) }
		);
		await observe( { path: '/shop/', asUser: true } );
		expect( JSON.parse( calls( /probes$/ )[ 0 ]?.body ?? '' ) ).toEqual( {
			probes: [ { ...asked, page: '/shop/', as_user: true } ],
			run: 'd'.repeat( 32 ),
		} );
	} );

	it( 'shows a text that stands far down in the page', async () => {
		const html = `<html>${ 'x'.repeat( 9000 ) }Add to cart</html>`;
		const { observe } = await probing(
			{ page: ( { answer } ) => answer( html ) },
			{ text: 'Add to cart' }
		);
		const { excerpt } = await observe();
		expect( excerpt ).toContain( 'Add to cart' );
		expect( excerpt.length ).toBeLessThan( 3000 );
	} );
} );

describe( 'a probe without a trailer', () => {
	it( 'is completed from the record', async () => {
		const { observe } = await probing( {
			page: ( { probe, response } ) => {
				if ( probe ) {
					probe.record = {
						...probe.record,
						ended: true,
						report: report( { probe: probe.id, status: 204 } ),
					};
				}
				response.end( '{}' );
			},
		} );
		const observation = await observe();
		expect( observation.marker ).toBe( 'absent' );
		expect( observation.report?.status ).toBe( 204 );
		expect( observation.record ).toMatchObject( { claimed: true } );
	} );

	it( 'is looked up again when it may still be writing', async () => {
		const { observe, calls } = await probing( {
			page: ( { probe, response } ) => {
				response.end();
				setTimeout( () => {
					if ( probe ) {
						probe.record = {
							...probe.record,
							ended: true,
							report: report( { probe: probe.id } ),
						};
					}
				}, 100 );
			},
		} );
		const observation = await observe();
		expect( observation.report ).not.toBeNull();
		// Not again once it has ended.
		const looks = calls( /probes\// ).length;
		expect( looks ).toBeGreaterThan( 1 );
		expect( looks ).toBeLessThan( 4 );
	} );

	it( 'that PHP did not survive keeps what was loading', async () => {
		const { observe } = await probing( {
			page: ( { probe, response } ) => {
				if ( probe ) {
					probe.record = {
						...probe.record,
						loaded: [ 'a.php' ],
						loading: 'b.php',
						milestone: 'plugins',
					};
				}
				response.writeHead( 502 );
				response.end( '<html>502</html>' );
			},
		} );
		expect( await observe() ).toMatchObject( {
			status: 502,
			marker: 'absent',
			report: null,
			record: {
				claimed: true,
				age: 0,
				readable: true,
				ended: false,
				loaded: [ 'a.php' ],
				loading: 'b.php',
				milestone: 'plugins',
			},
		} );
	} );

	it( 'still counts as ours by its marker', async () => {
		const { observe } = await probing( {
			page: ( { probe, response } ) => {
				response.setHeader( 'X-Culprit-Marker', probe?.marker ?? '' );
				response.end( '<html>' );
			},
		} );
		expect( ( await observe() ).marker ).toBe( 'ours' );
	} );

	it( 'is foreign with the marker of another probe', async () => {
		const { observe } = await probing( {
			page: ( { response } ) => {
				response.setHeader( 'X-Culprit-Marker', 'e'.repeat( 32 ) );
				response.end( '<html>' );
			},
		} );
		expect( ( await observe() ).marker ).toBe( 'foreign' );
	} );
} );

describe( 'a probe that breaks off', () => {
	it( 'is truncated when the connection is cut after output began', async () => {
		const { observe } = await probing( {
			page: ( { probe, response } ) => {
				response.setHeader( 'X-Culprit-Marker', probe?.marker ?? '' );
				response.write( '<html>' );
				setTimeout( () => response.destroy(), 30 );
			},
		} );
		expect( await observe() ).toMatchObject( {
			status: 200,
			bytes: 6,
			truncated: true,
			networkError: null,
			marker: 'ours',
			record: { claimed: true, ended: false },
		} );
	} );

	it( 'is unreachable when the connection is cut before an answer', async () => {
		const { observe } = await probing( {
			page: ( { response } ) => void response.destroy(),
		} );
		expect( await observe() ).toMatchObject( {
			status: null,
			networkError: 'unreachable',
			record: { claimed: true },
		} );
	} );

	it( 'is late when nothing comes within the time limit', async () => {
		const { observe } = await probing(
			{ page: () => undefined },
			{ timeoutMilliseconds: 80 }
		);
		const observation = await observe();
		expect( observation ).toMatchObject( {
			status: null,
			networkError: 'timeout',
			record: { claimed: true },
		} );
		expect( observation.milliseconds ).toBeGreaterThanOrEqual( 75 );
	} );

	it( 'is late, too, when only its beginning comes in time', async () => {
		const { observe } = await probing(
			{ page: ( { response } ) => void response.write( '<html>' ) },
			{ timeoutMilliseconds: 80 }
		);
		expect( await observe() ).toMatchObject( {
			status: 200,
			networkError: 'timeout',
			truncated: true,
		} );
	} );

	it( 'is aborted when its caller stops it', async () => {
		const stopping = new AbortController();
		const { observe } = await probing( {
			page: () => void setTimeout( () => stopping.abort(), 20 ),
		} );
		expect( await observe( front, stopping.signal ) ).toMatchObject( {
			networkError: 'aborted',
			status: null,
			record: null,
		} );
	} );

	it( 'is aborted without a probe when its caller stopped before', async () => {
		const { site, observe } = await probing();
		expect( await observe( front, AbortSignal.abort() ) ).toMatchObject( {
			networkError: 'aborted',
			probe: null,
		} );
		expect( site.pages() ).toEqual( [] );
	} );

	it( 'is an error when Culprit itself cannot be asked', async () => {
		const { prober } = await probing( {
			before: ( { url }, response ) => {
				const own = url.endsWith( '/probes' );
				if ( own ) {
					response.writeHead( 502 );
					response.end( '<html>' );
				}
				return own;
			},
		} );
		expect( await prober.probe( asked, front ) ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_server_error', status: 502 },
		} );
	} );
} );
