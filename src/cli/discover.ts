/**
 * Finds where a site's WordPress answers, without sending a password anywhere that the user did not name.
 */
import { deadline } from '../site/abort';
import { patiently, type Patience } from '../run/patience';
import { createClient } from '../site/client';
import { createFetchTransport } from '../site/fetchTransport';
import type { Io } from './io';
import type { State } from '../contract/types';
import type { Result, SiteClient, SiteError, Transport } from '../site/types';

/** A site that let us in. */
export interface Discovered {
	client: SiteClient;
	/** Address of WordPress's index.php. */
	site: string;
	state: State;
}

/** A site that did not: where it was asked last, and what it said. */
export interface Refused {
	site: string;
	error: SiteError;
}

const MOST_REDIRECTS = 5;

/** How long a site is asked where it sends an anonymous call, in milliseconds. */
const LOOK = 15000;

/** Asks the site for its state, going where it redirects as long as that is the same site. */
export async function discover(
	{ url, user, password }: { url: string; user: string; password: string },
	io: Pick< Io, 'fetch' >,
	{
		timeoutMilliseconds,
		...patience
	}: Patience & { timeoutMilliseconds?: number } = {}
): Promise<
	{ ok: true; value: Discovered } | { ok: false; refused: Refused }
> {
	const send = createFetchTransport( { fetch: io.fetch } );
	let site = `${ url }/index.php`;

	for ( let hops = 0; ; hops++ ) {
		// On a plain connection everybody on the way can read a password, so first see whether it leads to a safe one.
		let location = isSafe( site ) ? null : await look( send, site );
		let error: SiteError | null = null;
		if ( location === null ) {
			const client = createClient( {
				site,
				transport: async ( request ) => {
					const response = await send( request );
					location = isRedirect( response.status )
						? response.header( 'location' )
						: null;
					return response;
				},
				credentials: { kind: 'application-password', user, password },
				...( timeoutMilliseconds ? { timeoutMilliseconds } : {} ),
			} );
			const state = await patiently( () => client.state(), {
				bears: isBusy,
				...patience,
			} );
			if ( state.ok ) {
				return {
					ok: true,
					value: { client, site, state: state.value },
				};
			}
			error = state.error;
		}
		if ( location === null ) {
			return { ok: false, refused: { site, error: error as SiteError } };
		}
		const next = nextSite( site, location );
		if ( ! next.ok ) {
			return { ok: false, refused: { site, error: next.error } };
		}
		if ( next.value === site || hops === MOST_REDIRECTS ) {
			return {
				ok: false,
				refused: { site, error: sentOn( site, location ) },
			};
		}
		site = next.value;
	}
}

/** Whether a gateway gave up on PHP: its workers may be busy, which passes. */
function isBusy( { status, code }: SiteError ): boolean {
	return (
		code === 'culprit_server_error' &&
		[ 502, 503, 504 ].includes( status ?? 0 )
	);
}

/** Where an anonymous call is sent, or null. */
async function look( send: Transport, site: string ): Promise< string | null > {
	const limit = deadline( LOOK );
	try {
		const response = await send( {
			url: `${ site }?rest_route=/culprit/v1/state`,
			method: 'GET',
			headers: { Accept: 'application/json' },
			signal: limit.signal,
		} );
		return isRedirect( response.status )
			? response.header( 'location' )
			: null;
	} catch {
		// The real call says why.
		return null;
	} finally {
		limit.clear();
	}
}

/** The address of index.php behind a redirect. */
export function nextSite( site: string, location: string ): Result< string > {
	const from = new URL( site );
	let to: URL;
	try {
		to = new URL( location, `${ site }?rest_route=/culprit/v1/state` );
	} catch {
		return { ok: false, error: sentOn( site, location ) };
	}
	if ( ! isSameSite( from, to ) ) {
		return {
			ok: false,
			error: {
				code: 'culprit_redirected',
				sentence: `The site sends its visitors on to ${ to.origin }, so the application password was not sent.`,
				advice: `If that is the same site, give this address: ${ to.origin }${ folder( to ) }`,
				status: null,
			},
		};
	}
	return {
		ok: true,
		value: to.searchParams.has( 'rest_route' )
			? to.origin + to.pathname
			: `${ to.origin }${ folder( to ) }/index.php`,
	};
}

/** Whether a password for one address may go to the other: the same host, or its www. or https variant. */
function isSameSite( from: URL, to: URL ): boolean {
	const bare = ( { hostname }: URL ) => hostname.replace( /^www\./, '' );
	const upgrade = from.protocol === 'http:' && to.protocol === 'https:';
	const samePort = from.port === to.port || ( upgrade && to.port === '' );
	return (
		bare( from ) === bare( to ) &&
		samePort &&
		( from.protocol === to.protocol || upgrade )
	);
}

function folder( { pathname }: URL ): string {
	return pathname.replace( /\/[^/]*\.php$/, '' ).replace( /\/+$/, '' );
}

function isSafe( site: string ): boolean {
	const { protocol, hostname } = new URL( site );
	return (
		protocol === 'https:' ||
		/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test( hostname )
	);
}

function isRedirect( status: number ): boolean {
	return status >= 300 && status < 400 && status !== 304;
}

function sentOn( site: string, location: string ): SiteError {
	const login = /wp-login\.php/.test( location );
	return {
		code: login ? 'culprit_login_page' : 'culprit_redirected',
		sentence: login
			? "The site sends Culprit's own call to its login page."
			: `The site sends Culprit's own call from ${ site } on to ${ location } and does not arrive anywhere.`,
		advice: login
			? 'A plugin closes the REST API: let rest_route=/culprit/v1/ through, then try again.'
			: 'Give the address under which the site can be opened in a browser.',
		status: null,
	};
}
