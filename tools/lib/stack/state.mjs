/**
 * What is known of a checkout's stack in the background: a folder only its owner may enter, with a file and a socket.
 */
import { createHash } from 'node:crypto';
import {
	lstatSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../child.mjs';
import { root } from '../setup.mjs';

/** Where the folder is; it is there as long as there is a stack, or what is left of one. */
export const home = path.join(
	realpathSync( os.tmpdir() ),
	`culprit-stack-${ os.userInfo().uid }-${ createHash( 'sha256' )
		.update( root )
		.digest( 'hex' )
		.slice( 0, 12 ) }`
);

/**
 * Makes a folder of the same kind, which is not in its place yet.
 *
 * @return {string} Its path.
 */
export const prepareFolder = () => mkdtempSync( `${ home }-` );

/**
 * Puts a prepared folder in its place.
 *
 * @param {string} folder With a state and a socket that is listened on.
 * @throws {Error} When another one is there.
 */
export function claim( folder ) {
	try {
		// No folder that holds something gives way to another, so of two that try only one succeeds.
		renameSync( folder, home );
	} catch ( error ) {
		if ( [ 'ENOTEMPTY', 'EEXIST' ].includes( error.code ) ) {
			throw new Error( 'Somebody else has just started a stack.' );
		}
		throw error;
	}
}

/** In the folder: the socket of the process that holds the stack. */
export const SOCKET = 'control.sock';

/** In the folder: what that process prints. */
export const LOG = 'supervisor.log';

/**
 * Writes what is known, in one piece.
 *
 * @param {string} folder
 * @param {Object} state
 */
export function writeState( folder, state ) {
	const file = path.join( folder, 'state.json' );
	// It holds passwords.
	writeFileSync( `${ file }.new`, JSON.stringify( state, null, '\t' ), {
		mode: 0o600,
	} );
	renameSync( `${ file }.new`, file );
}

/**
 * Reads what is known.
 *
 * @return {Promise<?Object>} Null if there is nothing. `alive` is whether the process that holds the stack is; the rest is
 * what that wrote: `pid`, `started` (a time), and, as far as it has come, `folder`, `pids`, and, when it had come to the end,
 * `ready`.
 */
export async function readState() {
	const stat = lstatSync( home, { throwIfNoEntry: false } );
	if ( ! stat ) {
		return null;
	}
	// Everybody may write into the temp folder.
	if ( ! stat.isDirectory() || stat.uid !== os.userInfo().uid ) {
		throw new Error(
			`${ home } belongs to somebody else. Remove it, or set TMPDIR to another folder.`
		);
	}
	let state = {};
	try {
		state = JSON.parse(
			readFileSync( path.join( home, 'state.json' ), 'utf8' )
		);
	} catch {
		// It has just been removed, or somebody wrote into it.
	}
	const alive = await isAlive();
	return alive || lstatSync( home, { throwIfNoEntry: false } )
		? { ...state, alive }
		: null;
}

/**
 * Whether the process that holds the stack is alive. A process id may have gone to another one; a socket is listened on by
 * the one that made it or by nobody.
 *
 * @return {Promise<boolean>} True also for one that does not answer.
 */
export function isAlive() {
	return new Promise( ( resolve ) => {
		const connection = connect( path.join( home, SOCKET ) );
		connection.on( 'connect', () => {
			connection.destroy();
			resolve( true );
		} );
		connection.on( 'error', () => resolve( false ) );
	} );
}

/**
 * Asks the process that holds the stack to do something.
 *
 * @param {string} what What to do.
 * @return {Promise<void>} Fulfilled when it is done; rejects with a sentence.
 */
export async function ask( what ) {
	const connection = connect( path.join( home, SOCKET ) );
	connection.end( what );
	const answer = await text( connection ).catch( () => '' );
	if ( answer !== 'done' ) {
		throw new Error(
			answer ||
				'The process that holds the stack ended meanwhile. See: npm run stack -- status'
		);
	}
}

/**
 * Waits until the process that holds the stack is gone.
 *
 * @param {number} milliseconds How long.
 * @return {Promise<boolean>} Whether it is.
 */
export async function untilGone( milliseconds ) {
	const deadline = Date.now() + milliseconds;
	while ( await isAlive() ) {
		if ( Date.now() > deadline ) {
			return false;
		}
		await sleep( 50 );
	}
	return true;
}

/**
 * Removes what a process that did not clean up has left.
 *
 * @param {Object}  state        As readState() gave it.
 * @param {?Object} state.pids   Of the servers.
 * @param {?string} state.folder Of the site.
 */
export async function removeLeftovers( { pids = {}, folder } ) {
	for ( const pid of Object.values( pids ) ) {
		await end( pid, folder );
	}
	for ( const one of [ folder, home ].filter( Boolean ) ) {
		rmSync( one, {
			recursive: true,
			force: true,
			maxRetries: 10,
			retryDelay: 100,
		} );
	}
}

/**
 * Ends a server of ours and its workers, and waits for that.
 *
 * @param {number} pid
 * @param {string} folder What all our servers are called with; another process may have the number by now.
 */
async function end( pid, folder ) {
	const command = () =>
		run( 'ps', [ '-o', 'args=', '-p', pid ] ).catch( () => ( {
			output: '',
		} ) );
	const deadline = Date.now() + 5000;
	while (
		Date.now() < deadline &&
		( await command() ).output.includes( folder )
	) {
		try {
			process.kill( -pid, 'SIGKILL' );
		} catch {
			// It has just ended.
		}
		await sleep( 50 );
	}
}
