/**
 * Proves who is behind a fault that comes and goes: rounds of the same questions, until chance alone would hardly do.
 */
import { DOUBT, needed, type Tally } from './chance';
import { configurationOf } from './configuration';
import {
	askAll,
	GiveUp,
	type Dialogue,
	type Talk,
	type Wish,
} from './dialogue';
import { restOf, restWith, type Found } from './name';
import {
	lookFor,
	otherFailure,
	reasonOf,
	settled,
	type Settled,
} from './settle';
import { step, type Proof, type Rounds, type Step } from './steps';
import type { Answer } from './types';

/** Failures from which the rate is known well enough to accuse somebody. */
const FAILURES = 20;

/** Rounds after which a fault is too rare. */
const MOST_ROUNDS = 250;

/** Answers that help nobody, in all rounds together. */
const MOST_ODD = 12;

/** A question of every round. */
interface Part {
	role: Step[ 'role' ];
	wish: Wish;
	/** Fails when the set is there; else fails never. */
	on: boolean;
	/** What is off in it alone, where that is one member. */
	member: string | null;
	tally: Tally;
}

/**
 * The proof; or what it found instead.
 *
 * In each round the set is asked alone and with all else that is on, and the floor, the site without it and the set
 * without each of its members, all in turn, so that a bad hour of the server falls on all of them alike.
 */
export function* proveByChance(
	talk: Talk,
	sets: Found[],
	set: Found
): Dialogue< Proof | { kind: 'more' } | { kind: 'below'; answer: Answer } > {
	lookFor( talk, set.signature, restWith( talk, sets, set ) );
	const parts = partsOf( talk, sets, set );
	const steps: Step[] = [];
	let odd = 0;
	for ( let round = 0; round < MOST_ROUNDS; round++ ) {
		talk.remaining = parts.length * left( talk, parts );
		if ( talk.remaining === 0 ) {
			return { kind: 'proved', steps, rounds: roundsOf( parts, set ) };
		}
		const answers = yield* askAll(
			talk,
			parts.map( ( { wish } ) => wish )
		);
		for ( const [ index, part ] of parts.entries() ) {
			const now = settled( talk, answers[ index ] as Answer );
			if ( now.finding === 'same' && ! part.on ) {
				return refuted( part, set, now );
			}
			if ( now.finding === 'same' || now.finding === 'healthy' ) {
				count( part, now, steps );
			} else if (
				part.role === 'without' &&
				otherFailure( talk, part.wish.configuration )
			) {
				return { kind: 'more' };
			} else if ( ++odd === MOST_ODD ) {
				throw new GiveUp( reasonOf( now ), set.members );
			}
		}
	}
	throw new GiveUp( 'intermittent', set.members );
}

function partsOf( talk: Talk, sets: Found[], set: Found ): Part[] {
	const { members } = set;
	const part = (
		role: Step[ 'role' ],
		purpose: Wish[ 'purpose' ],
		keys: string[],
		member: string | null = null
	): Part => ( {
		role,
		wish: { purpose, configuration: configurationOf( talk.input, keys ) },
		on: role === 'alone' || role === 'with',
		member,
		tally: { failed: 0, healthy: 0 },
	} );
	return [
		part( 'alone', 'prove-alone', members ),
		part( 'without', 'prove-without', restOf( talk, sets ) ),
		part( 'with', 'prove-with', restWith( talk, sets, set ) ),
		part( 'floor', 'floor', [] ),
		...( members.length === 1
			? []
			: members.map( ( member ) =>
					part(
						'member',
						'prove-member',
						members.filter( ( other ) => other !== member ),
						member
					)
				) ),
	];
}

/** Rounds that are still needed, as far as that can be told. */
function left( { beliefs }: Talk, parts: Part[] ): number {
	const tally = beliefs?.tally() ?? { failed: 0, healthy: 0 };
	const believed = needed( tally, DOUBT.proof );
	const fewest = Math.min(
		...parts
			.filter( ( { on } ) => ! on )
			.map( ( { tally: { healthy } } ) => healthy )
	);
	const failures = Math.max( 0, FAILURES - tally.failed );
	return Math.max( 0, believed - fewest, Math.ceil( failures / 2 ) );
}

/** What a failure means where there should be none. */
function refuted(
	{ role, member }: Part,
	{ members }: Found,
	{ answer }: Settled
): Proof | { kind: 'more' } | { kind: 'below'; answer: Answer } {
	switch ( role ) {
		case 'floor':
			return { kind: 'below', answer };
		case 'member':
			return {
				kind: 'smaller',
				members: members.filter( ( other ) => other !== member ),
				alone: answer,
			};
		default:
			return { kind: 'more' };
	}
}

/** Notes an answer; of each part only the first one that shows it is told. */
function count( part: Part, { finding, answer }: Settled, steps: Step[] ) {
	const { tally, on, role } = part;
	const shown = on ? tally.failed : tally.healthy;
	if ( shown === 0 && on === ( finding === 'same' ) ) {
		steps.push( step( role, answer ) );
	}
	if ( finding === 'same' ) {
		tally.failed++;
	} else {
		tally.healthy++;
	}
}

function roundsOf( parts: Part[], { members }: Found ): Rounds {
	const together = ( some: Part[] ): Tally =>
		some.reduce(
			( sum, { tally } ) => ( {
				failed: sum.failed + tally.failed,
				healthy: sum.healthy + tally.healthy,
			} ),
			{ failed: 0, healthy: 0 }
		);
	const on = parts.filter( ( part ) => part.on );
	const off = parts.filter( ( part ) => ! part.on );
	if ( on.some( ( { tally } ) => tally.failed === 0 ) ) {
		// What fails alone and not among the others is masked there, which no count explains.
		throw new GiveUp( 'intermittent', members );
	}
	return {
		on: together( on ),
		off: together( off ),
		least: Math.min( ...off.map( ( { tally } ) => tally.healthy ) ),
	};
}
