/**
 * Finds out what a configuration does: one answer is enough where the fault is always there, many are needed where it
 * comes and goes.
 */
import { Beliefs } from './beliefs';
import { needed } from './chance';
import { allKeys, configurationKey, configurationOf } from './configuration';
import { ask, counts, type Dialogue, type Talk, type Wish } from './dialogue';
import { namedIn } from './evidence';
import type { Configuration } from '../contract/types';
import { sameFailure } from './signature';
import type { Answer, Purpose, Signature } from './types';

/** What an answer says about the failure that is searched for. */
export type Finding = 'healthy' | 'same' | 'different' | 'unresolved';

/** An answer and what it says. */
export interface Settled {
	finding: Finding;
	answer: Answer;
}

/** Answers that help nobody, one behind the other, before a configuration counts as one that cannot be told. */
export const ODD = 3;

/**
 * Turns to another failure.
 *
 * @param talk      The search.
 * @param signature The failure.
 * @param on        The most that is on from here on: where more is on, the failure may have another cause.
 */
export function lookFor(
	talk: Talk,
	signature: Signature | null,
	on: Iterable< string > = allKeys( talk.input )
): void {
	talk.baseline = signature;
	if ( talk.beliefs ) {
		doubt( talk, on );
	}
}

/** From here on the failure is one that comes and goes. */
export function doubt(
	talk: Talk,
	on: Iterable< string > = allKeys( talk.input )
): void {
	talk.beliefs = new Beliefs(
		talk.input,
		talk.baseline,
		configurationOf( talk.input, on )
	);
	for ( const answer of talk.answers ) {
		if ( counts( talk, answer ) ) {
			talk.beliefs.add( answer );
		}
	}
}

/** What is known about these candidates, asked only when it is not known yet. */
export function* settle(
	talk: Talk,
	purpose: Purpose,
	keys: Iterable< string >
): Dialogue< Settled > {
	const wish = {
		purpose,
		configuration: configurationOf( talk.input, keys ),
	};
	if ( talk.beliefs ) {
		return yield* believe( talk, talk.beliefs, wish );
	}
	if ( talk.slowFrom !== null ) {
		return (
			mostOf( timesOf( talk, wish.configuration ) ) ??
			( yield* timed( talk, wish ) )
		);
	}
	const known = talk.known.get( configurationKey( wish.configuration ) );
	return known ? settled( talk, known ) : yield* settleAfresh( talk, wish );
}

/** Asks, and asks once more where the first answer cannot be used; until it can be believed where the fault comes and goes. */
export function* settleAfresh( talk: Talk, wish: Wish ): Dialogue< Settled > {
	if ( talk.beliefs ) {
		return yield* believe( talk, talk.beliefs, wish );
	}
	if ( talk.slowFrom !== null ) {
		return yield* timed( talk, wish );
	}
	return yield* again( talk, wish, yield* ask( talk, wish ) );
}

/** What an answer says; where it may say more when it is asked again, what the next ones say. */
export function* again(
	talk: Talk,
	wish: Wish,
	first: Answer
): Dialogue< Settled > {
	let answer = first;
	for ( let asked = 1; asked < timesFor( talk, wish, answer ); asked++ ) {
		answer = yield* ask( talk, wish );
	}
	return settled( talk, answer );
}

/** How often a question may be asked: once more; an answer that got lost once more again, where no other question helps. */
function timesFor( talk: Talk, { purpose }: Wish, answer: Answer ): number {
	if ( ! unclear( talk, answer ) ) {
		return 1;
	}
	const lost = settled( talk, answer ).finding === 'unresolved';
	const human = talk.input.symptom.kind === 'seen';
	return lost && ! human && purpose !== 'search' ? ODD : 2;
}

