/**
 * How the client sends its calls, to local servers that stand in for a site.
 */
import { encodeBase64 } from '../base64';
import { clientOf, COOKIE, received, stopServer } from './support/clientOf';
import { configuration, id, state } from './support/samples';
import { json, type Handler } from './support/server';

afterEach( stopServer );

describe( 'how calls are sent', () => {
	const answerState: Handler = ( _received, response ) =>
		json( response, state() );

	it( 'goes to index.php with the route as an argument', async () => {
		const client = await clientOf( answerState );
		const answer = await client.state();
		expect( answer ).toEqual( { ok: true, value: state() } );
		expect( received()[ 0 ]?.url ).toBe(
			'/index.php?rest_route=/culprit/v1/state'
		);
		expect( received()[ 0 ]?.headers.accept ).toBe( 'application/json' );
	} );

	it( 'signs a bare call with an application password in UTF-8', async () => {
		const client = await clientOf( answerState );
		await client.state( 'bare' );
		const headers = received()[ 0 ]?.headers;
		expect( headers?.[ 'x-culprit-pass' ] ).toBe( 'application-password' );
		expect( headers?.authorization ).toBe(
			`Basic ${ Buffer.from( 'jörg:abcd efgh' ).toString( 'base64' ) }`
		);
	} );

	it( 'signs a full call without the pass', async () => {
		const client = await clientOf( answerState );
		await client.state( 'full' );
		const headers = received()[ 0 ]?.headers;
		expect( headers ).not.toHaveProperty( 'x-culprit-pass' );
		expect( headers ).toHaveProperty( 'authorization' );
	} );

	it( 'signs with nonce and pass in a browser, and never with both kinds', async () => {
		const client = await clientOf( answerState, { credentials: COOKIE } );
		await client.state();
		await client.state( 'full' );
		const [ bare, full ] = received();
		expect( bare?.headers ).toMatchObject( {
			'x-wp-nonce': 'aaaaaaaaaa',
			'x-culprit-pass': '1.pass',
		} );
		expect( bare?.headers ).not.toHaveProperty( 'authorization' );
		expect( full?.headers ).toMatchObject( { 'x-wp-nonce': 'aaaaaaaaaa' } );
		expect( full?.headers ).not.toHaveProperty( 'x-culprit-pass' );
	} );

	it( 'sends what the contract says to each route', async () => {
		const client = await clientOf( ( _received, response ) =>
			json( response, {} )
		);
		const wanted = {
			configuration: configuration(),
			page: '/',
			mode: 'guarded',
		} as const;
		await client.mint( { probes: [ wanted ], run: id( 2 ) } );
		await client.record( id( 1 ) );
		await client.loopback( id( 1 ), 'token', 'https://example.com/?c=1' );
		await client.change(
			{ kind: 'deactivate', plugins: [ 'a.php' ] },
			'full'
		);
		await client.undo( 7 );
		await client.purge( 'wp-rocket' );
		await client.purge( 'object-cache', 'bare' );
		await client.clearBrowser();
		await client.healthy( '/shop/?a=1' );
		await client.changed( '/shop/?a=1&b=2' );
		await client.createRun( { input: { a: 1 } } );
		await client.readRun( id( 2 ) );
		await client.appendRun( id( 2 ), {
			expected: 3,
			events: [ { type: 'stopped', data: {} } ],
		} );
		expect(
			received().map( ( { method, url, body, headers } ) => [
				method,
				url.replace( '/index.php?rest_route=/culprit/v1/', '' ),
				body === '' ? null : JSON.parse( body ),
				headers[ 'x-culprit-pass' ] ? 'bare' : 'full',
			] )
		).toEqual( [
			[ 'POST', 'probes', { probes: [ wanted ], run: id( 2 ) }, 'bare' ],
			[ 'GET', `probes/${ id( 1 ) }`, null, 'bare' ],
			[
				'POST',
				`probes/${ id( 1 ) }/loopback`,
				{ token: 'token', url: 'https://example.com/?c=1' },
				'bare',
			],
			[
				'POST',
				'changes',
				{ kind: 'deactivate', plugins: [ 'a.php' ] },
				'full',
			],
			[ 'POST', 'changes/7/undo', null, 'bare' ],
			[ 'POST', 'caches/purge', { id: 'wp-rocket' }, 'full' ],
			[ 'POST', 'caches/purge', { id: 'object-cache' }, 'bare' ],
			[ 'POST', 'caches/browser', null, 'bare' ],
			[ 'POST', 'healthy', { page: '/shop/?a=1' }, 'bare' ],
			[ 'GET', 'changed&page=%2Fshop%2F%3Fa%3D1%26b%3D2', null, 'bare' ],
			[ 'POST', 'runs', { input: { a: 1 } }, 'bare' ],
			[ 'GET', `runs/${ id( 2 ) }`, null, 'bare' ],
			[
				'POST',
				`runs/${ id( 2 ) }/events`,
				{ expected: 3, events: [ { type: 'stopped', data: {} } ] },
				'bare',
			],
		] );
	} );

	it( 'keeps an id from leaving its route', async () => {
		const client = await clientOf( answerState );
		await client.readRun( '../state&x=1' );
		expect( received()[ 0 ]?.url ).toBe(
			'/index.php?rest_route=/culprit/v1/runs/..%2Fstate%26x%3D1'
		);
	} );
} );

it( 'writes base64 of any text', () => {
	expect( encodeBase64( 'ü€😀' ) ).toBe(
		Buffer.from( 'ü€😀' ).toString( 'base64' )
	);
} );
