/**
 * What the server says of itself, and the pages that it fetches from itself, with a real web server, PHP-FPM and Redis.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startRedis } from '../../tools/lib/stack/redis.mjs';
import { call, freshSite, makeLive, sql, stack } from './support.mjs';

const { plugin, always } = freshSite();

/** A name that leads nowhere, as that of a site whose edge is down. */
const ELSEWHERE = 'edge.invalid';

const portOf = ( pool ) => new URL( stack.pools[ pool ] ).port;

/** Makes WordPress believe that its address is that of an edge. */
async function moveBehindEdge() {
	always(
		'mu-plugins/1-edge.php',
		`foreach ( array( 'home', 'siteurl' ) as $name ) {
	add_filter( "option_$name", static fn() => 'http://${ ELSEWHERE }' );
}
// WordPress took this address from the options before.
add_filter( 'plugins_url', static fn( $url ) => preg_replace( '~^http://[^/]+~', 'http://${ ELSEWHERE }', $url ) );
add_filter( 'redirect_canonical', '__return_false' );
add_action( 'send_headers', static function () {
	header( 'X-Asked-As: ' . $_SERVER['HTTP_HOST'] );
} );`
	);
}

test( 'PHP-FPM says how many workers there are', async () => {
	const { status, json } = await call( 'layers' );
	assert.equal( status, 200 );
	assert.equal( json.php.interface, 'fpm-fcgi' );
	const { fpm } = json.php;
	assert.ok( [ 'static', 'dynamic', 'ondemand' ].includes( fpm.manager ) );
	assert.ok( fpm.active >= 1, 'The one that answers is active.' );
	assert.equal( fpm.total, fpm.active + fpm.idle );
	const one = await call( 'layers', null, { pool: 'single' } );
	assert.equal( one.json.php.fpm.total, 1 );
} );

test( 'the facts come from a site that every page dies on', async () => {
	await makeLive( plugin( 'dies', 'posix_kill( getmypid(), 9 );' ) );
	const { status, json } = await call( 'layers' );
	assert.equal( status, 200 );
	assert.match( json.database.server, /^MariaDB \d/ );
	assert.equal( json.addresses.server, '127.0.0.1' );
	assert.equal( String( json.addresses.port ), portOf( 'terminate' ) );
	assert.deepEqual(
		json.disks.map( ( { place, writable } ) => [ place, writable ] ),
		[
			[ 'wordpress', true ],
			[ 'uploads', true ],
			[ 'temporary', true ],
		]
	);
	assert.deepEqual(
		json.must_use.filter( ( { own } ) => own ).map( ( one ) => one.file ),
		[ '0-culprit-guard.php' ]
	);
} );

test( 'a table that the database cannot read is named', async () => {
	await sql( 'DROP TABLE wp_links' );
	const { json } = await call( 'layers' );
	assert.deepEqual( json.database.broken_tables, [ 'wp_links' ] );
} );

test( 'an object cache is tried, and one whose server is gone does not work', async () => {
	const folder = path.join( stack.folder, 'redis-layers' );
	mkdirSync( folder, { recursive: true } );
	chmodSync( folder, 0o711 );
	const redis = await startRedis( { folder } );
	const dropIn = readFileSync(
		new URL( '../fixtures/object-cache/object-cache.php', import.meta.url ),
		'utf8'
	).replace( /^<\?php\n/, '' );
	try {
		always(
			'object-cache.php',
			`define( 'WP_REDIS_PATH', '${ redis.socket }' );\n${ dropIn }`
		);
		const { json } = await call( 'layers' );
		assert.equal( json.object_cache.persistent, true );
		assert.equal( json.object_cache.works, true );
		assert.equal( json.object_cache.error, null );
		assert.ok( json.object_cache.milliseconds > 0 );
		assert.equal(
			( await redis.cli( 'keys', '*culprit:layers*' ) ).trim(),
			'',
			'Nothing is left in it.'
		);
	} finally {
		await redis.stop();
	}
} );

test( 'the server gets its own page past a name that leads elsewhere', async () => {
	await moveBehindEdge();
	const ask = async ( body ) =>
		( await call( 'layers/origin', { page: '/', ...body } ) ).json;

	const page = await ask( {} );
	assert.equal( page.error, null );
	assert.equal( page.status, 200 );
	assert.equal( page.address, `127.0.0.1:${ portOf( 'terminate' ) }` );
	assert.equal( page.headers[ 'x-asked-as' ], ELSEWHERE );
	assert.match( page.excerpt, /<!DOCTYPE html>/i );

	const file = await ask( { target: 'static' } );
	assert.equal( file.status, 200 );
	assert.match( file.excerpt, /^GIF8/ );

	const php = await ask( { target: 'php' } );
	assert.equal( php.status, 200 );
	assert.equal( php.excerpt, 'culprit' );

	const byName = await ask( { past_edge: false } );
	assert.equal( byName.status, null );
	assert.match( byName.error, /could not reach itself/ );
	assert.equal( byName.address, null );
} );

test( 'the page that a server gets of a site that is down is the error page', async () => {
	await makeLive( plugin( 'dies', 'posix_kill( getmypid(), 9 );' ) );
	const { json } = await call( 'layers/origin', { page: '/' } );
	assert.equal( json.status, 502 );
	assert.match( json.excerpt, /nginx/ );
	assert.equal( json.error, null );
} );

test( 'a redirect is told and not followed', async () => {
	await makeLive(
		plugin(
			'moves',
			`add_action( 'template_redirect', static function () { wp_redirect( 'http://${ ELSEWHERE }/' ); exit; } );`
		)
	);
	const { json } = await call( 'layers/origin', { page: '/' } );
	assert.equal( json.status, 302 );
	assert.equal( json.headers.location, `http://${ ELSEWHERE }/` );
} );
