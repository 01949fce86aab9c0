/**
 * Sees the live configuration fail twice in the same way: as visitors get it, and as probes do.
 */
import { wholeOf } from './configuration';
import { ask, GiveUp, type Dialogue, type Talk } from './dialogue';
import { reasonOf, settled } from './settle';
import { NAMED, seenTogether, silent } from './estimate';
import { suspects } from './evidence';
import { sameFailure } from './signature';
import type { Answer, Question, Verdict } from './types';

/** After so many healthy answers a fault on more than about 1 in 9 loads would have shown, 19 times of 20. */
export const HEALTHY_ENOUGH = 26;

/** How often a guarded answer may differ before the guard itself is held responsible. */
const DISTURBED = { healthy: 6, different: 2 };

/** The failing answers, the guarded one last; or null when the page was healthy all the time. */
export function* reproduce( talk: Talk ): Dialogue< Answer[] | null > {
	const seen: Answer[] = [];
	talk.remaining = 2 + 1 + silent( talk.input.candidates.length );

	let healthy = 0;
	let first = yield* look( talk, 'observe', seen );
	while ( first.verdict.outcome === 'healthy' ) {
		healthy++;
		if ( healthy === HEALTHY_ENOUGH ) {
			return null;
		}
		talk.remaining = HEALTHY_ENOUGH - healthy;
		first = yield* look( talk, 'observe', seen );
	}
	seen.push( first );

	const guarded = { healthy: 0, different: 0 };
	talk.baseline = first.verdict.signature;
	talk.remaining = 2 + leftAfterFloor( talk, seen );
	let deeper =
		named( talk, seen ).length === 0
			? yield* lookDeeper( talk, seen )
			: null;
	for (;;) {
		talk.baseline = first.verdict.signature;
		talk.remaining = 2 + leftAfterFloor( talk, seen );
		const second: Answer =
			deeper ?? ( yield* look( talk, 'guarded', seen ) );
		deeper = null;
		if ( second.verdict.outcome === 'healthy' ) {
			guarded.healthy++;
		} else if ( seenBefore( second.verdict, seen ) ) {
			seen.push( second );
			if ( healthy + guarded.healthy > 0 ) {
				throw new GiveUp( 'intermittent', named( talk, seen ) );
			}
			talk.baseline = second.verdict.signature;
			return seen;
		} else {
			guarded.different++;
		}
		if (
			guarded.healthy === DISTURBED.healthy ||
			guarded.different === DISTURBED.different
		) {
			throw new GiveUp(
				healthy > 0 ? 'intermittent' : 'probe-disturbs-page',
				named( talk, seen )
			);
		}
		first = yield* look( talk, 'observe', seen );
		if ( first.verdict.outcome === 'healthy' ) {
			throw new GiveUp( 'intermittent', named( talk, seen ) );
		}
		seen.push( first );
	}
}

/** What a person saw, who is asked as seldom as can be; null when they do not see the fault. */
export function* reproduceSeen( talk: Talk ): Dialogue< Answer[] | null > {
	talk.remaining = 1 + seenTogether( talk.input.candidates.length );
	const answer = yield* look( talk, 'guarded', [] );
	talk.baseline = answer.verdict.signature;
	return answer.verdict.outcome === 'healthy' ? null : [ answer ];
}

/** The live configuration with its callbacks recorded; null where that shows anything else than what was seen. */
function* lookDeeper( talk: Talk, seen: Answer[] ): Dialogue< Answer | null > {
	const answer = yield* ask( talk, {
		purpose: 'reproduce',
		configuration: wholeOf( talk.input ),
		deep: true,
	} );
	return seenBefore( answer.verdict, seen ) ? answer : null;
}

/** What PHP names so far, as keys. */
function named( talk: Talk, seen: Answer[] ): string[] {
	return suspects( seen, talk.input ).map( ( { key } ) => key );
}

function leftAfterFloor( talk: Talk, seen: Answer[] ): number {
	return named( talk, seen ).length > 0
		? NAMED
		: silent( talk.input.candidates.length );
}

function seenBefore( { signature }: Verdict, seen: Answer[] ): boolean {
	return seen.some( ( { verdict } ) =>
		sameFailure( verdict.signature, signature )
	);
}

/** One answer of the live configuration that can be used. */
function* look(
	talk: Talk,
	mode: Question[ 'mode' ],
	seen: Answer[]
): Dialogue< Answer > {
	const wish = {
		purpose:
			mode === 'observe'
				? ( 'reproduce-observed' as const )
				: ( 'reproduce' as const ),
		configuration:
			mode === 'observe' ? talk.input.live : wholeOf( talk.input ),
		mode,
	};
	let answer = yield* ask( talk, wish );
	if ( answer.verdict.outcome === 'unresolved' ) {
		answer = yield* ask( talk, wish );
	}
	if ( answer.verdict.outcome === 'unresolved' ) {
		throw new GiveUp(
			reasonOf( settled( talk, answer ) ),
			named( talk, seen )
		);
	}
	return answer;
}
