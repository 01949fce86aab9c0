/**
 * `npm run stack`: a WordPress on nginx, PHP-FPM and MariaDB that stays in the background until it is told to stop.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { visit } from './lib/corpus/visit.mjs';
import { ensureBuild, ensureNodeModules, stage } from './lib/setup.mjs';
import { launch } from './lib/stack/launch.mjs';
import {
	LOG,
	ask,
	home,
	readState,
	removeLeftovers,
	untilGone,
} from './lib/stack/state.mjs';
import { describe } from './lib/stack/words.mjs';

const HELP = `Serves a WordPress in the background as hosts do: nginx, PHP-FPM and MariaDB, on this machine only.

Usage: npm run stack -- <command> [options]

  up       Starts it and says where it is. It has the healthy plugins of the demo, and those you name.
  status   Says whether it runs, and where. Exit status 0 if all of it runs, else 1.
  reset    Makes its database and its wp-content what they were right after \`up\`.
  down     Stops it and removes all of it.

Options of \`up\`:

  --wordpress <version>  Another WordPress than the newest.
  --workers <n>          PHP workers of each pool; 4.
  --terminate <seconds>  After which PHP-FPM ends a request, 0 for never; 10. Not in the pool "patient".
  --gateway <seconds>    After which nginx gives up on PHP; 60.
  --port <port>          Serve on this port instead of a free one.
  --plugin <path>        Have this plugin, too, a folder or a file; may be given several times.

  --help                 Show this.

Each checkout has one. Needs Debian's nginx, php-fpm and mariadb; what is missing is installed when you are root.
`;

/** How `up` calls this script for the process in the background. */
const SUPERVISE = '--supervise';

/** Said to a wrong command line. */
class UsageError extends Error {}

const COMMANDS = { up, status, reset, down };

try {
	process.exitCode = await main( process.argv.slice( 2 ) );
} catch ( error ) {
	if ( error instanceof UsageError ) {
		process.stderr.write( `${ error.message }\n\n${ HELP }` );
		process.exit( 64 );
	}
	process.stderr.write( `\n${ error.message }\n` );
	process.exit( 1 );
}

async function main( args ) {
	if ( args[ 0 ] === SUPERVISE ) {
		const { supervise } = await import( './lib/stack/supervisor.mjs' );
		await supervise( JSON.parse( args[ 1 ] ) );
		return 0;
	}
	const { command, ...options } = readOptions( args );
	if ( options.help ) {
		process.stdout.write( HELP );
		return 0;
	}
	return COMMANDS[ command ]( options );
}

function readOptions( args ) {
	let parsed;
	try {
		parsed = parseArgs( {
			args,
			allowPositionals: true,
			options: {
				wordpress: { type: 'string' },
				workers: { type: 'string' },
				terminate: { type: 'string' },
				gateway: { type: 'string' },
				port: { type: 'string' },
				plugin: { type: 'string', multiple: true },
				help: { type: 'boolean' },
			},
		} );
	} catch ( error ) {
		throw new UsageError( error.message );
	}
	const { values, positionals } = parsed;
	const [ command, ...rest ] = positionals;
	if ( values.help ) {
		return { help: true };
	}
	if ( ! Object.hasOwn( COMMANDS, command ?? '' ) || rest.length > 0 ) {
		throw new UsageError(
			positionals.length > 0
				? `"${ positionals.join( ' ' ) }" is no command.`
				: 'Say what to do: up, status, reset or down.'
		);
	}
	const [ stray ] = Object.keys( values );
	if ( command !== 'up' && stray ) {
		throw new UsageError( `--${ stray } is an option of \`up\` only.` );
	}
	return {
		command,
		version: values.wordpress ?? '7.1.1',
		workers: number( values, 'workers', 4, 1, 64 ),
		terminate: number( values, 'terminate', 10, 0, 3600 ),
		gateway: number( values, 'gateway', 60, 1, 3600 ),
		port: number( values, 'port', 0, 1, 65535 ),
		// npm runs scripts in the checkout, wherever it was called.
		plugins: ( values.plugin ?? [] ).map( ( one ) =>
			path.resolve( process.env.INIT_CWD ?? '.', one )
		),
	};
}

