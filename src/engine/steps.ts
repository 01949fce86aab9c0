/**
 * The steps of a proof, and the end of a search where a step does not fit.
 */
import { GiveUp } from './dialogue';
import { reasonOf, type Settled } from './settle';
import type { Tally } from './chance';
import type { Answer, ProofStep } from './types';

/** A step that was made. */
export interface Step {
	role: ProofStep[ 'role' ];
	answer: Answer;
}

/** The steps of a proof; or fewer members, when it turned out that one is not needed. */
export type Proof =
	| { kind: 'proved'; steps: Step[]; rounds?: Rounds; costs?: number }
	| {
			kind: 'smaller';
			members: string[];
			/** Shows the fewer failing with nothing else on. */
			alone: Answer;
	  };

/** What came out over all rounds of the proof of a fault that comes and goes. */
export interface Rounds {
	/** Where all members of the set were on. */
	on: Tally;
	/** Where one at least was off. */
	off: Tally;
	/** Healthy answers of that one of these configurations which gave the fewest. */
	least: number;
}

/** What the proofs of all sets showed, in the order of the sets. */
export interface Proved {
	steps: ProofStep[][];
	/** Where the fault comes and goes. */
	rounds: Rounds[];
	/** Where the page is slow: milliseconds. */
	costs: number[];
}

/** One step. */
export const step = ( role: Step[ 'role' ], answer: Answer ): Step => ( {
	role,
	answer,
} );

/** The steps as they are told: in the order in which they were made. */
export function inOrder( steps: Step[], answers: Answer[] ): ProofStep[] {
	return [ ...steps ]
		.sort(
			( a, b ) =>
				answers.indexOf( a.answer ) - answers.indexOf( b.answer )
		)
		.map( ( { role, answer } ) => ( {
			role,
			configuration: answer.configuration,
			outcome: answer.verdict.outcome,
			probe: answer.observation.probe,
		} ) );
}

/**
 * Ends the search unless an answer says what it must.
 *
 * Whatever was seen before and is not seen again makes the fault one that comes and goes; only an answer that says
 * nothing about it passes its own reason on.
 */
export function must(
	last: Settled,
	wanted: 'healthy' | 'same',
	suspects: string[],
	seenBefore = true
): void {
	if ( last.finding === wanted ) {
		return;
	}
	const contradicts =
		last.finding === 'healthy' ||
		last.finding === 'same' ||
		( last.finding === 'different' && seenBefore );
	throw new GiveUp(
		contradicts ? 'intermittent' : reasonOf( last ),
		suspects
	);
}
