/**
 * A probe changes nothing: no row, no session, no log-in that outlives it; and what one worker can do.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
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
} from './support.mjs';

const { plugin } = freshSite();

const sessions = () =>
	sql( "SELECT * FROM wp_usermeta WHERE meta_key = 'session_tokens'" );

test( 'a page of wp-admin opens for the user who asked, and for nobody else, and no session is stored', async () => {
	const before = await sessions();
	const page = '/wp-admin/index.php';

	const own = await send( await mint( { page, as_user: true } ) );
	assert.equal( own.status, 200 );
	assert.match( own.body, /id="wpadminbar"/ );

	const stranger = await send( await mint( { page } ) );
	assert.doesNotMatch( stranger.body, /id="wpadminbar"/ );
	assert.match(
		Buffer.from(
			stranger.headers[ 'x-culprit-redirect' ],
			'base64'
		).toString(),
		/wp-login\.php/
	);
	assert.deepEqual( await sessions(), before );
} );

test( 'the cookies that a page sees in such a probe open nothing afterwards', async () => {
	const odd = plugin(
		'odd',
		"add_action( 'admin_init', static function () { header( 'X-Stolen: ' . base64_encode( json_encode( $_COOKIE ) ) ); } );"
	);
	const page = '/wp-admin/index.php';
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
		page,
		as_user: true,
	} );
	const { headers } = await send( probe );
	const stolen = JSON.parse(
		Buffer.from( headers[ 'x-stolen' ], 'base64' ).toString()
	);
	assert.equal( Object.keys( stolen ).length, 3 );

	const thief = () =>
		visit( stack.url + page, {
			headers: {
				Cookie: Object.entries( stolen )
					.map(
						( [ name, value ] ) =>
							`${ name }=${ encodeURIComponent( value ) }`
					)
					.join( '; ' ),
			},
		} );

	const { status, headers: answer } = await thief();
	assert.equal( status, 302 );
	assert.match( answer.location, /wp-login\.php/ );

	// What they lack is the session, and that alone.
	const [ , expiration, token ] = Object.values( stolen )[ 0 ].split( '|' );
	const verifier = createHash( 'sha256' ).update( token ).digest( 'hex' );
	await sql(
		`INSERT INTO wp_usermeta ( user_id, meta_key, meta_value ) VALUES ( 1, 'session_tokens', 'a:1:{s:64:"${ verifier }";a:2:{s:10:"expiration";i:${ expiration };s:5:"login";i:1;}}' )`
	);
	assert.equal( ( await thief() ).status, 200 );
} );

test( 'whatever was probed, what is stored stays as it was', async () => {
	const odd = plugin(
		'odd',
		"add_action( 'init', static function () { update_option( 'odd', 1 ); update_option( 'active_plugins', array() ); deactivate_plugins( 'culprit/plugin.php', true ); wp_create_user( 'odd', 'odd' ); } );"
	);
	const everything = async () => ( {
		options: await sql( 'SELECT * FROM wp_options ORDER BY option_id' ),
		users: await sql( 'SELECT * FROM wp_users' ),
		posts: await sql( 'SELECT * FROM wp_posts' ),
	} );
	const configuration = { ...( await live() ), plugins: [ CULPRIT, odd ] };
	const probe = await mint( { configuration } );
	const before = await everything();

	const { status } = await send( probe );

	assert.equal( status, 200 );
	assert.deepEqual( await everything(), before );
	assert.ok( ( await record( probe ) ).report.refused.count > 0 );

	await makeLive( odd );
	await visit( `${ stack.url }/` );
	assert.equal( await stored( 'odd' ), '1', 'A visit does store it.' );
} );

test( 'with one worker a server that fetches itself waits for itself, until PHP-FPM ends it, and serves again', async () => {
	const single = { pool: 'single' };
	const probe = await mint( {}, single );
	const began = performance.now();

	const { status } = await call(
		`probes/${ probe.id }/loopback`,
		{ token: probe.token },
		single
	);

	assert.equal( status, 502 );
	const took = performance.now() - began;
	assert.ok( took > 1500 && took < 10000, `${ took }` );
	assert.equal( ( await call( 'state', null, single ) ).status, 200 );
} );

test( 'with several workers it reaches itself', async () => {
	const probe = await mint();

	const { status, json } = await call( `probes/${ probe.id }/loopback`, {
		token: probe.token,
	} );

	assert.equal( status, 200 );
	assert.equal( json.status, 200 );
	assert.equal( json.headers[ 'x-culprit-marker' ], probe.marker );
	assert.match( json.tail, new RegExp( `<!-- culprit ${ probe.marker } ` ) );
} );
