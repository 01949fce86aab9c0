/**
 * Proves of a set of several that the whole fails every time and that every member is needed every time.
 */
import {
	closure,
	configurationOf,
	generators,
	withRequirement,
} from './configuration';
import { askAll, type Dialogue, type Talk, type Wish } from './dialogue';
import { again, settleAfresh, type Settled } from './settle';
import { proofsAfterName } from './estimate';
import { namedIn } from './evidence';
import { restOf, type Found } from './name';
import { must, step, type Proof, type Step } from './steps';
import type { Answer, Purpose } from './types';

/** Rounds in which the whole is asked twice and each leave-one-out once. */
const ROUNDS = 4;

/** The steps that show it; or fewer members. */
export function* proveMembers(
	talk: Talk,
	sets: Found[],
	set: Found,
	later: number
): Dialogue< Proof > {
	const { members } = set;
	const steps: Step[] = [ step( 'alone', set.alone ) ];
	const whole = wish( talk, 'prove-alone', members );
	const leaveOut = new Map(
		members.map( ( member ) => [
			member,
			wish( talk, 'prove-member', without( members, member ) ),
		] )
	);

	// A person who judges is asked once.
	const rounds = talk.input.symptom.kind === 'seen' ? 1 : ROUNDS;
	for ( let round = 0; round < rounds; round++ ) {
		talk.remaining =
			proofsAfterName( [ set ] ) - round * ( 2 + members.length ) + later;
		const wishes = [ whole, ...leaveOut.values(), whole ];
		const answers = yield* askAll( talk, wishes );

		for ( const [ index, asked ] of wishes.entries() ) {
			const first = answers[ index ] as Answer;
			const last = yield* again( talk, asked, first );
			if ( asked === whole ) {
				must( last, 'same', members );
				steps.push( step( 'alone', last.answer ) );
				continue;
			}

			const member = members[ index - 1 ] as string;
			const others = without( members, member );
			if ( last.finding === 'same' && round === 0 ) {
				return { kind: 'smaller', members: others, alone: last.answer };
			}
			if ( ! blamedAmong( talk, others, last ) ) {
				must( last, 'healthy', members, round > 0 );
				steps.push( step( 'member', last.answer ) );
				continue;
			}

			// With all else on, the others miss nothing but what this very member provides.
			const all = wish( talk, 'prove-member', [
				...restOf( talk, sets ),
				...others,
			] );
			const fuller = yield* settleAfresh( talk, all );
			const addOn = blamedAmong( talk, others, fuller );
			if ( addOn ) {
				talk.input = withRequirement( talk.input, addOn, member );
				return {
					kind: 'smaller',
					members: generators( talk.input, members ),
					alone: set.alone,
				};
			}
			must( fuller, 'healthy', members, false );
			leaveOut.set( member, all );
			steps.push( step( 'member', fuller.answer ) );
		}
	}
	return { kind: 'proved', steps };
}

function wish( talk: Talk, purpose: Purpose, keys: string[] ): Wish {
	return { purpose, configuration: configurationOf( talk.input, keys ) };
}

function without( members: string[], member: string ): string[] {
	return members.filter( ( other ) => other !== member );
}

/** The candidate that PHP names for another failure, when it is one of these or something that they require. */
function blamedAmong(
	talk: Talk,
	members: string[],
	{ finding, answer }: Settled
): string | null {
	const blamed = namedIn( answer, talk.input );
	return finding === 'different' &&
		blamed !== null &&
		closure( talk.input, members ).has( blamed )
		? blamed
		: null;
}
