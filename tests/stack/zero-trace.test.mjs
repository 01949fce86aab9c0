/**
 * Many searches over all treacherous plugins at once, with visitors meanwhile, against the same visitors without any search:
 * database, files and object cache end the same, and no visitor got anything else.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isolate } from '../../tools/lib/command.mjs';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import { startRedis } from '../../tools/lib/stack/redis.mjs';
import { freshSite, makeLive, sql, stack, stored } from './support.mjs';
import {
	TREACHEROUS,
	UNSTOPPABLE,
	everything,
	file,
	installTreacherous,
} from './treacherous.mjs';

const { always, restore } = freshSite();
installTreacherous();

const CULPRIT_OF_ALL = 'blank-page';

const HEALTHY = [ 'healthy-a', 'healthy-b', 'healthy-c', 'parent-plugin' ];

/** These two keep a search from seeing the page: visitors may not see it, or it dies when it may not write. */
const HIDING = [ 'closed', 'must-insert' ];

const live = ( without ) => [
	...HEALTHY,
	...TREACHEROUS.filter( ( slug ) => ! without.includes( slug ) ),
	...Object.keys( UNSTOPPABLE ),
	CULPRIT_OF_ALL,
];

/** The searches of a run: what is live, how often, and what comes out. */
const PHASES = [
	{ plugins: live( HIDING ), searches: 13, finds: 'proved' },
	{
		plugins: live( [ 'closed' ] ),
		searches: 1,
		finds: 'probe-disturbs-page',
	},
	{
		// Beside the others, its twenty cookies make headers that are too large for nginx in a probe only.
		plugins: live( [ 'cookies' ] ),
		searches: 1,
		finds: 'sent-to-log-in',
	},
];

/** What the result says of those that PHP cannot stop. */
const NAMED = [
	[ 'database', [ file( 'own-connection' ) ] ],
	[ 'file', [ file( 'writes-files' ) ] ],
	[ 'program', [ file( 'calls-out' ) ] ],
	[ 'session', [ file( 'sessions' ) ] ],
];

const CLIENTS = 4;

const PAGES = [ '/', '/sample-page/' ];

const dropIn = readFileSync(
	new URL( '../fixtures/object-cache/object-cache.php', import.meta.url ),
	'utf8'
).replace( /^<\?php\n/, '' );

let redis;

before( async () => {
	const folder = path.join( stack.folder, 'redis-zero' );
	mkdirSync( folder, { recursive: true } );
	chmodSync( folder, 0o711 );
	redis = await startRedis( { folder } );
} );

after( () => redis.stop() );

/**
 * How many transactions the database gave up because two visitors waited for each other: what one of them wrote is missing then.
 */
const givenUp = async () =>
	Number(
		( await sql( "SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'" ) )[ 0 ].Value
	);

/**
 * Goes through all phases on a fresh site.
 *
 * @param {?Object[]} earlier What an earlier run did, to be repeated without its searches; null to search.
 * @return {Promise<{ phases: Object[], lists: string[], left: string[], lost: number }>} What was done, the live list before
 *                                                                                        and after each phase, everything that
 *                                                                                        is there in the end, and how many
 *                                                                                        visits' doings are not.
 */
async function run( earlier ) {
	const earlierLost = await givenUp();
	await restore();
	rmSync( path.join( stack.root, 'wp-content/uploads' ), {
		recursive: true,
		force: true,
	} );
	await redis.cli( 'flushall' );
	const phases = [];
	const lists = [];
	for ( const [ index, phase ] of PHASES.entries() ) {
		await makeLive( ...phase.plugins.map( file ) );
		await redis.cli( 'flushall' );
		// What plugins do once only, they do now.
		for ( let count = 0; count < 3; count++ ) {
			await visit( stack.url + PAGES[ 0 ] );
		}
		lists.push( await stored( 'active_plugins' ) );
		phases.push(
			earlier
				? await repeated( earlier[ index ] )
				: await searched( phase )
		);
		lists.push( await stored( 'active_plugins' ) );
	}
	return {
		phases,
		lists,
		left: [ ...everything(), ...( await cached() ) ],
		lost: ( await givenUp() ) - earlierLost,
	};
}

