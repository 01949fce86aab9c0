/**
 * Records are private: no web server hands them out, they do not grow without end, and they go.
 */
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	call,
	freshSite,
	live,
	mint,
	recordFolder,
	send,
	stack,
} from './support.mjs';

const { plugin } = freshSite();

test( 'nothing of a record is served, nor is the folder', async () => {
	await send( await mint( { deep: true } ) );
	const folder = recordFolder();
	const names = readdirSync( folder );
	assert.ok( names.length >= 3, 'A record, what was running, an index.' );
	const base = `${ stack.url }/wp-content/${ path.basename( folder ) }`;

	for ( const name of names ) {
		const { status, body } = await visit( `${ base }/${ name }` );
		assert.deepEqual( [ status, body ], [ 200, '' ] );
	}
	const listing = await visit( `${ base }/` );
	assert.equal( listing.body, '' );
} );

test( 'the folder is open to its owner only', async () => {
	await send( await mint() );

	assert.match( statSync( recordFolder() ).mode.toString( 8 ), /700$/ );
} );

test( 'a plugin that calls itself a hundred thousand times does not fill the disk', async () => {
	const odd = plugin(
		'odd',
		"add_filter( 'odd', 'strrev' ); add_filter( 'odd', static function ( $x ) { return $x; } ); add_action( 'init', static function () { for ( $i = 0; $i < 100000; $i++ ) { apply_filters( 'odd', 'x' ); do_action( 'wp_loaded_odd' ); } } );"
	);
	await send(
		await mint( {
			configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
			deep: true,
		} )
	);
	const sizes = readdirSync( recordFolder() ).map(
		( name ) => statSync( path.join( recordFolder(), name ) ).size
	);

	assert.ok( Math.max( ...sizes ) < 65536, `${ sizes }` );
} );

test( 'a run takes its records along when it ends', async () => {
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
	const left = () =>
		readdirSync( recordFolder() ).filter( ( name ) =>
			name.startsWith( probe.id )
		);
	assert.equal( left().length, 2 );

	const ended = await call( `runs/${ run.id }/events`, {
		expected: run.sequence,
		events: [ { type: 'diagnosis', data: { diagnosis: {} } } ],
	} );

	assert.equal( ended.status, 200, JSON.stringify( ended.json ) );
	assert.deepEqual( left(), [] );
} );
