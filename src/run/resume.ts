/**
 * Reads a stored run back into the state of its search; what is damaged is no state.
 */
import { learn, start } from '../engine/engine';
import { isAnswer, isDiagnosis, isSearchInput } from './guards';
import type { Run } from '../contract/types';
import type { Result } from '../site/types';
import type { Answer, Diagnosis, SearchState } from '../engine/types';

/** The state of the search in a run, or why it cannot be gone on with. */
export function stateOfRun( run: Run ): Result< SearchState > {
	if ( ! isSearchInput( run.input ) ) {
		return damaged( 'what was to be searched cannot be read any more' );
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
			return damaged( 'an answer of the site cannot be read any more' );
		}
		answers.push( ...stored );
	}
	try {
		return { ok: true, value: learn( start( run.input ), answers ) };
	} catch {
		return damaged(
			'its answers are to questions that this version of Culprit does not put'
		);
	}
}

function damaged( why: string ): Result< never > {
	return {
		ok: false,
		error: {
			code: 'culprit_damaged_run',
			sentence: `This search cannot be gone on with: ${ why }.`,
			advice: 'Start a new search.',
			status: null,
		},
	};
}

/** The diagnosis that a run came to, or undefined when it has none. */
export function diagnosisOfRun( run: Run ): Diagnosis | undefined {
	const last = [ ...run.events ]
		.reverse()
		.find( ( { type } ) => type === 'diagnosis' );
	const { diagnosis } = last?.data ?? {};
	return isDiagnosis( diagnosis ) ? diagnosis : undefined;
}
