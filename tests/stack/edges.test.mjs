/**
 * The edges that we imitate: what a plain request sees of each, in every mood.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { startEdge } from '../../tools/lib/stack/edge.mjs';
import { PRODUCTS } from '../fixtures/front/products.mjs';

let folder;
let origin;
let wellFrom = 0;
let asked = 0;

before( async () => {
	folder = mkdtempSync( path.join( tmpdir(), 'culprit-edges-' ) );
	// nginx reads its pages as another user.
	chmodSync( folder, 0o755 );
	// A stand-in for the server behind the edge, so that each test says when it fails.
	const server = http.createServer( ( request, response ) => {
		asked += request.url === '/' ? 1 : 0;
		response.setHeader( 'Server', 'the-origin' );
		response.statusCode =
			request.url === '/' && asked < wellFrom ? 502 : 200;
		response.end( `origin ${ response.statusCode }` );
	} );
	await new Promise( ( done ) => server.listen( 0, '127.0.0.1', done ) );
	origin = { server, url: `http://127.0.0.1:${ server.address().port }` };
} );

after( () => {
	origin.server.closeAllConnections();
	origin.server.close();
	rmSync( folder, { recursive: true, force: true } );
} );

/**
 * Asks an edge, and stops it however that ends.
 *
 * @param {string}                                name Of the product.
 * @param {string}                                mood
 * @param {( url: string ) => Promise< unknown >} work
 */
async function at( name, mood, work ) {
	const edge = await startEdge( {
		folder,
		origin: origin.url,
		product: PRODUCTS[ name ],
		mood,
	} );
	try {
		await work( edge.url );
	} finally {
		await edge.stop();
	}
	assert.equal( ( await visit( `${ edge.url }/` ) ).status, null );
	assert.deepEqual( readdirSync( folder ), [], 'nothing is left' );
}

/**
 * Every header of an answer as the wire has it, one that comes twice twice.
 *
 * @param {string} url
 * @return {Promise<[ string, string ][]>} Names in lower case, and values.
 */
const wire = ( url ) =>
	new Promise( ( resolve, reject ) => {
		http.get( url, { agent: false }, ( response ) => {
			response.resume();
			const raw = response.rawHeaders;
			resolve(
				raw.flatMap( ( name, index ) =>
					index % 2 === 0
						? [ [ name.toLowerCase(), raw[ index + 1 ] ] ]
						: []
				)
			);
		} ).on( 'error', reject );
	} );

const hasHeaders = async ( url, { headers } ) => {
	const seen = await wire( url );
	for ( const [ name, value ] of Object.entries( headers ) ) {
		assert.deepEqual(
			seen
				.filter( ( [ one ] ) => one === name.toLowerCase() )
				.map( ( [ , one ] ) => one ),
			[ value ],
			name
		);
	}
	assert.ok( ! seen.some( ( [ , value ] ) => value === 'the-origin' ) );
};

for ( const [ name, product ] of Object.entries( PRODUCTS ) ) {
	test( `${ name } passes on what the server says, with its own headers alone`, () =>
		at( name, 'passes', async ( url ) => {
			const { status, body } = await visit( `${ url }/` );
			assert.deepEqual( [ status, body ], [ 200, 'origin 200' ] );
			await hasHeaders( `${ url }/`, product );
		} ) );

	test( `${ name } breaks for the front page only, with its own page and status`, () =>
		at( name, 'broken', async ( url ) => {
			const broken = await visit( `${ url }/` );
			assert.equal( broken.status, product.status ?? 502 );
			assert.equal( broken.body, product.error );
			await hasHeaders( `${ url }/`, product );
			assert.equal( ( await visit( `${ url }/other` ) ).status, 200 );
			assert.equal( ( await visit( `${ origin.url }/` ) ).status, 200 );
		} ) );

	if ( product.challenge ) {
		test( `${ name } asks everybody for proof of a human`, () =>
			at( name, 'challenges', async ( url ) => {
				const { status, body } = await visit( `${ url }/` );
				assert.deepEqual(
					[ status, body ],
					[ 403, product.challenge ]
				);
				await hasHeaders( `${ url }/`, product );
			} ) );
	}
}

test( 'an edge that keeps errors serves one while the server is well again', () =>
	at( 'cloudflare', 'keeps', async ( url ) => {
		wellFrom = asked + 2;
		assert.equal( ( await visit( `${ url }/` ) ).status, 502 );
		assert.equal( ( await visit( `${ origin.url }/` ) ).status, 200 );
		const kept = await visit( `${ url }/` );
		assert.equal( kept.status, 502 );
		assert.equal( kept.headers[ 'cf-cache-status' ], 'HIT' );
	} ) );

test( 'an edge refuses what WordPress itself asks, and lets visitors through', () =>
	at( 'cloudflare', 'loopback', async ( url ) => {
		const own = { 'User-Agent': 'WordPress/6.8; https://example.org' };
		const refused = await visit( `${ url }/`, { headers: own } );
		assert.equal( refused.status, 403 );
		assert.equal( refused.body, PRODUCTS.cloudflare.challenge );
		assert.equal( ( await visit( `${ url }/` ) ).status, 200 );
	} ) );

test( 'every product says where its pages come from', () => {
	for ( const [ name, { source } ] of Object.entries( PRODUCTS ) ) {
		assert.match( source, /https:\/\//, name );
	}
} );
