/**
 * Runs the PHP tests on a real WordPress with a real MariaDB, both thrown away afterwards.
 *
 * `--wordpress=6.2.6` takes another release, `--multisite` a network and only the tests of the group `multisite`;
 * all other arguments go to PHPUnit.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { onExit } from './lib/cleanup.mjs';
import { startMariadb } from './lib/mariadb.mjs';
import { ensureComposer } from './lib/php.mjs';
import { makeSite } from './lib/php-site.mjs';
import { root } from './lib/setup.mjs';
import { wordpressTree } from './lib/wordpress.mjs';

const args = process.argv.slice( 2 );
const version = option( 'wordpress' );
const multisite = option( 'multisite' ) !== undefined;

const folder = await mkdtemp( join( tmpdir(), 'culprit-php-' ) );
const removeFolder = onExit( () =>
	rmSync( folder, { recursive: true, force: true, maxRetries: 5 } )
);
const stops = [];
try {
	await ensureComposer();
	const tree = await wordpressTree( version || undefined );
	const database = await startMariadb( { folder } );
	stops.push( database.stop );
	const site = await makeSite( {
		folder,
		tree,
		socket: database.socket,
		multisite,
	} );
	stops.push( site.stop );
	process.exitCode = await phpunit( site.env );
} catch ( error ) {
	process.stderr.write( `${ error.message }\n` );
	process.exitCode = 1;
} finally {
	for ( const stop of stops.reverse() ) {
		await stop();
	}
	await rm( folder, { recursive: true, force: true, maxRetries: 5 } );
	removeFolder();
}

/**
 * Takes an option of ours out of the arguments.
 *
 * @param {string} name Without the dashes.
 * @return {string|undefined} Its value; empty when it has none, undefined when it was not given.
 */
function option( name ) {
	const at = args.findIndex(
		( argument ) =>
			argument === `--${ name }` || argument.startsWith( `--${ name }=` )
	);
	return at === -1
		? undefined
		: args.splice( at, 1 )[ 0 ].slice( `--${ name }=`.length );
}

/**
 * Runs PHPUnit.
 *
 * @param {Record<string, string>} env For tests/php/bootstrap.php.
 * @return {Promise<number>} Its exit code.
 */
function phpunit( env ) {
	return new Promise( ( resolve, reject ) => {
		const child = spawn(
			'php',
			[
				// WordPress expects to be loaded in the global scope, and PHPUnit loads its own bootstrap inside a method.
				'-d',
				`auto_prepend_file=${ join( root, 'tests/php/bootstrap.php' ) }`,
				'vendor/bin/phpunit',
				multisite ? '--group' : '--exclude-group',
				'multisite',
				...args,
			],
			{
				cwd: root,
				// PHPUnit prints to stderr, because output would keep the tests from sending headers.
				stdio: [ 'inherit', 'inherit', 1 ],
				env: { ...process.env, ...env },
			}
		);
		const release = onExit( () => child.kill() );
		child.on( 'error', reject );
		child.on( 'close', ( code ) => {
			release();
			resolve( code ?? 1 );
		} );
	} );
}
