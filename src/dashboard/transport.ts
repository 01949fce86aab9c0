/**
 * Sends the client's requests through WordPress's own apiFetch.
 */
import apiFetch from '@wordpress/api-fetch';
import type { Request, Response as Answer, Transport } from '../site/types';

/** Just as much of fetch's Response as is used. */
type FetchResponse = Pick< Response, 'status' | 'url' | 'headers' | 'text' >;

/**
 * Whether apiFetch rejected with an answer of the server.
 *
 * Not instanceof: other scripts replace fetch, and what they return is not always a real Response.
 */
function isResponse( value: unknown ): value is FetchResponse {
	return (
		typeof value === 'object' &&
		value !== null &&
		'status' in value &&
		'headers' in value
	);
}

function headerOf( headers: Request[ 'headers' ], name: string ) {
	return Object.entries( headers ).find(
		( [ key ] ) => key.toLowerCase() === name
	)?.[ 1 ];
}

/**
 * Answers with any status, HTML error pages included; rejects with an Error only when there was no answer.
 */
export const transport: Transport = async ( {
	url,
	method,
	headers,
	body,
	signal,
} ) => {
	const nonce = headerOf( headers, 'x-wp-nonce' );
	if ( nonce && apiFetch.nonceMiddleware ) {
		// apiFetch replaces every nonce that is not the one it knows.
		apiFetch.nonceMiddleware.nonce = nonce;
	}

	const answer = await apiFetch< unknown, false >( {
		url,
		method,
		headers,
		// Otherwise an HTML 502 becomes "invalid JSON", without its status.
		parse: false,
		...( body === undefined ? {} : { data: body } ),
		...( signal ? { signal } : {} ),
	} ).catch( ( problem: unknown ): FetchResponse => {
		if ( isResponse( problem ) ) {
			return problem;
		}
		throw asError( problem );
	} );

	return toAnswer( answer );
};

function toAnswer( response: FetchResponse ): Answer {
	return {
		status: response.status,
		url: response.url,
		header: ( name ) => response.headers.get( name ),
		text: () => response.text(),
	};
}

/** apiFetch rejects with plain objects; whoever catches this expects an Error. */
function asError( problem: unknown ): Error {
	if ( problem instanceof Error ) {
		return problem;
	}
	if ( problem instanceof DOMException ) {
		const aborted = new Error( problem.message );
		aborted.name = problem.name;
		return aborted;
	}
	const message = ( problem as { message?: unknown } | null )?.message;
	return new Error( typeof message === 'string' ? message : 'No answer.' );
}
