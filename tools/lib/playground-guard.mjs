/**
 * Loaded into the Playground server before anything else: keeps it on this machine and lets it die with its parent.
 */
import { rmSync } from 'node:fs';
import { Server } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const { listen } = Server.prototype;

// It would listen on all interfaces, with the password "password".
Server.prototype.listen = function ( port, host, ...rest ) {
	return 'number' === typeof port && 'string' !== typeof host
		? listen.call( this, port, '127.0.0.1', host, ...rest )
		: listen.call( this, port, host, ...rest );
};

if ( isMainThread ) {
	// The parent holds the other end, which the system closes even when the parent is killed.
	process.stdin.on( 'close', () => {
		for ( const folder of JSON.parse( process.env.CULPRIT_FOLDERS ) ) {
			rmSync( folder, { recursive: true, force: true, maxRetries: 10 } );
		}
		process.kill( process.pid, 'SIGKILL' );
	} );
	process.stdin.resume();
}
