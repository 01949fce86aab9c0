/**
 * Gives a failure its name: the set of candidates behind it, by PHP's own account where that holds, else by search.
 */
import { allKeys, closure, withoutMembers } from './configuration';
import { type Dialogue, type Talk } from './dialogue';
import { settle } from './settle';
import { NAMED, silent } from './estimate';
import { suspects } from './evidence';
import { minimise, type Minimal } from './minimise';
import { withoutTheme } from './needsTheme';
import type { Answer, Signature } from './types';

/** How many of PHP's suspects are tried before the search goes on without them. */
const TRIED = 2;

/** How many of those that an earlier search found. */
const RECALLED = 1;

/** A set that was seen to fail with nothing else on. */
export interface Found {
	members: string[];
	/** The failure that it was found by. */
	signature: Signature;
	/** PHP's own account named a member. */
	namedByPhp: boolean;
	/** The answer that showed it failing with nothing else on. */
	alone: Answer;
	/** The failing answer that it was found from. */
	from: Answer;
	/** Candidates that fail in their own way while this set is off, and may only need it. */
	bystanders: string[];
}

/**
 * Names one set behind a failure.
 *
 * @param talk    The search; its baseline is the failure.
 * @param on      Candidates that fail together.
 * @param failing Failing answers with that failure, the latest last.
 */
export function* nameSet(
	talk: Talk,
	on: string[],
	failing: Answer[]
): Dialogue< Found > {
	const named = suspects( failing, talk.input )
		.map( ( { key } ) => key )
		.filter( ( key ) => on.includes( key ) );
	const found = ( members: string[], alone: Answer ): Found => ( {
		members: allKeys( talk.input ).filter( ( key ) =>
			members.includes( key )
		),
		signature: talk.baseline as Signature,
		namedByPhp: members.some( ( key ) => named.includes( key ) ),
		alone,
		from: failing.at( -1 ) as Answer,
		bystanders: [],
	} );

	const foundSet = ( { members, alone }: Minimal ) => found( members, alone );

	const recalled = talk.input.leads.filter(
		( key ) => on.includes( key ) && ! named.includes( key )
	);

	let left = on;
	for ( const suspect of [
		...named.slice( 0, TRIED ),
		...recalled.slice( 0, RECALLED ),
	] ) {
		// The one tried before may have taken this one with it.
		if ( ! left.includes( suspect ) ) {
			continue;
		}
		talk.remaining = NAMED;
		const rest = withoutMembers( talk.input, [ suspect ], left );
		const without = yield* settle( talk, 'evidence', rest );
		if ( without.finding === 'same' ) {
			left = rest;
			continue;
		}
		if ( without.finding === 'unresolved' ) {
			continue;
		}
		talk.remaining = NAMED - 1;
		const alone = yield* settle( talk, 'prove-alone', [ suspect ] );
		if ( alone.finding === 'same' ) {
			return found( [ suspect ], alone.answer );
		}
		if ( without.finding === 'healthy' ) {
			return foundSet(
				yield* withoutTheme(
					talk,
					yield* minimise( talk, left, [ suspect ], named )
				)
			);
		}
	}

	talk.remaining = silent( left.length );
	return foundSet(
		yield* withoutTheme( talk, yield* minimise( talk, left, [], named ) )
	);
}

/** The members of all these sets. */
export const membersOf = ( sets: Found[] ) =>
	sets.flatMap( ( { members } ) => members );

/** The candidates that are on when all these sets are off, and what cannot run without them. */
export function restOf( talk: Talk, sets: Found[] ): string[] {
	return withoutMembers(
		talk.input,
		sets.flatMap( ( { members, bystanders } ) => [
			...members,
			...bystanders,
		] ),
		allKeys( talk.input )
	);
}

/** The candidates that are on when only this one of the sets is. */
export function restWith( talk: Talk, sets: Found[], set: Found ): string[] {
	const on = closure( talk.input, [
		...restOf( talk, sets ),
		...set.members,
	] );
	return allKeys( talk.input ).filter( ( key ) => on.has( key ) );
}
