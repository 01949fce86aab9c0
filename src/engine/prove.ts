/**
 * Proves that a set is what breaks the page; anything that does not fit ends the search without an accusation.
 */
import { configurationOf } from './configuration';
import { type Dialogue, type Talk } from './dialogue';
import { lookFor, settleAfresh } from './settle';
import { proofsAfterName, silent } from './estimate';
import { proveMembers } from './members';
import { membersOf, restOf, restWith, type Found } from './name';
import { must, step, type Proof, type Step } from './steps';
import type { Answer, Purpose } from './types';

/** Pairs of without and with, where PHP gave no account of its own. */
const PAIRS = 3;

/** Probes until the floor is known. */
const FLOOR_KNOWN = 3;

/**
 * The proof of one set among all that were found.
 *
 * @param talk  The search; its baseline becomes the set's failure.
 * @param sets  All sets; with them off the page is healthy.
 * @param set   The one to prove.
 * @param clean The answer that showed the page healthy with all sets off.
 */
export function* prove(
	talk: Talk,
	sets: Found[],
	set: Found,
	clean: Answer
): Dialogue< Proof > {
	lookFor( talk, set.signature );
	const later = proofsAfterName( sets.slice( sets.indexOf( set ) + 1 ) );
	if ( set.members.length === 1 ) {
		const steps = set.namedByPhp
			? yield* proveNamed( talk, sets, clean, later )
			: yield* provePairs( talk, sets, set, clean, later );
		return {
			kind: 'proved',
			steps: [ step( 'alone', set.alone ), ...steps ],
		};
	}
	const shown = yield* proveMembers( talk, sets, set, later );
	return shown.kind === 'smaller'
		? shown
		: {
				kind: 'proved',
				steps: [
					...shown.steps,
					...( yield* provePairs( talk, sets, set, clean, later ) ),
				],
			};
}

/** The page was healthy without it, failed with it alone, and is healthy without it again. */
function* proveNamed(
	talk: Talk,
	sets: Found[],
	clean: Answer,
	later: number
): Dialogue< Step[] > {
	talk.remaining = 1 + later;
	return [
		step( 'without', clean ),
		step( 'without', yield* withoutThem( talk, sets ) ),
	];
}

function* provePairs(
	talk: Talk,
	sets: Found[],
	set: Found,
	clean: Answer,
	later: number
): Dialogue< Step[] > {
	const steps: Step[] = [];
	const pairs = isSeen( talk ) ? 1 : PAIRS;
	for ( let left = pairs; left > 0; left-- ) {
		// The clean answer opens the first proof; a later one needs its own, or nothing alternates.
		const opens = left === pairs && set === sets[ 0 ];
		talk.remaining = 2 * left + later;
		const without = opens ? clean : yield* withoutThem( talk, sets );
		talk.remaining = 2 * left - 1 + later;
		const withIt = yield* mustBe( talk, sets, 'same', {
			purpose: 'prove-with',
			keys: restWith( talk, sets, set ),
		} );
		steps.push( step( 'without', without ), step( 'with', withIt ) );
	}
	return set.members.length === 1 && ! isSeen( talk )
		? [ ...steps, ...( yield* floorAgain( talk, set, later ) ) ]
		: steps;
}

/** Whether a person judges; they do not tire of being right, but of being asked. */
const isSeen = ( { input }: Talk ) => input.symptom.kind === 'seen';

/**
 * The floor once more for each probe that halving left over, the most that it takes being the measure: a fault below
 * plugins that comes and goes looks like a plugin's until the floor fails.
 */
function* floorAgain(
	talk: Talk,
	{ members }: Found,
	later: number
): Dialogue< Step[] > {
	const most = FLOOR_KNOWN + silent( talk.input.candidates.length );
	const steps: Step[] = [];
	while ( talk.answers.length < most ) {
		talk.remaining = most - talk.answers.length + later;
		const floor = yield* settleAfresh( talk, {
			purpose: 'floor',
			configuration: configurationOf( talk.input, [] ),
		} );
		must( floor, 'healthy', members );
		steps.push( step( 'floor', floor.answer ) );
	}
	return steps;
}

const withoutThem = ( talk: Talk, sets: Found[] ) =>
	mustBe( talk, sets, 'healthy', {
		purpose: 'prove-without',
		keys: restOf( talk, sets ),
	} );

function* mustBe(
	talk: Talk,
	sets: Found[],
	wanted: 'healthy' | 'same',
	{ purpose, keys }: { purpose: Purpose; keys: string[] }
): Dialogue< Answer > {
	const last = yield* settleAfresh( talk, {
		purpose,
		configuration: configurationOf( talk.input, keys ),
	} );
	must( last, wanted, membersOf( sets ) );
	return last.answer;
}
