/**
 * One call of the REST API: credentials, time limit, and the second try that a stale nonce or pass deserves.
 */
import { deadline } from './abort';
import { credentialHeaders, type Credentials } from './credentials';
import { answerError, parseJson, unexpected } from './errors';
import { failureError } from './failures';
import type { Guard } from './shape';
import type { CallKind, Request, Result, Transport } from './types';

/** Where calls go and how. */
export interface ClientOptions {
	/** Address of WordPress's index.php. */
	site: string;
	/** Address of admin-ajax.php, the source of a fresh nonce. */
	ajax?: string;
	transport: Transport;
	credentials: Credentials;
	/** Time limit of one call. */
	timeoutMilliseconds?: number;
}

/** One call to make. */
export interface Call< T > {
	method: Request[ 'method' ];
	/** Below /culprit/v1/. */
	route: string;
	kind: CallKind;
	body?: unknown;
	signal?: AbortSignal | undefined;
	guard: Guard< T >;
	/** For the sentence when the answer is something else. */
	what: string;
}

/** Makes calls. */
export type Caller = < T >( call: Call< T > ) => Promise< Result< T > >;

/** A caller for one site; it remembers a nonce that it had to renew. */
export function createCaller( {
	site,
	ajax,
	transport,
	credentials: given,
	timeoutMilliseconds = 60000,
}: ClientOptions ): Caller {
	let credentials = given;

	const exchange = async < T >(
		request: Request,
		read: ( text: string, status: number ) => Result< T > | null
	): Promise< Result< T > > => {
		const limit = deadline( timeoutMilliseconds, request.signal );
		try {
			const response = await transport( {
				...request,
				signal: limit.signal,
			} );
			const text = await response.text();
			const { status } = response;
			const good = status >= 200 && status < 300;
			return (
				( good ? read( text, status ) : null ) ?? {
					ok: false,
					error: answerError( {
						status,
						url: response.url,
						authenticate: response.header( 'www-authenticate' ),
						location: response.header( 'location' ),
						text,
					} ),
				}
			);
		} catch ( problem ) {
			return {
				ok: false,
				error: failureError( problem, {
					expired: limit.expired(),
					aborted: limit.signal.aborted,
				} ),
			};
		} finally {
			limit.clear();
		}
	};

	/** A call with a pass asks the site to say when the guard did not take it up. */
	const handshake = ( route: string, kind: CallKind ): string =>
		route === 'state' &&
		kind === 'bare' &&
		credentials.kind === 'cookie' &&
		credentials.pass !== ''
			? '&handshake=1'
			: '';

	const send = < T >( call: Call< T >, kind: CallKind ) =>
		exchange< T >(
			{
				url: `${ site }?rest_route=/culprit/v1/${ call.route }${ handshake( call.route, kind ) }`,
				method: call.method,
				headers: {
					// Keeps WordPress from printing warnings into the answer.
					Accept: 'application/json',
					...credentialHeaders( credentials, kind ),
				},
				...( call.body === undefined ? {} : { body: call.body } ),
				...( call.signal ? { signal: call.signal } : {} ),
			},
			( text, status ) => {
				const value = parseJson( text );
				if ( value === undefined || isRestError( value ) ) {
					return null;
				}
				return call.guard( value )
					? { ok: true, value }
					: { ok: false, error: unexpected( call.what, status ) };
			}
		);

	/** Fetches a fresh nonce; false when there is none to be had. */
	const renew = async ( signal?: AbortSignal ): Promise< boolean > => {
		if ( credentials.kind !== 'cookie' || ajax === undefined ) {
			return false;
		}
		const { pass } = credentials;
		const answer = await exchange< string >(
			{
				url: `${ ajax }?action=rest-nonce`,
				method: 'GET',
				headers: pass === '' ? {} : { 'X-Culprit-Pass': pass },
				...( signal ? { signal } : {} ),
			},
			( text ) =>
				/^[0-9a-f]{10}$/.test( text.trim() )
					? { ok: true, value: text.trim() }
					: null
		);
		if ( answer.ok ) {
			credentials = { ...credentials, nonce: answer.value };
		}
		return answer.ok;
	};

	return async ( call ) => {
		const first = await send( call, call.kind );
		if ( first.ok ) {
			return first;
		}
		const { code, status } = first.error;
		if ( status === 403 && code === 'rest_cookie_invalid_nonce' ) {
			return ( await renew( call.signal ) )
				? send( call, call.kind )
				: first;
		}
		// The guard may not know this user although WordPress does.
		if (
			status === 401 &&
			call.kind === 'bare' &&
			code !== 'culprit_basic_auth'
		) {
			return send( call, 'full' );
		}
		return first;
	};
}

/** Some servers turn every error into a 200. */
function isRestError( value: unknown ): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		'code' in value &&
		'message' in value &&
		'data' in value
	);
}
