/**
 * A site on which every request dies with a 502: an admin's own calls still work, and nobody else's do.
 */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	KILL,
	asAdmin,
	call,
	freshSite,
	makeLive,
	mint,
	record,
	send,
	stack,
	stored,
} from './support.mjs';

const { plugin } = freshSite();
const INNOCENTS = [ 'healthy-c/healthy-c.php', 'healthy-a/healthy-a.php' ];

let deadly;

beforeEach( async () => {
	deadly = plugin( 'deadly', KILL );
	await makeLive( INNOCENTS[ 0 ], deadly, INNOCENTS[ 1 ] );
} );

const rest = ( route ) => `${ stack.url }/index.php?rest_route=${ route }`;

/**
 * Logs the admin in while the site lives, and takes a pass from the screen.
 *
 * @return {Promise<{ cookie: string, pass: string }>} What a browser has.
 */
async function browser() {
	await makeLive( ...INNOCENTS );
	const answer = await fetch( `${ stack.url }/wp-login.php`, {
		method: 'POST',
		redirect: 'manual',
		headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
		body: new URLSearchParams( { log: stack.user, pwd: stack.password } ),
	} );
	const cookie = answer.headers
		.getSetCookie()
		.map( ( line ) => line.split( ';' )[ 0 ] )
		.join( '; ' );
	const screen = await visit(
		`${ stack.url }/wp-admin/tools.php?page=culprit`,
		{ headers: { Cookie: cookie } }
	);
	const [ , pass ] = /"pass":"([^"]+)"/.exec( screen.body ) ?? [];
	await makeLive( INNOCENTS[ 0 ], deadly, INNOCENTS[ 1 ] );
	return { cookie, pass };
}

/**
 * The headers of the browser's own calls.
 *
 * @param {Object} session        As browser() gives it.
 * @param {string} session.cookie
 * @param {string} session.pass
 * @return {Promise<Object>} With a fresh nonce, had under the pass.
 */
async function inBrowser( { cookie, pass } ) {
	const headers = { Cookie: cookie, 'X-Culprit-Pass': pass };
	const nonce = await visit(
		`${ stack.url }/wp-admin/admin-ajax.php?action=rest-nonce`,
		{ headers }
	);
	assert.equal( nonce.status, 200 );
	return { ...headers, 'X-WP-Nonce': nonce.body };
}

test( 'everything is dead: front page, wp-admin, REST, log-in', async () => {
	for ( const path of [
		'/',
		'/wp-admin/',
		'/wp-login.php',
		'/index.php?rest_route=/',
	] ) {
		assert.equal( ( await visit( stack.url + path ) ).status, 502, path );
	}
} );

for ( const [ name, headersOf ] of [
	[
		'an application password that the site never saw',
		async () => asAdmin(),
	],
	[
		'a pass and the cookie of a browser',
		async () => inBrowser( await browser() ),
	],
] ) {
	test( `with ${ name } a dead site is looked at, probed, mended and put back`, async () => {
		const as = { headers: await headersOf() };
		const before = await stored( 'active_plugins' );

		const { status, json: state } = await call( 'state', null, as );
		assert.equal( status, 200 );
		assert.deepEqual( state.live.plugins, [
			CULPRIT,
			INNOCENTS[ 0 ],
			deadly,
			INNOCENTS[ 1 ],
		] );
		const probe = await mint( { configuration: state.live } );
		assert.equal( ( await send( probe ) ).status, 502 );
		assert.equal( ( await record( probe ) ).loading, deadly );

		const off = await call(
			'changes',
			{ kind: 'deactivate', plugins: [ deadly ] },
			as
		);
		assert.equal( off.status, 201 );
		assert.deepEqual( off.json.state.live.plugins, [
			CULPRIT,
			...INNOCENTS,
		] );
		assert.equal( ( await visit( `${ stack.url }/` ) ).status, 200 );

		const undone = await call(
			`changes/${ off.json.change.id }/undo`,
			{},
			as
		);
		assert.equal( undone.status, 200 );
		assert.equal( await stored( 'active_plugins' ), before );
		assert.equal( ( await visit( `${ stack.url }/` ) ).status, 502 );
	} );
}

test( 'the theme is switched on a dead site, and back, and the list stays whole', async () => {
	const before = await stored( 'active_plugins' );
	const theme = await stored( 'stylesheet' );
	const { json: state } = await call( 'state' );

	const switched = await call( 'changes', {
		kind: 'switch-theme',
		theme: state.default_theme,
	} );
	assert.equal( switched.status, 201 );
	assert.equal( await stored( 'stylesheet' ), state.default_theme );
	await call( `changes/${ switched.json.change.id }/undo`, {} );

	assert.equal( await stored( 'stylesheet' ), theme );
	assert.equal( await stored( 'active_plugins' ), before );
} );

test( 'a wrong password gets what everybody gets', async () => {
	assert.equal(
		( await call( 'state', null, { headers: asAdmin( 'wrong' ) } ) ).status,
		502
	);
	assert.equal(
		( await call( 'state', null, { headers: asAdmin( stack.password ) } ) )
			.status,
		502
	);
} );

test( 'a pass without its log-in gets nothing, and the log-in without a pass gets what everybody gets', async () => {
	const { cookie, pass } = await browser();

	const alone = await call( 'state', null, {
		headers: { 'X-Culprit-Pass': pass },
	} );
	assert.equal( alone.status, 401 );
	const without = await call( 'state', null, {
		headers: { Cookie: cookie },
	} );
	assert.equal( without.status, 502 );
} );

test( 'neither opens anything but Culprit', async () => {
	const headers = await inBrowser( await browser() );
	for ( const one of [ headers, asAdmin() ] ) {
		for ( const [ route, wanted ] of [
			[ '/wp/v2/users', /^502$/ ],
			[ '/culprit/v1/../../wp/v2/users', /^(?:403|404|502)$/ ],
			[ '/', /^502$/ ],
		] ) {
			const { status } = await visit( rest( route ), { headers: one } );
			assert.match( String( status ), wanted, route );
		}
		// The address says one route, the body another: what is dispatched counts.
		const smuggled = await fetch( rest( '/culprit/v1/state' ), {
			method: 'POST',
			headers: {
				...one,
				'Content-Type': 'application/x-www-form-urlencoded',
			},
			body: 'rest_route=/wp/v2/users',
		} );
		assert.ok( smuggled.status >= 400 && smuggled.status < 500 );
		assert.doesNotMatch( await smuggled.text(), /"slug"/ );
		for ( const path of [ '/wp-admin/index.php', '/wp-admin/', '/' ] ) {
			const { status } = await visit( stack.url + path, {
				headers: one,
			} );
			assert.equal( status, 502, path );
		}
	}
} );
