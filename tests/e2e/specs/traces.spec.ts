/**
 * Promise 2 on SQLite: a read-only probe of plugins that write wherever they can leaves the database as it was.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createClient } from '../../../src/site/client';
import { fetchTransport } from '../../../src/site/fetchTransport';
import { activate, reset, site, visit } from '../support/site';

const fixtures = path.resolve( __dirname, '../../fixtures' );

/** Plugins that go past WordPress, or speak to MySQL only. */
const ELSEWHERE = [ 'own-connection', 'writes-files', 'locks' ];

const treacherous = readdirSync( path.join( fixtures, 'treacherous' ) ).filter(
	( slug ) => ! ELSEWHERE.includes( slug )
);
const others = [ 'needs-parent', 'wipes-itself', 'writes-on-load' ];
const fileOf = ( slug: string ) => `${ slug }/${ slug }.php`;
const plugins = [ 'healthy-c', ...others, ...treacherous ].map( fileOf );

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

const changed = ( before: string[] ) => {
	const now = everything();
	return [
		...now.filter( ( line ) => ! before.includes( line ) ),
		...before.filter( ( line ) => ! now.includes( line ) ),
	];
};

test( 'plugins that write wherever they can leave no trace on SQLite', async () => {
	await activate( plugins );
	// What they do once only, they do now.
	await visit();
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
	const some = live.plugins.filter( ( _, index ) => index % 2 === 0 );
	const minted = await client.mint( {
		probes: [ live.plugins, some, [ ...live.plugins ].reverse() ].map(
			( list ) => ( {
				configuration: { ...live, plugins: list },
				page: '/',
				mode: 'guarded' as const,
			} )
		),
	} );
	if ( ! minted.ok ) {
		throw new Error( minted.error.sentence );
	}

	const before = everything();
	for ( const probe of minted.value.probes ) {
		const { headers } = await visit( probe.url.slice( url.length ), {
			'X-Culprit-Probe': probe.token,
		} );
		expect( headers.get( 'x-culprit-marker' ) ).toBe( probe.marker );
	}
	expect( changed( before ) ).toEqual( [] );

	await visit();
	expect( changed( before ), 'So this test can fail.' ).not.toEqual( [] );
} );
