/**
 * How long a page may take before a probe of it is given up. Giving up frees no PHP worker, but it lets the search go on.
 */
import type { Answer, SearchState } from './types';

/** However fast healthy pages are, a server may stumble for so long, in milliseconds. */
const LEAST = 8000;

/** When no healthy page has been seen yet. */
const UNKNOWN = 10000;

/** How much slower than the slowest healthy page another one may be. */
const SLOWER = 5;

/** The time limit of the next probe, in milliseconds; `most` is what the user allows. */
export function timeLimit(
	{ input, answers }: SearchState,
	most: number
): number {
	const last = answers[ answers.length - 1 ];
	if ( last && gaveUp( last ) && ! hangs( last ) ) {
		// It waited in a queue in front of PHP, and the next one will, too.
		return 2 * most;
	}
	if ( input.symptom.kind === 'slow' || ! answers.some( hangs ) ) {
		return most;
	}
	const healthy = answers
		.filter( ( { verdict } ) => verdict.outcome === 'healthy' )
		.map( ( { observation } ) => observation.milliseconds );
	return Math.min(
		most,
		healthy.length > 0
			? Math.max( LEAST, SLOWER * Math.max( ...healthy ) )
			: UNKNOWN
	);
}

/** Whether PHP was at work on this probe when it was given up. */
export function hangs( answer: Answer ): boolean {
	const { record } = answer.observation;
	return gaveUp( answer ) && record?.claimed === true && ! record.ended;
}

function gaveUp( { observation }: Answer ): boolean {
	return observation.networkError === 'timeout';
}
