/**
 * Diagnoses of searches that cannot go on, for reasons that the engine does not see.
 */
import { name } from '../engine/sentences';
import { stillSuspect } from '../engine/standing';
import type { Diagnosis, SearchState } from '../engine/types';
import type { SiteError } from '../site/types';

/** A cache keeps answers to probes, so visitors would get them. */
export function cacheKeepsProbes( state: SearchState ): Diagnosis {
	return {
		...unresolved( state ),
		layer: 'page-cache',
		reason: 'cache-keeps-probes',
		sentence:
			'A cache in front of this site keeps answers to probes and shows them to visitors, although it was told not to. Empty this cache and switch it off for the search, then start again.',
	};
}

/** No probe ever sees the page. */
export function pageDropsArguments(
	state: SearchState,
	{ sentence, advice }: SiteError
): Diagnosis {
	return {
		...unresolved( state ),
		layer: 'unknown',
		reason: 'page-drops-arguments',
		sentence: `${ sentence } ${ advice }`,
	};
}

/** Each page that hangs would stop the whole site: the admin decides. */
export function oneWorker( state: SearchState ): Diagnosis {
	return {
		...unresolved( state ),
		layer: 'unknown',
		reason: 'one-worker',
		sentence:
			'This page hangs, and the server has one PHP worker only: while a probe of it hangs, nobody gets any page of this site. So the search stopped here.',
	};
}

/** What was allowed is used up. */
export function outOfBudget( state: SearchState, used: string ): Diagnosis {
	return {
		...unresolved( state ),
		layer: 'unknown',
		reason: 'out-of-budget',
		sentence: `The search had no answer after ${ used }, the most that was allowed. Search again when the page fails more often, or allow more.`,
	};
}

/** Reasons that say that the site went away, and nothing of how far the search had come. */
const GONE = [
	'no-answer',
	'never-claimed',
	'dead-before-guard',
	'database',
	'maintenance',
];

/**
 * Keys of those who may still be it where nobody was proved, those included to whom the search had come when the site
 * went away; empty where it may be anybody.
 */
export function stillInQuestion(
	{ outcome, reason, suspects }: Diagnosis,
	search: SearchState
): string[] {
	if ( outcome !== 'unresolved' ) {
		return [];
	}
	return suspects.length === 0 && GONE.includes( reason )
		? narrowedTo( search )
		: suspects;
}

/** The sentence of a diagnosis without its suspects, for where they are listed beside it. */
export function withoutSuspects( { sentence, suspects }: Diagnosis ): string {
	const list = ` Still suspect: ${ suspects.map( name ).join( ', ' ) }.`;
	return suspects.length > 0 && sentence.endsWith( list )
		? sentence.slice( 0, -list.length )
		: sentence;
}

/** Whom a search had come to; empty while it may be anybody. */
export function narrowedTo( state: SearchState ): string[] {
	const suspects = stillSuspect( state );
	return suspects.length < state.input.candidates.length ? suspects : [];
}

function unresolved( state: SearchState ) {
	const { answers } = state;
	const failing = answers.find( ( { verdict } ) => verdict.signature );
	return {
		outcome: 'unresolved' as const,
		culprits: [],
		signature: failing?.verdict.signature ?? null,
		suspects: narrowedTo( state ),
		probes: answers.length,
		chance: null,
	};
}
