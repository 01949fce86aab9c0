/**
 * The phases of a search, and what leads from one to the next.
 */
import type { Progress } from '../../engine/engine';
import type {
	Answer,
	Diagnosis,
	Question,
	SearchInput,
	SearchState,
} from '../../engine/types';
import type { Driven } from '../../run/driver';
import type { Strain } from '../../run/strain';
import type { Result, SiteError } from '../../site/types';

export interface RunningSearch {
	step: 'running';
	/** What is known so far; null while it gets ready. */
	search: SearchState | null;
	/** How the server bears it; null while it gets ready. */
	strain: Strain | null;
	progress: ( Omit< Progress, 'question' > & { question: Question } ) | null;
	/** Stop was asked for. */
	stopping: boolean;
}

export interface StoppedSearch {
	step: 'stopped';
	search: SearchState;
}

export interface FailedSearch {
	step: 'failed';
	error: SiteError;
	search: SearchState | null;
	/** The run that can be gone on with, or null. */
	run: string | null;
}

export interface FinishedSearch {
	step: 'done';
	input: SearchInput;
	answers: Answer[];
	diagnosis: Diagnosis;
	endedAt: Date;
}

export type SearchPhase =
	| { step: 'idle' }
	| RunningSearch
	| StoppedSearch
	| FailedSearch
	| FinishedSearch;

export type SearchEvent =
	| { type: 'began' }
	| {
			type: 'advanced';
			state: SearchState;
			progress: Progress;
			strain: Strain;
	  }
	| { type: 'stopping' }
	| {
			type: 'ended';
			result: Result< Driven >;
			run: string | null;
			at: Date;
	  }
	| { type: 'closed' };

export function reduceSearch(
	phase: SearchPhase,
	event: SearchEvent
): SearchPhase {
	switch ( event.type ) {
		case 'began':
			return {
				step: 'running',
				search: null,
				strain: null,
				progress: null,
				stopping: false,
			};
		case 'advanced':
			return phase.step === 'running'
				? {
						...phase,
						search: event.state,
						strain: event.strain,
						progress: withQuestion( event.progress ),
					}
				: phase;
		case 'stopping':
			return phase.step === 'running'
				? { ...phase, stopping: true }
				: phase;
		case 'ended':
			return ended( phase, event );
		default:
			return { step: 'idle' };
	}
}

function withQuestion( {
	question,
	...rest
}: Progress ): RunningSearch[ 'progress' ] {
	return question === null ? null : { ...rest, question };
}

function ended(
	phase: SearchPhase,
	{ result, run, at }: Extract< SearchEvent, { type: 'ended' } >
): SearchPhase {
	if ( ! result.ok ) {
		return {
			step: 'failed',
			error: result.error,
			search: phase.step === 'running' ? phase.search : null,
			run,
		};
	}
	const driven = result.value;
	return driven.kind === 'stopped'
		? { step: 'stopped', search: driven.state }
		: {
				step: 'done',
				...driven.state,
				diagnosis: driven.diagnosis,
				endedAt: at,
			};
}
