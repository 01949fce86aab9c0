/**
 * A local HTTP server for one test.
 */
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request brought. */
export interface Received {
	method: string;
	/** Path and arguments. */
	url: string;
	headers: IncomingMessage[ 'headers' ];
	body: string;
}

/** Answers one request. */
export type Handler = (
	received: Received,
	response: ServerResponse
) => void | Promise< void >;

/** A server that listens. */
export interface Server {
	/** Without a slash at its end. */
	url: string;
	/** All that came in, in order. */
	received: Received[];
	close: () => Promise< void >;
}

/** Starts a server on a free port of this machine. */
export function listen( handler: Handler ): Promise< Server > {
	const received: Received[] = [];
	const server = createServer( async ( request, response ) => {
		let body = '';
		for await ( const part of request ) {
			body += part;
		}
		const one = {
			method: request.method ?? '',
			url: request.url ?? '',
			headers: request.headers,
			body,
		};
		received.push( one );
		await handler( one, response );
	} );
	return new Promise( ( resolve ) => {
		server.listen( 0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			resolve( {
				url: `http://127.0.0.1:${ port }`,
				received,
				close: () =>
					new Promise( ( done ) => {
						server.closeAllConnections();
						server.close( () => done() );
					} ),
			} );
		} );
	} );
}

/** Answers with JSON. */
export function json(
	response: ServerResponse,
	value: unknown,
	status = 200,
	headers: Record< string, string > = {}
): void {
	response.writeHead( status, {
		'Content-Type': 'application/json',
		...headers,
	} );
	response.end( JSON.stringify( value ) );
}

/** Answers with an error of the REST API. */
export function refuse(
	response: ServerResponse,
	status: number,
	code: string,
	message = 'No.',
	data: Record< string, unknown > = {}
): void {
	json( response, { code, message, data: { status, ...data } }, status );
}
