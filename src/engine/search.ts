/**
 * The search from the first look to the proof, in the order in which it is told.
 */
import { accountOf } from './account';
import { parentOf } from './behind';
import {
	ask,
	GiveUp,
	reasonOf,
	settle,
	type Dialogue,
	type Settled,
	type Talk,
} from './dialogue';
import {
	belowPlugins,
	culpritsFound,
	notReproduced,
	unresolved,
} from './diagnosis';
import { proofsAfterName } from './estimate';
import { namedIn, suspects } from './evidence';
import { floor } from './floor';
import { membersOf, nameSet, restOf, type Found } from './name';
import { prove } from './prove';
import { reproduce } from './reproduce';
import { sameFailure } from './signature';
import { inOrder } from './steps';
import type { Answer, Diagnosis, ProofStep } from './types';

/** Searches, and ends in a diagnosis; never in an accusation that was not proved. */
export function* search( talk: Talk ): Dialogue< Diagnosis > {
	let sets: Found[] = [];
	try {
		const seen = yield* reproduce( talk );
		if ( ! seen ) {
			return notReproduced( talk );
		}
		const below = yield* floor( talk, seen );
		if ( below ) {
			return belowPlugins( talk, below );
		}
		for (;;) {
			const named = yield* nameAll( talk, sets, seen );
			sets = named.sets;
			const proof = yield* proveAll( talk, sets, named.clean );
			if ( proof.kind === 'proved' ) {
				return culpritsFound( talk, sets, proof.steps );
			}
			sets = proof.sets;
		}
	} catch ( error ) {
		if ( error instanceof GiveUp ) {
			return unresolved( talk, error, sets );
		}
		throw error;
	}
}

/** All sets, one behind the other, until the page is healthy without them. */
function* nameAll(
	talk: Talk,
	known: Found[],
	seen: Answer[]
): Dialogue< { sets: Found[]; clean: Answer } > {
	let sets = known;
	let failing = seen;
	for (;;) {
		if ( sets.length > 0 ) {
			const rest = restOf( talk, sets );
			talk.remaining = 1 + proofsAfterName( sets );
			const last = yield* settle( talk, 'look-again', rest );
			if ( last.finding === 'healthy' ) {
				return { sets, clean: last.answer };
			}
			const other = mustFail( last, sets );
			talk.baseline = other.verdict.signature;
			failing = yield* deeper( talk, other );
		}
		const set = yield* namedAmong( talk, sets, failing );
		const parent = parentOf( set, sets, talk.input );
		sets = parent ? standBy( sets, parent, set ) : [ ...sets, set ];
	}
}

/**
 * What is known of another failure; where it names nobody, its callbacks are recorded.
 *
 * A failure for which that brought nothing once is not asked again.
 */
function* deeper( talk: Talk, other: Answer ): Dialogue< Answer[] > {
	const { signature } = other.verdict;
	const before = talk.answers.filter(
		( { verdict, observation } ) =>
			sameFailure( verdict.signature, signature ) &&
			accountOf( observation )?.running
	);
	const inVain =
		before.length > 0 && suspects( before, talk.input ).length === 0;
	if ( inVain || namedIn( other, talk.input ) !== null ) {
		return [ other ];
	}
	talk.remaining++;
	const answer = yield* ask( talk, {
		purpose: 'look-again',
		configuration: other.configuration,
		deep: true,
	} );
	return sameFailure( answer.verdict.signature, signature )
		? [ other, answer ]
		: [ other ];
}

/** The sets, with the members of one noted as what may only miss another. */
function standBy( sets: Found[], parent: Found, { members }: Found ): Found[] {
	return sets.map( ( set ) =>
		set === parent
			? { ...set, bystanders: [ ...set.bystanders, ...members ] }
			: set
	);
}

/** One more set; when none can be named, those named before remain suspect as well. */
function* namedAmong(
	talk: Talk,
	sets: Found[],
	failing: Answer[]
): Dialogue< Found > {
	try {
		return yield* nameSet( talk, restOf( talk, sets ), failing );
	} catch ( error ) {
		throw error instanceof GiveUp
			? new GiveUp( error.reason, [
					...membersOf( sets ),
					...error.suspects,
				] )
			: error;
	}
}

function mustFail( last: Settled, sets: Found[] ): Answer {
	if ( last.answer.verdict.outcome === 'failing' ) {
		return last.answer;
	}
	throw new GiveUp( reasonOf( last ), membersOf( sets ) );
}

/** The proofs of all sets; or the sets anew, when one of them needs fewer members. */
function* proveAll(
	talk: Talk,
	sets: Found[],
	clean: Answer
): Dialogue<
	| { kind: 'proved'; steps: ProofStep[][] }
	| { kind: 'smaller'; sets: Found[] }
> {
	const steps: ProofStep[][] = [];
	for ( const set of sets ) {
		const proof = yield* prove( talk, sets, set, clean );
		if ( proof.kind === 'smaller' ) {
			return {
				kind: 'smaller',
				sets: sets.map( ( other ) =>
					other === set
						? {
								...set,
								members: proof.members,
								alone: proof.alone,
							}
						: other
				),
			};
		}
		steps.push( inOrder( proof.steps, talk.answers ) );
	}
	return { kind: 'proved', steps };
}
