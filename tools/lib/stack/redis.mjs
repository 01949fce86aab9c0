/**
 * A Redis server of our own: one folder, one socket, no network, nothing kept on disk.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, run, startServer, untilReady } from '../child.mjs';
import { ensureDebian } from '../php.mjs';

/**
 * Installs what is missing: the server, and PHP's extension. PHP-FPM knows the extension from its next start on.
 */
export async function ensureRedis() {
	await ensureDebian( [ 'redis-server', 'redis-tools', 'php-redis' ] );
}

/**
 * Starts Redis.
 *
 * @param {Object} options        Where.
 * @param {string} options.folder An existing folder that is ours alone.
 * @return {Promise<{ socket: string, pid: number, cli: (...command: string[]) => Promise<string>, stop: () => Promise<void> }>} It is also stopped when this process ends.
 * @throws {Error} When it does not start.
 */
export async function startRedis( { folder } ) {
	const socket = join( folder, 'redis.sock' );
	await rm( socket, { force: true } );
	const server = startServer(
		findProgram( 'redis-server' ),
		[
			...[ '--port', '0', '--unixsocket', socket ],
			// Workers of PHP run as another account.
			...[ '--unixsocketperm', '777' ],
			...[ '--save', '', '--appendonly', 'no' ],
		],
		{ log: join( folder, 'redis.log' ) }
	);
	const cli = async ( ...command ) => {
		const { output } = await run( 'redis-cli', [
			'-s',
			socket,
			...command,
		] );
		return output.trim();
	};
	const answers = async () => ( await cli( 'ping' ) ) === 'PONG';
	if ( ! ( await untilReady( server, answers ) ) ) {
		await server.stop();
		throw new Error(
			`Redis did not start. See ${ join( folder, 'redis.log' ) }.`
		);
	}
	return { socket, pid: server.pid, cli, stop: server.stop };
}
