/**
 * Other programs: run to their end, or kept running as long as the tool that needs them.
 */
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onExit } from './cleanup.mjs';

// Servers are in sbin, which an ordinary user's PATH leaves out.
const folders = [
	...( process.env.PATH ?? '' ).split( delimiter ),
	'/usr/local/sbin',
	'/usr/sbin',
	'/sbin',
].filter( Boolean );

/**
 * Where a program is.
 *
 * @param {string} name Name of the program.
 * @return {string|undefined} Its path; undefined when it is not installed.
 */
export function findProgram( name ) {
	return folders
		.map( ( folder ) => join( folder, name ) )
		.find( ( file ) => {
			try {
				accessSync( file, constants.X_OK );
				return true;
			} catch {
				return false;
			}
		} );
}

/**
 * Runs a program to its end.
 *
 * @param {string}                               command Program.
 * @param {string[]}                             args    Its arguments.
 * @param {import('child_process').SpawnOptions} options As for spawn(). What it prints is collected unless `stdio` says otherwise.
 * @return {Promise<{ code: number, output: string }>} Its exit code, and what it printed to both channels.
 */
export function run( command, args, options = {} ) {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, args, {
			stdio: [ 'ignore', 'pipe', 'pipe' ],
			...options,
		} );
		let output = '';
		for ( const stream of [ child.stdout, child.stderr ] ) {
			stream?.setEncoding( 'utf8' ).on( 'data', ( text ) => {
				output += text;
			} );
		}
		child.on( 'error', reject );
		child.on( 'close', ( code ) => resolve( { code: code ?? 1, output } ) );
	} );
}

/**
 * Runs a program that must succeed.
 *
 * @param {string}                               command Program.
 * @param {string[]}                             args    Its arguments.
 * @param {import('child_process').SpawnOptions} options As for run().
 * @return {Promise<string>} What it printed.
 * @throws {Error} When it fails; the message holds what it printed.
 */
export async function mustRun( command, args, options = {} ) {
	const { code, output } = await run( command, args, options );
	if ( code !== 0 ) {
		throw new Error(
			`${ command } ${ args.join( ' ' ) } failed with exit code ${ code }.\n${ output }`
		);
	}
	return output;
}

/**
 * Starts a server, which ends at the latest with this tool.
 *
 * @param {string}            command       Program.
 * @param {string[]}          args          Its arguments.
 * @param {Object}            options       How.
 * @param {string}            options.log   File that takes what it prints.
 * @param {string}            [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @return {{ pid: number, hasEnded: () => boolean, ended: Promise<void>, stop: () => Promise<void> }} The server.
 */
export function startServer( command, args, { log, cwd, env } ) {
	const file = openSync( log, 'a' );
	// Should this process be killed outright, the kernel still ends the server.
	const leash = findProgram( 'setpriv' );
	const child = spawn(
		leash ?? command,
		leash ? [ '--pdeathsig', 'TERM', command, ...args ] : args,
		// A group of its own, so that Ctrl-C in the terminal leaves the order of stopping to us.
		{ stdio: [ 'ignore', file, file ], detached: true, cwd, env }
	);
	closeSync( file );
	const signalGroup = ( signal ) => {
		try {
			process.kill( -child.pid, signal );
		} catch {
			// It has ended.
		}
	};
	const release = onExit( () => signalGroup( 'SIGKILL' ) );
	let hasEnded = false;
	const ended = new Promise( ( resolve ) => {
		const onEnd = () => {
			hasEnded = true;
			// Workers that outlived it.
			signalGroup( 'SIGKILL' );
			release();
			resolve();
		};
		child.on( 'exit', onEnd );
		child.on( 'error', onEnd );
	} );
	const stop = async () => {
		if ( ! hasEnded ) {
			child.kill( 'SIGTERM' );
			const timer = setTimeout( () => signalGroup( 'SIGKILL' ), 10000 );
			await ended;
			clearTimeout( timer );
		}
	};
	return { pid: child.pid, hasEnded: () => hasEnded, ended, stop };
}

/**
 * Waits until a server answers.
 *
 * @param {ReturnType<typeof startServer>} server       The server.
 * @param {() => Promise<boolean>}         answers      Whether it does.
 * @param {number}                         milliseconds How long to wait.
 * @return {Promise<boolean>} False when it ended or time is up.
 */
export async function untilReady( server, answers, milliseconds = 30000 ) {
	const deadline = Date.now() + milliseconds;
	while ( ! server.hasEnded() && Date.now() < deadline ) {
		if ( await answers() ) {
			return true;
		}
		await sleep( 20 );
	}
	return false;
}
