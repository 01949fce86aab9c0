/**
 * What the tools need from Debian and from Composer, fetched when it is missing.
 */
import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onExit } from './cleanup.mjs';
import { findProgram, mustRun, run } from './child.mjs';
import { root, stage } from './setup.mjs';

const extensions = [
	'curl',
	'dom',
	'gd',
	'intl',
	'mbstring',
	'mysqli',
	'pcntl',
	'posix',
	'simplexml',
	'tokenizer',
	'xml',
	'xmlwriter',
	'zip',
];

let updated = false;

/**
 * Installs Debian packages that are missing; costs one query when none is.
 *
 * @param {string[]} packages Names.
 * @throws {Error} When they cannot be installed; the message says what to run.
 */
export async function ensureDebian( packages ) {
	const missing = await missingOf( packages );
	if ( missing.length === 0 ) {
		return;
	}
	const install = [ 'install', '-y', '--no-install-recommends', ...missing ];
	if ( ! findProgram( 'apt-get' ) ) {
		throw new Error(
			`This needs what Debian calls ${ missing.join( ', ' ) }, and there is no apt-get here to install it. Install it by the means of this system.`
		);
	}
	if ( process.getuid?.() !== 0 ) {
		throw new Error(
			`This needs Debian packages that are not installed. Run this, then try again:\nsudo apt-get update && sudo apt-get ${ install.join( ' ' ) }`
		);
	}
	// Another apt may be at work: wait for it.
	const patience = [ '-q', '-o', 'DPkg::Lock::Timeout=300' ];
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await stage( `Installing Debian's ${ missing.join( ', ' ) }`, async () => {
		if ( ! updated ) {
			await mustRun( 'apt-get', [ ...patience, 'update' ], { env } );
			updated = true;
		}
		await withoutServices( () =>
			mustRun( 'apt-get', [ ...patience, ...install ], { env } )
		);
	} );
}

/**
 * Keeps Debian from starting the services of packages that are installed meanwhile: ours are run by us, in their own folder.
 *
 * @template T
 * @param {() => Promise< T >} work   Installs them.
 * @param {string}             policy The file that Debian's tools ask. One that is there already is left as it is.
 * @return {Promise<T>} What the work returned.
 */
export function withoutServices( work, policy = '/usr/sbin/policy-rc.d' ) {
	if ( existsSync( policy ) ) {
		return work();
	}
	writeFileSync( policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 } );
	const remove = () => rmSync( policy, { force: true } );
	const release = onExit( remove );
	return work().finally( () => {
		release();
		remove();
	} );
}

/**
 * Which packages are not installed.
 *
 * @param {string[]} packages Names.
 * @return {Promise<string[]>} All of them where there is no dpkg.
 */
async function missingOf( packages ) {
	if ( ! findProgram( 'dpkg-query' ) ) {
		return packages;
	}
	const { output } = await run( 'dpkg-query', [
		'-W',
		'-f=${db:Status-Status} ${Package}\n',
		...packages,
	] );
	const lines = output.split( '\n' );
	return packages.filter(
		( name ) => ! lines.includes( `installed ${ name }` )
	);
}

/**
 * Makes sure of a PHP command line that can run WordPress on MariaDB, whoever packaged it.
 */
export async function ensurePhp() {
	if ( await phpSuffices() ) {
		return;
	}
	await ensureDebian(
		[ 'cli', 'curl', 'gd', 'intl', 'mbstring', 'mysql', 'xml', 'zip' ].map(
			( name ) => `php8.2-${ name }`
		)
	);
	if ( ! ( await phpSuffices() ) ) {
		throw new Error(
			`The command php must be PHP 7.4 or newer with the extensions ${ extensions.join( ', ' ) }. Look at: php -v; php -m`
		);
	}
}

/**
 * Whether the command `php` is new enough and has all extensions.
 *
 * @return {Promise<boolean>} False also when there is no such command.
 */
async function phpSuffices() {
	if ( ! findProgram( 'php' ) ) {
		return false;
	}
	const { code } = await run( 'php', [
		'-r',
		`exit( PHP_VERSION_ID < 70400 || array_diff( ${ JSON.stringify( extensions ) }, array_map( 'strtolower', get_loaded_extensions() ) ) ? 1 : 0 );`,
	] );
	return code === 0;
}

/**
 * Makes vendor/ hold what composer.json asks for.
 */
export async function ensureComposer() {
	await ensurePhp();
	const wanted = createHash( 'sha256' )
		.update( await readFile( join( root, 'composer.json' ) ) )
		.digest( 'hex' );
	const stamp = join( root, 'vendor/.installed' );
	if ( wanted === ( await readFile( stamp, 'utf8' ).catch( () => '' ) ) ) {
		return;
	}
	if ( ! findProgram( 'composer' ) ) {
		await ensureDebian( [ 'composer' ] );
	}
	await stage( 'Installing the PHP test tools', () =>
		mustRun(
			'composer',
			[ 'install', '--no-interaction', '--no-progress', '--quiet' ],
			{
				cwd: root,
				env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1' },
			}
		)
	);
	await writeFile( stamp, wanted );
}
