/**
 * The stand-alone file: what nothing of WordPress outlives is named, taken away and put back.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { asAdmin, call, freshSite, stack } from './support.mjs';

const site = freshSite();
const file = path.join( stack.root, 'culprit-emergency.php' );
const content = path.join( stack.root, 'wp-content' );

afterEach( () => rmSync( file, { force: true } ) );

const BOOM = 'culprit_test_missing_function();';

async function make() {
	const { status, json } = await call( 'emergency', {} );
	assert.equal( status, 201 );
	assert.match( json.code, /^[0-9a-f]{64}$/ );
	assert.equal( json.state.emergency.installed, true );
	return json.code;
}

async function ask( fields, method = 'POST' ) {
	const response = await fetch( `${ stack.url }/culprit-emergency.php`, {
		method,
		...( method === 'POST' ? { body: new URLSearchParams( fields ) } : {} ),
	} );
	const text = await response.text();
	return {
		status: response.status,
		text,
		headers: response.headers,
		json: text.trim().startsWith( '{' ) ? JSON.parse( text ) : null,
	};
}

const front = async () => ( await fetch( `${ stack.url }/` ) ).status;

test( 'it is not there unless an admin makes it, and its code is stored nowhere', async () => {
	assert.equal( existsSync( file ), false );
	const code = await make();
	assert.equal( readFileSync( file, 'utf8' ).includes( code ), false );
	const rows = await fetch(
		`${ stack.url }/index.php?rest_route=/culprit/v1/state`,
		{ headers: asAdmin() }
	);
	assert.equal( ( await rows.text() ).includes( code ), false );
} );

test( 'whoever has no code, a wrong one, or only looks, is told that there is nothing', async () => {
	const code = await make();
	for ( const [ fields, method ] of [
		[ {}, 'GET' ],
		[ {}, 'POST' ],
		[ { action: 'list' }, 'POST' ],
		[ { code: 'f'.repeat( 64 ), action: 'list' }, 'POST' ],
		[ { code: '', action: 'list' }, 'POST' ],
	] ) {
		const { status, text } = await ask( fields, method );
		assert.equal( status, 404 );
		assert.equal( text, 'Not found.' );
	}
	const inAddress = await fetch(
		`${ stack.url }/culprit-emergency.php?code=${ code }&action=list`
	);
	assert.equal( inAddress.status, 404 );
} );

test( 'the template in the plugin’s folder answers nobody', async () => {
	const response = await fetch(
		`${ stack.url }/wp-content/plugins/culprit/includes/Emergency/stand-alone.php`,
		{
			method: 'POST',
			body: new URLSearchParams( { code: '', action: 'list' } ),
		}
	);
	assert.equal( response.status, 404 );
} );

for ( const [ what, name, code ] of [
	[ 'a db.php that kills everything', 'db.php', BOOM ],
	[
		'an object-cache.php that is no PHP',
		'object-cache.php',
		'this is ( no PHP;',
	],
	[
		'a must-use plugin that sorts before the guard',
		'mu-plugins/0-aaa.php',
		BOOM,
	],
] ) {
	test( `${ what } is named, taken away and put back`, async () => {
		const secret = await make();
		site.always( name, code );
		assert.equal( await front(), 500 );
		const { json: looked } = await ask( { code: secret, action: 'look' } );
		assert.equal( looked.started, false );
		assert.equal( looked.death.file, `wp-content/${ name }` );
		assert.equal( JSON.stringify( looked ).includes( stack.root ), false );
		const { json: listed } = await ask( { code: secret, action: 'list' } );
		assert.equal(
			listed.files.find( ( one ) => one.file === name ).on,
			true
		);

		const off = await ask( { code: secret, action: 'off', file: name } );
		assert.equal( off.status, 200 );
		assert.equal( await front(), 200 );
		const started = await ask( { code: secret, action: 'look' } );
		assert.deepEqual( started.json, {
			started: true,
			database: true,
			death: null,
		} );

		const on = await ask( { code: secret, action: 'on', file: name } );
		assert.equal( on.status, 200 );
		assert.equal( existsSync( path.join( content, name ) ), true );
		assert.equal( await front(), 500 );
	} );
}

test( 'only files of the list are touched: no other path, no link, not the guard, nothing over another file', async () => {
	const secret = await make();
	site.always( 'db.php', '' );
	site.always( 'db.php.culprit-off', '' );
	site.always( 'mu-plugins/target.php', '' );
	const link = path.join( content, 'mu-plugins/zz-link.php' );
	symlinkSync( path.join( stack.root, 'wp-config.php' ), link );
	try {
		for ( const name of [
			'../wp-config.php',
			'mu-plugins/../../wp-config.php',
			'wp-config.php',
			'mu-plugins/zz-link.php',
			'mu-plugins/0-culprit-guard.php',
			'',
		] ) {
			const { status } = await ask( {
				code: secret,
				action: 'off',
				file: name,
			} );
			assert.equal( status, 404, name );
		}
		assert.equal(
			( await ask( { code: secret, action: 'off', file: 'db.php' } ) )
				.status,
			409
		);
		assert.equal(
			existsSync( path.join( stack.root, 'wp-config.php' ) ),
			true
		);
	} finally {
		rmSync( link );
	}
} );

test( 'a site that is closed for an update is opened', async () => {
	const secret = await make();
	site.always( '../.maintenance', '$upgrading = time();' );
	try {
		assert.equal( await front(), 503 );
		const { json } = await ask( { code: secret, action: 'maintenance' } );
		assert.equal( json.maintenance, null );
		assert.equal( await front(), 200 );
	} finally {
		rmSync( path.join( stack.root, '.maintenance.culprit-off' ), {
			force: true,
		} );
	}
} );

test( 'what it answers nobody keeps, and it goes when it is told to', async () => {
	const secret = await make();
	const { headers } = await ask( { code: secret, action: 'list' } );
	assert.equal( headers.get( 'cache-control' ), 'no-store, private' );
	const response = await fetch(
		`${ stack.url }/index.php?rest_route=/culprit/v1/emergency`,
		{ method: 'DELETE', headers: asAdmin() }
	);
	const { state, code } = await response.json();
	assert.equal( code, null );
	assert.equal( state.emergency.installed, false );
	assert.equal( existsSync( file ), false );
} );
