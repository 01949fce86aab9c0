/**
 * A client and the local server that stands in for its site.
 */
import { createClient, type ClientOptions } from '../../client';
import { fetchTransport } from '../../fetchTransport';
import { listen, type Handler, type Server } from './server';
import type { SiteClient } from '../../types';

export const PASSWORD = {
	kind: 'application-password',
	user: 'jörg',
	password: 'abcd efgh',
} as const;

export const COOKIE = {
	kind: 'cookie',
	nonce: 'aaaaaaaaaa',
	pass: '1.pass',
} as const;

let server: Server | undefined;

/** A client of a site that answers like this; its admin-ajax.php is at /ajax. */
export async function clientOf(
	handler: Handler,
	more: Partial< ClientOptions > = {}
): Promise< SiteClient > {
	server = await listen( handler );
	return createClient( {
		site: `${ server.url }/index.php`,
		ajax: `${ server.url }/ajax`,
		transport: fetchTransport,
		credentials: PASSWORD,
		...more,
	} );
}

/** What the site received. */
export const received = () => server?.received ?? [];

/** Stops the site. */
export async function stopServer(): Promise< void > {
	await server?.close();
	server = undefined;
}
