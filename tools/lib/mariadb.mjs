/**
 * A MariaDB server of our own: one folder, one socket, no network, no system configuration.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findProgram, mustRun, startServer, untilReady } from './child.mjs';
import { ensureDebian } from './php.mjs';

/**
 * Starts MariaDB. User `root` has no password; data in the folder from an earlier start is kept.
 *
 * @param {Object} options        Where.
 * @param {string} options.folder An existing folder that is ours alone.
 * @return {Promise<{ socket: string, pid: number, ended: Promise<void>, stop: () => Promise<void> }>} It is also stopped when this process ends.
 * @throws {Error} When it cannot be installed or does not start.
 */
export async function startMariadb( { folder } ) {
	const socket = join( folder, 'db.sock' );
	// What fits into sockaddr_un.
	if ( Buffer.byteLength( socket ) > 107 ) {
		throw new Error(
			`The path ${ socket } is too long for a socket. Set TMPDIR to a shorter folder.`
		);
	}
	// These two hold no service, so nothing is started or configured system-wide.
	if (
		! findProgram( 'mariadbd' ) ||
		! findProgram( 'mariadb-install-db' )
	) {
		await ensureDebian( [ 'mariadb-server-core', 'mariadb-client-core' ] );
	}
	const data = join( folder, 'data' );
	const log = join( folder, 'mariadb.log' );
	// Root has to say that it means it.
	const user = process.getuid?.() === 0 ? [ '--user=root' ] : [];
	await initialise( data, user );
	await rm( socket, { force: true } );

	const server = startServer(
		findProgram( 'mariadbd' ),
		[
			'--no-defaults',
			...user,
			`--datadir=${ data }`,
			`--socket=${ socket }`,
			`--pid-file=${ join( folder, 'mariadb.pid' ) }`,
			`--tmpdir=${ folder }`,
			'--skip-networking',
			'--character-set-server=utf8mb4',
			'--innodb-log-file-size=16M',
			// Nothing here has to outlive a power cut, but what was written a kill.
			'--innodb-flush-log-at-trx-commit=2',
		],
		{ log }
	);
	if ( ! ( await untilReady( server, () => greets( socket ) ) ) ) {
		await server.stop();
		const said = await readFile( log, 'utf8' ).catch( () => '' );
		throw new Error(
			`MariaDB did not start. Its last words:\n${ said
				.split( '\n' )
				.slice( -15 )
				.join( '\n' ) }`
		);
	}
	return { socket, pid: server.pid, ended: server.ended, stop: server.stop };
}

/**
 * Makes an empty data folder, unless there is one.
 *
 * @param {string}   data Folder.
 * @param {string[]} user Option that names the account to run as.
 */
async function initialise( data, user ) {
	if ( existsSync( data ) ) {
		return;
	}
	// Under another name until it is complete: one that was interrupted must not be taken for done.
	const unfinished = `${ data }.new`;
	await rm( unfinished, { recursive: true, force: true } );
	await mkdir( unfinished );
	await mustRun( findProgram( 'mariadb-install-db' ), [
		'--no-defaults',
		...user,
		`--datadir=${ unfinished }`,
		'--auth-root-authentication-method=normal',
		'--cross-bootstrap',
		'--skip-test-db',
		'--innodb-log-file-size=16M',
	] );
	await rename( unfinished, data );
}

/**
 * Whether a server greets on a socket: MariaDB speaks first.
 *
 * @param {string} socket Path.
 * @return {Promise<boolean>} False when nobody listens or nothing is said.
 */
function greets( socket ) {
	return new Promise( ( resolve ) => {
		const connection = connect( socket );
		const finish = ( result ) => {
			connection.destroy();
			resolve( result );
		};
		connection.setTimeout( 1000, () => finish( false ) );
		connection.on( 'data', () => finish( true ) );
		connection.on( 'error', () => finish( false ) );
		connection.on( 'close', () => finish( false ) );
	} );
}
