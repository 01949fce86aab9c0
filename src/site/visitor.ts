/**
 * Plain requests for addresses of a site, as anybody makes them: no token, no credentials, nothing judged.
 */
import { deadline } from './abort';
import { readBody } from './body';
import { failureError } from './failures';
import type { Send } from './answer';
import type { As, From, Target, Visit } from '../layers/types';

/** What is asked for, and by whom. */
export interface Asked {
	target: Target;
	url: string;
	as?: As;
	headers?: Record< string, string >;
	/** By default nothing is taken from a cache, and nothing is known of who asks. */
	init?: Pick< RequestInit, 'cache' | 'credentials' | 'mode' >;
}

/** Makes one request; never rejects. */
export type Visitor = (
	asked: Asked,
	signal?: AbortSignal
) => Promise< Visit >;

/** How a visitor travels. */
export interface VisitorOptions {
	send: Send;
	from: Exclude< From, 'server' >;
	/** Milliseconds since 1970. */
	now: () => number;
	timeoutMilliseconds: number;
	/** Name of the program, for the logs of the site; a browser sends its own. */
	userAgent?: string;
}

/** How much of a page is kept: error pages of some products say who they are far down. */
const KEPT = 65536;

/** More hops than any browser follows in good faith. */
const MOST_REDIRECTS = 10;

/** By the codes of failures.ts. */
const ERRORS: Record< string, Visit[ 'networkError' ] > = {
	culprit_dns: 'name',
	culprit_tls: 'certificate',
	culprit_timeout: 'timeout',
	culprit_cut: 'cut',
};

/** A visitor of one site. */
export function createVisitor( {
	send,
	from,
	now,
	timeoutMilliseconds,
	userAgent,
}: VisitorOptions ): Visitor {
	// A browser follows redirects by itself and hides them.
	const follows = from === 'terminal';

	return async ( { target, url, as = 'visitor', headers, init }, signal ) => {
		const limit = deadline( timeoutMilliseconds, signal );
		const at = now();
		const redirects: string[] = [];
		const visit = ( facts: Partial< Visit > ): Visit => ( {
			target,
			from,
			as,
			url,
			at,
			status: null,
			headers: {},
			bytes: 0,
			excerpt: '',
			networkError: null,
			redirects,
			milliseconds: now() - at,
			...facts,
		} );
		try {
			for ( let here = url; ; ) {
				const response = await send( here, {
					method: 'GET',
					cache: 'no-store',
					credentials: 'omit',
					redirect: follows ? 'manual' : 'follow',
					...init,
					headers: {
						Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
						...( userAgent ? { 'User-Agent': userAgent } : {} ),
						...headers,
					},
					signal: limit.signal,
				} );
				const next = follows ? nextAddress( response, here ) : null;
				if ( next !== null && redirects.length < MOST_REDIRECTS ) {
					await response.body?.cancel();
					redirects.push( next );
					here = next;
					continue;
				}
				const { bytes, head, problem } = await readBody(
					response,
					'',
					KEPT
				);
				return visit( {
					status: response.status,
					headers: Object.fromEntries( response.headers.entries() ),
					bytes,
					excerpt: head,
					networkError: problem === null ? null : 'cut',
				} );
			}
		} catch ( problem ) {
			const { code } = failureError( problem, {
				expired: limit.expired(),
				aborted: limit.signal.aborted,
			} );
			return visit( { networkError: ERRORS[ code ] ?? 'unreachable' } );
		} finally {
			limit.clear();
		}
	};
}

/** Where an answer leads, or null when it leads nowhere that can be followed. */
function nextAddress( response: Response, base: string ): string | null {
	const location = response.headers.get( 'location' );
	if ( response.status < 300 || response.status >= 400 || ! location ) {
		return null;
	}
	try {
		const url = new URL( location, base );
		return /^https?:$/.test( url.protocol ) ? url.href : null;
	} catch {
		return null;
	}
}
