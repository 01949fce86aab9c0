/**
 * Where a probe's page wanted to send its visitor, as a page of this site.
 */
import { decodeBase64 } from './base64';

/** Addresses of a site. */
export interface Addresses {
	/** The front page. */
	home: string;
	/** WordPress itself, or its index.php; where it differs from the front page, wp-admin lies there. */
	site?: string | undefined;
}

/** What the schema of a probe allows. */
const PATH = /^\/(?![/\\])[^\s\\]*$/;
const LONGEST_PATH = 2000;

/** The target in an X-Culprit-Redirect header as an absolute address, or null. */
export function redirectOf(
	header: string | null,
	reported: string | null | undefined,
	base: string
): string | null {
	const target = ( header ? decodeBase64( header ) : null ) ?? reported;
	if ( ! target ) {
		return null;
	}
	try {
		const url = new URL( target, base );
		return /^https?:$/.test( url.protocol ) ? url.href : null;
	} catch {
		return null;
	}
}

/** An address without the argument that made the probe's address unique, and without a fragment. */
export function withoutArgument( address: string, minted: string ): string {
	const url = new URL( address );
	url.hash = '';
	const name = argumentOf( minted );
	if ( name !== null && url.searchParams.has( name ) ) {
		// Not URLSearchParams.delete(), which would write all other arguments anew.
		url.search = url.search
			.slice( 1 )
			.split( '&' )
			.filter( ( part ) => part.split( '=' )[ 0 ] !== name )
			.join( '&' );
	}
	return url.href;
}

/** Whether an address still carries the probe's argument. */
export function carriesArgument( address: string, minted: string ): boolean {
	const name = argumentOf( minted );
	return name !== null && new URL( address ).searchParams.has( name );
}

/** The argument that was added last, which is the probe's. */
function argumentOf( minted: string ): string | null {
	return [ ...new URL( minted ).searchParams.keys() ].pop() ?? null;
}

/** An address as a path that probes can be minted for, or null when it lies outside this site. */
export function pathOn(
	{ home, site }: Addresses,
	address: string
): string | null {
	const url = new URL( address );
	const front = folderOf( home );
	const own = site === undefined ? front : folderOf( site );
	const rest = url.pathname + url.search;
	for ( const { origin, path } of [ front, own ] ) {
		const below = rest.slice( path.length );
		const inside =
			origin === url.origin &&
			rest.startsWith( path ) &&
			/^[/?]|^$/.test( below );
		// WordPress's own folder is only the base of its admin pages.
		const reachable =
			path === front.path ||
			/^\/wp-(?:admin(?:\/|$)|login\.php)/.test( below );
		const page = below.startsWith( '/' ) ? below : `/${ below }`;
		if (
			inside &&
			reachable &&
			PATH.test( page ) &&
			page.length <= LONGEST_PATH
		) {
			return page;
		}
	}
	return null;
}

function folderOf( address: string ): { origin: string; path: string } {
	const { origin, pathname } = new URL( address );
	return {
		origin,
		path: pathname.replace( /\/[^/]*\.php$/, '' ).replace( /\/+$/, '' ),
	};
}

/** The address of a page as its visitors know it. */
export function addressOf( { home }: Addresses, path: string ): string {
	return home.replace( /\/+$/, '' ) + path;
}
