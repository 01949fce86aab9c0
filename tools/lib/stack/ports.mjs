/**
 * Ports to listen on.
 */
import { createServer } from 'node:net';

/**
 * Ports that nobody listens on.
 *
 * @param {number[]} wanted Ports; 0 for any.
 * @return {Promise<number[]>} Free a moment ago. Rejects with a sentence when one that is wanted is taken.
 */
export async function freePorts( wanted ) {
	const servers = [];
	try {
		for ( const port of wanted ) {
			servers.push( await listenOn( port ) );
		}
		return servers.map( ( server ) => server.address().port );
	} finally {
		await Promise.all(
			servers.map(
				( server ) =>
					new Promise( ( resolve ) => server.close( resolve ) )
			)
		);
	}
}

function listenOn( port ) {
	return new Promise( ( resolve, reject ) => {
		const server = createServer();
		server.on( 'error', ( { code, message } ) =>
			reject(
				new Error(
					code === 'EADDRINUSE'
						? `Port ${ port } is taken by another program. Choose another one.`
						: `Port ${ port } cannot be used (${ message }). Choose another one.`
				)
			)
		);
		server.listen( port, '127.0.0.1', () => resolve( server ) );
	} );
}
