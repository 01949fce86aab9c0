/**
 * A page that hangs, and a server with few PHP workers: the search stalls nobody, and asks before it would.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../../tools/lib/bench/call.mjs';
import { isolate } from '../../tools/lib/command.mjs';
import { serialized } from '../../tools/lib/corpus/order.mjs';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { root } from '../../tools/lib/setup.mjs';
import { CULPRIT, buildSite } from '../../tools/lib/site.mjs';
import { startStack } from '../../tools/lib/stack.mjs';

const HANGS = 'hangs-front/hangs-front.php';

const PLUGINS = [ 'healthy-a', 'healthy-b', 'hangs-front', 'healthy-c' ];

const FILES = PLUGINS.map( ( slug ) => `${ slug }/${ slug }.php` );

// One of its own, whose gateway waits as long as those of hosts do.
let site;
let stack;

before( async () => {
	site = await buildSite( {
		plugins: PLUGINS.map( ( slug ) =>
			path.join( root, 'tests/fixtures/plugins', slug )
		),
		// Else the first visits, which every new stack gets, would wait for the gateway.
		active: FILES.filter( ( file ) => file !== HANGS ),
	} );
	stack = await startStack( {
		folder: site.folder,
		site,
		workers: 4,
		terminate: 3,
	} );
	const live = [ CULPRIT, ...FILES ];
	await stack.sql(
		`UPDATE wp_options SET option_value = '${ serialized( live ) }' WHERE option_name = 'active_plugins'`
	);
} );

after( async () => {
	await stack?.stop();
	site?.remove();
} );

/**
 * Searches.
 *
 * @param {string[]} args More arguments.
 * @param {string}   pool Which server of the stack.
 * @return {Promise<Object>} `says`, what it prints for people, and the diagnosis.
 */
async function search( args = [], pool = 'terminate' ) {
	const { output, progress } = await isolate(
		{ ...stack, url: stack.pools[ pool ] },
		{ args }
	);
	assert.notEqual( output, '', progress );
	return { says: progress, ...JSON.parse( output ) };
}

const named = ( { culprits } ) =>
	culprits.map( ( { members } ) => members.map( ( { id } ) => id ) );

const workersOf = async ( pool ) => {
	const there = { ...stack, url: stack.pools[ pool ] };
	const configuration = ( await call( there, 'state' ) ).live;
	const { workers } = await call( there, 'probes', {
		probes: [ { page: '/', mode: 'guarded', configuration } ],
	} );
	return workers;
};

/** The option that is there while visitors get the busy answer. */
const busyOption = async () =>
	(
		await stack.sql(
			"SELECT option_value FROM wp_options WHERE option_name = 'culprit_busy'"
		)
	)[ 0 ]?.option_value;

test( 'PHP-FPM tells how many workers there are, and how many are idle', async () => {
	assert.deepEqual( await workersOf( 'terminate' ), { total: 4, idle: 3 } );
	assert.deepEqual( await workersOf( 'single' ), { total: 1, idle: 0 } );

	const hanging = visit( `${ stack.url }/` );
	await pause( 500 );
	assert.deepEqual( await workersOf( 'terminate' ), { total: 4, idle: 2 } );
	await hanging;
} );

test( 'with one worker a page that hangs is not probed again unless the admin agrees', async () => {
	const { outcome, reason, probes } = await search(
		[ '--timeout', '1' ],
		'single'
	);
	assert.deepEqual(
		[ outcome, reason, probes ],
		[ 'unresolved', 'one-worker', 1 ]
	);

	assert.deepEqual(
		named( await search( [ '--timeout', '1', '--one-worker' ], 'single' ) ),
		[ [ HANGS ] ]
	);
} );

/**
 * What visitors of the page that hangs get while something is done.
 *
 * @param {Function} work
 * @return {Promise<Object[]>} As visit() gives it.
 */
async function crowded( work ) {
	let open = true;
	const crowd = Promise.all(
		Array.from( { length: 6 }, async () => {
			const answers = [];
			while ( open ) {
				answers.push( await visit( `${ stack.url }/` ) );
				await pause( 300 );
			}
			return answers;
		} )
	);
	try {
		await work();
	} finally {
		open = false;
	}
	return ( await crowd ).flat();
}

const isBusy = ( { status, headers } ) =>
	status === 503 && headers[ 'x-culprit-busy' ] === '1';

test( 'among visitors who use up all workers the culprit is named, and nobody is told to come back', async () => {
	let found;
	const answers = await crowded( async () => ( found = await search() ) );

	assert.deepEqual( named( found ), [ [ HANGS ] ], found.says );
	// Which of them depends on the moment at which the server was asked.
	assert.match(
		found.says,
		/All PHP workers of this server, which make its pages, are busy|The site answers slowly/
	);
	assert.equal( answers.filter( isBusy ).length, 0 );
} );

test( 'with consent visitors of the page get a short answer while the search runs, others get their page, and it ends with the search', async () => {
	let found;
	const others = [];
	const answers = await crowded( async () => {
		found = await Promise.all( [
			search( [ '--busy', 'page' ] ),
			( async () => {
				for ( let count = 0; count < 10; count++ ) {
					others.push( await visit( `${ stack.url }/sample-page/` ) );
					await pause( 200 );
				}
			} )(),
		] );
	} );

	assert.deepEqual( named( found[ 0 ] ), [ [ HANGS ] ], found[ 0 ].says );
	assert.ok( answers.some( isBusy ) );
	assert.deepEqual(
		[ ...new Set( others.map( ( { status } ) => status ) ) ],
		[ 200 ]
	);
	assert.equal( await busyOption(), undefined );
	assert.equal( ( await visit( `${ stack.url }/` ) ).status, 502 );
} );

test( 'a terminal that is killed leaves the busy answer, which ends by itself', async () => {
	let kill;
	const ended = isolate( stack, {
		args: [ '--busy', 'page' ],
		onStart: ( how ) => ( kill = how ),
	} );
	for ( let tries = 0; tries < 200; tries++ ) {
		if ( ( await busyOption() ) !== undefined ) {
			break;
		}
		await pause( 50 );
	}
	kill();
	await ended;

	assert.ok( isBusy( await visit( `${ stack.url }/` ) ) );
	const { until } = JSON.parse( await busyOption() );
	assert.ok( until - Date.now() / 1000 <= 121 );
} );
