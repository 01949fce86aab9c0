/**
 * Says why a site did not let us in, and with which code to exit.
 */
import { parseJson } from '../site/errors';
import { statusText } from '../site/statusText';
import { EXIT, type Exit } from './exit';
import type { Refused } from './discover';
import type { Io } from './io';
import type { SiteError } from '../site/types';

/** The last words of the command. */
export interface Refusal {
	code: Exit;
	/** For a person. */
	text: string;
}

/** Why the first call was refused. */
export async function explainRefusal(
	{ site, error }: Refused,
	io: Pick< Io, 'fetch' >
): Promise< Refusal > {
	const { code, status } = error;
	// A gateway that gave up on PHP says only that its workers are busy.
	if ( BROKEN.includes( code ) && status !== 504 ) {
		if ( await diesWithoutPlugins( site, io ) ) {
			return {
				code: EXIT.unavailable,
				text: "WordPress breaks down before a plugin of this site is loaded: even its page that loads neither those nor the theme (wp-admin/install.php) does. Look into PHP's error log, or ask the host for it; what may be broken is a drop-in in wp-content (db.php, object-cache.php, advanced-cache.php: rename it, and the site works without it), wp-config.php, a must-use plugin (wp-content/mu-plugins), on a network of sites a plugin that is active on all of them, the database, or WordPress's own files.",
			};
		}
		return notAllowed(
			`The site is broken and answered Culprit's own call with ${
				code === 'culprit_empty_answer'
					? 'a blank page'
					: statusText( status ?? 500 )
			} as well.`,
			"Either the user name or the application password was not accepted, or Culprit's guard is not installed on this site: only with both can a broken site be asked."
		);
	}
	if ( code === 'rest_no_route' ) {
		return notAllowed(
			'Culprit is not installed or not active on this site.',
			'Install and activate the plugin Culprit there, then try again.'
		);
	}
	if ( code === 'rest_forbidden' && status === 403 ) {
		return notAllowed(
			'This user is no administrator of the site.',
			'Use a user who may activate plugins.'
		);
	}
	if (
		status === 401 &&
		! [ 'culprit_basic_auth', 'culprit_blocked' ].includes( code ) &&
		! NAMED.includes( code )
	) {
		return unknownUser( site, io );
	}
	return refusalOf( error );
}

/** Whether WordPress breaks down without plugins and theme as well; false, too, where that page cannot be had. */
async function diesWithoutPlugins(
	site: string,
	io: Pick< Io, 'fetch' >
): Promise< boolean > {
	try {
		const response = await io.fetch(
			site.replace( /index\.php$/, 'wp-admin/install.php' ),
			{ redirect: 'manual', signal: AbortSignal.timeout( 15000 ) }
		);
		const text = await response.text();
		return (
			( response.status >= 500 && response.status !== 504 ) ||
			( response.status === 200 && text.trim() === '' )
		);
	} catch {
		return false;
	}
}

/** Codes of a site that broke down over the call. */
const BROKEN = [
	'culprit_server_error',
	'internal_server_error',
	'culprit_empty_answer',
];

/** Codes with which WordPress itself names what is wrong. */
const NAMED = [
	'incorrect_password',
	'invalid_username',
	'invalid_email',
	'application_passwords_disabled',
	'application_passwords_disabled_for_user',
];

/** An error that may come at any time. */
export function refusalOf( error: SiteError ): Refusal {
	const { code, status } = error;
	const refused =
		status === 401 ||
		status === 403 ||
		NAMED.includes( code ) ||
		code === 'culprit_login_page';
	const text = [ error.sentence, error.advice ].filter( Boolean ).join( ' ' );
	return { code: refused ? EXIT.notAllowed : EXIT.unavailable, text };
}

/** WordPress treated the call as anonymous: it never looked at the password. */
async function unknownUser(
	site: string,
	io: Pick< Io, 'fetch' >
): Promise< Refusal > {
	if ( ( await acceptsApplicationPasswords( site, io ) ) === false ) {
		return notAllowed(
			'Application passwords are switched off on this site.',
			site.startsWith( 'http:' )
				? 'WordPress accepts them over https only: give an https address, or switch them on again.'
				: 'A plugin or the host has done that: switch them on again, or use Tools > Culprit in the browser.'
		);
	}
	return notAllowed(
		'The site did not accept the user name and the application password (401 Unauthorized).',
		'Check both; if they are right, the web server keeps the Authorization header from PHP: ask the host to pass it on.'
	);
}

/** What the site's public description says, or null when it cannot be read. */
async function acceptsApplicationPasswords(
	site: string,
	io: Pick< Io, 'fetch' >
): Promise< boolean | null > {
	try {
		const response = await io.fetch( `${ site }?rest_route=/`, {
			headers: { Accept: 'application/json' },
			signal: AbortSignal.timeout( 15000 ),
		} );
		const index = parseJson( await response.text() ) as {
			authentication?: unknown;
		} | null;
		const { authentication } = index ?? {};
		return typeof authentication === 'object' && authentication !== null
			? 'application-passwords' in authentication
			: null;
	} catch {
		return null;
	}
}

function notAllowed( sentence: string, advice: string ): Refusal {
	return { code: EXIT.notAllowed, text: `${ sentence } ${ advice }` };
}
