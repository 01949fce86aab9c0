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

	const change = {
		what: 'plugin',
		id: 'a.php',
		name: 'A',
		kind: 'updated',
		from: '1',
		to: '2',
		at: null,
		automatic: null,
	};

	it( 'takes a list of changes', async () => {
		const value = { healthy_at: 7, changes: [ change ] };
		const client = await clientOf( ( _received, response ) =>
			json( response, value )
		);
		expect( await client.changed( '/' ) ).toEqual( { ok: true, value } );
	} );

	it.each( [
		[ 'no list', { healthy_at: null, changes: null } ],
		[ 'no time', { changes: [] } ],
		[
			'a kind that is none',
			{ healthy_at: 7, changes: [ { ...change, kind: 'eaten' } ] },
		],
	] )( 'refuses %s as a list of changes', async ( _name, value ) => {
		const client = await clientOf( ( _received, response ) =>
			json( response, value )
		);
		expect( await client.changed( '/' ) ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_unexpected_data' },
		} );
	} );

	it( 'takes what became of a cache, with the state, and nothing else', async () => {
		const purged = {
			id: 'a',
			name: 'A',
			outcome: 'emptied',
			sentence: 'A was emptied.',
		};
		let value: unknown = { purged: [ purged ], state: state() };
		const client = await clientOf( ( _received, response ) =>
			json( response, value )
		);
		expect( await client.purge( 'a' ) ).toEqual( { ok: true, value } );
		value = {
			purged: [ { ...purged, outcome: 'maybe' } ],
			state: state(),
		};
		expect( await client.purge( 'a' ) ).toMatchObject( { ok: false } );
		value = { purged: [ purged ] };
		expect( await client.purge( 'a' ) ).toMatchObject( { ok: false } );
	} );

	it( 'takes what the browser was told, and when a page was healthy', async () => {
		let value: unknown = { asked: true, sentence: 'Told.' };
		const client = await clientOf( ( _received, response ) =>
			json( response, value )
		);
		expect( await client.clearBrowser() ).toEqual( { ok: true, value } );
		expect( await client.healthy( '/' ) ).toMatchObject( { ok: false } );
		value = { page: '/', healthy_at: 7 };
		expect( await client.healthy( '/' ) ).toEqual( { ok: true, value } );
		expect( await client.clearBrowser() ).toMatchObject( { ok: false } );
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
