/**
 * A WordPress as hosts serve it: nginx, PHP-FPM and MariaDB, wholly inside one folder and on loopback only.
 */
import { chmodSync, lchownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, mustRun } from './child.mjs';
import { startMariadb } from './mariadb.mjs';
import { ensureDebian, ensurePhp } from './php.mjs';
import { checkWay, own, webUser } from './stack/account.mjs';
import { createDatabase } from './stack/database.mjs';
import { findFpm, startFpm } from './stack/fpm.mjs';
import { startNginx } from './stack/nginx.mjs';
import { freePorts } from './stack/ports.mjs';
import { wpConfig } from './stack/wp-config.mjs';
import { visit } from './corpus/visit.mjs';

/** Which pool of PHP-FPM is behind which server of nginx. */
const SERVERS = {
	terminate: 'terminate',
	patient: 'patient',
	single: 'single',
	cached: 'terminate',
	protected: 'terminate',
};

/**
 * @typedef {Object} Stack
 * @property {string}        url                 Address of the site; PHP ends requests that take too long.
 * @property {Object}        pools               Addresses of the same site: `terminate` is `url`; `patient` has no time limit in PHP; `single` has one worker;
 *                                               `cached` has nginx's page cache in front; `protected` asks for basic auth (visitor, staging).
 * @property {string}        user                An admin.
 * @property {string}        password            Their password.
 * @property {string}        applicationPassword An application password of theirs.
 * @property {Function}      sql                 Runs a statement; resolves to rows.
 * @property {Function}      snapshot            Remembers the database.
 * @property {Function}      restore             Makes it what it was.
 * @property {string}        folder              Where everything is.
 * @property {Object}        logs                Files: `nginx`, `fpm`, `php`, `mariadb`.
 * @property {Object}        pids                Of `nginx`, `fpm`, `mariadb`, as they run now.
 * @property {Promise<void>} ended               Resolves when one of them ends as it was first started.
 * @property {Function}      kill                Kills one of them with its workers, by that name.
 * @property {Function}      start               Starts it again, where it was.
 * @property {Function}      stop                Stops all three.
 */

/**
 * Starts the stack.
 *
 * @param {Object} options
 * @param {string} options.folder    An existing folder that is ours alone.
 * @param {Object} options.site      As buildSite() gave it; it is installed and provisioned.
 * @param {number} options.workers   PHP workers of each pool but `single`.
 * @param {number} options.terminate Seconds after which PHP-FPM ends a request in the pool `terminate`.
 * @param {number} options.gateway   Seconds after which nginx gives up on PHP.
 * @param {number} options.port      Of `url`; 0 for any that is free.
 * @param {Object} options.settings  Other settings of PHP.
 * @return {Promise<Stack>} All servers are also stopped when this process ends.
 */
