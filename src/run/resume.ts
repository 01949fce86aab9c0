/**
 * Reads a stored run back into the state of its search; what is damaged is no state.
 */
import { learn, start } from '../engine/engine';
import { isAnswer, isDiagnosis, isSearchInput } from './guards';
import type { Run } from '../contract/types';
import type { Answer, Diagnosis, SearchState } from '../engine/types';

/** The state of the search in a run, or undefined when it cannot be gone on with. */
export function stateOfRun( run: Run ): SearchState | undefined {
	if ( ! isSearchInput( run.input ) ) {
		return undefined;
	}
	const answers: Answer[] = [];
	for ( const { type, data } of run.events ) {
		if ( type === 'undone' ) {
			answers.pop();
			continue;
		}
		if ( type !== 'answers' ) {
			continue;
		}
		const { answers: stored } = data;
		if ( ! Array.isArray( stored ) || ! stored.every( isAnswer ) ) {
			return undefined;
		}
		answers.push( ...stored );
	}
	try {
		return learn( start( run.input ), answers );
	} catch {
		// Answers to questions that this version of the search does not put.
		return undefined;
	}
}

/** The diagnosis that a run came to, or undefined when it has none. */
export function diagnosisOfRun( run: Run ): Diagnosis | undefined {
	const last = [ ...run.events ]
		.reverse()
		.find( ( { type } ) => type === 'diagnosis' );
	const { diagnosis } = last?.data ?? {};
	return isDiagnosis( diagnosis ) ? diagnosis : undefined;
}
