/**
 * A web server for PHP that survives what it serves: PHP's built-in servers behind a distributor that replaces dead ones.
 *
 * Its own workers (PHP_CLI_SERVER_WORKERS) are not replaced, and faults that kill PHP are what the tests are about.
 */
import { connect, createServer } from 'node:net';
import { startServer, untilReady } from './child.mjs';

/**
 * Starts the server on a free port of 127.0.0.1.
 *
 * @param {Object}   options
 * @param {Function} options.argumentsFor PHP's arguments, given the address (host and port) to listen on.
 * @param {string}   options.log          File that takes what PHP prints.
 * @param {number}   options.workers      How many requests are served at once.
 * @return {Promise<{ address: string, start: (env: NodeJS.ProcessEnv) => Promise<void>, stop: () => Promise<void> }>} Its address,
 *         known before it has anything to serve; `start` resolves when all workers listen.
 */
export async function preparePhpServer( { argumentsFor, log, workers } ) {
	const pool = [];
	const sockets = new Set();
	let stopping = false;

	const distributor = createServer( { allowHalfOpen: true }, ( client ) => {
		sockets.add( client );
		client.on( 'close', () => sockets.delete( client ) );
		client.on( 'error', () => client.destroy() );
		forward( client, pool );
	} );
	const port = await listen( distributor );

	async function keepAlive( worker, env ) {
		while ( ! stopping ) {
			worker.server = startServer(
				'php',
				argumentsFor( worker.address ),
				{
					log,
					env,
				}
			);
			worker.ready = await untilReady( worker.server, () =>
				accepts( worker.port )
			);
			worker.onReady();
			await worker.server.ended;
			worker.ready = false;
		}
	}

	return {
		address: `127.0.0.1:${ port }`,
		async start( env ) {
			for ( let count = 0; count < workers; count++ ) {
				const ownPort = await freePort();
				const worker = {
					port: ownPort,
					address: `127.0.0.1:${ ownPort }`,
					open: 0,
					ready: false,
				};
				pool.push( worker );
				const ready = new Promise( ( resolve ) => {
					worker.onReady = resolve;
				} );
				keepAlive( worker, env );
				await ready;
				if ( ! worker.ready ) {
					throw new Error(
						`PHP's web server did not start on ${ worker.address }; see ${ log }.`
					);
				}
			}
		},
		async stop() {
			stopping = true;
			distributor.close();
			for ( const socket of sockets ) {
				socket.destroy();
			}
			await Promise.all( pool.map( ( worker ) => worker.server.stop() ) );
		},
	};
}

/**
 * Gives a connection to the least busy worker.
 *
 * @param {import('net').Socket} client The connection.
 * @param {Object[]}             pool   Workers.
 */
function forward( client, pool ) {
	const worker = pool
		.filter( ( { ready } ) => ready )
		.reduce(
			( best, next ) => ( best && best.open <= next.open ? best : next ),
			undefined
		);
	if ( ! worker ) {
		// All are just being replaced.
		setTimeout( () => forward( client, pool ), 20 );
		return;
	}
	worker.open++;
	const upstream = connect( {
		port: worker.port,
		host: '127.0.0.1',
		allowHalfOpen: true,
	} );
	let connected = false;
	upstream.on( 'connect', () => {
		connected = true;
		client.pipe( upstream );
		upstream.pipe( client );
	} );
	upstream.on( 'close', () => {
		worker.open--;
		if ( connected ) {
			client.destroy();
		} else if ( ! client.destroyed ) {
			// It died since its last answer.
			setTimeout( () => forward( client, pool ), 20 );
		}
	} );
	upstream.on( 'error', () => upstream.destroy() );
	client.on( 'close', () => upstream.destroy() );
}

/**
 * Lets a server listen on a free port.
 *
 * @param {import('net').Server} server Server.
 * @return {Promise<number>} The port.
 */
function listen( server ) {
	return new Promise( ( resolve, reject ) => {
		server.on( 'error', reject );
		server.listen( 0, '127.0.0.1', () => resolve( server.address().port ) );
	} );
}

/**
 * A port that nobody listens on.
 *
 * @return {Promise<number>} Free a moment ago.
 */
async function freePort() {
	const server = createServer();
	const port = await listen( server );
	await new Promise( ( resolve ) => server.close( resolve ) );
	return port;
}

/**
 * Whether somebody listens on a port.
 *
 * @param {number} port Port.
 * @return {Promise<boolean>} False when the connection is refused.
 */
function accepts( port ) {
	return new Promise( ( resolve ) => {
		const socket = connect( port, '127.0.0.1' );
		socket.on( 'connect', () => {
			socket.destroy();
			resolve( true );
		} );
		socket.on( 'error', () => resolve( false ) );
	} );
}
