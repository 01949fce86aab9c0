/**
 * Finds a smallest set of candidates that fails together, by finding a shortest failing beginning again and again.
 */
import {
	closure,
	configurationOf,
	generators,
	searchOrder,
} from './configuration';
import { GiveUp, type Dialogue, type Talk } from './dialogue';
import { reasonOf, settle, settleAfresh } from './settle';
import { PROOF, proofOfSet } from './estimate';
import { smallestPrefix } from './prefix';
import type { Answer } from './types';

/** A set beyond this size is a site that is too full rather than a conflict. */
const MOST_MEMBERS = 8;

/** A set that fails with nothing else on, and the answer that showed it. */
export interface Minimal {
	members: string[];
	alone: Answer;
}

/**
 * A smallest set of candidates that fails.
 *
 * @param talk  The search.
 * @param on    Candidates that fail together.
 * @param given Candidates that are known to belong to the set and do not fail alone.
 * @param leads Candidates to try first.
 */
export function* minimise(
	talk: Talk,
	on: string[],
	given: string[],
	leads: string[]
): Dialogue< Minimal > {
	let members = given;
	let order = minus( talk, searchOrder( talk.input, on, leads ), given );
	// Where PHP named more than one, they often fail together and nothing else is needed.
	const led = closure( talk.input, leads );
	let firstCut =
		given.length > 0 ? order.filter( ( key ) => led.has( key ) ).length : 0;

	while ( order.length > 0 && members.length < MOST_MEMBERS ) {
		const found = yield* smallestPrefix( talk, members, order, firstCut );

		firstCut = 0;
		members = [ ...members, found.member ];
		order = minus( talk, found.before, members );
		talk.remaining =
			members.length === 1 ? PROOF : proofOfSet( members.length );
		const { finding, answer } = yield* settle(
			talk,
			'prove-alone',
			members
		);
		if ( finding === 'same' ) {
			return {
				members: generators( talk.input, members ),
				alone: answer,
			};
		}
		if ( order.length === 0 ) {
			throw new GiveUp(
				finding === 'healthy'
					? 'intermittent'
					: reasonOf( { finding, answer } ),
				members
			);
		}
	}
	yield* mustKeepFailing( talk, [ ...order, ...members ] );
	throw new GiveUp( 'too-many', members );
}

/** How often a beginning that is too long must fail again. */
const TIMES = 8;

/** Many are not needed but by a fault that comes and goes: healthy answers by luck send the search on and on. */
function* mustKeepFailing( talk: Talk, keys: string[] ): Dialogue< void > {
	for ( let time = 0; time < TIMES && ! talk.beliefs; time++ ) {
		const { finding } = yield* settleAfresh( talk, {
			purpose: 'search',
			configuration: configurationOf( talk.input, keys ),
		} );
		if ( finding === 'healthy' ) {
			throw new GiveUp( 'intermittent', keys );
		}
	}
}

/** The order without what is on anyway because of these members. */
function minus( talk: Talk, order: string[], members: string[] ): string[] {
	const on = closure( talk.input, members );
	return order.filter( ( key ) => ! on.has( key ) );
}
