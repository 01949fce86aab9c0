/**
 * Pages that are slow: what counts is how the times of many loads lie, not one number.
 */
import { configurationOf, wholeOf } from './configuration';
import { askAll, GiveUp, type Dialogue, type Talk } from './dialogue';
import { restOf, restWith, type Found } from './name';
import { reasonOf, settleAfresh, settled } from './settle';
import * as say from './sentences';
import { outsideSignature } from './signature';
import { must, step, type Proof, type Step } from './steps';
import type { Answer, Purpose } from './types';
import type { Configuration } from '../contract/types';

/** Loads from which a distribution is known. */
const LOADS = 5;

/** Whoever takes at least this share of what the page is slower counts. */
const SHARE = 0.25;

/** Less than this nobody notices, in milliseconds. */
const NOTICED = 200;

/** How slow the page is, or that it is not. */
export type Slowness =
	| { kind: 'slow'; seen: Answer[] }
	| { kind: 'not-slow' }
	| { kind: 'below'; answer: Answer };

/**
 * Loads the page and the floor several times and finds from when on a page is slow.
 *
 * Without a limit of the user's, the page must be slower than the floor on every single load.
 */
export function* reproduceSlow(
	talk: Talk,
	above: number | null
): Dialogue< Slowness > {
	const { input } = talk;
	// The first load fills caches.
	yield* load( talk, 'reproduce-observed', input.live, 1 );
	const live = yield* load( talk, 'reproduce', wholeOf( input ), LOADS );
	if ( above !== null && medianOf( live ) <= above ) {
		return { kind: 'not-slow' };
	}
	const floor = yield* load(
		talk,
		'floor',
		configurationOf( input, [] ),
		LOADS
	);
	const [ slow, fast ] = [ medianOf( live ), medianOf( floor ) ];
	talk.baseline = outsideSignature( {
		kind: 'slow',
		sentence: say.slowerThan( slow, fast ),
	} );
	if ( above === null && slow - fast < NOTICED ) {
		return slow < NOTICED * LOADS
			? { kind: 'not-slow' }
			: { kind: 'below', answer: floor[ 0 ] as Answer };
	}
	if ( above !== null && fast > above ) {
		return { kind: 'below', answer: floor[ 0 ] as Answer };
	}
	const slowest = Math.max( ...floor.map( time ) );
	if ( above === null && Math.min( ...live.map( time ) ) <= slowest ) {
		throw new GiveUp( 'times-vary', [] );
	}
	talk.slowFrom =
		above ?? Math.max( fast + SHARE * ( slow - fast ), slowest );
	return { kind: 'slow', seen: live };
}

function* load(
	talk: Talk,
	purpose: Purpose,
	configuration: Configuration,
	times: number
): Dialogue< Answer[] > {
	const wish = {
		purpose,
		configuration,
		...( purpose === 'reproduce-observed'
			? { mode: 'observe' as const }
			: {} ),
	};
	const answers: Answer[] = [];
	let odd = 0;
	while ( answers.length < times ) {
		talk.remaining = 3 * LOADS - answers.length;
		const [ answer ] = ( yield* askAll( talk, [ wish ] ) ) as [ Answer ];
		const { outcome, signature } = answer.verdict;
		if ( outcome === 'healthy' || signature?.kind === 'slow' ) {
			answers.push( answer );
		} else if ( ++odd === 2 ) {
			throw new GiveUp( reasonOf( settled( talk, answer ) ), [] );
		}
	}
	return answers;
}

/** The proof of a set: fast without any one of its members, slow with all of them and fast without, three times in turn. */
export function* proveSlow(
	talk: Talk,
	sets: Found[],
	set: Found
): Dialogue< Proof > {
	const steps: Step[] = [ step( 'alone', set.alone ) ];
	const shown = function* (
		role: Step[ 'role' ],
		purpose: Purpose,
		keys: string[],
		wanted: 'same' | 'healthy'
	): Dialogue< Answer > {
		const last = yield* settleAfresh( talk, {
			purpose,
			configuration: configurationOf( talk.input, keys ),
		} );
		must( last, wanted, set.members );
		steps.push( step( role, last.answer ) );
		return last.answer;
	};
	if ( set.members.length > 1 ) {
		for ( const member of set.members ) {
			const others = set.members.filter( ( other ) => other !== member );
			const left = yield* settleAfresh( talk, {
				purpose: 'prove-member',
				configuration: configurationOf( talk.input, others ),
			} );
			if ( left.finding === 'same' ) {
				return { kind: 'smaller', members: others, alone: left.answer };
			}
			must( left, 'healthy', set.members );
			steps.push( step( 'member', left.answer ) );
		}
	}
	const fast: Answer[] = [];
	const slow: Answer[] = [];
	const rest = restOf( talk, sets );
	const withIt = restWith( talk, sets, set );
	for ( let left = PAIRS; left > 0; left-- ) {
		talk.remaining = 6 * left;
		fast.push(
			yield* shown( 'without', 'prove-without', rest, 'healthy' )
		);
		slow.push( yield* shown( 'with', 'prove-with', withIt, 'same' ) );
	}
	return {
		kind: 'proved',
		steps,
		costs: Math.max( 0, medianOf( slow ) - medianOf( fast ) ),
	};
}

/** Pairs of without and with. */
const PAIRS = 3;

const time = ( { observation }: Answer ) => observation.milliseconds;

function medianOf( answers: Answer[] ): number {
	const times = answers.map( time ).sort( ( a, b ) => a - b );
	return times[ Math.floor( times.length / 2 ) ] ?? 0;
}
