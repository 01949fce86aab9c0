import apiFetch from '@wordpress/api-fetch';
import { transport } from '../transport';

const response = ( status: number, body: string ) => ( {
	status,
	ok: status < 400,
	url: 'https://example.org/index.php',
	headers: new Map( [ [ 'x-wp-total', '3' ] ] ),
	text: async () => body,
} );

const fetchMock = jest.fn();
const request = {
	url: 'https://example.org/index.php?rest_route=/culprit/v1/state',
	method: 'GET' as const,
	headers: { 'X-WP-Nonce': 'aaaaaaaaaa', 'X-Culprit-Pass': 'pass' },
};

describe( 'transport', () => {
	beforeEach( () => {
		fetchMock.mockReset();
		globalThis.fetch = fetchMock;
		apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware( 'stale' );
	} );

	beforeAll( () => {
		// As WordPress does on every admin page.
		apiFetch.use( ( options, next ) =>
			apiFetch.nonceMiddleware
				? apiFetch.nonceMiddleware( options, next )
				: next( options )
		);
	} );

	it( 'answers with what the server said', async () => {
		fetchMock.mockResolvedValue( response( 200, '{"version":"0.1.0"}' ) );
		const answer = await transport( request );
		expect( answer.status ).toBe( 200 );
		expect( answer.header( 'x-wp-total' ) ).toBe( '3' );
		expect( await answer.text() ).toBe( '{"version":"0.1.0"}' );
	} );

	it( 'keeps the status of an HTML error page', async () => {
		fetchMock.mockResolvedValue( response( 502, '<h1>Bad Gateway</h1>' ) );
		const answer = await transport( request );
		expect( answer.status ).toBe( 502 );
		expect( await answer.text() ).toBe( '<h1>Bad Gateway</h1>' );
	} );

	it( 'leaves the retry of a stale nonce to the client', async () => {
		fetchMock.mockResolvedValue(
			response( 403, '{"code":"rest_cookie_invalid_nonce"}' )
		);
		expect( ( await transport( request ) ).status ).toBe( 403 );
		expect( fetchMock ).toHaveBeenCalledTimes( 1 );
	} );

	it( 'sends the nonce of the request, not the one that apiFetch was given when the page was made', async () => {
		fetchMock.mockResolvedValue( response( 200, '{}' ) );
		await transport( request );
		const [ , init ] = fetchMock.mock.calls[ 0 ];
		expect( new Headers( init.headers ).get( 'x-wp-nonce' ) ).toBe(
			'aaaaaaaaaa'
		);
		expect( new Headers( init.headers ).get( 'x-culprit-pass' ) ).toBe(
			'pass'
		);
	} );

	it( 'sends a body as JSON', async () => {
		fetchMock.mockResolvedValue( response( 201, '{}' ) );
		await transport( { ...request, method: 'POST', body: { a: [ 1 ] } } );
		const [ , init ] = fetchMock.mock.calls[ 0 ];
		expect( init.method ).toBe( 'POST' );
		expect( init.body ).toBe( '{"a":[1]}' );
		expect( new Headers( init.headers ).get( 'content-type' ) ).toBe(
			'application/json'
		);
	} );

	it( 'rejects with an Error when there was no answer', async () => {
		fetchMock.mockRejectedValue( new TypeError( 'Failed to fetch' ) );
		await expect( transport( request ) ).rejects.toBeInstanceOf( Error );
	} );

	it( 'rejects with an AbortError when it was stopped', async () => {
		fetchMock.mockRejectedValue(
			new DOMException( 'Aborted', 'AbortError' )
		);
		await expect( transport( request ) ).rejects.toMatchObject( {
			name: 'AbortError',
		} );
	} );
} );
