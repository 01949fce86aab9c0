/**
 * Records are private: no web server hands them out, they do not grow without end, and they go.
 */
import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	call,
	freshSite,
	live,
	mint,
	record,
	recordFolder,
	send,
	stack,
} from './support.mjs';

const { plugin } = freshSite();

const inFolder = () =>
	readdirSync( recordFolder() ).map( ( name ) =>
		path.join( recordFolder(), name )
	);

const filesOf = ( probe ) =>
	inFolder().filter( ( file ) =>
		path.basename( file ).startsWith( probe.id )
	);

/**
 * Sends a deep probe of a site with one plugin of this code.
 *
 * @param {string} code PHP.
 * @return {Promise<Object>} The probe.
 */
async function deepProbe( code = '' ) {
	const probe = await mint( {
		configuration: {
			...( await live() ),
			plugins: [ CULPRIT, plugin( 'odd', code ) ],
		},
		deep: true,
	} );
	await send( probe );
	return probe;
}

test( 'nothing of a record is served, nor is the folder, whatever is asked for', async () => {
	const probe = await deepProbe( "add_action( 'init', '__return_true' );" );
	const files = inFolder();
	assert.ok( filesOf( probe ).length === 2, 'Lines, and what was running.' );
	assert.ok( files.some( ( file ) => file.endsWith( '/index.php' ) ) );
	const base = `${ stack.url }/wp-content/${ path.basename(
		recordFolder()
	) }`;

	for ( const file of files ) {
		const address = `${ base }/${ path.basename( file ) }`;
		for ( const one of [ address, `${ address }?x=1` ] ) {
			const { status, body } = await visit( one );
			assert.deepEqual( [ status, body ], [ 200, '' ], one );
		}
		for ( const one of [
			address.replace( /\.php$/, '' ),
			`${ address }/`,
			`${ address }/x.php`,
			`${ address }.`,
			`${ address }~`,
			address.replace( /php$/, 'PHP' ),
		] ) {
			const { status, body } = await visit( one );
			// For some of them WordPress guesses what was meant.
			assert.ok( [ 301, 404 ].includes( status ), one );
			assert.doesNotMatch( body, /plugins_loaded|"asked"/, one );
		}
	}
	for ( const one of [ `${ base }/`, `${ base }/index.php` ] ) {
		const { status, body } = await visit( one );
		assert.deepEqual( [ status, body ], [ 200, '' ], one );
	}
} );

test( 'the name of the folder is told to nobody: not by the probe, its record, the front page, REST or wp-content', async () => {
	const probe = await deepProbe();
	const name = path.basename( recordFolder() ).replace( 'culprit-', '' );
	const again = await mint( { as_user: true, page: '/wp-admin/index.php' } );

	const told = [
		JSON.stringify( probe ),
		JSON.stringify( await send( again ) ),
		JSON.stringify( await record( probe ) ),
		JSON.stringify( ( await call( 'state' ) ).json ),
	];
	for ( const address of [
		'/',
		'/wp-content/',
		'/wp-content/culprit',
		'/index.php?rest_route=/',
	] ) {
		told.push( JSON.stringify( await visit( stack.url + address ) ) );
	}

	for ( const text of told ) {
		assert.ok( text.length > 10 );
		assert.ok( ! text.includes( name ) );
	}
} );

test( 'no other account of the machine gets into the folder', async () => {
	const probe = await deepProbe( "add_action( 'init', '__return_true' );" );
	const folder = statSync( recordFolder() );

	assert.equal( folder.mode % 0o1000, 0o700 );
	for ( const file of filesOf( probe ) ) {
		assert.equal( statSync( file ).uid, folder.uid );
	}
} );

for ( const [ name, code, most ] of [
	[
		'loops over hooks of its own a hundred thousand times',
		"add_filter( 'odd', 'strrev' ); add_filter( 'odd', static function ( $x ) { return $x; } ); add_action( 'init', static function () { for ( $i = 0; $i < 100000; $i++ ) { apply_filters( 'odd', 'x' ); do_action( 'wp_loaded_odd' ); } } );",
		8192,
	],
	[
		"loops over WordPress's own hooks",
		"add_action( 'init', static function () { for ( $i = 0; $i < 20000; $i++ ) { do_action( 'setup_theme' ); } } );",
		131072,
	],
	[
		'calls its own hook from within until PHP has no memory',
		"function odd_again( $x ) { return apply_filters( 'odd', $x . 'x' ); } add_filter( 'odd', 'odd_again' ); add_action( 'init', static function () { apply_filters( 'odd', 'x' ); } );",
		131072,
	],
] ) {
	test( `a plugin that ${ name } does not make its record grow`, async () => {
		const probe = await deepProbe( code );

		const sizes = filesOf( probe ).map( ( file ) => statSync( file ).size );
		assert.equal( sizes.length, 2 );
		assert.ok( Math.max( ...sizes ) < most, `${ sizes }` );
		assert.equal( ( await record( probe ) ).readable, true );
	} );
}

test( 'a run takes its records along when it ends, and no others', async () => {
	const other = await mint();
	await send( other );
	const { json: run } = await call( 'runs', { input: { a: 1 } } );
	const { json } = await call( 'probes', {
		probes: [
			{
				configuration: await live(),
				page: '/',
				mode: 'guarded',
				deep: true,
			},
		],
		run: run.id,
	} );
	const [ probe ] = json.probes;
	await send( probe );
	assert.equal( filesOf( probe ).length, 2 );

	const ended = await call( `runs/${ run.id }/events`, {
		expected: run.sequence,
		events: [ { type: 'diagnosis', data: { diagnosis: {} } } ],
	} );

	assert.equal( ended.status, 200, JSON.stringify( ended.json ) );
	assert.deepEqual( filesOf( probe ), [] );
	assert.equal( filesOf( other ).length, 1 );
} );

test( 'what no run can want any more is swept when the next probe is minted', async () => {
	const old = await deepProbe( "add_action( 'init', '__return_true' );" );
	const fresh = await mint();
	await send( fresh );
	const then = Date.now() / 1000 - 16 * 60;
	for ( const file of filesOf( old ) ) {
		utimesSync( file, then, then );
	}
	const index = path.join( recordFolder(), 'index.php' );
	utimesSync( index, then, then );

	await mint();

	assert.deepEqual( filesOf( old ), [] );
	assert.equal( filesOf( fresh ).length, 1 );
	assert.ok( inFolder().includes( index ), 'The index stays.' );
} );
