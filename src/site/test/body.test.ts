/**
 * Reading bodies in parts.
 */
import { EXCERPT_BYTES, readBody } from '../body';
import { TRAILER_LENGTH } from '../trailer';

const encoder = new TextEncoder();

/** A response whose body comes in these parts, and breaks off after them when asked to. */
function responseOf(
	parts: ( string | Uint8Array )[],
	{
		breaks = false,
		headers = {},
	}: { breaks?: boolean; headers?: object } = {}
): Response {
	const waiting = parts.map( ( part ) =>
		typeof part === 'string' ? encoder.encode( part ) : part
	);
	const body = new ReadableStream< Uint8Array >( {
		pull( controller ) {
			const next = waiting.shift();
			if ( next ) {
				controller.enqueue( next );
			} else if ( breaks ) {
				controller.error( new TypeError( 'terminated' ) );
			} else {
				controller.close();
			}
		},
	} );
	return new Response( body, { headers: { ...headers } } );
}

describe( 'readBody', () => {
	it( 'counts bytes, not characters, and puts characters together again', async () => {
		const [ first, second ] = [
			encoder.encode( 'ü' ).slice( 0, 1 ),
			encoder.encode( 'ü' ).slice( 1 ),
		];
		const body = await readBody( responseOf( [ first, second, '!' ] ) );
		expect( body ).toEqual( {
			bytes: 3,
			head: 'ü!',
			tail: 'ü!',
			found: null,
			problem: null,
		} );
	} );

	it( 'keeps the first bytes and all of a short end', async () => {
		const text =
			'a'.repeat( EXCERPT_BYTES - 1 ) + 'üb' + 'c'.repeat( 5000 );
		const body = await readBody( responseOf( [ text ] ) );
		// The ü does not fit as a whole.
		expect( body.head ).toBe( 'a'.repeat( EXCERPT_BYTES - 1 ) );
		expect( body.tail ).toBe( text );
		expect( body.bytes ).toBe( EXCERPT_BYTES - 1 + 3 + 5000 );
	} );

	it( 'forgets the middle of a huge body', async () => {
		const part = 'x'.repeat( 100000 );
		const body = await readBody(
			responseOf( [ ...Array( 40 ).fill( part ), 'END' ] )
		);
		expect( body.bytes ).toBe( 4000003 );
		expect( body.tail.length ).toBeGreaterThan( TRAILER_LENGTH );
		expect( body.tail.length ).toBeLessThan( TRAILER_LENGTH + 200000 );
		expect( body.tail.endsWith( 'xEND' ) ).toBe( true );
	} );

	it( 'finds a text across two parts, with what stands around it', async () => {
		const body = await readBody(
			responseOf( [
				'x'.repeat( 5000 ),
				'Add to',
				' cart',
				'y'.repeat( 900 ),
			] ),
			'Add to cart'
		);
		expect( body.found ).toContain( 'xAdd to cart' );
		expect( body.found?.length ).toBeLessThan( 500 );
	} );

	it( 'says that a text is not there', async () => {
		const body = await readBody(
			responseOf( [ 'Add to', 'cart' ] ),
			'Add to cart'
		);
		expect( body.found ).toBeNull();
	} );

	it( 'keeps what came before the body broke off', async () => {
		const body = await readBody(
			responseOf( [ '<html>' ], { breaks: true } )
		);
		expect( body ).toMatchObject( { bytes: 6, head: '<html>' } );
		expect( body.problem ).toBeInstanceOf( TypeError );
	} );

	it( 'misses bytes that were promised', async () => {
		const short = await readBody(
			responseOf( [ 'abc' ], { headers: { 'content-length': '10' } } )
		);
		expect( short.problem ).not.toBeNull();
	} );

	it( 'compares no sizes where the body was compressed on the way', async () => {
		const body = await readBody(
			responseOf( [ 'abc' ], {
				headers: { 'content-length': '10', 'content-encoding': 'br' },
			} )
		);
		expect( body.problem ).toBeNull();
	} );

	it( 'reads a response without a body', async () => {
		expect( await readBody( new Response( null ) ) ).toMatchObject( {
			bytes: 0,
			head: '',
			problem: null,
		} );
	} );
} );
