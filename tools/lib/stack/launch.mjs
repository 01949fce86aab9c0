/**
 * Starts the process in the background that holds a stack.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';
import {
	LOG,
	home,
	prepareFolder,
	readState,
	removeLeftovers,
} from './state.mjs';

/**
 * Starts it.
 *
 * @param {string[]} command A script and its first arguments, for Node. It gets one more: what supervise() takes, as JSON.
 * @param {Object}   options For supervise(), but for the folder.
 * @return {Promise<void>} Fulfilled when the front page has answered; from then on it lives without us. Should this process end
 *                         before, it ends, too. Rejects with a sentence; nothing is left then.
 */
export function launch( command, options ) {
	const folder = prepareFolder();
	const log = openSync( path.join( folder, LOG ), 'a', 0o600 );
	const child = spawn(
		process.execPath,
		[ ...command, JSON.stringify( { ...options, folder } ) ],
		{
			cwd: root,
			// In a session of its own, so that it outlives the terminal.
			detached: true,
			stdio: [ 'ignore', log, log, 'ipc' ],
		}
	);
	closeSync( log );
	return new Promise( ( resolve, reject ) => {
		let failed = null;
		child.on( 'message', ( message ) => {
			if ( message.ready ) {
				child.disconnect();
				child.unref();
				resolve();
			}
			// It ends by itself when it has cleaned up.
			failed = message.failed;
		} );
		child.on( 'error', reject );
		child.on( 'exit', async ( code, signal ) => {
			const words = lastWords( folder );
			rmSync( folder, { recursive: true, force: true } );
			const state = await readState().catch( () => null );
			if ( state && ! state.alive ) {
				await removeLeftovers( state );
			}
			reject(
				new Error(
					failed ??
						`The process that should hold it ended with ${
							signal ?? `status ${ code }`
						}. ${ words }`
				)
			);
		} );
	} );
}

/**
 * What the process said before it ended.
 *
 * @param {string} folder Its folder, as long as that was not put in its place.
 * @return {string} Its last lines.
 */
function lastWords( folder ) {
	const file = [ folder, home ]
		.map( ( one ) => path.join( one, LOG ) )
		.find( ( one ) => existsSync( one ) );
	return file
		? readFileSync( file, 'utf8' )
				.trim()
				.split( '\n' )
				.slice( -15 )
				.join( '\n' )
		: '';
}
