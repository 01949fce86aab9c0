/**
 * The steps of a proof, and the end of a search where a step does not fit.
 */
import { GiveUp, reasonOf, type Settled } from './dialogue';
import type { Answer, ProofStep } from './types';

/** A step that was made. */
export interface Step {
	role: ProofStep[ 'role' ];
	answer: Answer;
}

/** The steps of a proof; or fewer members, when it turned out that one is not needed. */
export type Proof =
	| { kind: 'proved'; steps: Step[] }
	| {
			kind: 'smaller';
			members: string[];
			/** Shows the fewer failing with nothing else on. */
			alone: Answer;
	  };

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
