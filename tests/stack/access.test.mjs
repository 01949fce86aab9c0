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
	basic,
	call,
	freshSite,
	makeLive,
	mint,
	record,
	send,
	sql,
	stack,
	stored,
} from './support.mjs';

const { plugin, always } = freshSite();
const INNOCENTS = [ 'healthy-c/healthy-c.php', 'healthy-a/healthy-a.php' ];
const USERS = '/wp/v2/users';

let deadly;

const live = () => makeLive( ...INNOCENTS );
const dead = () => makeLive( INNOCENTS[ 0 ], deadly, INNOCENTS[ 1 ] );

beforeEach( async () => {
	deadly = plugin( 'deadly', KILL );
	await dead();
} );

const rest = ( route ) => `${ stack.url }/index.php?rest_route=${ route }`;

/**
 * Logs somebody in; the site must be alive.
 *
 * @param {string} user
 * @param {string} password
 * @return {Promise<string>} What a browser sends as Cookie.
 */
async function logIn( user = stack.user, password = stack.password ) {
	const answer = await fetch( `${ stack.url }/wp-login.php`, {
		method: 'POST',
		redirect: 'manual',
		headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
		body: new URLSearchParams( { log: user, pwd: password } ),
	} );
	return answer.headers
		.getSetCookie()
		.map( ( line ) => line.split( ';' )[ 0 ] )
		.join( '; ' );
}

/**
 * Logs the admin in while the site lives, and takes a pass from the screen.
 *
 * @return {Promise<{ cookie: string, pass: string }>} What a browser has.
 */
async function browser() {
	await live();
	const cookie = await logIn();
	const screen = await visit(
		`${ stack.url }/wp-admin/tools.php?page=culprit`,
		{ headers: { Cookie: cookie } }
	);
	const [ , pass ] = /"pass":"([^"]+)"/.exec( screen.body ) ?? [];
	assert.ok( pass, 'The screen holds a pass.' );
	await dead();
	return { cookie, pass };
}

const askNonce = ( headers ) =>
	visit( `${ stack.url }/wp-admin/admin-ajax.php?action=rest-nonce`, {
		headers,
	} );

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
	const { status, body } = await askNonce( headers );
	assert.equal( status, 200 );
	assert.match( body, /^[0-9a-f]{10}$/ );
	return { ...headers, 'X-WP-Nonce': body };
}

/**
 * Makes a user who may write but not manage; the site must be alive.
 *
 * @return {Promise<{ user: string, password: string, applicationPassword: string }>} Who.
 */
async function editor() {
	const post = async ( route, body ) => {
		const answer = await fetch( rest( route ), {
			method: 'POST',
			headers: {
				...basic( stack.user, stack.applicationPassword ),
				'Content-Type': 'application/json',
			},
			body: JSON.stringify( body ),
		} );
		assert.equal( answer.status, 201 );
		return answer.json();
	};
	const user = 'writer';
	const password = 'writes-well';
	const { id } = await post( USERS, {
		username: user,
		password,
		email: 'writer@example.org',
		roles: [ 'editor' ],
	} );
	const made = await post( `${ USERS }/${ id }/application-passwords`, {
		name: 'Terminal',
	} );
	return { user, password, applicationPassword: made.password };
}

const CALLERS = [
	[ 'an application password', async () => asAdmin() ],
	[
		'a pass and the cookie of a browser',
		async () => inBrowser( await browser() ),
	],
];

test( 'everything is dead: front page, wp-admin, log-in, REST also with the password', async () => {
	for ( const path of [ '/', '/wp-admin/', '/wp-login.php' ] ) {
		assert.equal( ( await visit( stack.url + path ) ).status, 502, path );
	}
	const headers = basic( stack.user, stack.applicationPassword );
	for ( const route of [ '/', '/culprit/v1/state' ] ) {
		const { status } = await visit( rest( route ), { headers } );
		assert.equal( status, 502, route );
	}
} );

