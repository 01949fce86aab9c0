/**
 * Turns the failures of a call that got no answer into words, and tells which failures may pass by themselves.
 */
import type { SiteError } from './types';

interface Kind {
	code: string;
	matches: RegExp;
	sentence: string;
	advice: string;
}

/** By the code that Node gives; a browser says nothing more than that it failed. */
const KINDS: Kind[] = [
	{
		code: 'culprit_dns',
		matches: /^(?:ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
		sentence: 'There is no server by the name of this site (DNS).',
		advice: 'Check how the address is spelled, and whether the domain has expired.',
	},
	{
		code: 'culprit_refused',
		matches: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
		sentence:
			'The server refused the connection: no web server answers there.',
		advice: 'Check the address and its port; if they are right, ask the host to start the web server.',
	},
	{
		code: 'culprit_tls',
		matches:
			/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/,
		sentence:
			'A secure connection could not be made: the certificate of the site is not valid (TLS).',
		advice: 'Renew the certificate, or ask the host to do so, then try again.',
	},
	{
		code: 'culprit_timeout',
		matches: /^(?:ETIMEDOUT|UND_ERR_\w+_TIMEOUT|TimeoutError)$/,
		sentence:
			"The site did not answer Culprit's own call within the time limit.",
		advice: 'All its PHP workers may be busy: wait a minute, then try again.',
	},
	{
		code: 'culprit_cut',
		matches: /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
		sentence:
			"The connection was cut before the answer to Culprit's own call was complete.",
		advice: 'Try again; if it stays so, ask the host for the log of the web server.',
	},
];

/** The error of a call that got no answer. */
export function failureError(
	problem: unknown,
	{ expired = false, aborted = false } = {}
): SiteError {
	if ( aborted && ! expired ) {
		return {
			code: 'culprit_aborted',
			sentence: 'The call was stopped.',
			advice: 'Start it again when you want to go on.',
			status: null,
		};
	}
	const codes = expired ? [ 'TimeoutError' ] : codesOf( problem );
	const kind = KINDS.find( ( { matches } ) =>
		codes.some( ( code ) => matches.test( code ) )
	);
	return kind
		? {
				code: kind.code,
				sentence: kind.sentence,
				advice: kind.advice,
				status: null,
			}
		: {
				code: 'culprit_unreachable',
				sentence: 'The site could not be reached.',
				advice: 'Check your own connection, then try again.',
				status: null,
			};
}

/** All codes and names in an error and its causes, outermost last. */
function codesOf( problem: unknown, depth = 0 ): string[] {
	if ( typeof problem !== 'object' || problem === null || depth > 4 ) {
		return [];
	}
	const { code, name, cause, errors } = problem as Record< string, unknown >;
	return [
		...codesOf( cause, depth + 1 ),
		...( Array.isArray( errors )
			? errors.flatMap( ( error ) => codesOf( error, depth + 1 ) )
			: [] ),
		...[ code, name ].filter( ( text ) => typeof text === 'string' ),
	];
}

/** What WordPress itself says while its database is away, it is being updated, or Culprit's folder is replaced by a newer one. */
const PASSING = [ 'wp_die', 'internal_server_error', 'rest_no_route' ];

/** Whether the same call may succeed a moment later. */
export function isTransient( { code, status }: SiteError ): boolean {
	if ( status === null ) {
		return ! [ 'culprit_aborted', 'culprit_tls' ].includes( code );
	}
	return (
		status === 429 ||
		PASSING.includes( code ) ||
		( code === 'culprit_server_error' &&
			[ 502, 503, 504 ].includes( status ) )
	);
}

/** Whether WordPress or PHP broke down over the call, as opposed to refusing it. */
export function isBreakdown( { code, status }: SiteError ): boolean {
	return (
		code === 'culprit_server_error' ||
		code === 'internal_server_error' ||
		code === 'culprit_empty_answer' ||
		code === 'culprit_timeout' ||
		code === 'culprit_cut' ||
		( code === 'culprit_invalid_json' && status !== null )
	);
}
