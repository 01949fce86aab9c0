/**
 * Sees a fault that comes and goes so often that its rate is known.
 */
import { configurationKey, wholeOf } from './configuration';
import { ask, GiveUp, type Dialogue, type Talk } from './dialogue';
import { lookFor, ODD, reasonOf, settled } from './settle';
import { sameFailure } from './signature';
import type { Answer } from './types';
import type { Configuration } from '../contract/types';

/** Failures from which the rate is known well enough to search. */
const FAILURES = 10;

/** After so many healthy answers in a row a fault is too rare to be searched for. */
const TOO_RARE = 40;

/** The failing answers to guarded questions of the live configuration and others, once there are enough of them. */
export function* reproduceByChance( talk: Talk ): Dialogue< Answer[] > {
	const whole = wholeOf( talk.input );
	const live = configurationKey( whole );
	const failure = () =>
		talk.answers.find(
			( { configuration, purpose, verdict } ) =>
				verdict.outcome === 'failing' &&
				purpose !== 'reproduce-observed' &&
				configurationKey( configuration ) === live
		);
	yield* askUntil( talk, () => ( failure() ? null : whole ) );
	lookFor( talk, failure()?.verdict.signature ?? null );
	return yield* knowRate( talk );
}

/** The failing answers, once there are enough of them: until then the smallest failing configuration is asked again. */
export function* knowRate( talk: Talk ): Dialogue< Answer[] > {
	yield* askUntil( talk, () => {
		const failed = talk.beliefs?.tally().failed ?? 0;
		talk.remaining = FAILURES - failed;
		return failed < FAILURES
			? ( talk.beliefs?.smallest()?.configuration ?? null )
			: null;
	} );
	return talk.answers.filter(
		( { purpose, verdict } ) =>
			purpose !== 'reproduce-observed' &&
			sameFailure( verdict.signature, talk.baseline )
	);
}

/** Asks for what is wanted until nothing is, or until it is plain that it leads nowhere. */
function* askUntil(
	talk: Talk,
	wanted: () => Configuration | null
): Dialogue< void > {
	let healthy = 0;
	let odd = 0;
	for (
		let configuration = wanted();
		configuration;
		configuration = wanted()
	) {
		const answer = yield* ask( talk, {
			purpose: 'reproduce',
			configuration,
		} );
		const { outcome } = answer.verdict;
		healthy = outcome === 'healthy' ? healthy + 1 : 0;
		odd = outcome === 'unresolved' ? odd + 1 : 0;
		if ( healthy === TOO_RARE ) {
			throw new GiveUp( 'intermittent', [] );
		}
		if ( odd === ODD ) {
			throw new GiveUp( reasonOf( settled( talk, answer ) ), [] );
		}
	}
}
