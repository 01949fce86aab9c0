/**
 * Finding a site, against local servers that stand in for it.
 */
import { discover, nextSite } from '../discover';
import { state } from '../../site/test/support/samples';
import {
	json,
	listen,
	type Handler,
	type Server,
} from '../../site/test/support/server';

const servers: Server[] = [];

afterEach( async () => {
	await Promise.all( servers.splice( 0 ).map( ( one ) => one.close() ) );
} );

const serve = async ( handler: Handler ) => {
	const server = await listen( handler );
	servers.push( server );
	return server;
};

const login = { user: 'admin', password: 'secret' };
const io = {
	fetch: ( ...given: Parameters< typeof fetch > ) => fetch( ...given ),
};

describe( 'where a redirect may lead', () => {
	const from = ( site: string, location: string ) => {
		const next = nextSite( site, location );
		return next.ok ? next.value : next.error.advice;
	};

	it.each( [
		[
			'http://example.com/index.php',
			'https://example.com/index.php?rest_route=/culprit/v1/state',
			'https://example.com/index.php',
		],
		[
			'https://example.com/index.php',
			'https://www.example.com/?rest_route=%2Fculprit%2Fv1%2Fstate',
			'https://www.example.com/',
		],
		[
			'http://www.example.com/index.php',
			'https://example.com/',
			'https://example.com/index.php',
		],
		[
			'https://example.com/index.php',
			'/wp/index.php?rest_route=/culprit/v1/state',
			'https://example.com/wp/index.php',
		],
		[
			'http://example.com:8080/index.php',
			'http://example.com:8080/blog/',
			'http://example.com:8080/blog/index.php',
		],
	] )( 'from %s to %s', ( site, location, next ) => {
		expect( from( site, location ) ).toBe( next );
	} );

	it.each( [
		[
			'another host',
			'https://evil.example/?rest_route=/',
			'https://evil.example',
		],
		[
			'a part of the host',
			'https://shop.example.com/',
			'https://shop.example.com',
		],
		[
			'a host that only looks like it',
			'https://wwwexample.com/',
			'https://wwwexample.com',
		],
		[ 'a plain connection', 'http://example.com/', 'http://example.com' ],
		[
			'another port',
			'https://example.com:8443/a/',
			'https://example.com:8443/a',
		],
	] )( 'not to %s', ( _name, location, address ) => {
		expect( from( 'https://example.com/index.php', location ) ).toBe(
			`If that is the same site, give this address: ${ address }`
		);
	} );
} );

describe( 'discover', () => {
	it( 'asks index.php, signed', async () => {
		const site = await serve( ( _received, response ) =>
			json( response, state() )
		);
		const found = await discover(
			{ url: `${ site.url }/blog`, ...login },
			io
		);
		expect( found ).toMatchObject( {
			ok: true,
			value: { site: `${ site.url }/blog/index.php`, state: state() },
		} );
		expect( site.received ).toHaveLength( 1 );
		expect( site.received[ 0 ]?.headers.authorization ).toBeDefined();
	} );

	it( 'goes where the site sends it, on the same host', async () => {
		const site = await serve( ( { url }, response ) => {
			if ( url.startsWith( '/wp/' ) ) {
				json( response, state() );
			} else {
				response.writeHead( 301, { Location: `/wp${ url }` } );
				response.end();
			}
		} );
		expect(
			await discover( { url: site.url, ...login }, io )
		).toMatchObject( {
			ok: true,
			value: { site: `${ site.url }/wp/index.php` },
		} );
	} );

	it( 'keeps the password from another host', async () => {
		const other = await serve( ( _received, response ) =>
			json( response, state() )
		);
		const site = await serve( ( { url }, response ) => {
			response.writeHead( 302, { Location: other.url + url } );
			response.end();
		} );
		expect(
			await discover( { url: site.url, ...login }, io )
		).toMatchObject( {
			ok: false,
			refused: {
				error: {
					code: 'culprit_redirected',
					sentence: `The site sends its visitors on to ${ other.url }, so the application password was not sent.`,
				},
			},
		} );
		expect( other.received ).toEqual( [] );
	} );

	it( 'asks a plain address without the password first', async () => {
		const seen: [ string, boolean ][] = [];
		const found = await discover(
			{ url: 'http://example.com', ...login },
			{
				fetch: async ( url, init ) => {
					const { protocol } = new URL( String( url ) );
					seen.push( [
						protocol,
						new Headers( init?.headers ).has( 'authorization' ),
					] );
					return protocol === 'http:'
						? new Response( null, {
								status: 301,
								headers: {
									Location: String( url ).replace(
										'http:',
										'https:'
									),
								},
							} )
						: Response.json( state() );
				},
			}
		);
		expect( found.ok ).toBe( true );
		expect( seen ).toEqual( [
			[ 'http:', false ],
			[ 'https:', true ],
		] );
	} );

	it.each( [
		[
			'itself',
			'/index.php?rest_route=/culprit/v1/state',
			'culprit_redirected',
		],
		[
			'its login page',
			'/wp-login.php?redirect_to=x',
			'culprit_login_page',
		],
	] )(
		'gives up where a site sends it to %s',
		async ( _name, location, code ) => {
			const site = await serve( ( _received, response ) => {
				response.writeHead( 302, { Location: location } );
				response.end();
			} );
			expect(
				await discover( { url: site.url, ...login }, io )
			).toMatchObject( {
				ok: false,
				refused: { error: { code } },
			} );
			expect( site.received ).toHaveLength( 1 );
		}
	);

	it( 'gives up after five redirects', async () => {
		let number = 0;
		const site = await serve( ( { url }, response ) => {
			response.writeHead( 302, {
				Location: `/${ ++number }/index.php?${ url.split( '?' )[ 1 ] }`,
			} );
			response.end();
		} );
		expect(
			await discover( { url: site.url, ...login }, io )
		).toMatchObject( {
			ok: false,
			refused: { error: { code: 'culprit_redirected' } },
		} );
		expect( site.received ).toHaveLength( 6 );
	} );
} );