export async function startStack( {
	folder,
	site,
	workers = 4,
	terminate = 10,
	gateway = 60,
	port = 0,
	settings = {},
} ) {
	await ensureStack();
	// Before anything is started.
	await freePorts( [ port ] );
	const home = join( folder, 'stack' );
	mkdirSync( home, { recursive: true } );
	const logs = Object.fromEntries(
		[ 'nginx', 'fpm', 'php', 'mariadb' ].map( ( name ) => [
			name,
			join( home, `${ name }.log` ),
		] )
	);
	const user = process.getuid?.() === 0 ? webUser() : null;
	if ( user ) {
		checkWay( dirname( folder ) );
	}
	/** How each server is started, and what runs, in the order of their start. */
	const starts = {};
	const servers = {};
	const start = async ( name ) =>
		( servers[ name ] = await starts[ name ]() );
	const kill = async ( name ) => {
		// The whole group: the workers, too.
		process.kill( -servers[ name ].pid, 'SIGKILL' );
		await servers[ name ].ended;
	};
	const stop = async () => {
		for ( const one of Object.values( servers ).reverse() ) {
			await one.stop();
		}
	};
	try {
		starts.mariadb = () => startMariadb( { folder: home } );
		const mariadb = await start( 'mariadb' );
		const database = createDatabase( mariadb.socket );
		await database.create();
		writeFileSync(
			join( site.wordpress, 'wp-config.php' ),
			wpConfig( mariadb.socket )
		);
		await mustRun( 'php', [
			fileURLToPath( new URL( 'stack/install.php', import.meta.url ) ),
			site.wordpress,
		] );
		if ( user ) {
			// Workers must get through to the site, and write into it and their log.
			chmodSync( folder, 0o711 );
			chmodSync( home, 0o711 );
			own( site.wordpress, user );
			writeFileSync( logs.php, '' );
			lchownSync( logs.php, user.uid, user.gid );
		}

		const pool = ( name, count, seconds ) => ( {
			socket: join( home, `${ name }.sock` ),
			workers: count,
			terminate: seconds,
		} );
		const pools = {
			terminate: pool( 'terminate', workers, terminate ),
			patient: pool( 'patient', workers, 0 ),
			single: pool( 'single', 1, terminate ),
		};
		starts.fpm = () =>
			startFpm( { folder: home, pools, user: user?.name, settings } );
		const fpm = await start( 'fpm' );
		const served = await serve( {
			folder: home,
			root: site.wordpress,
			pools,
			gateway,
			user: user?.name,
			port,
		} );
		const { nginx } = served;
		starts.nginx = served.again;
		servers.nginx = nginx;

		const address = ( name ) =>
			`http://127.0.0.1:${ served.servers[ name ].port }`;
		// In the pool that lets it take its time.
		await site.provision( address( 'patient' ) );
		if ( user ) {
			own( join( site.wordpress, 'wp-content' ), user );
		}
		// A new site writes on its first visits what must not be taken for a later visit's doing.
		for ( const name of [ 'patient', 'patient' ] ) {
			await visit( `${ address( name ) }/` );
		}
		return {
			url: address( 'terminate' ),
			pools: Object.fromEntries(
				Object.keys( served.servers ).map( ( name ) => [
					name,
					address( name ),
				] )
			),
			user: 'admin',
			password: 'password',
			applicationPassword: site.provisioned.applicationPassword,
			sql: database.sql,
			snapshot: database.snapshot,
			restore: database.restore,
			folder: home,
			logs,
			ended: Promise.race( [ nginx.ended, fpm.ended, mariadb.ended ] ),
			get pids() {
				return Object.fromEntries(
					[ 'nginx', 'fpm', 'mariadb' ].map( ( name ) => [
						name,
						servers[ name ].pid,
					] )
				);
			},
			kill,
			start,
			stop,
		};
	} catch ( error ) {
		await stop();
		throw error;
	}
}

/** Installs what is missing. */
export async function ensureStack() {
	await ensurePhp();
	if ( ! findProgram( 'nginx' ) ) {
		await ensureDebian( [ 'nginx-light' ] );
	}
	if ( ! findFpm() ) {
		// Of the PHP that is there.
		const version = await mustRun( 'php', [
			'-r',
			'echo PHP_MAJOR_VERSION . "." . PHP_MINOR_VERSION;',
		] );
		await ensureDebian( [ `php${ version }-fpm` ] );
	}
}

/**
 * Starts nginx on ports that are free; tries again when somebody else was faster.
 *
 * @param {Object} options       As startNginx() takes them, but for the servers.
 * @param {Object} options.pools Sockets of PHP-FPM by name.
 * @param {number} options.port  Of the first server; 0 for any.
 * @return {Promise<{ nginx: Object, servers: Object, again: Function }>} The server, its servers with their ports, and how it
 *                                                                        is started again on the same ones.
 */
async function serve( { pools, port, ...options } ) {
	const names = Object.keys( SERVERS );
	for ( let tries = 1; ; tries++ ) {
		const ports = await freePorts( [
			port,
			...names.slice( 1 ).fill( 0 ),
		] );
		const servers = Object.fromEntries(
			names.map( ( name, index ) => [
				name,
				{
					port: ports[ index ],
					socket: pools[ SERVERS[ name ] ].socket,
				},
			] )
		);
		try {
			const again = () => startNginx( { ...options, servers } );
			return { nginx: await again(), servers, again };
		} catch ( error ) {
			if ( tries === 3 ) {
				throw error;
			}
		}
	}
}
