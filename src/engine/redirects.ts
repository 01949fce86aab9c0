/**
 * Tells a page that sends its visitors in circles from one that merely moved.
 */
import type { Observation } from './types';
import { LOGIN_ADDRESS } from './words';

/** More hops than any browser follows in good faith. */
const MOST = 10;

/** The argument that makes a probe's address unique; a page may keep it in its redirect. */
const PROBE_ARGUMENT = /([?&])c[0-9a-f]{8}=[0-9a-f]*(?:&|$)/;

/** Where the page wanted to send its visitor at the end of this probe, or null. */
export function redirectTarget( observation: Observation ): string | null {
	return observation.report?.redirect ?? null;
}

/** How many redirects were seen when the page went in circles, or 0 when it did not. */
export function circles( observation: Observation ): number {
	const { redirects, url } = observation;
	const followed = redirects.map( plain );
	const here = plain( url );
	const target = redirectTarget( observation );
	const next = target === null ? null : plain( absolute( target, url ) );

	const repeated = new Set( followed ).size < followed.length;
	// A target elsewhere may stand in the list without having been visited.
	const again =
		next !== null &&
		( next === here ||
			( followed.includes( next ) &&
				origin( next ) === origin( here ) ) );

	return repeated || again || followed.length > MOST
		? Math.max( followed.length, 1 )
		: 0;
}

/** Whether another page than the log-in page led there: then the page itself was not seen. */
export function isSentToLogIn( { redirects, url }: Observation ): boolean {
	return redirects.length > 0 && LOGIN_ADDRESS.test( url );
}

function absolute( target: string, base: string ): string {
	try {
		return new URL( target, base ).href;
	} catch {
		return target;
	}
}

function plain( address: string ): string {
	return address
		.replace( /#.*$/, '' )
		.replace( PROBE_ARGUMENT, '$1' )
		.replace( /[?&]$/, '' );
}

function origin( address: string ): string {
	return /^[a-z]+:\/\/[^/]*/i.exec( address )?.[ 0 ].toLowerCase() ?? '';
}
