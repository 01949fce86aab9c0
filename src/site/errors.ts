/**
 * Turns everything that can go wrong with a call into words: what happened, and what to do.
 */
import { statusText } from './statusText';
import type { SiteError } from './types';
import type { RestError } from '../contract/types';

/** An answer that could not be used. */
export interface BadAnswer {
	status: number;
	/** Address after redirects. */
	url: string;
	/** Value of WWW-Authenticate. */
	authenticate: string | null;
	/** Value of Location. */
	location: string | null;
	text: string;
}

/** What to do, for the REST codes that WordPress gives. */
const ADVICE: Record< string, string > = {
	rest_no_route:
		'Install and activate the plugin Culprit on this site, then try again.',
	rest_forbidden:
		'Log in as an administrator who may activate plugins, then try again.',
	rest_not_logged_in: 'Log in again, then try again.',
	rest_cookie_invalid_nonce: 'Reload this page, then try again.',
	incorrect_password:
		'Create a new application password under Users > Profile and use that one; the password of the login form does not work here.',
	invalid_username: 'Check how the user name is spelled.',
	invalid_email: 'Check how the e-mail address is spelled.',
	application_passwords_disabled:
		'Switch application passwords on for this site, or use Tools > Culprit in the browser.',
	application_passwords_disabled_for_user:
		'Switch application passwords on for this user, or use Tools > Culprit in the browser.',
	culprit_died_at_start:
		'A must-use plugin, a drop-in or one of WordPress’s own files ends PHP there: “culprit layers” says which and what to do.',
	internal_server_error:
		'Look into the error log of PHP for the reason, or ask the host for it.',
};

/** The error of an answer that is none of the REST API's, or one of its refusals. */
export function answerError( answer: BadAnswer ): SiteError {
	const { status, text, location, authenticate } = answer;
	const refusal = restError( text );
	if ( refusal ) {
		return refused( refusal, status );
	}
	if ( status >= 300 && status < 400 ) {
		return {
			code: 'culprit_redirected',
			sentence: `The site sent Culprit's own call on to ${
				location ?? 'another address'
			}.`,
			advice: 'Use that address for this site.',
			status,
		};
	}
	if ( status === 401 && /\bbasic\b/i.test( authenticate ?? '' ) ) {
		return {
			code: 'culprit_basic_auth',
			sentence:
				'The web server asks for a user name and a password of its own before it lets anybody in (401 Unauthorized).',
			advice: "Switch that protection off while you search, or use Tools > Culprit in a browser that knows the server's password.",
			status,
		};
	}
	if ( status >= 500 ) {
		return {
			code: 'culprit_server_error',
			sentence: `The server answered ${ statusText(
				status
			) } to Culprit's own call, with an error page instead of an answer.`,
			advice:
				status === 504
					? 'All PHP workers of the server may be busy with page loads that hang: wait a minute, then try again; if it stays so, ask the host to restart PHP.'
					: "Check under Tools > Culprit that Culprit's guard is installed; if it is, the fault lies below the plugins: ask the host for the error log.",
			status,
		};
	}
	if ( status >= 400 ) {
		return {
			code: 'culprit_blocked',
			sentence: `The server answered ${ statusText(
				status
			) } to Culprit's own call, with a page instead of an answer.`,
			advice:
				status === 404
					? 'Check the address; WordPress must be reachable there.'
					: 'A firewall or a security plugin may have stopped it: let calls with rest_route=/culprit/v1/ through, then try again.',
			status,
		};
	}
	return notData( answer );
}

