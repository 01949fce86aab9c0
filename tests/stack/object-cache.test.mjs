/**
 * A probe of a site with a persistent object cache: it reads what is there, and what it writes is gone with it.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before as first, beforeEach, test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { startRedis } from '../../tools/lib/stack/redis.mjs';
import {
	CULPRIT,
	freshSite,
	live,
	makeLive,
	mint,
	record,
	send,
	stack,
} from './support.mjs';

const { plugin, always } = freshSite();

const dropIn = readFileSync(
	new URL( '../fixtures/object-cache/object-cache.php', import.meta.url ),
	'utf8'
).replace( /^<\?php\n/, '' );

let redis;

first( async () => {
	const folder = path.join( stack.folder, 'redis' );
	mkdirSync( folder, { recursive: true } );
	chmodSync( folder, 0o711 );
	redis = await startRedis( { folder } );
} );

after( () => redis.stop() );

/** What has something to read, change and remove. */
const SEEDS = {
	'wp:odd:kept': 's:4:"kept";',
	'wp:odd:gone': 's:4:"gone";',
	'wp:odd:count': 'i:5;',
	'wp:other:kept': 's:4:"kept";',
};

beforeEach( async () => {
	always(
		'object-cache.php',
		`define( 'WP_REDIS_PATH', '${ redis.socket }' );\n${ dropIn }`
	);
	await redis.cli( 'flushall' );
	for ( const [ key, value ] of Object.entries( SEEDS ) ) {
		await redis.cli( 'set', key, value );
	}
} );

/** All that is in the cache. */
async function dump() {
	const keys = ( await redis.cli( 'keys', '*' ) ).split( '\n' ).sort();
	return Promise.all(
		keys.map( async ( key ) => [ key, await redis.cli( 'get', key ) ] )
	);
}

/**
 * A plugin that does something on every page and says what came of it.
 *
 * @param {string} code PHP that fills `$seen`.
 * @return {string} Its file.
 */
const odd = ( code ) =>
	plugin(
		'odd',
		`add_action( 'init', static function () { $seen = array(); ${ code } header( 'X-Seen: ' . wp_json_encode( $seen ) ); } );`
	);

async function probeOf( file ) {
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, file ] },
	} );
	const before = await dump();
	const { headers } = await send( probe );
	assert.deepEqual( await dump(), before );
	const { report } = await record( probe );
	return { seen: JSON.parse( headers[ 'x-seen' ] ), refused: report.refused };
}

const EVERYTHING = `
	$seen['kept'] = wp_cache_get( 'kept', 'odd' );
	$seen['added'] = array( wp_cache_add( 'kept', 'x', 'odd' ), wp_cache_add( 'new', 'new', 'odd' ), wp_cache_get( 'new', 'odd' ) );
	$seen['deleted'] = array( wp_cache_delete( 'gone', 'odd' ), wp_cache_get( 'gone', 'odd' ), wp_cache_delete( 'gone', 'odd' ) );
	$seen['replaced'] = array( wp_cache_replace( 'gone', 'x', 'odd' ), wp_cache_replace( 'kept', 'replaced', 'odd' ), wp_cache_get( 'kept', 'odd' ) );
	$seen['counted'] = array( wp_cache_incr( 'count', 2, 'odd' ), wp_cache_decr( 'count', 9, 'odd' ), wp_cache_incr( 'none', 1, 'odd' ) );
	$object = (object) array( 'a' => 1 );
	wp_cache_set( 'object', $object, 'odd' );
	$object->a = 2;
	$seen['object'] = wp_cache_get( 'object', 'odd' )->a;
	$seen['several'] = wp_cache_get_multiple( array( 'kept', 'gone', 'count', 'none' ), 'odd' );
	wp_cache_set_multiple( array( 'one' => 1, 'two' => 2 ), 'odd' );
	wp_cache_delete_multiple( array( 'one' ), 'odd' );
	$seen['left'] = wp_cache_get_multiple( array( 'one', 'two' ), 'odd' );
	set_transient( 'odd', 'transient', 60 );
	$seen['transient'] = get_transient( 'odd' );
	update_option( 'blogname', 'Changed' );
	$seen['group'] = array( wp_cache_flush_group( 'other' ), wp_cache_get( 'kept', 'other' ), wp_cache_get( 'kept', 'odd' ) );`;

const SEEN = {
	kept: 'kept',
	added: [ false, true, 'new' ],
	deleted: [ true, false, false ],
	replaced: [ false, true, 'replaced' ],
	counted: [ 7, 0, false ],
	object: 1,
	several: { kept: 'replaced', gone: false, count: 0, none: false },
	left: { one: false, two: 2 },
	transient: 'transient',
	group: [ true, false, 'replaced' ],
};

test( 'what a plugin writes in a probe is there for the rest of the probe, and never in the cache', async () => {
	const { seen, refused } = await probeOf( odd( EVERYTHING ) );

	assert.deepEqual( seen, SEEN );
	assert.ok(
		refused.samples.includes( 'flush of a group of the object cache' )
	);
} );

test( 'on an ordinary visit the same plugin sees the same, and changes the cache', async () => {
	await makeLive( odd( EVERYTHING ) );
	const before = await dump();

	const { headers } = await visit( `${ stack.url }/` );

	assert.deepEqual( JSON.parse( headers[ 'x-seen' ] ), SEEN );
	assert.notDeepEqual( await dump(), before );
	assert.equal( await redis.cli( 'exists', 'wp:other:kept' ), '0' );
} );

test( 'a flush of the whole cache is one for the probe only', async () => {
	const { seen, refused } = await probeOf(
		odd(
			"$seen = array( wp_cache_flush(), wp_cache_get( 'kept', 'odd' ), get_option( 'siteurl' ) );"
		)
	);

	assert.deepEqual( seen, [ true, false, stack.url ] );
	assert.ok( refused.samples.includes( 'flush of the object cache' ) );
} );

test( 'what only this drop-in can do is done, but for what changes something', async () => {
	const { seen } = await probeOf(
		odd(
			"global $wp_object_cache; $seen = array( get_class( $wp_object_cache->redis_instance() ), count( $wp_object_cache->global_groups ) > 5, $wp_object_cache->delete_by_pattern( '*' ) );"
		)
	);

	assert.deepEqual( seen, [ 'Redis', true, false ] );
} );

test( 'a drop-in that goes past the object WordPress keeps is named', async () => {
	always(
		'object-cache.php',
		`define( 'WP_REDIS_PATH', '${ redis.socket }' );\n${ dropIn.replaceAll( "$GLOBALS['wp_object_cache']", "$GLOBALS['my_object_cache']" ) }`
	);
	const probe = await mint();
	await send( probe );

	const { report } = await record( probe );
	assert.ok(
		report.refused.samples.includes(
			'not refused: writes to this object cache'
		)
	);
} );
