/**
 * Promise 2 on SQLite: a read-only probe of plugins that write wherever they can leaves the database as it was.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createClient } from '../../../src/site/client';
import { fetchTransport } from '../../../src/site/fetchTransport';
import { desk, OWN, reset, site, visit } from '../support/site';

const fixtures = path.resolve( __dirname, '../../fixtures' );

/** Plugins that go past WordPress; the first one speaks to MySQL only. */
const ELSEWHERE = [ 'own-connection', 'writes-files' ];

const treacherous = readdirSync( path.join( fixtures, 'treacherous' ) ).filter(
	( slug ) => ! ELSEWHERE.includes( slug )
);
const others = [ 'needs-parent', 'wipes-itself', 'writes-on-load' ];
const fileOf = ( slug: string ) => `${ slug }/${ slug }.php`;
const plugins = [ 'healthy-c', ...others, ...treacherous ].map( fileOf );

/** Each one alone, but for Culprit. */
const alone = ( list: string[] ) => list.map( ( plugin ) => [ OWN, plugin ] );

const place = ( slug: string ) =>
	path.join( site().wordpress, 'wp-content/plugins', slug );

test.beforeAll( () => {
	for ( const slug of treacherous ) {
		cpSync( path.join( fixtures, 'treacherous', slug ), place( slug ), {
			recursive: true,
		} );
	}
} );

test.afterAll( async () => {
	await reset();
	for ( const slug of treacherous ) {
		rmSync( place( slug ), { recursive: true } );
	}
} );

const DUMP = `
$database = new PDO( 'sqlite:' . $argv[1] );
foreach ( $database->query( "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%culprit%' ORDER BY name" )->fetchAll( PDO::FETCH_ASSOC ) as $table ) {
	echo json_encode( $table ), "\\n";
	if ( 0 === strpos( $table['sql'], 'CREATE TABLE' ) ) {
		foreach ( $database->query( 'SELECT * FROM "' . $table['name'] . '"' )->fetchAll( PDO::FETCH_ASSOC ) as $row ) {
			if ( 0 !== strpos( $row['option_name'] ?? '', 'culprit' ) ) {
				echo $table['name'], ' ', json_encode( $row, JSON_INVALID_UTF8_SUBSTITUTE ), "\\n";
			}
		}
	}
}`;

/** Every row and every table but Culprit's own, and every file, a line each. */
function everything(): string[] {
	const { wordpress } = site();
	const rows = execFileSync(
		'php',
		[
			'-r',
			DUMP,
			path.join( wordpress, 'wp-content/database/.ht.sqlite' ),
		],
		{ encoding: 'utf8', maxBuffer: 1e9 }
	);
	return [ ...rows.split( '\n' ), ...filesOf( wordpress ) ];
}

function filesOf( folder: string ): string[] {
	return readdirSync( folder, { withFileTypes: true } ).flatMap(
		( entry ) => {
			// Records, and the database itself.
			if (
				/^culprit-[0-9a-f]{32}$/.test( entry.name ) ||
				entry.name.startsWith( '.ht.sqlite' )
			) {
				return [];
			}
			const full = path.join( folder, entry.name );
			if ( entry.isDirectory() ) {
				return filesOf( full );
			}
			const { size, mtimeMs } = statSync( full );
			return [ `${ full } ${ size } ${ mtimeMs }` ];
		}
	);
}

/** What is there now and was not before, or the other way round. */
function changed( before: string[] ): string[] {
	const now = everything();
	const then = new Set( before );
	const still = new Set( now );
	return [
		...now.filter( ( line ) => ! then.has( line ) ),
		...before.filter( ( line ) => ! still.has( line ) ),
	];
}

test( 'plugins that write wherever they can leave no trace on SQLite', async () => {
	await reset();
	// Nobody has visited since, so that what they do once only is still to be done.
	await desk( { active_plugins: [ ...plugins, OWN ].sort() } );
	const { url, user, applicationPassword: password } = site();
	const client = createClient( {
		site: `${ url }/index.php`,
		transport: fetchTransport,
		credentials: { kind: 'application-password', user, password },
	} );
	const state = await client.state();
	if ( ! state.ok ) {
		throw new Error( state.error.sentence );
	}
	const { live } = state.value;
	const mint = async ( lists: string[][] ) => {
		const minted = await client.mint( {
			probes: lists.map( ( list ) => ( {
				configuration: { ...live, plugins: list },
				page: '/',
				mode: 'guarded' as const,
			} ) ),
		} );
		if ( ! minted.ok ) {
			throw new Error( minted.error.sentence );
		}
		return minted.value.probes;
	};
	const half = Math.ceil( plugins.length / 2 );
	const probes = [
		...( await mint( [
			live.plugins,
			live.plugins.filter( ( _, index ) => index % 2 === 0 ),
			[ ...live.plugins ].reverse(),
		] ) ),
		// Together, one that ends the page keeps others from writing.
		...( await mint( alone( plugins.slice( 0, half ) ) ) ),
		...( await mint( alone( plugins.slice( half ) ) ) ),
	];

	const before = everything();
	for ( const probe of probes ) {
		const { headers } = await visit( probe.url.slice( url.length ), {
			'X-Culprit-Probe': probe.token,
		} );
		expect( headers.get( 'x-culprit-marker' ) ).toBe( probe.marker );
	}
	expect( changed( before ) ).toEqual( [] );

	// So that this can fail: visits do all of it on SQLite, too.
	await desk( {
		active_plugins: [
			...plugins.filter( ( plugin ) => plugin !== fileOf( 'closed' ) ),
			OWN,
		].sort(),
	} );
	const { status } = await visit();
	expect( status ).toBe( 200 );
	const written = changed( before ).join( '\n' );
	for ( const trace of [
		'upgrades_log',
		'must_insert_',
		'schedules_event',
		'writes_on_load_count',
	] ) {
		expect( written ).toContain( trace );
	}
} );
