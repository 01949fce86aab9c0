/**
 * What can be seen wrong with an answer from outside, after PHP was heard.
 */
import { swallowing, type Account } from './account';
import { printedError } from './printed';
import { circles, redirectTarget } from './redirects';
import { refused } from './refused';
import * as say from './sentences';
import { outsideSignature } from './signature';
import type { Observation, Signature, Symptom } from './types';
import { DATABASE_WORDS } from './words';

/** What is wrong with an answer whatever the symptom, or null. */
export function brokenOutside(
	account: Account | null,
	observation: Observation
): Signature | null {
	return (
		spoken( account, observation ) ??
		refused( account, observation ) ??
		withoutDatabase( account, observation ) ??
		errorStatus( account, observation ) ??
		brokenOff( account, observation ) ??
		inCircles( observation ) ??
		blank( account, observation )
	);
}

/** The symptom that is searched for, where an answer shows it, or null. */
export function symptomIn(
	{ excerpt, milliseconds }: Observation,
	symptom: Symptom
): Signature | null {
	switch ( symptom.kind ) {
		case 'error':
		case 'seen':
			return null;
		case 'slow': {
			const { aboveMilliseconds: limit } = symptom;
			return limit !== null && milliseconds > limit
				? outsideSignature( {
						kind: 'slow',
						sentence: say.slow( milliseconds, limit ),
					} )
				: null;
		}
		case 'text-missing':
			return excerpt.includes( symptom.text )
				? null
				: outsideSignature( {
						kind: 'text',
						sentence: say.textMissing( symptom.text ),
						detail: 'missing',
					} );
		case 'text-present':
			return excerpt.includes( symptom.text )
				? outsideSignature( {
						kind: 'text',
						sentence: say.textPresent( symptom.text ),
						detail: 'present',
					} )
				: null;
	}
}

/** PHP's words on the page count only where PHP gave no account: a page may as well write about errors. */
function spoken(
	account: Account | null,
	{ marker, excerpt }: Observation
): Signature | null {
	return account === null && marker === 'ours'
		? printedError( excerpt )
		: null;
}

function withoutDatabase(
	account: Account | null,
	{ marker, status, excerpt }: Observation
): Signature | null {
	return marker === 'ours' &&
		status !== null &&
		status >= 500 &&
		DATABASE_WORDS.test( excerpt )
		? outsideSignature( {
				kind: 'database',
				sentence: say.database( status, account?.running ?? null ),
				account,
			} )
		: null;
}

/** What visitors got decides: a code that PHP set after its headers had been sent reached nobody. */
function errorStatus(
	account: Account | null,
	{ status }: Observation
): Signature | null {
	if ( status === null || status < 500 ) {
		return null;
	}
	const by = account?.report?.status_by ?? null;
	return outsideSignature( {
		kind: 'status',
		sentence: say.status( status, by ),
		detail: status,
		account,
		file: by,
	} );
}

/** The stages in which a page is on its way out. */
const PRINTING = [ 'wp_head', 'admin_head', 'wp_footer', 'admin_footer' ];

/** The head of a page was printed and its end was not. */
function brokenOff(
	account: Account | null,
	{ truncated, closed }: Observation
): Signature | null {
	if (
		account?.ended === 'exit' &&
		PRINTING.includes( account.milestone ) &&
		( truncated || closed === false )
	) {
		return outsideSignature( {
			kind: 'cut',
			sentence: say.cut( account.running ),
		} );
	}
	return truncated
		? outsideSignature( {
				kind: 'truncated',
				sentence: say.truncated(),
				account,
			} )
		: null;
}

function inCircles( observation: Observation ): Signature | null {
	const hops = circles( observation );
	return hops > 0
		? outsideSignature( {
				kind: 'redirect-loop',
				sentence: say.redirectLoop( hops ),
			} )
		: null;
}

function blank(
	account: Account | null,
	observation: Observation
): Signature | null {
	if ( ! isBlank( observation ) ) {
		return null;
	}
	const { loading = null, running = null, report = null } = account ?? {};
	const [ buffer = null ] =
		observation.bytes === 0 && loading === null
			? swallowing( account )
			: [];
	return outsideSignature( {
		kind: 'blank',
		sentence: buffer
			? say.swallowed( report?.body_bytes ?? 0, buffer )
			: say.blank( loading, running ),
		account,
		file: buffer?.by ?? null,
	} );
}

function isBlank( observation: Observation ): boolean {
	const { bytes, excerpt, status } = observation;
	if ( status !== 200 || redirectTarget( observation ) !== null ) {
		return false;
	}
	return bytes === 0 || ( excerpt !== '' && excerpt.trim() === '' );
}