/** Asks until a configuration fails, or was healthy so often that it is believed. */
function* believe(
	talk: Talk,
	beliefs: Beliefs,
	wish: Wish
): Dialogue< Settled > {
	const { configuration } = wish;
	const before = beliefs.fact( configuration );
	if ( before ) {
		return { finding: 'same', answer: before };
	}
	let last = beliefs.healthy( configuration ).at( -1 ) ?? null;
	let odd = 0;
	while (
		last === null ||
		beliefs.healthy( configuration ).length <
			needed( beliefs.tally(), talk.doubt )
	) {
		last = yield* ask( talk, wish );
		const now = settled( talk, last );
		odd = now.finding === 'healthy' ? 0 : odd + 1;
		if ( now.finding === 'same' || odd === ODD ) {
			return now;
		}
	}
	return { finding: 'healthy', answer: last };
}

/** Loads that must agree on whether a page is slow; of twice as many less one, so many always do. */
const AGREEING = 3;

/** Loads a page until most of the loads agree; each by itself may be a hiccup of the server. */
function* timed( talk: Talk, wish: Wish ): Dialogue< Settled > {
	const seen: Settled[] = [];
	for (;;) {
		seen.push( settled( talk, yield* ask( talk, wish ) ) );
		const agreed = mostOf( seen );
		if ( agreed ) {
			return agreed;
		}
	}
}

/** What most loads of a page showed, or null while they are too few. */
function mostOf( seen: Settled[] ): Settled | null {
	return (
		seen.find(
			( { finding } ) =>
				seen.filter( ( other ) => other.finding === finding ).length >=
				AGREEING
		) ?? null
	);
}

/** The loads of a configuration so far. */
function timesOf( talk: Talk, configuration: Configuration ): Settled[] {
	const key = configurationKey( configuration );
	return talk.answers
		.filter(
			( answer ) =>
				answer.purpose !== 'reproduce-observed' &&
				configurationKey( answer.configuration ) === key
		)
		.map( ( answer ) => settled( talk, answer ) );
}

/** An answer, read against the failure that is searched for. */
export function settled( talk: Talk, answer: Answer ): Settled {
	const { outcome, signature } = answer.verdict;
	const { slowFrom } = talk;
	if (
		slowFrom !== null &&
		( outcome === 'healthy' || signature?.kind === 'slow' )
	) {
		const slow = answer.observation.milliseconds > slowFrom;
		return { finding: slow ? 'same' : 'healthy', answer };
	}
	if ( outcome !== 'failing' ) {
		return { finding: outcome, answer };
	}
	const same = sameFailure( signature, talk.baseline );
	return { finding: same ? 'same' : 'different', answer };
}

/** How often another failure must show itself among healthy answers before it counts as a fault of its own. */
const TWICE = 2;

/** A failure that is not the one searched for and shows itself again and again in a configuration, or null. */
export function otherFailure(
	talk: Talk,
	configuration: Configuration
): Answer | null {
	const key = configurationKey( configuration );
	const others = talk.answers.filter(
		( answer ) =>
			configurationKey( answer.configuration ) === key &&
			settled( talk, answer ).finding === 'different'
	);
	return (
		others.find(
			( { verdict } ) =>
				others.filter( ( other ) =>
					sameFailure( other.verdict.signature, verdict.signature )
				).length >= TWICE
		) ?? null
	);
}

/** The reason that an answer which helps nobody is passed on with. */
export function reasonOf( { finding, answer }: Settled ): string {
	return finding === 'unresolved'
		? ( answer.verdict.reason ?? 'no-answer' )
		: 'different-failure';
}

/** Whether asking again may bring more: another failure that PHP itself explains, or that was there before, is a fact and stays. */
function unclear( talk: Talk, answer: Answer ): boolean {
	const { finding } = settled( talk, answer );
	return (
		finding === 'unresolved' ||
		( finding === 'different' &&
			namedIn( answer, talk.input ) === null &&
			! seenBefore( talk, answer ) )
	);
}

function seenBefore( talk: Talk, { question, verdict }: Answer ): boolean {
	return talk.answers.some(
		( other ) =>
			other.question !== question &&
			sameFailure( other.verdict.signature, verdict.signature )
	);
}