/** An answer whose status promised data. */
function notData( { status, text }: BadAnswer ): SiteError {
	if ( text.trim() === '' ) {
		return {
			code: 'culprit_empty_answer',
			sentence: `The server answered ${ status } to Culprit's own call, but with nothing in it.`,
			advice: 'Try again; if it stays so, look into the error log of PHP.',
			status,
		};
	}
	if ( /id=["']loginform["']|name=["']pwd["']/i.test( text ) ) {
		return {
			code: 'culprit_login_page',
			sentence: "The site answered Culprit's own call with a login page.",
			advice: 'Log in again; if it stays so, a plugin hides the REST API from Culprit: let rest_route=/culprit/v1/ through.',
			status,
		};
	}
	if ( /^\s*(?:<!doctype|<html|<\?xml|<head|<body)/i.test( text ) ) {
		return {
			code: 'culprit_page_instead',
			sentence:
				"The site answered Culprit's own call with an ordinary page.",
			advice: 'A cache may have answered, or the REST API may be switched off: let rest_route=/culprit/v1/ through, then try again.',
			status,
		};
	}
	return {
		code: 'culprit_invalid_json',
		sentence: `The site's answer to Culprit's own call could not be read; it begins with “${ firstWords(
			text
		) }”.`,
		advice: 'Something on the site prints into every answer: look for these words in its must-use plugins, drop-ins and wp-config.php.',
		status,
	};
}

/** The error of data that are not what the contract promises. */
export function unexpected( what: string, status: number ): SiteError {
	return {
		code: 'culprit_unexpected_data',
		sentence: `The site's answer is not ${ what } as Culprit knows it.`,
		advice: 'Bring Culprit to the same version on the site and here, then try again.',
		status,
	};
}

function refused( { code, message, data }: RestError, status: number ) {
	const plain = withoutMarkup( message );
	// Culprit's own messages say both, what happened and what to do.
	const [ own, ...rest ] = code.startsWith( 'culprit_' )
		? plain.split( /(?<=[.!?]) (?=\p{Lu})/u )
		: [ plain ];
	return {
		code,
		sentence: own
			? own.replace( /([^.!?…])$/, '$1.' )
			: `The site refused with the code ${ code }.`,
		advice:
			rest.join( ' ' ) ||
			( ADVICE[ code ] ??
				'Try again; if it stays so, ask whoever looks after the site.' ),
		status: data?.status ?? status,
		...deathIn( data ),
	};
}

/** Where WordPress died, as the guard says it. */
function deathIn( data: RestError[ 'data' ] ): Pick< SiteError, 'death' > {
	const { file, line, message } = ( data ?? {} ) as Record< string, unknown >;
	return typeof file === 'string' &&
		typeof line === 'number' &&
		typeof message === 'string'
		? { death: { file, line, message } }
		: {};
}

/** A REST error in a body, or null. */
function restError( text: string ): RestError | null {
	const value = parseJson( text ) as Partial< RestError > | null | undefined;
	if (
		typeof value !== 'object' ||
		value === null ||
		typeof value.code !== 'string' ||
		typeof value.message !== 'string'
	) {
		return null;
	}
	const data: Record< string, unknown > = { ...value.data };
	const { status, ...rest } = data;
	return {
		code: value.code,
		message: value.message,
		data: typeof status === 'number' ? { status, ...rest } : rest,
	};
}

/** The JSON value in a body, or undefined. What a warning printed in front of it is skipped. */
export function parseJson( text: string ): unknown {
	const start = text.search( /[{[]/ );
	for ( const part of [ text, start > 0 ? text.slice( start ) : '' ] ) {
		try {
			return JSON.parse( part );
		} catch {
			// The next part, or none.
		}
	}
	// A warning may hold brackets of its own; WordPress's answers are one line.
	const line = text.trimEnd().split( '\n' ).pop() ?? '';
	try {
		return JSON.parse( line );
	} catch {
		return undefined;
	}
}

const ENTITIES: Record< string, string > = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#039;': "'",
	'&#8217;': '’',
	'&nbsp;': ' ',
};

function withoutMarkup( message: string ): string {
	return message
		.replace( /<[^>]*>/g, ' ' )
		.replace( /&[#\w]+;/g, ( entity ) => ENTITIES[ entity ] ?? entity )
		.replace( /\s+/g, ' ' )
		.replace( / ([.,:;!?])/g, '$1' )
		.trim();
}

function firstWords( text: string ): string {
	return withoutMarkup( text.slice( 0, 400 ) ).slice( 0, 80 ).trim();
}
