/**
 * Fetches a page as a visitor does, and notes what comes.
 */
import http from 'node:http';

/**
 * One visit.
 *
 * @param {string}                 url
 * @param {Object}                 options
 * @param {Record<string, string>} options.headers
 * @param {number}                 options.timeout Milliseconds.
 * @return {Promise<{ status: number | null, bytes: number, truncated: boolean, milliseconds: number, headers: Object, body: string }>} Never rejects; status null without an answer.
 */
export function visit( url, { headers = {}, timeout = 30000 } = {} ) {
	const start = performance.now();
	return new Promise( ( resolve ) => {
		const seen = {
			status: null,
			bytes: 0,
			truncated: false,
			headers: {},
			body: '',
		};
		const finish = () =>
			resolve( {
				...seen,
				milliseconds: performance.now() - start,
			} );
		const request = http.get(
			url,
			{ headers, agent: false },
			( response ) => {
				seen.status = response.statusCode;
				seen.headers = response.headers;
				response.on( 'data', ( part ) => {
					seen.bytes += part.length;
					seen.body += part.toString( 'utf8' );
				} );
				response.on( 'end', () => {
					seen.truncated = ! response.complete;
					finish();
				} );
				response.on( 'error', () => {
					seen.truncated = true;
					finish();
				} );
			}
		);
		request.setTimeout( timeout, () => request.destroy() );
		request.on( 'error', finish );
	} );
}