function number( values, name, otherwise, least, most ) {
	const text = values[ name ];
	if ( text === undefined ) {
		return otherwise;
	}
	if ( ! /^\d+$/.test( text ) || text < least || text > most ) {
		throw new UsageError(
			`--${ name } ${ text }: give a whole number from ${ least } to ${ most }.`
		);
	}
	return Number( text );
}

async function up( options ) {
	const state = await readState();
	if ( state?.alive ) {
		process.stdout.write(
			state.ready
				? `It is running already. For one with other options, stop it first.\n${ describe(
						state
					) }`
				: 'It is being started by another `up`. See: npm run stack -- status\n'
		);
		return state.ready ? 0 : 1;
	}
	if ( state ) {
		await stage( 'Removing one that died without cleaning up', () =>
			removeLeftovers( state )
		);
	}
	await ensureNodeModules();
	await check( options );
	await ensureBuild();
	const { ensureStack } = await import( './lib/stack.mjs' );
	const { wordpressTree } = await import( './lib/wordpress.mjs' );
	await ensureStack();
	await wordpressTree( options.version );
	await stage( 'Starting nginx, PHP-FPM, MariaDB and WordPress', () =>
		launch( [ fileURLToPath( import.meta.url ), SUPERVISE ], options )
	);
	process.stdout.write( describe( await readState() ) );
	return 0;
}

/**
 * Checks what parseArgs() cannot.
 *
 * @param {Object}   options
 * @param {string}   options.version
 * @param {string[]} options.plugins
 */
async function check( { version, plugins } ) {
	const { versions } = await import( './lib/wordpress.mjs' );
	if ( ! versions.includes( version ) ) {
		throw new UsageError(
			`There is no source for WordPress ${ version }. Choose one of ${ versions.join(
				', '
			) }.`
		);
	}
	const { pluginFolders } = await import( './lib/stack/plugins.mjs' );
	const folder = mkdtempSync( path.join( os.tmpdir(), 'culprit-' ) );
	try {
		pluginFolders( plugins, folder );
	} catch ( error ) {
		throw new UsageError( error.message );
	} finally {
		rmSync( folder, { recursive: true } );
	}
}

async function status() {
	const state = await readState();
	if ( ! state ) {
		process.stdout.write(
			'Nothing is running. Start it with: npm run stack -- up\n'
		);
		return 1;
	}
	if ( ! state.alive ) {
		process.stdout.write(
			`One that was started ${
				state.started ?? 'some time ago'
			} has died without cleaning up. Its log: ${ path.join( home, LOG ) }
Remove what it left with: npm run stack -- down
Or start another one with: npm run stack -- up
`
		);
		return 1;
	}
	if ( ! state.ready ) {
		process.stdout.write( 'It is still starting.\n' );
		return 1;
	}
	const dead = Object.keys( state.pids ).filter(
		( name ) => ! runs( state.pids[ name ] )
	);
	if ( dead.length > 0 ) {
		process.stdout.write(
			`Of the servers, ${ dead.join( ' and ' ) } ended by itself. See ${ dead
				.map( ( name ) => state.logs[ name ] )
				.join( ' and ' ) }
Stop the rest with: npm run stack -- down
`
		);
		return 1;
	}
	const seen = await visit( `${ state.url }/`, {
		timeout:
			( Math.max( state.options.terminate, state.options.gateway ) + 5 ) *
			1000,
	} );
	process.stdout.write(
		`It is running since ${ state.started }.\n${ describe( {
			...state,
			status: seen.status,
		} ) }`
	);
	return 0;
}

function runs( pid ) {
	try {
		process.kill( pid, 0 );
		return true;
	} catch {
		return false;
	}
}

async function reset() {
	const state = await readState();
	if ( ! state?.alive ) {
		throw new Error(
			'Nothing is running. Start it with: npm run stack -- up'
		);
	}
	await stage( 'Resetting the database and wp-content', () =>
		ask( 'reset' )
	);
	return 0;
}

async function down() {
	const state = await readState();
	if ( ! state ) {
		process.stdout.write( 'Nothing is running.\n' );
		return 0;
	}
	await stage(
		state.alive ? 'Stopping' : 'Removing one that died without cleaning up',
		async () => {
			if ( state.alive ) {
				process.kill( state.pid, 'SIGTERM' );
				if ( await untilGone( 10000 ) ) {
					return;
				}
				process.kill( state.pid, 'SIGKILL' );
				await untilGone( 1000 );
			}
			await removeLeftovers( state );
		}
	);
	return 0;
}
