/**
 * The watch: off it leaves nothing, on it checks when it is due, also on a site whose every page dies, and mails when the word changes.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { call, freshSite, makeLive, sql, stack, stored } from './support.mjs';

const site = freshSite();
const outbox = path.join( stack.root, 'wp-content/outbox.txt' );
afterEach( () => rmSync( outbox, { force: true } ) );

/** Stands in for a plugin that mails in its own way: it writes what it is given into a file. */
const POSTMAN = `add_filter( 'pre_wp_mail', function ( $sent, $mail ) { file_put_contents( WP_CONTENT_DIR . '/outbox.txt', $mail['to'] . "\\n" . $mail['subject'] . "\\n" . $mail['message'] . "\\n====\\n", FILE_APPEND ); return true; }, 10, 2 );`;

const mails = () =>
	existsSync( outbox )
		? readFileSync( outbox, 'utf8' ).split( '====' ).slice( 0, -1 )
		: [];

const set = ( wanted ) =>
	call( 'watch', {
		on: true,
		minutes: 5,
		to: 'anna@example.org',
		...wanted,
	} );

const due = () =>
	sql(
		"UPDATE wp_options SET option_value = '1000-0123456789abcdef' WHERE option_name = 'culprit_watch'"
	);

const visit = ( headers = {} ) =>
	fetch( `${ stack.url }/`, { headers } ).then(
		( response ) => response.status
	);

// Waits until so many checks are in the history.
async function history( count ) {
	for ( let tries = 0; tries < 60; tries++ ) {
		const { json } = await call( 'watch' );
		if ( json.history.length >= count ) {
			return json;
		}
		await pause( 250 );
	}
	throw new Error( `There were no ${ count } checks.` );
}

test( 'off it leaves nothing, on and off again neither', async () => {
	assert.equal( await stored( 'culprit_watch' ), undefined );
	await set( {} );
	assert.match( await stored( 'culprit_watch' ), /^\d+-[0-9a-f]{16}$/ );
	await set( { on: false } );
	assert.equal( await stored( 'culprit_watch' ), undefined );
} );

test( 'a site whose every page is killed by a plugin still mails its admin, and again when it is back', async () => {
	const postman = site.plugin( 'postman', POSTMAN );
	const kills = site.plugin( 'kills', 'culprit_test_missing_function();' );
	await makeLive( postman );
	await set( { keep: [ postman ] } );
	await due();
	assert.equal( await visit(), 200 );
	assert.equal( ( await history( 1 ) ).word, 'healthy' );
	assert.deepEqual( mails(), [] );

	await makeLive( postman, kills );
	await due();
	assert.equal( await visit(), 500 );
	// Once is no news.
	assert.equal( ( await history( 2 ) ).word, 'healthy' );
	assert.deepEqual( mails(), [] );
	await due();
	await visit();
	const broken = await history( 3 );
	assert.equal( broken.word, 'failing' );
	assert.equal( mails().length, 1 );
	assert.match( mails()[ 0 ], /^anna@example\.org\n\S+ is broken\n/ );
	assert.match( mails()[ 0 ], /status 500/ );
	assert.match( mails()[ 0 ], /To end that: http/ );

	await makeLive( postman );
	await due();
	await visit();
	assert.equal( ( await history( 4 ) ).word, 'healthy' );
	// At most one mail an hour.
	assert.equal( mails().length, 1 );
} );

test( 'visitors who come at the same moment start one check', async () => {
	await set( { mail: false } );
	await due();
	await Promise.all( [ 1, 2, 3, 4 ].map( () => visit() ) );
	await history( 1 );
	await pause( 1500 );
	assert.equal( ( await history( 1 ) ).history.length, 1 );
} );

test( 'nobody else can start a check, and the header opens nothing', async () => {
	await set( { mail: false } );
	const next = await stored( 'culprit_watch' );
	for ( const token of [
		'',
		next,
		`${ next }.${ 'f'.repeat( 64 ) }`,
		`${ next }.`,
		'x.y',
	] ) {
		assert.equal( await visit( { 'X-Culprit-Watch': token } ), 200 );
	}
	await pause( 1000 );
	assert.equal( ( await call( 'watch' ) ).json.history.length, 0 );
} );

test( 'what is no address for mails is refused with a sentence', async () => {
	const { status, json } = await set( { to: 'anna at example' } );
	assert.equal( status, 400 );
	assert.match( json.message, /no mail address/ );
} );
