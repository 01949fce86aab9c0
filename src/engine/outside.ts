/**
 * What can be seen wrong with an answer from outside, after PHP was heard.
 */
import type { Account } from './account';
import { circles, redirectTarget } from './redirects';
import * as say from './sentences';
import { outsideSignature } from './signature';
import type { Observation, Signature, Symptom } from './types';

/** What is wrong with an answer whatever the symptom, or null. */
export function brokenOutside(
	account: Account | null,
	observation: Observation
): Signature | null {
	const status = Math.max(
		observation.status ?? 0,
		account?.report?.status ?? 0
	);
	if ( status >= 500 ) {
		const sentence = say.status( status, observation.marker === 'ours' );
		return outsideSignature( 'status', sentence, status, account );
	}
	if ( observation.truncated ) {
		return outsideSignature( 'truncated', say.truncated(), null, account );
	}
	const hops = circles( observation );
	if ( hops > 0 ) {
		return outsideSignature( 'redirect-loop', say.redirectLoop( hops ) );
	}
	return isBlank( observation )
		? outsideSignature(
				'blank',
				say.blank( account?.loading ?? null ),
				null,
				account
			)
		: null;
}

/** The symptom that is searched for, where an answer shows it, or null. */
export function symptomIn(
	{ excerpt, milliseconds }: Observation,
	symptom: Symptom
): Signature | null {
	switch ( symptom.kind ) {
		case 'error':
			return null;
		case 'slow': {
			const { aboveMilliseconds: limit } = symptom;
			return milliseconds > limit
				? outsideSignature( 'slow', say.slow( milliseconds, limit ) )
				: null;
		}
		case 'text-missing':
			return excerpt.includes( symptom.text )
				? null
				: outsideSignature(
						'text',
						say.textMissing( symptom.text ),
						'missing'
					);
		case 'text-present':
			return excerpt.includes( symptom.text )
				? outsideSignature(
						'text',
						say.textPresent( symptom.text ),
						'present'
					)
				: null;
	}
}

function isBlank( observation: Observation ): boolean {
	const { bytes, excerpt, status } = observation;
	if ( status !== 200 || redirectTarget( observation ) !== null ) {
		return false;
	}
	return bytes === 0 || ( excerpt !== '' && excerpt.trim() === '' );
}