// Searches while four visitors come and go.
async function searched( { searches } ) {
	let open = true;
	const clients = Promise.all(
		Array.from( { length: CLIENTS }, async ( _, client ) => {
			const answers = [];
			while ( open ) {
				answers.push( await seen( client + answers.length ) );
			}
			return answers;
		} )
	);
	const results = [];
	for ( let count = 0; count < searches; count++ ) {
		const { code, output, progress } = await isolate( stack );
		assert.ok( output !== '', progress );
		const lines = progress.split( '\n' );
		results.push( {
			code,
			...JSON.parse( output ),
			sent: lines.filter( ( line ) => /^\d+ of about/.test( line ) )
				.length,
			// An observed probe is a visit, by its definition: the live page, and nothing refused.
			observed: lines.filter( ( line ) =>
				/: the page as it is \(/.test( line )
			).length,
			// After its first answer that is no error a search looks once whether a cache shows visitors what that got.
			looked: lines.some( ( line ) =>
				/^\d+ of about .*, status [123]\d\d,/.test( line )
			),
		} );
	}
	open = false;
	return { results, clients: await clients };
}

// The same visits, without the searches.
async function repeated( { results, clients } ) {
	for ( const { observed, looked } of results ) {
		for ( let count = 0; count < observed + ( looked ? 1 : 0 ); count++ ) {
			await fetch( stack.url + PAGES[ 0 ] );
		}
	}
	return {
		results: [],
		clients: await Promise.all(
			clients.map( async ( answers, client ) => {
				const again = [];
				for ( const index of answers.keys() ) {
					again.push( await seen( client + index ) );
				}
				return again;
			} )
		),
	};
}

// What a visitor gets, without what differs from visit to visit.
async function seen( number ) {
	const page = PAGES[ number % PAGES.length ];
	// Where nobody ends a request that waits for another visitor's lock.
	const { status, body } = await visit( stack.pools.patient + page );
	await pause( 200 );
	return `${ page } ${ status } ${ plain( body ) }`;
}

/** All keys of the object cache with their values. */
async function cached() {
	const keys = ( await redis.cli( 'keys', '*' ) ).split( '\n' );
	return Promise.all(
		keys.map(
			async ( key ) => `redis ${ key } ${ await redis.cli( 'get', key ) }`
		)
	);
}

// Without numbers and names that are made anew each time.
const plain = ( text ) =>
	text
		.replace( /(?=[a-f]*\d)[0-9a-f]{8,}/g, '#' )
		.replace( /\d+/g, '#' )
		// One of the plugins adds a mark to the description of the site on every visit.
		.replace( /!+/g, '!' );

/** What differs without any search, too, or says that somebody called Culprit. */
const ASIDE = [
	// Visitors who come at the same time overwrite each other's events: how many remain is a matter of luck.
	/'cron'|^redis wp:options:(?:cron|alloptions) /,
	// Culprit's own storage.
	/`wp_culprit_|^redis wp:options:culprit_/,
	// WordPress notes when an application password was used last, and keeps what it read about its user.
	/'_application_passwords'/,
	/^redis wp:(?:users|useremail|userslugs|userlogins|user_meta|translation_files):/,
	/^redis wp:options:notoptions /,
];

/**
 * Marks of visits by which two runs of hundreds of them may differ: who reads at the same moment writes the same, and a machine
 * that is busy has a visit or two cut off. A probe that left a mark would do so in each of many searches.
 */
const AT_ONCE = 2;

/** What is there so often is left by each visit. */
const EACH_VISIT = 100;

/** What PHP cannot stop; the result names it. */
const BEYOND = /'own_connection_|\/uploads\/(?:writes-files\.log|visit-)[^/]*$/;

/**
 * How often each line is there.
 *
 * @param {string[]} lines
 * @return {Map<string, number>} By line.
 */
function counted( lines ) {
	const counts = new Map();
	for ( const line of lines ) {
		counts.set( line, ( counts.get( line ) ?? 0 ) + 1 );
	}
	return counts;
}

/**
 * What is there more or less often, apart from what the database gave up.
 *
 * @param {{ left: string[], lost: number }} real
 * @param {{ left: string[], lost: number }} control
 * @return {string[]} Lines.
 */
function differences( real, control ) {
	const [ one, other ] = [ real, control ].map( ( { left } ) =>
		counted(
			left
				.filter(
					( line ) => ! ASIDE.some( ( sign ) => sign.test( line ) )
				)
				.map( plain )
		)
	);
	return [ ...new Set( [ ...one.keys(), ...other.keys() ] ) ]
		.filter( ( line ) => {
			const here = one.get( line ) ?? 0;
			const there = other.get( line ) ?? 0;
			const aside = Math.min( here, there ) >= EACH_VISIT ? AT_ONCE : 0;
			return (
				here - there > control.lost + aside ||
				there - here > real.lost + aside
			);
		} )
		.map(
			( line ) =>
				`${ one.get( line ) ?? 0 } instead of ${
					other.get( line ) ?? 0
				}: ${ line.slice( 0, 200 ) }`
		);
}

// What visitors got in each phase, each different answer once.
const pages = ( { phases } ) =>
	phases.map( ( { clients } ) => [ ...new Set( clients.flat() ) ].sort() );

// How often a plugin left its mark on the description of the site.
const marks = ( { left } ) =>
	/'blogdescription','[^!]*(!*)'/.exec( left.join( '\n' ) )[ 1 ].length;

const named = ( members ) => members.map( ( { id } ) => id );

test( 'more than a hundred probes leave no trace, and no visitor gets anything else', async () => {
	always(
		'object-cache.php',
		`define( 'WP_REDIS_PATH', '${ redis.socket }' );\n${ dropIn }`
	);
	const real = await run( null );
	const control = await run( real.phases );

	const results = real.phases.map( ( phase ) => phase.results );
	const sent = results.flat().reduce( ( sum, one ) => sum + one.sent, 0 );
	assert.ok( sent >= 100, `${ sent } probes.` );
	for ( const [ index, { finds } ] of PHASES.entries() ) {
		for ( const {
			reason,
			culprits,
			beyond,
			sent: all,
			observed,
		} of results[ index ] ) {
			assert.equal( reason, finds );
			assert.deepEqual(
				culprits.flatMap( ( { members } ) => named( members ) ),
				finds === 'proved' ? [ file( CULPRIT_OF_ALL ) ] : []
			);
			assert.deepEqual(
				// On a machine that is busy there may be no time to look at every file, which is told and no trace.
				beyond
					.filter( ( { what } ) => what !== 'unseen' )
					.map( ( { what, suspects } ) => [
						what,
						named( suspects ),
					] ),
				// An observed probe may do it all, and is not looked at.
				all > observed ? NAMED : []
			);
		}
	}
	assert.deepEqual( real.lists, control.lists );
	for ( let phase = 0; phase < PHASES.length; phase++ ) {
		assert.equal( real.lists[ 2 * phase ], real.lists[ 2 * phase + 1 ] );
	}
	assert.deepEqual( pages( real ), pages( control ) );
	const missing = marks( control ) - marks( real );
	assert.ok(
		missing >= -control.lost - AT_ONCE && missing <= real.lost + AT_ONCE,
		`${ missing } marks are missing; lost were ${ real.lost } and ${ control.lost }.`
	);
	const [ beyond, rest ] = [ true, false ].map( ( wanted ) =>
		differences( real, control ).filter(
			( line ) => BEYOND.test( line ) === wanted
		)
	);
	assert.deepEqual( rest, [] );
	assert.notDeepEqual( beyond, [], 'This is what would be seen otherwise.' );
} );
