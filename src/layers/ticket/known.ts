/**
 * What of a site's own words may stay in a text that leaves it, and which names may not.
 */
import type { Facts, State } from '../../contract/types';
import { isPublicAddress } from './addresses';
import type { Known } from './redact';

/** An address taken apart, or null where it is none. */
export function parsed( url: string ): URL | null {
	try {
		return new URL( url );
	} catch {
		return null;
	}
}

/** A name rather than an IP address. */
const isName = ( host: string ) =>
	/[a-z]/i.test( host ) && ! host.startsWith( '[' );

/**
 * What is known of a site.
 *
 * @param state The site, or null.
 * @param facts What its server says of itself, or null.
 * @param urls  Addresses of its pages.
 * @param ids   Numbers of requests.
 */
export function knownOf(
	state: State | null,
	facts: Facts | null = null,
	urls: string[] = [],
	ids: string[] = []
): Known {
	const environment = state?.environment;
	const addresses = [
		environment?.home ?? '',
		environment?.site ?? '',
		...urls,
	].flatMap( ( url ) => parsed( url ) ?? [] );
	const server = facts?.addresses.server ?? null;
	return {
		hosts: [
			...new Set( addresses.map( ( { hostname } ) => hostname ) ),
		].filter( isName ),
		address: server !== null && isPublicAddress( server ) ? server : null,
		users: state ? [ state.user.name ] : [],
		versions: [
			environment?.wordpress ?? '',
			environment?.php ?? '',
			...( state?.plugins ?? [] ).flatMap( ( { version, update } ) => [
				version,
				update ?? '',
			] ),
			...( state?.themes ?? [] ).flatMap( ( { version, update } ) => [
				version,
				update ?? '',
			] ),
		].filter( ( version ) => /^\d+(?:\.\d+)+$/.test( version ) ),
		ids,
		pages: addresses.map( ( { pathname } ) => pathname ),
	};
}