for ( const [ name, headersOf ] of CALLERS ) {
	test( `with ${ name } a dead site is looked at, probed, mended and put back, and its list is never the reduced one`, async () => {
		const as = { headers: await headersOf() };
		const before = await stored( 'active_plugins' );
		const whole = async () =>
			assert.equal( await stored( 'active_plugins' ), before );

		const { status, json: state } = await call( 'state', null, as );
		assert.equal( status, 200 );
		assert.deepEqual( state.live.plugins, [
			CULPRIT,
			INNOCENTS[ 0 ],
			deadly,
			INNOCENTS[ 1 ],
		] );
		await whole();
		const probe = await mint( { configuration: state.live }, as );
		await whole();
		assert.equal( ( await send( probe ) ).status, 502 );
		await whole();
		assert.equal( ( await record( probe, as ) ).loading, deadly );
		await whole();

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
		await whole();
		assert.equal( ( await visit( `${ stack.url }/` ) ).status, 502 );
	} );

	test( `with ${ name } the theme of a dead site is switched, and back, byte for byte`, async () => {
		const as = { headers: await headersOf() };
		const options = [ 'active_plugins', 'template', 'stylesheet' ];
		// Not the default, which is what it is switched to.
		await sql(
			"UPDATE wp_options SET option_value = 'twentytwentyfour' WHERE option_name IN ( 'template', 'stylesheet' )"
		);
		const all = () => Promise.all( options.map( stored ) );
		const before = await all();
		const { json: state } = await call( 'state', null, as );
		assert.notEqual( state.default_theme, 'twentytwentyfour' );

		const switched = await call(
			'changes',
			{ kind: 'switch-theme', theme: state.default_theme },
			as
		);
		assert.equal( switched.status, 201 );
		assert.deepEqual( await all(), [
			before[ 0 ],
			state.default_theme,
			state.default_theme,
		] );
		const undone = await call(
			`changes/${ switched.json.change.id }/undo`,
			{},
			as
		);
		assert.equal( undone.status, 200 );

		assert.deepEqual( await all(), before );
	} );
}

test( 'a password that was never used before needs no handshake', async () => {
	await sql(
		`UPDATE wp_usermeta SET meta_value = REGEXP_REPLACE( meta_value, '"last_(used|ip)";[^;]+;', '"last_\\\\1";N;' ) WHERE meta_key = '_application_passwords'`
	);
	const [ { meta_value: before } ] = await sql(
		"SELECT meta_value FROM wp_usermeta WHERE meta_key = '_application_passwords'"
	);
	assert.match( before, /"last_used";N;.*"last_ip";N;/ );

	assert.equal( ( await call( 'state' ) ).status, 200 );
} );

test( 'a wrong password, and the one for logging in, get what everybody gets', async () => {
	for ( const wrong of [ 'wrong', stack.password ] ) {
		const { status } = await call( 'state', null, {
			headers: asAdmin( wrong ),
		} );
		assert.equal( status, 502 );
	}
} );

test( "an editor's application password gets what everybody gets", async () => {
	await live();
	const { user, applicationPassword } = await editor();
	const who = async () =>
		(
			await visit( rest( '/wp/v2/users/me' ), {
				headers: basic( user, applicationPassword ),
			} )
		).status;
	assert.equal( await who(), 200, 'It is a good password.' );
	await dead();

	const { status } = await call( 'state', null, {
		headers: asAdmin( applicationPassword, user ),
	} );

	assert.equal( status, 502 );
} );

test( 'a pass without its log-in gets nothing, and the log-in without a pass gets what everybody gets', async () => {
	const { cookie, pass } = await browser();

	const alone = await call( 'state', null, {
		headers: { 'X-Culprit-Pass': pass },
	} );
	assert.equal( alone.status, 401 );
	const headers = { Cookie: cookie };
	const without = await call( 'state', null, { headers } );
	assert.equal( without.status, 502 );
	assert.equal( ( await askNonce( headers ) ).status, 502 );
} );

