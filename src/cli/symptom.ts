/**
 * What counts as failing, as the command line says it.
 */
import type { Symptom } from '../engine/types';

/** The options that name a symptom; at most one is given. */
interface SymptomOptions {
	/** Seconds. */
	slowAbove?: string;
	slow?: boolean;
	ask?: string;
	textMissing?: string;
	textPresent?: string;
}

/** The symptom that was asked for; an error when none was named. */
export function symptomFrom( {
	slowAbove,
	slow = false,
	ask,
	textMissing,
	textPresent,
}: SymptomOptions ):
	{ ok: true; symptom: Symptom } | { ok: false; problem: string } {
	if ( ask !== undefined ) {
		return ask.trim() === ''
			? {
					ok: false,
					problem:
						'Give a question that can be answered with yes or no.',
				}
			: { ok: true, symptom: { kind: 'seen' } };
	}
	if ( slow ) {
		return {
			ok: true,
			symptom: { kind: 'slow', aboveMilliseconds: null },
		};
	}
	if ( slowAbove !== undefined ) {
		const seconds = Number( slowAbove );
		return seconds > 0 && Number.isFinite( seconds )
			? {
					ok: true,
					symptom: {
						kind: 'slow',
						aboveMilliseconds: seconds * 1000,
					},
				}
			: {
					ok: false,
					problem: `${ slowAbove } is no time: give seconds, such as 2.5.`,
				};
	}
	const text = textMissing ?? textPresent;
	if ( text === undefined ) {
		return { ok: true, symptom: { kind: 'error' } };
	}
	if ( text.trim() === '' ) {
		return { ok: false, problem: 'Give a text to look for.' };
	}
	return {
		ok: true,
		symptom: {
			kind: textMissing === undefined ? 'text-present' : 'text-missing',
			text,
		},
	};
}
