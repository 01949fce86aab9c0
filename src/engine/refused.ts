/**
 * Tells an error page that the web server put in place of PHP's answer, and why it did so.
 */
import type { Account } from './account';
import * as say from './sentences';
import { outsideSignature } from './signature';
import type { Observation, Signature } from './types';

/**
 * Headers beyond this size, in bytes, may be more than a web server takes.
 *
 * By default it takes 4 or 8 kB; what it adds itself, and how it counts, is not known here.
 */
const LARGE = 3500;

/** How the key of a failure begins whose reason only the web server knows. */
export const INSTEAD = 'status|instead|';

/** The failure, where PHP finished well and the web server answered with an error of its own; else null. */
export function refused(
	account: Account | null,
	{ marker, status }: Observation
): Signature | null {
	const report = account?.report;
	if (
		! report ||
		marker === 'ours' ||
		status === null ||
		status < 500 ||
		report.status >= 500
	) {
		return null;
	}
	// A web server that waits no longer answers 504, whatever the headers.
	if ( report.header_bytes > LARGE && status !== 504 ) {
		const [ largest = null ] = report.headers;
		return outsideSignature( {
			kind: 'headers',
			sentence: say.largeHeaders(
				{ status: report.status, bytes: report.header_bytes, largest },
				status
			),
			file: largest?.by ?? null,
		} );
	}
	return outsideSignature( {
		kind: 'status',
		sentence: say.refused( status ),
		detail: `instead|${ status }`,
		account,
	} );
}
