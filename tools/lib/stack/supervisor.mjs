/**
 * The process in the background that holds a stack: starts it, waits for orders, and stops it.
 */
import { readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { onExit } from '../cleanup.mjs';
import { serialized } from '../corpus/order.mjs';
import { visit } from '../corpus/visit.mjs';
import { CULPRIT, buildSite, pluginFile } from '../site.mjs';
import { startStack } from '../stack.mjs';
import { keepContent } from './content.mjs';
import { healthyPlugins, pluginFolders } from './plugins.mjs';
import { SOCKET, claim, home, writeState } from './state.mjs';

/**
 * Holds a stack until it is told to stop. Tells the process that started it `{ ready: true }` or `{ failed: sentence }`; when
 * that one is gone before, it gives up.
 *
 * @param {Object}   options
 * @param {string}   options.folder    A prepared folder of state.mjs.
 * @param {string}   options.version   WordPress version.
 * @param {string[]} options.plugins   More plugins than those of the demo: folders or files.
 * @param {number}   options.workers   As for startStack(), like the following.
 * @param {number}   options.terminate
 * @param {number}   options.gateway
 * @param {number}   options.port
 */
export async function supervise( { folder, version, plugins, ...options } ) {
	const held = { stack: null, reset: null };
	let place = folder;
	let ready = false;
	let stopping = false;
	const stop = async () => {
		if ( ! stopping ) {
			stopping = true;
			await held.stack?.stop();
			process.exit( 0 );
		}
	};
	for ( const signal of [ 'SIGTERM', 'SIGINT', 'SIGHUP' ] ) {
		process.on( signal, stop );
	}
	// After our own listeners, which decide how to end; before all other jobs, so that it is done last: who waits for the end
	// looks at this folder. It stays when this process breaks down.
	onExit(
		() => stopping && rmSync( place, { recursive: true, force: true } )
	);
	process.on( 'disconnect', () => ready || stop() );
	if ( ! process.connected ) {
		await stop();
	}

	try {
		await listen( path.join( folder, SOCKET ), held );
		const state = { pid: process.pid, started: new Date().toISOString() };
		writeState( folder, state );
		claim( folder );
		place = home;
		await start( { held, state, version, plugins, options } );
		ready = true;
		process.send( { ready }, () => {} );
	} catch ( error ) {
		if ( ! stopping ) {
			process.stderr.write( `${ error.stack }\n` );
			process.send( { failed: error.message }, stop );
		}
	}
}

/**
 * Starts the site and its servers, and writes down what is known.
 *
 * @param {Object}   what
 * @param {Object}   what.held    Gets `stack` and `reset` as soon as they are there.
 * @param {Object}   what.state   What is known so far.
 * @param {string}   what.version WordPress version.
 * @param {string[]} what.plugins Folders or files.
 * @param {Object}   what.options For startStack().
 */
async function start( { held, state, version, plugins, options } ) {
	const healthy = healthyPlugins();
	const more = pluginFolders( plugins, path.join( home, 'plugins' ) );
	const site = await buildSite( {
		version,
		plugins: [ ...healthy, ...more ],
		active: listOf( healthy ),
	} );
	writeState( home, { ...state, folder: site.folder } );
	const stack = await startStack( { folder: site.folder, site, ...options } );
	held.stack = stack;
	const active = listOf( [ ...healthy, ...more ] );
	if ( more.length > 0 ) {
		// Only now: the site could not be set up with a plugin that breaks it.
		await stack.sql(
			`UPDATE wp_options SET option_value = '${ serialized( active )
				.replaceAll( '\\', '\\\\' )
				.replaceAll(
					"'",
					"''"
				) }' WHERE option_name = 'active_plugins'`
		);
	}
	const restoreContent = await keepContent( {
		wordpress: site.wordpress,
		folder: site.folder,
	} );
	await stack.snapshot();
	held.reset = async () => {
		await restoreContent();
		await stack.restore();
		clear( path.join( stack.folder, 'cache' ) );
	};
	const { status } = await visit( `${ stack.url }/`, {
		timeout: ( Math.max( options.terminate, options.gateway ) + 5 ) * 1000,
	} );
	writeState( home, {
		...state,
		folder: site.folder,
		ready: true,
		wordpress: site.provisioned.wordpress,
		php: site.provisioned.php,
		root: site.wordpress,
		active,
		status,
		options,
		url: stack.url,
		pools: stack.pools,
		user: stack.user,
		password: stack.password,
		applicationPassword: stack.applicationPassword,
		logs: stack.logs,
		pids: stack.pids,
	} );
}

/**
 * The live list with these plugins and ours.
 *
 * @param {string[]} folders
 * @return {string[]} Plugin files, sorted, as WordPress stores them.
 */
function listOf( folders ) {
	return [ CULPRIT, ...folders.map( pluginFile ) ].sort();
}

/**
 * Takes orders, one after the other. That it listens says that this process is alive.
 *
 * @param {string} socket
 * @param {Object} held   Has `reset` when the site is there.
 */
function listen( socket, held ) {
	let last = Promise.resolve();
	const obey = async ( order ) => {
		if ( order !== 'reset' ) {
			throw new Error( `There is no order ${ order }.` );
		}
		if ( ! held.reset ) {
			throw new Error( 'It is still starting. Try again in a moment.' );
		}
		await held.reset();
	};
	const server = createServer( { allowHalfOpen: true }, ( connection ) => {
		let order = '';
		connection.setEncoding( 'utf8' );
		connection.on( 'data', ( part ) => ( order += part ) );
		connection.on( 'error', () => {} );
		connection.on( 'end', () => {
			if ( order === '' ) {
				// Somebody who wanted to know whether we are here.
				connection.destroy();
				return;
			}
			last = last
				.then( () => obey( order ) )
				.then( () => connection.end( 'done' ) )
				.catch( ( error ) => connection.end( error.message ) );
		} );
	} );
	return new Promise( ( resolve, reject ) => {
		server.on( 'error', reject );
		server.listen( socket, resolve );
	} );
}

function clear( folder ) {
	for ( const name of readdirSync( folder ) ) {
		rmSync( path.join( folder, name ), { recursive: true, force: true } );
	}
}