test( "an admin's pass with an editor's log-in opens nothing", async () => {
	const { pass } = await browser();
	await live();
	const { user, password } = await editor();
	const cookie = await logIn( user, password );
	const own = await askNonce( { Cookie: cookie } );
	assert.equal( own.status, 200, 'The log-in is good.' );
	await dead();
	const headers = { Cookie: cookie, 'X-Culprit-Pass': pass };

	assert.equal( ( await askNonce( headers ) ).status, 403 );
	const { status } = await call( 'state', null, {
		headers: { ...headers, 'X-WP-Nonce': own.body },
	} );
	assert.equal( status, 403 );
} );

for ( const [ name, headersOf ] of CALLERS ) {
	test( `${ name } opens no page and no route but Culprit's`, async () => {
		const headers = await headersOf();
		for ( const path of [
			'/',
			'/wp-admin/',
			'/wp-admin/index.php',
			'/wp-admin/index.php?rest_route=/culprit/v1/state',
			'/wp-admin/admin-ajax.php?action=heartbeat',
			'/index.php?rest_route=/',
			`/index.php?rest_route=${ USERS }`,
			`/index.php?rest_route=/culprit/v1/state&rest_route=${ USERS }`,
			'/index.php?rest_route[]=/culprit/v1/state',
			'/index.php?rest_route=/culprit/v10',
			'/index.php?rest_route=/batch/v1',
		] ) {
			const { status } = await visit( stack.url + path, { headers } );
			assert.equal( status, 502, path );
		}
	} );

	test( `${ name } opens no other route although the address says one of Culprit's`, async () => {
		const headers = await headersOf();
		const form = 'application/x-www-form-urlencoded';
		const state = rest( '/culprit/v1/state' );
		const post = ( address, body, type = form, more = {} ) =>
			fetch( address, {
				method: 'POST',
				headers: { ...headers, 'Content-Type': type, ...more },
				body,
			} );
		const other = `rest_route=${ USERS }`;
		for ( const [ how, ask ] of [
			[ 'a form', () => post( state, other ) ],
			[ 'as GET', () => post( `${ state }&_method=GET`, other ) ],
			[
				'as GET by header',
				() =>
					post( state, other, form, {
						'X-HTTP-Method-Override': 'GET',
					} ),
			],
			[
				'JSON',
				() =>
					post(
						state,
						JSON.stringify( { rest_route: USERS } ),
						'application/json'
					),
			],
			[
				'a path with dots',
				() =>
					fetch( rest( `/culprit/v1/../..${ USERS }` ), { headers } ),
			],
			[ 'no route', () => post( state, 'rest_route=&s=hall' ) ],
			[
				'another action of admin-ajax.php',
				() =>
					post(
						`${ stack.url }/wp-admin/admin-ajax.php?action=rest-nonce`,
						'action=heartbeat'
					),
			],
		] ) {
			const answer = await ask();
			// 400 is WordPress's own word for a form that contradicts the address.
			assert.ok( [ 400, 403, 404, 502 ].includes( answer.status ), how );
			assert.doesNotMatch( await answer.text(), /"slug"|Northgate/, how );
		}

		// A pretty address says one route, its query another: the query is what WordPress takes.
		const pretty = await visit(
			`${ stack.url }/wp-json${ USERS }?rest_route=/culprit/v1/state`,
			{ headers }
		);
		assert.doesNotMatch( pretty.body, /"slug"/ );
		assert.ok( JSON.parse( pretty.body ).live );
	} );
}

test( 'a must-use plugin that makes another route of it opens nothing either', async () => {
	always(
		'mu-plugins/aliases.php',
		"add_filter( 'request', static function ( $vars ) { return isset( $_GET['alias'] ) ? array( 'rest_route' => $_GET['alias'] ) : $vars; } );"
	);
	for ( const alias of [ USERS, '' ] ) {
		const { status, body } = await visit(
			`${ rest( '/culprit/v1/state' ) }&alias=${ alias }`,
			{ headers: asAdmin() }
		);
		assert.deepEqual( [ status, body ], [ 403, '' ] );
	}
} );
