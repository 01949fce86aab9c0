/**
 * A throw-away WordPress for the PHP tests: own files, own database, own web server.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mustRun } from './child.mjs';
import { preparePhpServer } from './php-server.mjs';
import { root } from './setup.mjs';

const support = join( root, 'tests/php/support' );

/**
 * Makes the site, with Culprit active, and starts its web server.
 *
 * @param {Object}  options
 * @param {string}  options.folder    An existing folder that is ours alone.
 * @param {string}  options.tree      A WordPress tree; it is copied.
 * @param {string}  options.socket    Socket of a MariaDB server.
 * @param {boolean} options.multisite Whether to make it a network, with one site so far.
 * @return {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} What tests/php/bootstrap.php reads, and the end of the server.
 */
export async function makeSite( { folder, tree, socket, multisite } ) {
	const site = join( folder, 'site' );
	await copySite( tree, site );
	const settings = await phpSettings( folder, site );
	const server = await preparePhpServer( {
		argumentsFor: ( address ) => [ ...settings, '-S', address, '-t', site ],
		log: join( folder, 'server.log' ),
		workers: 6,
	} );
	const url = `http://${ server.address }`;
	const env = {
		CULPRIT_TEST_FOLDER: folder,
		CULPRIT_TEST_MULTISITE: multisite ? '1' : '',
		CULPRIT_TEST_SITE: site,
		CULPRIT_TEST_SOCKET: socket,
		CULPRIT_TEST_URL: url,
	};
	try {
		for ( const script of [ 'install.php', 'activate.php' ] ) {
			await mustRun( 'php', [ join( support, script ) ], {
				env: { ...process.env, ...env },
			} );
		}
		await server.start( { ...process.env, ...env } );
		// A new site writes on its first visit what the tests must not take for a visit's doing.
		for ( let visit = 0; visit < 2; visit++ ) {
			await ( await fetch( `${ url }/` ) ).text();
		}
	} catch ( error ) {
		await server.stop();
		throw error;
	}
	return { env, stop: server.stop };
}

/**
 * Copies WordPress, what Culprit ships, and the fixtures.
 *
 * Copies, because tests delete plugins, and deleting through a link would delete the checkout.
 *
 * @param {string} tree WordPress.
 * @param {string} site Where to put the copy.
 */
async function copySite( tree, site ) {
	await copy( tree, site );
	const plugins = join( site, 'wp-content/plugins' );
	const { files } = JSON.parse(
		await readFile( join( root, 'package.json' ), 'utf8' )
	);
	for ( const name of files ) {
		// Not everything is there before the first build.
		if ( existsSync( join( root, name ) ) ) {
			await copy( join( root, name ), join( plugins, 'culprit', name ) );
		}
	}
	// With the dot, what is in the folder.
	await copy( `${ join( root, 'tests/fixtures/plugins' ) }/.`, plugins );
	await copy(
		join( support, 'wp-config.php' ),
		join( site, 'wp-config.php' )
	);
}

/**
 * Copies with the original's times, by which the tests see what they changed.
 *
 * @param {string} from File or folder.
 * @param {string} to   Path of the copy.
 */
async function copy( from, to ) {
	await mkdir( dirname( to ), { recursive: true } );
	// Five times as fast as Node's own.
	await mustRun( 'cp', [ '-Rp', from, to ] );
}

/**
 * Settings for PHP behind the web server.
 *
 * @param {string} folder Takes its log and the mail that WordPress sends.
 * @param {string} site   The WordPress folder.
 * @return {Promise<string[]>} Arguments.
 */
async function phpSettings( folder, site ) {
	const sendmail = join( folder, 'sendmail.sh' );
	await writeFile( sendmail, `cat >> '${ join( folder, 'mail.log' ) }'\n` );
	const uncached = join( folder, 'uncached' );
	await writeFile( uncached, `${ join( site, 'wp-content' ) }/*\n` );
	const settings = {
		display_errors: '0',
		error_log: join( folder, 'php.log' ),
		log_errors: '1',
		max_execution_time: '30',
		memory_limit: '128M',
		// Core stays as it is; what the tests swap under the same name must not come from a cache.
		'opcache.enable': '1',
		'opcache.blacklist_filename': uncached,
		realpath_cache_size: '0',
		sendmail_path: `sh ${ sendmail }`,
	};
	return Object.entries( settings ).flatMap( ( [ name, value ] ) => [
		'-d',
		`${ name }=${ value }`,
	] );
}
