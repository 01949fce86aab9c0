/**
 * What PHP cannot stop is seen afterwards, and told: connections, programs, sessions, files.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
	CULPRIT,
	freshSite,
	live,
	mint,
	send,
	stack,
	trailer,
} from './support.mjs';

const { plugin } = freshSite();

const ODD = 'wp-content/plugins/odd/odd.php';

/**
 * What a probe of one plugin reports.
 *
 * @param {?(string|string[])} file   The plugin, or several; null for none.
 * @param {Object}             wanted More for mint().
 * @return {Promise<Object[]>} As in schemas/report.json.
 */
async function beyond( file, wanted = {} ) {
	const probe = await mint( {
		configuration: {
			...( await live() ),
			plugins: [ CULPRIT, ...[ file ?? [] ].flat() ],
		},
		...wanted,
	} );
	const { body } = await send( probe );
	return trailer( body, probe ).beyond;
}

const onInit = ( code ) =>
	`add_action( 'init', static function () { ${ code } } );`;

test( 'a page that keeps to WordPress shows nothing', async () => {
	assert.deepEqual( await beyond( null ), [] );
	const tame = plugin(
		'odd',
		onInit(
			"update_option( 'odd', 1 ); wp_mail( 'a@example.org', 'a', 'a' ); $GLOBALS['wpdb']->check_connection( false );"
		)
	);
	assert.deepEqual( await beyond( tame ), [] );
} );

test( 'a connection of its own to the database is seen, and who made it while it loaded', async () => {
	const connect =
		"list( , , $socket ) = $GLOBALS['wpdb']->parse_db_host( DB_HOST ); mysqli_close( mysqli_connect( null, DB_USER, DB_PASSWORD, DB_NAME, 0, (string) $socket ) );";

	assert.deepEqual( await beyond( plugin( 'odd', connect ) ), [
		{
			what: 'database',
			by: ODD,
			detail: '',
		},
	] );
	assert.deepEqual( await beyond( plugin( 'odd', onInit( connect ) ) ), [
		{ what: 'database', by: ODD, detail: '' },
	] );
} );

test( 'a must-use plugin that connects has no plugin named for it, nor have several plugins that do', async () => {
	const connect =
		"list( , , $socket ) = $GLOBALS['wpdb']->parse_db_host( DB_HOST ); mysqli_close( mysqli_connect( null, DB_USER, DB_PASSWORD, DB_NAME, 0, (string) $socket ) );";
	const file = path.join( stack.root, 'wp-content/mu-plugins/z-odd.php' );
	writeFileSync( file, `<?php ${ connect }` );
	try {
		assert.deepEqual( await beyond( plugin( 'tame', '' ) ), [
			{
				what: 'database',
				by: 'wp-content/mu-plugins/z-odd.php',
				detail: '',
			},
		] );
	} finally {
		rmSync( file );
	}

	assert.deepEqual(
		await beyond( [
			plugin( 'odd', connect ),
			plugin( 'odd-too', connect ),
		] ),
		[ { what: 'database', by: null, detail: '' } ]
	);
} );

test( 'WordPress that connects anew has not made a connection of somebody else', async () => {
	const again = plugin( 'odd', onInit( "$GLOBALS['wpdb']->db_connect();" ) );
	assert.deepEqual( await beyond( again ), [] );
} );

for ( const [ name, code ] of Object.entries( {
	'mail()': "@mail( 'a@example.org', 'a', 'a' );",
	'exec()': "exec( 'true' );",
} ) ) {
	test( `a program that ${ name } starts is seen`, async () => {
		assert.deepEqual( await beyond( plugin( 'odd', onInit( code ) ) ), [
			{ what: 'program', by: ODD, detail: '' },
		] );
	} );
}

test( 'a session of PHP is seen', async () => {
	assert.deepEqual(
		await beyond( plugin( 'odd', onInit( 'session_start();' ) ) ),
		[ { what: 'session', by: ODD, detail: '' } ]
	);
} );

const FILES = {
	'in wp-content': [
		"file_put_contents( WP_CONTENT_DIR . '/odd.log', 'x' );",
		'wp-content/odd.log',
	],
	'beside WordPress': [
		"file_put_contents( ABSPATH . 'odd.txt', 'x' );",
		'odd.txt',
	],
	'in its own folder': [
		"file_put_contents( __DIR__ . '/odd.log', 'x' );",
		'wp-content/plugins/odd/odd.log',
	],
	'among the uploads': [
		"file_put_contents( WP_CONTENT_DIR . '/uploads/odd.log', 'x' );",
		'wp-content/uploads/odd.log',
	],
};

for ( const [ where, [ code, file ] ] of Object.entries( FILES ) ) {
	test( `a file that is written ${ where } is seen`, async () => {
		const odd = plugin( 'odd', onInit( code ) );
		for ( const folder of [ 'uploads', 'plugins/odd' ] ) {
			const place = path.join( stack.root, 'wp-content', folder );
			mkdirSync( place, { recursive: true } );
			// Workers are another account than this test.
			chmodSync( place, 0o777 );
		}
		try {
			const seen = ( await beyond( odd ) ).filter(
				( { detail } ) => detail === file
			);
			assert.deepEqual( seen, [
				{ what: 'file', by: ODD, detail: file },
			] );
		} finally {
			rmSync( path.join( stack.root, file ), { force: true } );
		}
	} );
}

test( 'where two plugins could have done it, neither is named', async () => {
	const [ one, other ] = [ 'odd', 'even' ].map( ( slug ) =>
		plugin( slug, onInit( 'if ( ! session_id() ) { session_start(); }' ) )
	);
	const seen = await beyond( one, {
		configuration: {
			...( await live() ),
			plugins: [ CULPRIT, one, other ],
		},
	} );
	assert.deepEqual( seen, [ { what: 'session', by: null, detail: '' } ] );
} );

test( 'an observed page load may do all this, and is not looked at', async () => {
	assert.deepEqual(
		await beyond( null, {
			mode: 'observe',
			configuration: await live(),
		} ),
		[]
	);
} );
