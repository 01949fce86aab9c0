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

const COOKIES =
	'for ( $i = 0; $i < 40; $i++ ) { setcookie( "odd$i", str_repeat( "x", 100 ) ); }';
const HEADER = "header( 'X-Odd: ' . str_repeat( 'x', 5000 ) );";

for ( const [ what, code, wanted, name, lines ] of [
	[ 'forty cookies', COOKIES, {}, 'set-cookie', 40 ],
	[
		'forty cookies of a callback',
		`add_action( 'init', static function () { ${ COOKIES } } );`,
		{ deep: true },
		'set-cookie',
		40,
	],
	[ 'a header beyond 4 kB', HEADER, {}, 'x-odd', 1 ],
	[
		'a header beyond 4 kB of a callback',
		`add_action( 'send_headers', static function () { ${ HEADER } } );`,
		{ deep: true },
		'x-odd',
		1,
	],
] ) {
	for ( const [ held, buffer, ended ] of [
		[
			'of a page that is sent at its end',
			"add_action( 'init', 'ob_start', 0, 0 );",
			/^completed$/,
		],
		// nginx hangs up at the first bytes, which ends PHP at one of its next words.
		[ 'of a page that is sent as it is made', '', /^(?:completed|exit)$/ ],
	] ) {
		test( `${ what } ${ held } are told with their size and who set them, though the visitor sees a 502`, async () => {
			const { answer, record: left } = await probed(
				buffer + code,
				wanted
			);

			assert.equal( answer.status, 502 );
			assert.equal( answer.headers[ 'x-culprit-marker' ], undefined );
			const { report } = left;
			assert.match( report.ended, ended );
			assert.equal( report.error, null );
			assert.equal( report.status, 200 );
			assert.ok( report.header_bytes > 4096 );
			const [ largest ] = report.headers;
			assert.ok( largest.bytes > 4096 );
			assert.deepEqual(
				[ largest.name, largest.lines, largest.by ],
				[ name, lines, 'wp-content/plugins/odd/odd.php' ]
			);
		} );
	}
}

test( 'an ordinary page carries its report at its very end', async () => {
	const { probe, answer, record: left } = await probed( '' );

	assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
	assert.deepEqual( trailer( answer.body, probe ), left.report );
	assert.equal( left.report.ended, 'completed' );
} );

const finished = ( left ) => {
	assert.equal( left.ended, true );
	assert.equal( left.report.ended, 'completed' );
	assert.equal( left.report.milestone, 'wp_footer' );
	assert.deepEqual( left.report.loaded, [
		CULPRIT,
		INNOCENT,
		'odd/odd.php',
		'healthy-b/healthy-b.php',
	] );
};

const STRIP =
	"ob_start( static function ( $page ) { return preg_replace( '/<!--.*?-->/s', '', $page ); } );";

for ( const [ name, code, printed ] of [
	[
		'an exit in shutdown',
		'register_shutdown_function( static function () { exit; } );',
		true,
	],
	[
		'an exit in the shutdown action',
		"add_action( 'shutdown', static function () { exit; }, 0 );",
		true,
	],
	[
		'fastcgi_finish_request()',
		"add_action( 'shutdown', static function () { fastcgi_finish_request(); }, 50 );",
		false,
	],
	[
		'a plugin that strips comments',
		`add_action( 'init', static function () { ${ STRIP } } );`,
		true,
	],
	[
		'a plugin that strips comments to the very last',
		`register_shutdown_function( static function () { ${ STRIP } } );`,
		false,
	],
	[
		'a Content-Length of the page itself',
		"add_action( 'init', static function () { ob_start( static function ( $page ) { header( 'Content-Length: ' . strlen( $page ) ); return $page; } ); } );",
		true,
	],
] ) {
	test( `${ name } loses no report and no part of the page`, async () => {
		const { probe, answer, record: left } = await probed( code );

		assert.equal( answer.status, 200 );
		assert.equal( answer.truncated, false );
		// The trailer comes after the page, where it comes at all.
		assert.match( answer.body, /<\/html>\s*(?:<!-- culprit [^>]+-->)?$/ );
		finished( left );
		assert.deepEqual(
			trailer( answer.body, probe ),
			printed ? left.report : null
		);
	} );
}

test( 'a page that ends its answer before its last part is reported all the same', async () => {
	const { answer, record: left } = await probed(
		"add_action( 'wp_footer', static function () { while ( ob_get_level() ) { ob_end_flush(); } fastcgi_finish_request(); } );"
	);

	assert.equal( answer.status, 200 );
	assert.doesNotMatch( answer.body, /<\/html>/ );
	finished( left );
} );

for ( const [ name, code ] of [
	[
		'ob_gzhandler()',
		"add_action( 'init', static function () { ob_start( 'ob_gzhandler' ); } );",
	],
	[ 'zlib.output_compression', "ini_set( 'zlib.output_compression', '1' );" ],
	[
		'a plugin',
		"add_action( 'init', static function () { ob_start( static function ( $page ) { header( 'Content-Encoding: gzip' ); return gzencode( $page ); } ); } );",
	],
] ) {
	test( `a page that was compressed by ${ name } is whole, and reported`, async () => {
		const odd = plugin( 'odd', code );
		const probe = await mint( {
			configuration: {
				...( await live() ),
				plugins: [ CULPRIT, INNOCENT, odd, 'healthy-b/healthy-b.php' ],
			},
		} );
		const { headers, body } = await raw( probe );

		assert.equal( headers[ 'content-encoding' ], 'gzip' );
		assert.match( gunzipSync( body ).toString( 'utf8' ), /<\/html>\s*$/ );
		finished( await record( probe ) );
	} );
}

/**
 * Fetches a probe as a browser does, which takes compressed pages.
 *
 * @param {Object} probe As minted.
 * @return {Promise<{ headers: Object, body: Buffer }>} As it came.
 */
function raw( probe ) {
	return new Promise( ( resolve, reject ) => {
		get(
			probe.url,
			{
				agent: false,
				headers: {
					'X-Culprit-Probe': probe.token,
					'Accept-Encoding': 'gzip',
				},
			},
			( response ) => {
				const parts = [];
				response.on( 'data', ( part ) => parts.push( part ) );
				response.on( 'end', () =>
					resolve( {
						headers: response.headers,
						body: Buffer.concat( parts ),
					} )
				);
				response.on( 'error', reject );
			}
		).on( 'error', reject );
	} );
}

test( 'an answer of JSON stays as it is', async () => {
	const page = '/index.php?rest_route=/wp/v2/types/post';
	const { probe, answer, record: left } = await probed( '', { page } );

	assert.equal( JSON.parse( answer.body ).slug, 'post' );
	assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
	assert.equal( left.report.ended, 'completed' );
	assert.match( left.report.content_type, /^application\/json/ );
} );

test( 'a response code that comes too late is none', async () => {
	const { answer, record: left } = await probed(
		"add_action( 'wp_footer', static function () { while ( ob_get_level() ) { ob_end_flush(); } flush(); http_response_code( 502 ); } );"
	);

	assert.equal( answer.status, 200 );
	assert.equal( left.report.status, 200 );
} );
