/**
 * What the client makes of odd answers and of none, from local servers that stand in for a site.
 */
import { clientOf, stopServer } from './support/clientOf';
import { configuration, id, record, state } from './support/samples';
import { json, listen } from './support/server';

afterEach( stopServer );

describe( 'answers that are not to be believed', () => {
	it.each( [
		[ 'an empty object', {} ],
		[ 'a list', [] ],
		[ 'a state without plugins', { ...state(), plugins: undefined } ],
		[ 'plugins of another shape', { ...state(), plugins: [ 'a.php' ] } ],
		[ 'a number', 7 ],
	] )( 'refuses %s as a state', async ( _name, value ) => {
		const client = await clientOf( ( _received, response ) =>
			json( response, value )
		);
		expect( await client.state() ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_unexpected_data' },
		} );
	} );

	it( 'refuses fewer probes than it asked for', async () => {
		const client = await clientOf( ( _received, response ) =>
			json( response, {
				probes: [],
				workers: { total: null, idle: null },
			} )
		);
		const wanted = {
			configuration: configuration(),
			page: '/',
			mode: 'guarded',
		} as const;
		expect( await client.mint( { probes: [ wanted ] } ) ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_unexpected_data' },
		} );
	} );

	it( 'reads a record behind a warning that PHP printed', async () => {
		const client = await clientOf( ( _received, response ) => {
			response.end(
				`<br />\n<b>Deprecated</b>: old<br />\n${ JSON.stringify(
					record()
				) }`
			);
		} );
		expect( await client.record( id( 1 ) ) ).toEqual( {
			ok: true,
			value: record(),
		} );
	} );
} );

describe( 'no answer at all', () => {
	it( 'names a closed port', async () => {
		const client = await clientOf( () => undefined );
		await stopServer();
		expect( await client.state() ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_refused', status: null },
		} );
	} );

	it( 'names an answer that is cut in the middle', async () => {
		const client = await clientOf( ( _received, response ) => {
			response.writeHead( 200, { 'Content-Length': '1000' } );
			response.write( '{"version":' );
			setTimeout( () => response.destroy(), 20 );
		} );
		expect( await client.state() ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_cut', status: null },
		} );
	} );

	it( 'ends a call that takes too long', async () => {
		const client = await clientOf( () => undefined, {
			timeoutMilliseconds: 60,
		} );
		expect( await client.state() ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_timeout', status: null },
		} );
	} );

	it( 'ends a call that its caller stops', async () => {
		const client = await clientOf( () => undefined );
		const stopping = new AbortController();
		setTimeout( () => stopping.abort(), 40 );
		expect( await client.record( id( 1 ), stopping.signal ) ).toMatchObject(
			{ ok: false, error: { code: 'culprit_aborted', status: null } }
		);
	} );

	it( 'treats a redirect as an answer, and sends no password after it', async () => {
		const elsewhere = await listen( ( _received, response ) =>
			json( response, state() )
		);
		const client = await clientOf( ( _received, response ) => {
			response.writeHead( 301, { Location: `${ elsewhere.url }/` } );
			response.end();
		} );
		const answer = await client.state();
		await elsewhere.close();
		expect( answer ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_redirected' },
		} );
		expect( elsewhere.received ).toEqual( [] );
	} );
} );
