/**
 * A probe between nginx and its caches: it is claimed once, kept by none, and carries nobody's cookies.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	call,
	freshSite,
	live,
	makeLive,
	mint,
	record,
	send,
	sql,
	stack,
	stored,
	trailer,
} from './support.mjs';

const { plugin } = freshSite();

const withOdd = async ( code ) => ( {
	...( await live() ),
	plugins: [ CULPRIT, plugin( 'odd', code ) ],
} );

test( 'of eight requests with one token that come at once, one is the probe', async () => {
	const probe = await mint();

	const answers = await Promise.all(
		Array.from( { length: 8 }, () => send( probe ) )
	);

	const marked = answers.filter(
		( { headers } ) => headers[ 'x-culprit-marker' ] !== undefined
	);
	assert.equal( marked.length, 1 );
	assert.equal(
		answers.filter( ( { status } ) => status === 200 ).length,
		8
	);
} );

test( 'a token is claimed although transients and the object cache lie', async () => {
	const configuration = await withOdd(
		"add_filter( 'pre_transient_doing_cron', '__return_true' ); add_filter( 'pre_option_culprit_key', static function () { return 'forged'; } );"
	);
	await makeLive( 'odd/odd.php' );
	const probe = await mint( { configuration } );

	await send( probe );

	assert.equal( ( await record( probe ) ).ended, true );
} );

test( "nginx's page cache keeps pages, but no probe", async () => {
	const page = `${ stack.pools.cached }/?kept=1`;
	await visit( page );
	assert.equal( ( await visit( page ) ).headers[ 'x-cache-status' ], 'HIT' );

	const probe = await mint();
	const answer = await send( probe, {}, 'cached' );
	assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
	const again = await visit(
		probe.url.replace( stack.url, stack.pools.cached )
	);
	assert.equal( again.headers[ 'x-cache-status' ], 'MISS' );
	assert.equal( again.headers[ 'x-culprit-marker' ], undefined );
	assert.equal( trailer( again.body, probe ), null );
} );

test( 'an answer tells every kind of cache not to keep it', async () => {
	const { headers } = await send( await mint() );

	assert.match( headers[ 'cache-control' ], /no-store/ );
	for ( const name of [
		'surrogate-control',
		'cdn-cache-control',
		'x-litespeed-cache-control',
	] ) {
		assert.match( headers[ name ], /no-(?:store|cache)/, name );
	}
} );

test( 'a redirect is said with 200 in a probe, and stays a redirect for visitors', async () => {
	const configuration = await withOdd(
		"add_action( 'template_redirect', static function () { wp_redirect( home_url( '/elsewhere/' ) ); exit; } );"
	);
	const probe = await mint( { configuration } );
	const { status, headers, body } = await send( probe );

	assert.equal( status, 200 );
	assert.equal( headers.location, undefined );
	const target = `${ stack.url }/elsewhere/`;
	assert.equal(
		Buffer.from( headers[ 'x-culprit-redirect' ], 'base64' ).toString(),
		target
	);
	assert.equal( trailer( body, probe ).redirect, target );

	await makeLive( 'odd/odd.php' );
	const visitor = await visit( `${ stack.url }/` );
	assert.deepEqual(
		[ visitor.status, visitor.headers.location ],
		[ 302, target ]
	);
} );

test( 'a probe that comes with cookies shows the page none, and gets none', async () => {
	const configuration = await withOdd(
		"add_action( 'init', static function () { header( 'X-Seen: ' . count( $_COOKIE ) ); for ( $i = 0; $i < 20; $i++ ) { setcookie( \"odd$i\", str_repeat( 'x', 50 ) ); } } );"
	);
	const probe = await mint( { configuration, credentials: true } );
	const { headers } = await send( probe, { Cookie: 'a=1; b=2' } );

	assert.equal( headers[ 'x-seen' ], '0' );
	assert.equal( headers[ 'set-cookie' ], undefined );
	const { report } = await record( probe );
	assert.equal( report.headers[ 0 ].name, 'set-cookie' );
} );

test( 'basic auth in front is passed with its password', async () => {
	const probe = await mint();

	const refused = await send( probe, {}, 'protected' );
	assert.equal( refused.status, 401 );
	assert.equal( ( await record( probe ) ).claimed, false );

	const { headers } = await send(
		probe,
		{
			Authorization: `Basic ${ Buffer.from( 'visitor:staging' ).toString(
				'base64'
			) }`,
		},
		'protected'
	);
	assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
} );

test( 'a page of wp-admin opens for the user who asked, and no session is stored', async () => {
	const sessions = () =>
		sql( "SELECT * FROM wp_usermeta WHERE meta_key = 'session_tokens'" );
	const before = await sessions();
	const probe = await mint( { page: '/wp-admin/index.php', as_user: true } );

	const { status, body } = await send( probe );

	assert.equal( status, 200 );
	assert.match( body, /id="wpadminbar"/ );
	assert.deepEqual( await sessions(), before );
} );

test( 'with one worker a server that fetches itself waits for itself, until it is ended', async () => {
	const { json } = await call(
		'probes',
		{
			probes: [
				{ configuration: await live(), page: '/', mode: 'guarded' },
			],
		},
		{ pool: 'single' }
	);
	const [ probe ] = json.probes;
	const began = performance.now();

	const { status } = await call(
		`probes/${ probe.id }/loopback`,
		{ token: probe.token },
		{ pool: 'single' }
	);

	assert.equal( status, 502 );
	assert.ok( performance.now() - began < 10000 );
	assert.equal( ( await call( 'state' ) ).status, 200 );
} );

test( 'whatever was probed, what is stored stays as it was', async () => {
	const configuration = await withOdd(
		"add_action( 'init', static function () { update_option( 'odd', 1 ); update_option( 'active_plugins', array() ); deactivate_plugins( 'culprit/plugin.php', true ); } );"
	);
	const before = await stored( 'active_plugins' );

	const probe = await mint( { configuration } );
	await send( probe );

	assert.equal( await stored( 'active_plugins' ), before );
	assert.equal( await stored( 'odd' ), undefined );
	assert.ok( ( await record( probe ) ).report.refused.count > 0 );
	assert.equal( ( await call( 'state' ) ).status, 200 );
} );
