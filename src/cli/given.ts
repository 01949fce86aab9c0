/**
 * What several commands are given in the same way: an address, a page, a secret.
 */
import type { Io } from './io';
import type { Parsed } from './arguments';

/** Says what is wrong with a command line, and how it goes. */
export type Usage = ( problem: string ) => Parsed;

/** A path of a site. */
export const PAGE = /^\/(?![/\\])[^\s\\]*$/;

/** An application password: as an option, from standard input, or from the environment. */
export const passwordFrom = ( option: string | undefined, io: Io ) =>
	secretFrom( option, io.env[ 'CULPRIT_PASSWORD' ], io );

/** A secret: as an option, from standard input, or what the environment holds. */
export async function secretFrom(
	option: string | undefined,
	fallback: string | undefined,
	io: Io
): Promise< string > {
	const given =
		option === '-' ? await io.stdin() : ( option ?? fallback ?? '' );
	return given.trim();
}

/** The address of a site, without a slash at its end; or what is wrong with it. */
export function siteAddress(
	given: string
): { ok: true; url: string } | { ok: false; problem: string } {
	let url: URL;
	try {
		url = new URL( given );
	} catch {
		return {
			ok: false,
			problem: `${ given } is not an address: give it whole, such as https://example.com.`,
		};
	}
	if ( ! /^https?:$/.test( url.protocol ) ) {
		return {
			ok: false,
			problem: `${ url.protocol } is not an address of a web site: it must begin with https:// or http://.`,
		};
	}
	if ( url.username !== '' || url.password !== '' ) {
		return {
			ok: false,
			problem:
				'The address holds a user name or a password: give them with --user and --password instead.',
		};
	}
	return {
		ok: true,
		url:
			url.origin +
			url.pathname.replace( /\/index\.php$/, '' ).replace( /\/+$/, '' ),
	};
}
