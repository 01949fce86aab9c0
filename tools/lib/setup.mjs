/**
 * What a fresh clone needs before anything else can run: packages and a build.
 *
 * Imports nothing but Node itself and its own neighbours, because it runs while there is no node_modules.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onExit } from './cleanup.mjs';

/** The checkout this file is in. */
export const root = path.resolve(
	path.dirname( fileURLToPath( import.meta.url ) ),
	'../..'
);

/**
 * Does one step, saying its name before and its time after.
 *
 * @template T
 * @param {string}                 name What happens, for people.
 * @param {() => T | Promise< T >} work The step.
 * @return {Promise<T>} What the step returned.
 */
export async function stage( name, work ) {
	process.stdout.write( `${ name } ...\n` );
	const start = performance.now();
	const time = () =>
		`${ ( ( performance.now() - start ) / 1000 ).toFixed( 1 ) } s`;
	try {
		const result = await work();
		process.stdout.write( `  done in ${ time() }\n` );
		return result;
	} catch ( error ) {
		process.stdout.write( `  failed after ${ time() }\n` );
		throw error;
	}
}

/**
 * Runs npm and keeps what it prints.
 *
 * @param {string[]}               args        Arguments, without `npm`.
 * @param {Object}                 options
 * @param {string}                 options.cwd Where to run it.
 * @param {Record<string, string>} options.env Variables to add to the environment.
 * @return {Promise<string>} All it printed. Rejects with an error whose `output` holds that when npm fails.
 */
export function npm( args, { cwd = root, env = {} } = {} ) {
	// Inside `npm run` the very npm that runs us is known, whatever the PATH says.
	const self = process.env.npm_execpath ?? '';
	const [ command, ...first ] = /npm-cli\.[cm]?js$/.test( self )
		? [ process.execPath, self ]
		: [ 'npm' ];
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, [ ...first, ...args ], {
			cwd,
			env: { ...process.env, ...env },
			// npm is a script on Windows, which only a shell can start.
			shell: 'win32' === process.platform && 'npm' === command,
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		} );
		const release = onExit( () => child.kill() );
		let output = '';
		child.stdout.on( 'data', ( chunk ) => ( output += chunk ) );
		child.stderr.on( 'data', ( chunk ) => ( output += chunk ) );
		child.on( 'error', ( error ) => {
			release();
			reject(
				Object.assign(
					new Error(
						`npm could not be started (${ error.message }). Install Node.js with npm, then run this again.`
					),
					{ output }
				)
			);
		} );
		child.on( 'close', ( code, signal ) => {
			release();
			if ( 0 === code ) {
				resolve( output );
				return;
			}
			reject(
				Object.assign(
					new Error(
						`\`npm ${ args.join( ' ' ) }\` ended with ${
							signal ?? `code ${ code }`
						}.`
					),
					{ output }
				)
			);
		} );
	} );
}

/**
 * Installs the packages when they are missing or older than package-lock.json.
 *
 * @param {string} folder The checkout.
 * @return {Promise<boolean>} Whether anything had to be installed.
 */
export async function ensureNodeModules( folder = root ) {
	// npm writes this file last, so half an installation does not have it.
	const installed = changed(
		path.join( folder, 'node_modules/.package-lock.json' )
	);
	if (
		installed > 0 &&
		installed >= changed( path.join( folder, 'package-lock.json' ) )
	) {
		return false;
	}
	await stage( 'Installing the npm packages (a minute or two)', () =>
		npm( [ 'ci', '--no-audit', '--no-fund' ], {
			cwd: folder,
			env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
		} ).catch( ( error ) =>
			explain( error, 'The npm packages could not be installed.' )
		)
	);
	return true;
}

/** What the build is made from; a change in any of these makes it stale. */
const SOURCES = [
	'src',
	'schemas',
	'webpack.config.js',
	'babel.config.js',
	'package-lock.json',
];

/** What a finished build holds. */
const OUTPUTS = [ 'build/dashboard', 'build/cli/culprit.mjs' ];

/**
 * Builds the dashboard and the command when they are missing or older than their sources.
 *
 * @param {string} folder The checkout.
 * @return {Promise<boolean>} Whether it had to be built.
 */
export async function ensureBuild( folder = root ) {
	// A stamp, because webpack leaves a file alone whose content stays the same, and a failed build writes some.
	const stamp = path.join( folder, 'build/.complete' );
	const missing = () =>
		OUTPUTS.filter( ( name ) => ! existsSync( path.join( folder, name ) ) );
	const newest = Math.max(
		...SOURCES.map( ( name ) => newestChange( path.join( folder, name ) ) )
	);
	if ( changed( stamp ) >= newest && 0 === missing().length ) {
		return false;
	}
	await stage( 'Building the dashboard and the command', async () => {
		const output = await npm( [ 'run', 'build' ], { cwd: folder } ).catch(
			( error ) => explain( error, 'The build failed.' )
		);
		if ( missing().length > 0 ) {
			explain(
				{ message: '', output },
				`The build ended without making ${ missing().join( ', ' ) }.`
			);
		}
		writeFileSync( stamp, '' );
	} );
	return true;
}

/**
 * When a file or folder last changed.
 *
 * @param {string} file
 * @return {number} Milliseconds since 1970; 0 when there is none.
 */
function changed( file ) {
	return statSync( file, { throwIfNoEntry: false } )?.mtimeMs ?? 0;
}

function newestChange( file ) {
	const stat = statSync( file, { throwIfNoEntry: false } );
	if ( ! stat?.isDirectory() ) {
		return stat?.mtimeMs ?? 0;
	}
	// The folder's own time tells of files that were removed.
	return readdirSync( file ).reduce(
		( newest, name ) =>
			Math.max( newest, newestChange( path.join( file, name ) ) ),
		stat.mtimeMs
	);
}

function explain( error, sentence ) {
	const tail = ( error.output ?? '' ).trim().split( '\n' ).slice( -30 );
	throw new Error(
		[ sentence, error.message, 'The last lines it printed:', ...tail ]
			.filter( Boolean )
			.join( '\n' )
	);
}
