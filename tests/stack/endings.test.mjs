/**
 * However PHP-FPM ends, what happened is known: the report is always recorded, and a record survives every death.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import {
	CULPRIT,
	KILL,
	freshSite,
	live,
	mint,
	record,
	send,
	trailer,
} from './support.mjs';

const { plugin } = freshSite();
const INNOCENT = 'healthy-a/healthy-a.php';

/**
 * Probes the site with innocent plugins around this code.
 *
 * @param {string} code   PHP.
 * @param {Object} wanted As for mint().
 * @return {Promise<Object>} `probe`, `answer` and `record`.
 */
async function probed( code, wanted = {} ) {
	const odd = plugin( 'odd', code );
	const probe = await mint( {
		configuration: {
			...( await live() ),
			plugins: [ CULPRIT, INNOCENT, odd, 'healthy-b/healthy-b.php' ],
		},
		...wanted,
	} );
	const answer = await send( probe );
	return { probe, answer, record: await record( probe ) };
}

for ( const [ name, code, status ] of [
	[ 'SIGKILL', KILL, 502 ],
	[ 'SIGSEGV', 'posix_kill( getmypid(), 11 );', 502 ],
	[ 'SIGTERM by request_terminate_timeout', 'sleep( 9 );', 502 ],
] ) {
	test( `${ name } while loading leaves who was loading`, async () => {
		const { answer, record: left } = await probed( code );

		assert.equal( answer.status, status );
		assert.equal( answer.headers[ 'x-culprit-marker' ], undefined );
		assert.deepEqual(
			[ left.claimed, left.readable, left.ended, left.report ],
			[ true, true, false, null ]
		);
		assert.deepEqual( left.loaded, [ CULPRIT, INNOCENT ] );
		assert.equal( left.loading, 'odd/odd.php' );
	} );

	test( `${ name } in a hook leaves the callback of a deep probe`, async () => {
		const { record: left } = await probed(
			`function odd_dies() { ${ code } }\nadd_action( 'wp', 'odd_dies' );`,
			{ deep: true }
		);

		assert.equal( left.ended, false );
		assert.equal( left.milestone, 'wp_loaded' );
		assert.deepEqual( left.running, [
			{
				hook: 'wp',
				name: 'odd_dies',
				file: 'wp-content/plugins/odd/odd.php',
				line: 3,
			},
		] );
	} );
}

test( 'death after the page went out is recorded, although the status is 200', async () => {
	const { answer, record: left } = await probed(
		`add_action( 'shutdown', static function () { ${ KILL } }, 100 );`,
		{ deep: true }
	);

	assert.equal( answer.status, 200 );
	assert.ok( answer.truncated );
	assert.equal( left.ended, false );
	assert.equal( left.milestone, 'wp_footer' );
	assert.equal( left.running[ 0 ].hook, 'shutdown' );
} );

test( 'headers that nginx refuses are told with their size and who set them', async () => {
	const { answer, record: left } = await probed(
		'for ( $i = 0; $i < 40; $i++ ) { setcookie( "odd$i", str_repeat( "x", 100 ) ); }'
	);

	assert.equal( answer.status, 502 );
	// nginx hangs up, which ends PHP at its next word.
	assert.match( left.report.ended, /^(?:completed|exit)$/ );
	assert.equal( left.report.status, 200 );
	assert.ok( left.report.header_bytes > 4096 );
	const [ largest ] = left.report.headers;
	assert.deepEqual(
		[ largest.name, largest.lines, largest.by ],
		[ 'set-cookie', 40, 'wp-content/plugins/odd/odd.php' ]
	);
} );

test( 'an ordinary page carries its report at its very end', async () => {
	const { probe, answer, record: left } = await probed( '' );

	assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
	assert.deepEqual( trailer( answer.body, probe ), left.report );
	assert.equal( left.report.ended, 'completed' );
} );

for ( const [ name, code ] of [
	[
		'an exit in shutdown',
		'register_shutdown_function( static function () { exit; } );',
	],
	[
		'fastcgi_finish_request()',
		"add_action( 'shutdown', static function () { fastcgi_finish_request(); }, 50 );",
	],
	[
		'a plugin that strips comments',
		"add_action( 'init', static function () { ob_start( static function ( $page ) { return preg_replace( '/<!--.*?-->/s', '', $page ); } ); } );",
	],
	[
		'a Content-Length of the page itself',
		"add_action( 'init', static function () { ob_start( static function ( $page ) { header( 'Content-Length: ' . strlen( $page ) ); return $page; } ); } );",
	],
] ) {
	test( `${ name } loses no report and no part of the page`, async () => {
		const { answer, record: left } = await probed( code );

		assert.equal( answer.status, 200 );
		assert.equal( answer.truncated, false );
		assert.match( answer.body, /<\/html>/ );
		assert.equal( left.ended, true );
		assert.equal( left.report.milestone, 'wp_footer' );
	} );
}

test( 'a page that PHP compressed is not damaged by a trailer', async () => {
	const odd = plugin(
		'odd',
		"add_action( 'init', static function () { $_SERVER['HTTP_ACCEPT_ENCODING'] = 'gzip'; ob_start( static function ( $page ) { header( 'Content-Encoding: gzip' ); return gzencode( $page ); } ); } );"
	);
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
	} );
	const body = await new Promise( ( resolve, reject ) => {
		get(
			probe.url,
			{ headers: { 'X-Culprit-Probe': probe.token } },
			( response ) => {
				const parts = [];
				response.on( 'data', ( part ) => parts.push( part ) );
				response.on( 'end', () => resolve( Buffer.concat( parts ) ) );
				response.on( 'error', reject );
			}
		);
	} );

	assert.match( gunzipSync( body ).toString( 'utf8' ), /<\/html>/ );
	assert.equal( ( await record( probe ) ).ended, true );
} );

test( 'an answer of JSON stays as it is', async () => {
	const { answer, record: left } = await probed( '', {
		page: '/index.php?rest_route=/wp/v2/types/post',
	} );

	assert.equal( JSON.parse( answer.body ).slug, 'post' );
	assert.equal( left.report.ended, 'completed' );
} );

test( 'a response code that comes too late is none', async () => {
	const { answer, record: left } = await probed(
		"add_action( 'wp_footer', static function () { while ( ob_get_level() ) { ob_end_flush(); } flush(); http_response_code( 502 ); } );"
	);

	assert.equal( answer.status, 200 );
	assert.equal( left.report.status, 200 );
} );
