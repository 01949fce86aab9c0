/**
 * What the command says and exits with when a site does not let it in, against local servers that stand in for one.
 */
import {
	json,
	listen,
	refuse,
	type Handler,
	type Server,
} from '../../site/test/support/server';
import { culprit } from './support/terminal';

let site: Server | undefined;

afterEach( async () => {
	await site?.close();
	site = undefined;
} );

const isolate = ( url: string, more: object = {} ) =>
	culprit(
		[
			'isolate',
			url,
			'--user',
			'admin',
			'--password',
			'top secret',
			'--json',
		],
		more
	);

const page =
	( status: number, headers = {} ): Handler =>
	( _received, response ) => {
		response.writeHead( status, {
			'Content-Type': 'text/html',
			...headers,
		} );
		response.end( `<!doctype html><title>${ status }</title>` );
	};

/** Breaks down as this does, but for the page that loads no plugins. */
const withPlugins =
	( handler: Handler ): Handler =>
	( received, response ) =>
		received.url.endsWith( '/wp-admin/install.php' )
			? void response.end( 'Already installed' )
			: handler( received, response );

const refusing =
	( status: number, code: string ): Handler =>
	( _received, response ) =>
		refuse( response, status, code, 'Sorry, no.' );

/** Treats every call as anonymous, and describes itself like this. */
const anonymous =
	( authentication: unknown ): Handler =>
	( { url }, response ) =>
		url.endsWith( 'rest_route=/' )
			? json( response, { name: 'Site', authentication } )
			: refuse( response, 401, 'rest_forbidden', 'Sorry, no.' );

describe( 'a site that answers', () => {
	it.each< [ string, Handler, number, RegExp ] >( [
		[
			'with a wrong password',
			refusing( 401, 'incorrect_password' ),
			77,
			/application password/,
		],
		[
			'with an unknown user',
			refusing( 401, 'invalid_username' ),
			77,
			/user name/,
		],
		[
			'to a user who is no admin',
			refusing( 403, 'rest_forbidden' ),
			77,
			/no administrator/,
		],
		[
			'without Culprit',
			refusing( 404, 'rest_no_route' ),
			77,
			/not installed or not active/,
		],
		[
			'with application passwords off for this user',
			refusing( 401, 'application_passwords_disabled_for_user' ),
			77,
			/Switch application passwords on/,
		],
		[
			'with application passwords off',
			anonymous( {} ),
			77,
			/switched off on this site/,
		],
		[
			'with them off, as PHP writes it',
			anonymous( [] ),
			77,
			/switched off on this site/,
		],
		[
			'without looking at the password',
			anonymous( { 'application-passwords': {} } ),
			77,
			/Authorization header/,
		],
		[
			'by asking for a password of the server',
			page( 401, { 'WWW-Authenticate': 'Basic realm="staging"' } ),
			77,
			/web server asks for a user name/,
		],
		[ 'with a firewall', page( 403 ), 77, /403 Forbidden/ ],
		[
			'with its own 500',
			withPlugins( page( 500 ) ),
			77,
			/answered Culprit's own call with 500 Internal Server Error.*guard is not installed/,
		],
		[
			'with a gateway’s 502',
			withPlugins( page( 502 ) ),
			77,
			/502 Bad Gateway.*password was not accepted/,
		],
		[
			'with a gateway that gave up on PHP',
			withPlugins( page( 504 ) ),
			69,
			/504 Gateway Timeout.*workers of the server may be busy/,
		],
		[
			"with WordPress's words for a fatal error",
			withPlugins( refusing( 500, 'internal_server_error' ) ),
			77,
			/500 Internal Server Error.*guard/,
		],
		[
			'with a blank page',
			withPlugins( ( _received, response ) => void response.end() ),
			77,
			/a blank page.*guard/,
		],
		[
			'with 500 before any plugin is loaded',
			page( 500 ),
			69,
			/before a plugin of this site is loaded.*drop-in/,
		],
		[
			'with blank pages only',
			( _received, response ) => void response.end(),
			69,
			/before a plugin of this site is loaded/,
		],
		[
			'with a page that is no WordPress',
			page( 404 ),
			69,
			/404 Not Found/,
		],
		[ 'with an ordinary page', page( 200 ), 69, /ordinary page/ ],
		[
			'by cutting the connection',
			( _received, response ) => void response.destroy(),
			69,
			/cut/,
		],
	] )( '%s', async ( _name, handler, code, sentence ) => {
		site = await listen( handler );
		const printed = await isolate( site.url );
		expect( printed.stderr ).toMatch( sentence );
		expect( printed.code ).toBe( code );
		expect( printed.stdout ).toBe( '' );
		expect( printed.stderr ).not.toMatch( /secret|undefined|null/ );
	} );
} );

describe( 'a site that does not', () => {
	const failing = ( code: string ) => ( {
		fetch: () =>
			Promise.reject(
				Object.assign( new TypeError( 'fetch failed' ), {
					cause: { code },
				} )
			),
	} );

	it.each( [
		[ 'has no name', 'ENOTFOUND', /DNS/ ],
		[ 'has a certificate that expired', 'CERT_HAS_EXPIRED', /TLS/ ],
		[ 'takes too long', 'UND_ERR_CONNECT_TIMEOUT', /time limit/ ],
	] )( '%s', async ( _name, cause, sentence ) => {
		const printed = await isolate(
			'https://example.com',
			failing( cause )
		);
		expect( printed.code ).toBe( 69 );
		expect( printed.stderr ).toMatch( sentence );
	} );

	it( 'has nobody listening', async () => {
		const closed = await listen( () => undefined );
		await closed.close();
		const printed = await isolate( closed.url );
		expect( printed.code ).toBe( 69 );
		expect( printed.stderr ).toMatch( /refused the connection/ );
	} );
} );
