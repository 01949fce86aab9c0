/**
 * Runs the command as a person would.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { onExit } from './cleanup.mjs';
import { root } from './setup.mjs';

/**
 * Has the command look for the culprit on a site.
 *
 * @param {Object}   site
 * @param {string}   site.url                 Address of the site.
 * @param {string}   site.user                Name of an admin.
 * @param {string}   site.applicationPassword Their application password.
 * @param {Object}   options
 * @param {string[]} options.args             More arguments.
 * @param {Object}   options.env              More of the environment.
 * @param {boolean}  options.show             Whether its progress goes to our own standard error; else it is returned.
 * @param {Function} options.onText           Gets its progress as it is printed, unless it is shown.
 * @param {Function} options.onStart          Gets a function that kills it.
 * @return {Promise<{ code: number | null, signal: string | null, output: string, progress: string }>} How it ended and what it printed.
 */
export const isolate = ( site, options ) => command( 'isolate', site, options );

/**
 * Has the command look at the layers of a site.
 *
 * @param {Object} site    As isolate() takes it.
 * @param {Object} options As isolate() takes them.
 * @return {Promise<Object>} As isolate() gives it.
 */
export const layers = ( site, options ) => command( 'layers', site, options );

function command(
	name,
	{ url, user, applicationPassword },
	{
		args = [],
		env = {},
		show = false,
		onText = () => {},
		onStart = () => {},
	} = {}
) {
	return new Promise( ( resolve, reject ) => {
		const child = spawn(
			process.execPath,
			[
				path.join( root, 'build/cli/culprit.mjs' ),
				name,
				url,
				'--user',
				user,
				'--password',
				'-',
				'--json',
				...args,
			],
			{
				stdio: [ 'pipe', 'pipe', show ? 'inherit' : 'pipe' ],
				env: { ...process.env, ...env },
			}
		);
		const release = onExit( () => child.kill() );
		onStart( () => child.kill( 'SIGKILL' ) );
		let output = '';
		let progress = '';
		child.stdout.setEncoding( 'utf8' );
		child.stdout.on( 'data', ( chunk ) => ( output += chunk ) );
		child.stderr?.setEncoding( 'utf8' );
		child.stderr?.on( 'data', ( chunk ) => {
			progress += chunk;
			onText( chunk );
		} );
		child.on( 'error', reject );
		child.on( 'close', ( code, signal ) => {
			release();
			resolve( { code, signal, output, progress } );
		} );
		// A command that ends early does not read its password.
		child.stdin.on( 'error', () => {} );
		child.stdin.end( `${ applicationPassword }\n` );
	} );
}
