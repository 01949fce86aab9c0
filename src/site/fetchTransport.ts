/**
 * Sends the client's requests with fetch, in Node and in browsers.
 */
import type { Transport } from './types';

/** How fetch is used. */
export interface FetchOptions {
	fetch?: typeof globalThis.fetch;
	/** manual: a redirect is an answer, so that no password is sent on to an address that nobody checked. */
	redirect?: RequestRedirect;
	credentials?: RequestCredentials;
}

/** A transport over fetch; answers with any status, rejects only without an answer. */
export function createFetchTransport( {
	fetch = ( url, init ) => globalThis.fetch( url, init ),
	redirect = 'manual',
	credentials = 'same-origin',
}: FetchOptions = {} ): Transport {
	return async ( { url, method, headers, body, signal } ) => {
		const sent = body !== undefined;
		const response = await fetch( url, {
			method,
			headers: sent
				? { 'Content-Type': 'application/json', ...headers }
				: headers,
			redirect,
			credentials,
			cache: 'no-store',
			...( sent ? { body: JSON.stringify( body ) } : {} ),
			...( signal ? { signal } : {} ),
		} );
		return {
			status: response.status,
			url: response.url,
			header: ( name ) => response.headers.get( name ),
			text: () => response.text(),
		};
	};
}

/** The transport that a terminal uses. */
export const fetchTransport: Transport = createFetchTransport();
