/**
 * What the client asks of the layers and what it believes, from local servers that stand in for a site.
 */
import { clientOf, received, stopServer } from './support/clientOf';
import { facts } from './support/facts';
import { json } from './support/server';

afterEach( stopServer );

const origin = {
	status: 200,
	headers: { server: 'nginx' },
	excerpt: '<!DOCTYPE html>',
	bytes: 15,
	milliseconds: 12.5,
	error: null,
	address: '127.0.0.1:80',
};

const outgoing = {
	host: 'api.wordpress.org',
	status: null,
	milliseconds: 8000.1,
	error: 'There was no answer within 8 seconds.',
};

it( 'reads what the server says of itself', async () => {
	const client = await clientOf( ( _received, response ) =>
		json( response, facts() )
	);
	expect( await client.layers() ).toEqual( { ok: true, value: facts() } );
} );

it.each( [
	[ 'no disks', { ...facts(), disks: undefined } ],
	[
		'a disk in a place that is none',
		facts( {
			disks: [
				{
					place: 'moon' as 'uploads',
					free: 1,
					total: 1,
					writable: true,
				},
			],
		} ),
	],
	[
		'a drop-in without a file',
		{ ...facts(), drop_ins: [ { name: 'Dawn' } ] },
	],
	[ 'a number in words', { ...facts(), at: 'today' } ],
] )( 'refuses facts with %s', async ( _name, value ) => {
	const client = await clientOf( ( _received, response ) =>
		json( response, value )
	);
	expect( await client.layers() ).toMatchObject( {
		ok: false,
		error: { code: 'culprit_unexpected_data' },
	} );
} );

it( 'reads a page as the server itself gets it', async () => {
	const client = await clientOf( ( _received, response ) =>
		json( response, origin )
	);
	expect( await client.origin( { page: '/' } ) ).toEqual( {
		ok: true,
		value: origin,
	} );
	expect( received() ).toMatchObject( [
		{ method: 'POST', body: JSON.stringify( { page: '/' } ) },
	] );
	expect( received()[ 0 ]?.url ).toContain( 'layers/origin' );
} );

it( 'refuses a page without a body', async () => {
	const client = await clientOf( ( _received, response ) =>
		json( response, { ...origin, excerpt: null } )
	);
	expect( ( await client.origin( { page: '/' } ) ).ok ).toBe( false );
} );

it( 'reads whether the server reaches others', async () => {
	const client = await clientOf( ( _received, response ) =>
		json( response, outgoing )
	);
	expect( await client.outgoing() ).toEqual( { ok: true, value: outgoing } );
} );

it( 'refuses an answer of nobody', async () => {
	const client = await clientOf( ( _received, response ) =>
		json( response, { ...outgoing, host: 7 } )
	);
	expect( ( await client.outgoing() ).ok ).toBe( false );
} );
