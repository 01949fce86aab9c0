/**
 * Whatever dies in the middle of a search, the live site stays as it was, and the search goes on or says why it cannot.
 */
import assert from 'node:assert/strict';
import {
	cpSync,
	existsSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isolate } from '../../tools/lib/command.mjs';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { buildSite } from '../../tools/lib/site.mjs';
import { startStack } from '../../tools/lib/stack.mjs';
import { folders, innocents } from '../fixtures/faults/faults.mjs';

const CULPRIT = 'text-gone/text-gone.php';

/** PHP gives no account of what is missing, so this takes more than a dozen probes. */
const SEARCH = [
	...[ '--page', '/hello-world/' ],
	...[ '--text-missing', 'Welcome to WordPress' ],
];

/** How long a server is away. */
const AWAY = 1500;

// One of its own: it does not outlive these tests unharmed.
let site;
let stack;

before( async () => {
	const half = Math.floor( innocents.length / 2 );
	site = await buildSite( {
		plugins: folders,
		active: [
			...innocents.slice( 0, half ),
			CULPRIT,
			...innocents.slice( half ),
		],
	} );
	stack = await startStack( { folder: site.folder, site } );
	await visit( `${ stack.url }/hello-world/` );
} );

after( async () => {
	await stack?.stop();
	site?.remove();
} );

let earlier;
beforeEach( async () => ( earlier = await options() ) );
afterEach( async () => assert.deepEqual( await options(), earlier ) );

/** The whole options table but Culprit's own rows, byte for byte. */
const options = () =>
	stack.sql(
		"SELECT option_name, HEX( option_value ) AS value, autoload FROM wp_options WHERE option_name NOT LIKE 'culprit%' ORDER BY option_name"
	);

/**
 * Searches, and does something in the middle.
 *
 * @param {number}   number After which probe.
 * @param {Function} strike What is done; gets a function that kills the command.
 * @return {Promise<Object>} What isolate() gives, with the diagnosis, and `sent`, the number of probes.
 */
async function struck( number, strike ) {
	let killCommand;
	let text = '';
	let striking = null;
	const ended = await isolate( stack, {
		args: SEARCH,
		onStart: ( kill ) => ( killCommand = kill ),
		onText: ( chunk ) => {
			text += chunk;
			if ( ! striking && text.includes( `\n${ number } of about ` ) ) {
				striking = strike( killCommand );
			}
		},
	} );
	assert.ok( striking, `The search had less than ${ number } probes.` );
	await striking;
	return {
		...ended,
		diagnosis: ended.output === '' ? null : JSON.parse( ended.output ),
		sent: ( text.match( /^\d+ of about /gm ) ?? [] ).length,
	};
}

const named = ( { culprits } ) =>
	culprits.map( ( { members } ) => members.map( ( { id } ) => id ) );

test( 'without a blow the culprit is named', async () => {
	const { diagnosis, sent } = await struck( 2, async () => {} );
	assert.deepEqual( named( diagnosis ), [ [ CULPRIT ] ] );
	assert.ok( sent > 12, `${ sent } probes.` );
} );

for ( const name of [ 'nginx', 'fpm', 'mariadb' ] ) {
	for ( const number of [ 2, 9 ] ) {
		test( `${ name } killed after probe ${ number } and started again: the culprit is named all the same`, async () => {
			const { diagnosis, progress } = await struck( number, async () => {
				await stack.kill( name );
				await pause( AWAY );
				await stack.start( name );
			} );
			assert.deepEqual( named( diagnosis ), [ [ CULPRIT ] ], progress );
		} );
	}
}

/** What the command says in the end when a server stays away. */
const SAYS = {
	nginx: /The server refused the connection: no web server answers there\. Check the address/,
	fpm: /The server answered 502 .*ask the host for the error log/,
	mariadb: /Error establishing a database connection/,
};

for ( const [ name, words ] of Object.entries( SAYS ) ) {
	test( `${ name } killed for good: the search ends, and says why`, async () => {
		const { code, progress, diagnosis } = await struck( 4, () =>
			stack.kill( name )
		);
		await stack.start( name );
		assert.notEqual( code, 0 );
		assert.deepEqual( diagnosis?.culprits ?? [], [] );
		assert.match( progress, words );
	} );
}

test( 'the command killed: the site is as it was, and the next search names the culprit', async () => {
	const { code, output } = await struck( 6, async ( kill ) => kill() );
	assert.equal( code, null );
	assert.equal( output, '' );
	const { diagnosis } = await struck( 2, async () => {} );
	assert.deepEqual( named( diagnosis ), [ [ CULPRIT ] ] );
} );

test( 'Culprit updated in the middle: the culprit is named all the same', async () => {
	const plugins = path.join( site.wordpress, 'wp-content/plugins' );
	const place = path.join( plugins, 'culprit' );
	const fresh = path.join( plugins, 'culprit-fresh' );
	const old = path.join( plugins, 'culprit-old' );
	cpSync( place, fresh, { recursive: true, dereference: true } );
	const file = path.join( fresh, 'plugin.php' );
	writeFileSync(
		file,
		readFileSync( file, 'utf8' ).replaceAll( '0.1.0', '0.1.1' )
	);
	try {
		const { diagnosis, progress } = await struck( 4, async () => {
			renameSync( place, old );
			await pause( 500 );
			renameSync( fresh, place );
		} );
		assert.deepEqual( named( diagnosis ), [ [ CULPRIT ] ], progress );
		const guard = readFileSync(
			path.join(
				site.wordpress,
				'wp-content/mu-plugins/0-culprit-guard.php'
			),
			'utf8'
		);
		assert.match( guard, /^ \* Version: +0\.1\.1$/m );
	} finally {
		if ( existsSync( old ) ) {
			rmSync( place, { recursive: true } );
			renameSync( old, place );
		}
	}
} );

test( 'a must-use plugin that was taken away is back within its time although PHP-FPM was killed right after', async () => {
	const file = path.join(
		site.wordpress,
		'wp-content/mu-plugins/zz-host.php'
	);
	writeFileSync( file, '<?php\n' );
	try {
		const response = await fetch(
			`${ stack.url }/index.php?rest_route=/culprit/v1/renames`,
			{
				method: 'POST',
				headers: {
					Authorization: `Basic ${ Buffer.from(
						`${ stack.user }:${ stack.applicationPassword }`
					).toString( 'base64' ) }`,
					'X-Culprit-Pass': 'application-password',
					'Content-Type': 'application/json',
				},
				body: JSON.stringify( {
					file: 'mu-plugins/zz-host.php',
					seconds: 10,
				} ),
			}
		);
		await stack.kill( 'fpm' );
		const { renames } = await response.json();
		assert.equal( existsSync( file ), false );
		await stack.start( 'fpm' );
		await visit( `${ stack.url }/hello-world/` );
		assert.equal( existsSync( file ), false, 'not before its time' );
		await pause( renames[ 0 ].until * 1000 - Date.now() + 1000 );
		await visit( `${ stack.url }/hello-world/` );
		assert.equal( existsSync( file ), true );
	} finally {
		rmSync( file, { force: true } );
	}
} );
