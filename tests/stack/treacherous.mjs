/**
 * Plugins that write, lock, call and clean up wherever they can, and what a site holds that they could change.
 */
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stack } from './support.mjs';

/**
 * The file of a plugin.
 *
 * @param {string} slug
 */
export const file = ( slug ) => `${ slug }/${ slug }.php`;

/** Plugins that go past WordPress, which PHP cannot stop, with what they leave behind. */
export const UNSTOPPABLE = {
	'own-connection': /wp_options.*own_connection_/s,
	'writes-files': /uploads\/writes-files\.log/,
};

/** The others. */
export const TREACHEROUS = [
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

/** Puts them on the site for the tests of a file, and an empty .htaccess. */
export function installTreacherous() {
	const added = [];
	before( () => {
		for ( const folder of [
			...[
				'blank-page',
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
		for ( const place of added ) {
			rmSync( place, { recursive: true } );
		}
	} );
}

/** Every row and every file but Culprit's own, a line each. */
export function everything() {
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
export function changes( earlier ) {
	const now = everything();
	const then = new Set( earlier );
	const still = new Set( now );
	return [
		...now.filter( ( line ) => ! then.has( line ) ),
		...earlier.filter( ( line ) => ! still.has( line ) ),
	];
}
