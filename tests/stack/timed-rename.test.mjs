/**
 * Drop-ins and must-use plugins taken away for a time: they come back by themselves, whatever becomes of the site.
 */
import assert from 'node:assert/strict';
import {
	existsSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { asAdmin, call, freshSite, sql, stack, stored } from './support.mjs';

const site = freshSite();
const content = path.join( stack.root, 'wp-content' );
const FILE = 'mu-plugins/zz-host.php';
const there = ( file = FILE ) => existsSync( path.join( content, file ) );
const visit = async ( headers = {} ) => fetch( `${ stack.url }/`, { headers } );

afterEach( () => {
	for ( const folder of [ content, path.join( content, 'mu-plugins' ) ] ) {
		for ( const name of readdirSync( folder ) ) {
			if ( name.endsWith( '.culprit-off' ) ) {
				rmSync( path.join( folder, name ) );
			}
		}
	}
} );

const remove = async ( route ) => {
	const response = await fetch(
		`${ stack.url }/index.php?rest_route=/culprit/v1/${ route }`,
		{ method: 'DELETE', headers: asAdmin() }
	);
	return { status: response.status, json: await response.json() };
};

async function takeAway( file = FILE, seconds = 30 ) {
	const { status, json } = await call( 'renames', { file, seconds } );
	assert.equal( status, 201, JSON.stringify( json ) );
	return json.renames.find( ( one ) => one.file === file );
}

/** Lets the time pass for what is armed: the row is signed anew by the site itself. */
async function letTimePass() {
	const row = await stored( 'culprit_armed' );
	const php = path.join( stack.root, 'sign.php' );
	writeFileSync(
		php,
		`<?php define( 'SHORTINIT', true ); require __DIR__ . '/wp-load.php'; require WP_CONTENT_DIR . '/plugins/culprit/includes/autoload.php';
		$json = preg_replace( '/"until":\\d+/', '"until":' . ( time() - 1 ), explode( '|', file_get_contents( 'php://input' ), 2 )[1] );
		global $wpdb;
		$wpdb->update( $wpdb->options, array( 'option_value' => \\Culprit\\Guard\\Key::sign( 'undo|' . $json ) . '|' . $json ), array( 'option_name' => 'culprit_armed' ) );`
	);
	try {
		await fetch( `${ stack.url }/sign.php`, { method: 'POST', body: row } );
	} finally {
		rmSync( php );
	}
}

test( 'a must-use plugin is away for a time, and back with the next visit after it', async () => {
	site.always( FILE, "header( 'X-Host: 1' );" );
	assert.equal( ( await visit() ).headers.get( 'x-host' ), '1' );
	const rename = await takeAway();
	assert.equal( there(), false );
	assert.ok( rename.until > Date.now() / 1000 );
	assert.equal( ( await visit() ).headers.get( 'x-host' ), null );
	await letTimePass();
	await visit();
	assert.equal( there(), true );
	assert.equal( await stored( 'culprit_armed' ), undefined );
	assert.equal( ( await visit() ).headers.get( 'x-host' ), '1' );
} );

test( 'a rename that kills every request is undone by the next one', async () => {
	site.always( FILE, 'function culprit_test_needed() {}' );
	site.always( 'mu-plugins/zzz-needs.php', 'culprit_test_needed();' );
	assert.equal( ( await visit() ).status, 200 );
	await takeAway();
	assert.equal( ( await visit() ).status, 500 );
	await letTimePass();
	// WordPress had listed the files before the guard put this one back.
	assert.equal( ( await visit() ).status, 500 );
	assert.equal( ( await visit() ).status, 200 );
	assert.equal( there(), true );
} );

test( 'a drop-in without which nothing starts is put back at once', async () => {
	site.always(
		'../needs-it.php',
		"if ( ! is_file( __DIR__ . '/wp-content/db.php' ) ) { http_response_code( 500 ); exit; }"
	);
	const config = path.join( stack.root, 'wp-config.php' );
	const before = readFileSync( config, 'utf8' );
	writeFileSync(
		config,
		before.replace( '<?php', "<?php require __DIR__ . '/needs-it.php';" )
	);
	try {
		site.always( 'db.php', '' );
		const { status, json } = await call( 'renames', {
			file: 'db.php',
			seconds: 30,
		} );
		assert.equal( status, 409 );
		assert.equal( json.code, 'culprit_guard_gone' );
		assert.equal( there( 'db.php' ), true );
		assert.equal( await stored( 'culprit_armed' ), undefined );
	} finally {
		writeFileSync( config, before );
	}
} );

test( 'a file is put back at a word, or kept away and put back later', async () => {
	site.always( FILE, '' );
	const first = await takeAway();
	const back = await remove( `renames/${ first.id }` );
	assert.equal( back.status, 200 );
	assert.deepEqual( back.json.renames, [] );
	assert.equal( there(), true );

	const second = await takeAway();
	const kept = await call( `renames/${ second.id }/keep`, {} );
	assert.deepEqual(
		kept.json.renames.map( ( { until } ) => until ),
		[ null ]
	);
	assert.equal( await stored( 'culprit_armed' ), undefined );
	await visit();
	assert.equal( there(), false );
	await remove( `renames/${ second.id }` );
	assert.equal( there(), true );
} );

test( 'a file that somebody put there meanwhile is never written over', async () => {
	site.always( FILE, '/* old */' );
	const rename = await takeAway();
	site.always( FILE, '/* new */' );
	await letTimePass();
	await visit();
	assert.match( readFileSync( path.join( content, FILE ), 'utf8' ), /new/ );
	const { status, json } = await remove( `renames/${ rename.id }` );
	assert.equal( status, 409 );
	assert.match( json.message, /could not be put back/ );
} );

test( 'who can write options, but has no key, makes the guard rename nothing', async () => {
	site.always( `${ FILE }.culprit-off`, '' );
	const json = JSON.stringify( [
		{ id: 'a'.repeat( 32 ), file: FILE, user: 1, at: 1, until: 2 },
	] );
	await sql(
		`INSERT INTO wp_options (option_name, option_value, autoload) VALUES ('culprit_armed', '${ 'f'.repeat( 64 ) }|${ json }', 'yes')`
	);
	assert.equal( ( await visit() ).status, 200 );
	assert.equal( there(), false );
} );

test( 'neither paths nor the guard nor what is no such file can be taken away', async () => {
	for ( const file of [
		'../wp-config.php',
		'mu-plugins/../../wp-config.php',
		'mu-plugins/0-culprit-guard.php',
		'index.php',
		'plugins/culprit/plugin.php',
		'db.php',
	] ) {
		const { status } = await call( 'renames', { file, seconds: 30 } );
		assert.equal( status, 404, file );
	}
} );

test( 'a probe neither takes back what is due nor is disturbed by it', async () => {
	site.always( FILE, '' );
	await takeAway();
	await letTimePass();
	await visit( { 'X-Culprit-Probe': 'nonsense' } );
	assert.equal( there(), false );
	await visit();
	assert.equal( there(), true );
} );
