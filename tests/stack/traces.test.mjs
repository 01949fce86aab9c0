/**
 * Plugins that write, lock, call and clean up wherever they can: a guarded probe of them leaves no trace.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	freshSite,
	live,
	makeLive,
	mint,
	send,
	sql,
	stack,
} from './support.mjs';

freshSite();

const file = ( slug ) => `${ slug }/${ slug }.php`;

/** Plugins that go past WordPress, which PHP cannot stop, with what they leave behind. */
const UNSTOPPABLE = {
	'own-connection': /wp_options.*own_connection_/s,
	'writes-files': /uploads\/writes-files\.log/,
};

const TREACHEROUS = [
	'calls-out',
	'closed',
	'cookies',
	'crash-guard',
	'flushes',
	'gzips',
	'leaves-others',
	'locks',
	'must-insert',
	'needs-parent',
	'no-rest',
	'schedules',
	'sessions',
	'sorts-list',
	'upgrades',
	'wipes-itself',
	'writes-on-load',
];

const fixtures = fileURLToPath( new URL( '../fixtures', import.meta.url ) );

/** What was put there for these tests. */
const added = [];

/** What was sent to another server meanwhile. */
const received = [];
const other = createServer( ( request, response ) => {
	received.push( request.url );
	response.end();
} );

before( async () => {
	await new Promise( ( resolve ) => other.listen( 0, '127.0.0.1', resolve ) );
	for ( const folder of [
		...[
			'needs-parent',
			'parent-plugin',
			'wipes-itself',
			'writes-on-load',
		].map( ( slug ) => `plugins/${ slug }` ),
		...readdirSync( path.join( fixtures, 'treacherous' ) ).map(
			( slug ) => `treacherous/${ slug }`
		),
	] ) {
		const place = path.join(
			stack.root,
			'wp-content/plugins',
			path.basename( folder )
		);
		cpSync( path.join( fixtures, folder ), place, { recursive: true } );
		added.push( place );
	}
	const rules = path.join( stack.root, '.htaccess' );
	writeFileSync( rules, '# Empty\n' );
	chmodSync( rules, 0o666 );
	added.push( rules );
} );

after( () => {
	other.close();
	for ( const place of added ) {
		rmSync( place, { recursive: true } );
	}
} );

/** Every row and every file but Culprit's own, a line each. */
function everything() {
	const rows = execFileSync(
		'mariadb-dump',
		[
			'--no-defaults',
			'--user=root',
			`--socket=${ stack.socket }`,
			'--skip-comments',
			'--skip-lock-tables',
			'--skip-extended-insert',
			'--ignore-table=wordpress.wp_culprit_probes',
			'wordpress',
		],
		{ encoding: 'utf8', maxBuffer: 1e9 }
	);
	return [ ...rows.split( '\n' ), ...filesOf( stack.root ) ];
}

function filesOf( folder ) {
	return readdirSync( folder, { withFileTypes: true } ).flatMap(
		( entry ) => {
			// Records.
			if ( /^culprit-[0-9a-f]{32}$/.test( entry.name ) ) {
				return [];
			}
			const full = path.join( folder, entry.name );
			const { size, mtimeMs } = statSync( full );
			return entry.isDirectory()
				? filesOf( full )
				: [ `${ full } ${ size } ${ mtimeMs }` ];
		}
	);
}

/**
 * What is there now and was not before, or the other way round.
 *
 * @param {string[]} earlier
 * @return {string[]} Lines.
 */
function changes( earlier ) {
	const now = everything();
	const then = new Set( earlier );
	const still = new Set( now );
	return [
		...now.filter( ( line ) => ! then.has( line ) ),
		...earlier.filter( ( line ) => ! still.has( line ) ),
	];
}

/**
 * Probes a live site in all the ways a search does.
 *
 * @param {string[]} slugs Plugins that are live.
 * @return {Promise<{ changed: string[], sent: string[] }>} What that left behind.
 */
async function probed( slugs ) {
	await makeLive(
		...slugs.map( file ),
		...[ 'healthy-a', 'healthy-b', 'healthy-c' ].map( file )
	);
	await sql(
		`INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( 'calls_out_server', 'http://localhost:${ other.address().port }', 'no' )`
	);
	const whole = await live();
	const probes = [];
	for ( const plugins of [
		whole.plugins,
		[ CULPRIT, ...slugs.map( file ) ],
		[ CULPRIT, ...whole.plugins.slice( 1 ).reverse() ],
	] ) {
		probes.push( await mint( { configuration: { ...whole, plugins } } ) );
	}
	probes.push( await mint( { page: '/wp-admin/index.php', as_user: true } ) );
	received.length = 0;
	const earlier = everything();
	for ( const probe of probes ) {
		const { headers } = await send( probe );
		assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
	}
	return { changed: changes( earlier ), sent: received.splice( 0 ) };
}

for ( const slug of TREACHEROUS ) {
	test( `${ slug } leaves no trace`, async () => {
		assert.deepEqual( ( await probed( [ slug ] ) ).changed, [] );
	} );
}

test( 'all of them together leave no trace', async () => {
	assert.deepEqual( ( await probed( TREACHEROUS ) ).changed, [] );
} );

test( 'of what is sent, only what WordPress lets pass unseen and what asks for nothing but a page arrives', async () => {
	const { sent } = await probed( [ 'calls-out' ] );

	assert.deepEqual( [ ...new Set( sent ) ].sort(), [
		'/fetched-by-wordpress',
		'/posted-by-curl',
	] );
} );

for ( const [ slug, trace ] of Object.entries( UNSTOPPABLE ) ) {
	test( `${ slug } goes past WordPress, and only that is left`, async () => {
		const { changed } = await probed( [ slug ] );

		assert.match( changed.join( '\n' ), trace );
	} );
}

for ( const slug of [ 'flushes', 'schedules', 'upgrades', 'writes-on-load' ] ) {
	test( `${ slug } does leave traces on an ordinary visit`, async () => {
		await makeLive( file( slug ) );
		const earlier = everything();

		await visit( `${ stack.url }/` );

		assert.notDeepEqual( changes( earlier ), [] );
	} );
}
