/**
 * No cache keeps a probe, and a page out of a cache is never taken for one.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	freshSite,
	live,
	makeLive,
	mint,
	record,
	send,
	stack,
	trailer,
} from './support.mjs';

const { plugin } = freshSite();
const CACHED = stack.pools.cached;

const cacheStatus = ( { headers } ) => headers[ 'x-cache-status' ];

/**
 * Probes a page through nginx's page cache, then visits the same address as anybody does.
 *
 * @param {Object} wanted As for mint().
 */
async function probedThenVisited( wanted ) {
	const probe = await mint( wanted );
	const answer = await send( probe, {}, 'cached' );
	assert.equal( answer.status, 200 );
	assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
	assert.equal( cacheStatus( answer ), 'MISS' );

	const address = probe.url.replace( stack.url, CACHED );
	const visited = await visit( address );
	assert.equal( cacheStatus( visited ), 'MISS', 'Nothing was kept.' );
	assert.equal( visited.headers[ 'x-culprit-marker' ], undefined );
	assert.equal( trailer( visited.body, probe ), null );
	const again = await visit( address );
	assert.equal( cacheStatus( again ), 'HIT', 'Only the visit was.' );
}

test( "nginx's page cache keeps an ordinary page, but not the probe of it", async () => {
	const page = `${ CACHED }/?kept=1`;
	await visit( page );
	assert.equal( cacheStatus( await visit( page ) ), 'HIT' );

	await probedThenVisited();
} );

for ( const hook of [ 'init', 'template_redirect', 'wp_head' ] ) {
	test( `nor when a plugin asks for it on ${ hook }`, async () => {
		const odd = plugin(
			'odd',
			`ob_start(); add_action( '${ hook }', static function () { header_remove( 'Cache-Control' ); header( 'X-Accel-Expires: 600' ); header( 'Cache-Control: public, max-age=600' ); }, PHP_INT_MAX );`
		);
		await makeLive( odd );

		await probedThenVisited( {
			configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
		} );
	} );
}

test( 'nor a redirect, or a page of wp-admin', async () => {
	const odd = plugin(
		'odd',
		"add_action( 'template_redirect', static function () { wp_redirect( home_url( '/elsewhere/' ) ); exit; } );"
	);
	for ( const wanted of [
		{
			configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
		},
		{ page: '/wp-admin/index.php', as_user: true },
	] ) {
		const probe = await mint( wanted );
		const answer = await send( probe, {}, 'cached' );
		assert.equal( answer.status, 200 );
		assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );

		const visited = await visit( probe.url.replace( stack.url, CACHED ) );
		assert.notEqual( cacheStatus( visited ), 'HIT' );
		assert.equal( visited.headers[ 'x-culprit-marker' ], undefined );
	}
} );

test( 'a probe that a cache answers has no marker, and stays unclaimed', async () => {
	const probe = await mint();
	await visit( probe.url.replace( stack.url, CACHED ) );

	const answer = await send( probe, {}, 'cached' );

	assert.equal( cacheStatus( answer ), 'HIT' );
	assert.equal( answer.headers[ 'x-culprit-marker' ], undefined );
	assert.equal( ( await record( probe ) ).claimed, false );
} );

test( 'two probes of one page never have one address', async () => {
	const [ one, other ] = [ await mint(), await mint() ];

	assert.notEqual( one.url, other.url );
} );

test( 'an answer tells every kind of cache not to keep it, whatever the page says', async () => {
	const odd = plugin(
		'odd',
		"ob_start(); add_action( 'wp_head', static function () { foreach ( array( 'Cache-Control', 'Surrogate-Control', 'CDN-Cache-Control', 'X-LiteSpeed-Cache-Control' ) as $name ) { header( $name . ': public, max-age=600' ); } } );"
	);
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
	} );
	const { headers } = await send( probe );

	// nginx keeps X-Accel-Expires to itself; the tests above show that it obeys.
	const { 'cache-control': control } = headers;
	assert.equal( control, 'no-store, no-cache, private, max-age=0' );
	assert.equal( headers[ 'surrogate-control' ], 'no-store' );
	assert.equal( headers[ 'cdn-cache-control' ], 'no-store' );
	assert.equal( headers[ 'x-litespeed-cache-control' ], 'no-cache' );
} );
