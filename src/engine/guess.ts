/**
 * Guesses how questions may come out, so that what follows can be asked or prepared before it is known.
 */
import { rateOf } from './chance';
import type { Talk } from './dialogue';
import type {
	Answer,
	Observation,
	Purpose,
	Question,
	Signature,
	Verdict,
} from './types';

/** How a question may come out; named: failing, and PHP names somebody. */
export type Guessed = 'failing' | 'healthy' | 'named';

export type Guess = ( question: Question ) => Guessed;

export const always =
	( outcome: Guessed ): Guess =>
	() =>
		outcome;

const HEALTHY_IN_A_PROOF: Purpose[] = [
	'floor',
	'prove-member',
	'prove-without',
];

export const expected: Guess = ( { purpose } ) =>
	HEALTHY_IN_A_PROOF.includes( purpose ) ? 'healthy' : 'failing';

export function hypothetical(
	question: Question,
	guessed: Guessed,
	{ input, baseline }: Talk
): Answer {
	const outcome = guessed === 'healthy' ? 'healthy' : 'failing';
	const signature: Signature | null =
		outcome === 'failing'
			? ( baseline ?? {
					key: 'hypothetical',
					kind: 'status',
					sentence: '',
					file: null,
				} )
			: null;
	const verdict: Verdict = { outcome, signature, reason: null, sentence: '' };
	const observation: Observation = {
		probe: null,
		route: input.route,
		url: '',
		status: null,
		headers: {},
		bytes: 0,
		excerpt: '',
		milliseconds: 0,
		redirects: [],
		networkError: null,
		marker: 'absent',
		truncated: false,
		closed: null,
		report: null,
		record:
			guessed === 'named'
				? {
						claimed: true,
						age: 0,
						readable: true,
						ended: false,
						loaded: [],
						loading: input.candidates[ 0 ]?.id ?? null,
						milestone: '',
						running: null,
						waiting: null,
					}
				: null,
	};
	return {
		question: question.id,
		purpose: question.purpose,
		configuration: question.configuration,
		observation,
		verdict,
	};
}

/** One way in which all open questions may come out. */
export interface Future {
	answers: Answer[];
	/** From 0 to 1. */
	chance: number;
	/** PHP names somebody, and nobody can guess whom: what is asked of them cannot be foreseen. */
	blind: boolean;
}

/** How likely a failing answer is, by what a question is for. */
const FAILS: Record< Purpose, number > = {
	'reproduce-observed': 0.9,
	reproduce: 0.9,
	floor: 0.1,
	evidence: 0.2,
	search: 0.5,
	'look-again': 0.15,
	'prove-alone': 0.9,
	'prove-without': 0.03,
	'prove-with': 0.97,
	'prove-member': 0.03,
};

/** How often PHP names somebody in a failure that has not named anybody yet. */
const NAMED = 0.6;

/** How the open questions may come out, the likeliest ways only; several of them as a whole come out as expected. */
export function futures( open: Question[], talk: Talk ): Future[] {
	const [ only ] = open;
	const come = ( guess: Guess, chance: number, blind = false ): Future => ( {
		answers: open.map( ( question ) =>
			hypothetical( question, guess( question ), talk )
		),
		chance,
		blind,
	} );
	if ( ! only || open.length > 1 ) {
		return [ come( expected, 0.8 ) ];
	}
	const fails = chanceOf( only, talk );
	const healthy = come( always( 'healthy' ), 1 - fails );
	// Callbacks are recorded where nobody was named yet.
	return only.purpose === 'reproduce-observed' || only.deep
		? [
				come( always( 'named' ), fails * NAMED, true ),
				come( always( 'failing' ), fails * ( 1 - NAMED ) ),
				healthy,
			]
		: [ come( always( 'failing' ), fails ), healthy ];
}

/** Of a fault that comes and goes, at most its own rate. */
function chanceOf( { purpose }: Question, { beliefs }: Talk ): number {
	return beliefs
		? Math.min( FAILS[ purpose ], rateOf( beliefs.tally() ) )
		: FAILS[ purpose ];
}

/** What is asked whoever it is. */
export const isForAll = ( { purpose }: Question ) =>
	purpose === 'reproduce' || purpose === 'floor';
