/**
 * What can be said of one plain visit by itself.
 */
import {
	DATABASE_WORDS,
	MAINTENANCE_SECONDS,
	MAINTENANCE_WORDS,
} from '../engine/words';
import type { Visit } from './types';

/** Whether somebody who came here did not get a page: no answer, an error of the server, nothing at all, or only circles. */
export function isBad( visit: Visit ): boolean {
	const { status, bytes } = visit;
	return (
		status === null ||
		status >= 500 ||
		( status === 200 && bytes === 0 ) ||
		circled( visit )
	);
}

/** Whether it came through and was no error; false where nobody went. */
export const isFine = ( visit: Visit | null ): boolean =>
	visit !== null && ! isBad( visit ) && ( visit.status ?? 500 ) < 400;

/** Whether redirects led nowhere. */
export const circled = ( { status, redirects }: Visit ): boolean =>
	status !== null && status >= 300 && status < 400 && redirects.length > 0;

/** Whether WordPress says that it has no database. */
export const isDatabasePage = ( { status, excerpt }: Visit ): boolean =>
	( status ?? 0 ) >= 500 && DATABASE_WORDS.test( excerpt );

/** Whether WordPress says that it is being updated. */
export const isMaintenancePage = ( {
	status,
	excerpt,
	headers,
}: Visit ): boolean =>
	status === 503 &&
	( MAINTENANCE_WORDS.test( excerpt ) ||
		headers[ 'retry-after' ] === MAINTENANCE_SECONDS );

/** Whether WordPress says that it met a fatal error: it had begun to load, so its settings were read. */
export const isCriticalPage = ( { status, excerpt }: Visit ): boolean =>
	( status ?? 0 ) >= 500 &&
	/wp-die-message|id="error-page"/.test( excerpt ) &&
	! DATABASE_WORDS.test( excerpt ) &&
	! MAINTENANCE_WORDS.test( excerpt );

/** A status, or why there is none, as a person reads it. */
export function answerOf( {
	status,
	bytes,
	networkError,
	redirects,
}: Visit ): string {
	if ( status === null ) {
		return {
			timeout: 'no answer within the time limit',
			unreachable: 'no connection',
			cut: 'a connection that was cut',
			name: 'no server by that name',
			certificate: 'a certificate that is not valid',
			none: 'no answer',
		}[ networkError ?? 'none' ];
	}
	if ( status >= 300 && status < 400 && redirects.length > 0 ) {
		return 'redirects in a circle';
	}
	return status === 200 && bytes === 0
		? 'a blank page'
		: `status ${ status }`;
}
