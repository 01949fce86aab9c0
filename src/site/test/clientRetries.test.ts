/**
 * The second tries of the client, against local servers that stand in for a site.
 */
import { clientOf, COOKIE, received, stopServer } from './support/clientOf';
import { state } from './support/samples';
import { json, refuse } from './support/server';

afterEach( stopServer );

describe( 'second tries', () => {
	it( 'renews a stale nonce under the pass and keeps it', async () => {
		const client = await clientOf(
			( { url, headers }, response ) => {
				if ( url.startsWith( '/ajax' ) ) {
					response.end( 'bbbbbbbbbb\n' );
				} else if ( headers[ 'x-wp-nonce' ] === 'bbbbbbbbbb' ) {
					json( response, state() );
				} else {
					refuse( response, 403, 'rest_cookie_invalid_nonce' );
				}
			},
			{ credentials: COOKIE }
		);

		expect( ( await client.state() ).ok ).toBe( true );
		expect( ( await client.state() ).ok ).toBe( true );

		const renewals = received().filter( ( { url } ) =>
			url.startsWith( '/ajax' )
		);
		expect( renewals ).toHaveLength( 1 );
		expect( renewals[ 0 ]?.url ).toBe( '/ajax?action=rest-nonce' );
		expect( renewals[ 0 ]?.headers[ 'x-culprit-pass' ] ).toBe( '1.pass' );
	} );

	it( 'gives up after one new nonce', async () => {
		const client = await clientOf(
			( { url }, response ) => {
				if ( url.startsWith( '/ajax' ) ) {
					response.end( 'bbbbbbbbbb' );
				} else {
					refuse( response, 403, 'rest_cookie_invalid_nonce' );
				}
			},
			{ credentials: COOKIE }
		);
		const answer = await client.state();
		expect( answer ).toMatchObject( {
			ok: false,
			error: { code: 'rest_cookie_invalid_nonce', status: 403 },
		} );
		expect( received() ).toHaveLength( 3 );
	} );

	it( 'takes no page for a nonce', async () => {
		const client = await clientOf(
			( { url }, response ) => {
				if ( url.startsWith( '/ajax' ) ) {
					response.end( '<html>0000000000</html>' );
				} else {
					refuse( response, 403, 'rest_cookie_invalid_nonce' );
				}
			},
			{ credentials: COOKIE }
		);
		await client.state();
		expect( received() ).toHaveLength( 2 );
	} );

	it( 'tries a bare call that met a 401 once more without the pass', async () => {
		const client = await clientOf( ( { headers }, response ) =>
			headers[ 'x-culprit-pass' ]
				? refuse( response, 401, 'rest_forbidden' )
				: json( response, state() )
		);
		expect( ( await client.state() ).ok ).toBe( true );
		expect( received() ).toHaveLength( 2 );
	} );

	it( 'does not try a full call again', async () => {
		const client = await clientOf( ( _received, response ) =>
			refuse( response, 401, 'incorrect_password' )
		);
		expect( await client.state( 'full' ) ).toMatchObject( {
			error: { code: 'incorrect_password' },
		} );
		expect( received() ).toHaveLength( 1 );
	} );

	it( "does not send the password again to a server's own password prompt", async () => {
		const client = await clientOf( ( _received, response ) => {
			response.writeHead( 401, {
				'WWW-Authenticate': 'Basic realm="x"',
			} );
			response.end( '<html>401</html>' );
		} );
		expect( await client.state() ).toMatchObject( {
			error: { code: 'culprit_basic_auth' },
		} );
		expect( received() ).toHaveLength( 1 );
	} );

	it( 'shows other refusals as they are', async () => {
		const client = await clientOf( ( _received, response ) =>
			refuse(
				response,
				403,
				'culprit_pass_other_user',
				'This pass was issued to somebody else. Reload the page to get one of your own.'
			)
		);
		expect( await client.state() ).toEqual( {
			ok: false,
			error: {
				code: 'culprit_pass_other_user',
				sentence: 'This pass was issued to somebody else.',
				advice: 'Reload the page to get one of your own.',
				status: 403,
			},
		} );
		expect( received() ).toHaveLength( 1 );
	} );
} );
