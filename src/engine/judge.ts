/**
 * Judges one observation by itself: whose answer it is, what PHP says about it, and only then what it looks like.
 */
import type { Configuration } from '../contract/types';
import { accountOf, loadedAs, type Account } from './account';
import { brokenOutside, symptomIn } from './outside';
import * as say from './sentences';
import { diedSignature, fatalSignature } from './signature';
import { isSentToLogIn } from './redirects';
import { strangerIn } from './stranger';
import type {
	Observation,
	Question,
	Signature,
	Symptom,
	UnresolvedReason,
	Verdict,
} from './types';

type Asked = Pick< Question, 'configuration' | 'mode' >;

/** The verdict on one observation. An answer that is not surely this probe's own is never failing. */
export function judge(
	{ configuration }: Asked,
	observation: Observation,
	symptom: Symptom
): Verdict {
	const account = accountOf( observation );

	return (
		notOurs( observation ) ??
		stopped( account, configuration, observation ) ??
		lost( observation ) ??
		finished( account, configuration, observation ) ??
		fromOutside( account, observation, symptom )
	);
}

const unresolved = (
	reason: UnresolvedReason,
	sentence: string
): Verdict => ( {
	outcome: 'unresolved',
	signature: null,
	reason,
	sentence,
} );

const failing = ( signature: Signature ): Verdict => ( {
	outcome: 'failing',
	signature,
	reason: null,
	sentence: signature.sentence,
} );

const healthy = ( sentence: string ): Verdict => ( {
	outcome: 'healthy',
	signature: null,
	reason: null,
	sentence,
} );

const wrongSet = () => unresolved( 'wrong-set', say.wrongSet() );

/** The answer counts by our marker or, without one, by a record that this very probe was claimed. */
function notOurs( observation: Observation ): Verdict | null {
	const { marker, networkError, record, status } = observation;
	if ( networkError === 'aborted' ) {
		return unresolved( 'aborted', say.aborted() );
	}
	if ( marker === 'ours' ) {
		return null;
	}
	if ( marker === 'foreign' ) {
		return unresolved( 'not-ours', say.notOurs() );
	}
	if ( record?.claimed ) {
		return record.readable
			? null
			: unresolved( 'record-elsewhere', say.recordElsewhere() );
	}
	if ( networkError ) {
		return unresolved( 'no-answer', say.noAnswer() );
	}
	if ( record && ! record.readable ) {
		return unresolved( 'record-elsewhere', say.recordElsewhere() );
	}
	const who = strangerIn( observation );
	return unresolved( who, say.stranger( who, status ) );
}

/** PHP did not get to its end: what it had loaded must be the beginning of what was asked. */
function stopped(
	account: Account | null,
	configuration: Configuration,
	observation: Observation
): Verdict | null {
	if ( account?.ended !== 'fatal' && account?.ended !== 'died' ) {
		return null;
	}
	if ( loadedAs( account, configuration ) === 'other' ) {
		return wrongSet();
	}
	if ( account.error ) {
		return failing( fatalSignature( account.error ) );
	}
	const how = howItEnded( observation );
	return failing(
		diedSignature(
			account,
			how === 'timeout' ||
				observation.status === 504 ||
				ranLong( observation ),
			say.died(
				how,
				observation.status,
				account.loading,
				account.running,
				account.waiting,
				account.milestone
			)
		)
	);
}

/** After so many milliseconds of work a server ends PHP because of its time limit rather than because PHP crashed. */
const LONG = 5000;

/** Both bounds are needed: a probe may wait in a queue before it is claimed, and the call that reads its record after. */
function ranLong( { milliseconds, record }: Observation ): boolean {
	return Math.min( milliseconds, ( record?.age ?? 0 ) * 1000 ) >= LONG;
}

function howItEnded( {
	networkError,
	status,
	truncated,
}: Observation ): 'answered' | 'cut' | 'timeout' {
	if ( networkError === 'timeout' ) {
		return 'timeout';
	}
	return networkError || truncated || status === null ? 'cut' : 'answered';
}

/** PHP finished, or says nothing, and the answer did not arrive. */
function lost( { networkError }: Observation ): Verdict | null {
	return networkError ? unresolved( 'no-answer', say.answerLost() ) : null;
}

/** PHP says that it ended in good order: it must have loaded exactly what was asked. */
function finished(
	account: Account | null,
	configuration: Configuration,
	observation: Observation
): Verdict | null {
	if ( ! account?.report ) {
		return null;
	}
	const loaded = loadedAs( account, configuration );
	if ( loaded === 'prefix' ) {
		// A plugin may end PHP while it loads, and a must-use plugin before any plugin does.
		const broken = brokenOutside( account, observation );
		return broken && ( account.loading || account.ended === 'exit' )
			? failing( broken )
			: wrongSet();
	}
	const { template, stylesheet } = account.report;
	return loaded === 'whole' &&
		template === configuration.template &&
		stylesheet === configuration.stylesheet
		? null
		: wrongSet();
}

function fromOutside(
	account: Account | null,
	observation: Observation,
	symptom: Symptom
): Verdict {
	const broken = brokenOutside( account, observation );
	if ( broken ) {
		return failing( broken );
	}
	if ( isSentToLogIn( observation ) ) {
		return unresolved( 'sent-to-log-in', say.sentToLogIn() );
	}
	const shown = symptomIn( observation, symptom );
	if ( shown ) {
		return failing( shown );
	}
	return healthy(
		account
			? say.healthy( observation.status, observation.closed )
			: say.healthyFromOutside()
	);
}
