/**
 * What the answers of a search tell about the PHP workers of the server.
 */
import type { Answer, Observation } from './types';

/** After so long gateways give up on PHP unless they are told otherwise, in milliseconds. */
const USUAL_LIMIT = 60000;

/** A longer wait than a network explains, in milliseconds. */
const LONG_WAIT = 2000;

/** How long a page that hangs may keep its worker: what this server was seen to take at most, in milliseconds. */
export function hangLimit( answers: Answer[] ): number {
	const ended = answers
		.filter( endedByServer )
		.map( ( { observation } ) => observation.milliseconds );
	return ended.length > 0 ? Math.max( ...ended ) : USUAL_LIMIT;
}

/** The server stopped PHP itself and said so with a gateway's page; the gateway alone giving up, 504, frees no worker. */
function endedByServer( { observation }: Answer ): boolean {
	const { status, networkError, record } = observation;
	return (
		networkError === null &&
		status === 502 &&
		record?.claimed === true &&
		! record.ended
	);
}

/** How long a probe waited before PHP took it up, in milliseconds, network included; null when that is not known. */
export function queued( {
	milliseconds,
	redirects,
	report,
}: Observation ): number | null {
	return report && redirects.length === 0
		? Math.max( 0, milliseconds - report.milliseconds )
		: null;
}

/** Whether the last probe had to wait for a worker, or never got one. */
export function isStrained( answers: Answer[] ): boolean {
	const last = answers[ answers.length - 1 ]?.observation;
	if ( ! last ) {
		return false;
	}
	const neverTaken =
		last.networkError === 'timeout' && last.record?.claimed === false;
	return neverTaken || ( queued( last ) ?? 0 ) >= LONG_WAIT;
}
