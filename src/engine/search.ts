/**
 * The search from the first look to the proof, in the order in which it is told.
 */
import { accountOf } from './account';
import { parentOf } from './behind';
import { DOUBT } from './chance';
import { configurationOf } from './configuration';
import { ask, GiveUp, type Dialogue, type Talk } from './dialogue';
import {
	doubt,
	lookFor,
	otherFailure,
	reasonOf,
	settle,
	type Settled,
} from './settle';
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
import { proveByChance } from './rounds';
import { knowRate, reproduceByChance } from './rate';
import { reproduce, reproduceSeen } from './reproduce';
import { sameFailure } from './signature';
import { proveSlow, reproduceSlow } from './slow';
import { inOrder, type Proved, type Rounds } from './steps';
import type { Answer, Diagnosis, ProofStep } from './types';

/** Searches, and ends in a diagnosis; never in an accusation that was not proved. */
export function* search( talk: Talk ): Dialogue< Diagnosis > {
	let diagnosis = yield* attempt( talk );
	const { kind } = talk.input.symptom;
	// Neither a person nor a clock can be asked so often.
	if (
		diagnosis.reason !== 'intermittent' ||
		kind === 'seen' ||
		kind === 'slow'
	) {
		return diagnosis;
	}
	for ( const left of [ DOUBT.search, DOUBT.proof ] ) {
		talk.doubt = left;
		doubt( talk );
		diagnosis = yield* attempt( talk, diagnosis.suspects );
		// One belief too many leads astray, into sets that grow and grow.
		if ( diagnosis.reason !== 'too-many' ) {
			return diagnosis;
		}
	}
	return diagnosis;
}

/** One search from its start; once the fault was seen to come and go, by its rules, with the suspects from before. */
function* attempt( talk: Talk, before: string[] = [] ): Dialogue< Diagnosis > {
	let sets: Found[] = [];
	try {
		const begun = yield* begin( talk );
		if ( begun.kind !== 'failing' ) {
			return begun.kind === 'below'
				? belowPlugins( talk, begun.answer )
				: notReproduced( talk );
		}
		const { seen } = begun;
		for (;;) {
			const named = yield* nameAll( talk, sets, seen );
			sets = named.sets;
			const proof = yield* proveAll( talk, sets, named.clean );
			switch ( proof.kind ) {
				case 'proved':
					return culpritsFound( talk, sets, proof );
				case 'below':
					return belowPlugins( talk, proof.answer );
				default:
					sets = proof.sets;
			}
		}
	} catch ( error ) {
		if ( error instanceof GiveUp ) {
			return unresolved(
				talk,
				error.suspects.length > 0
					? error
					: new GiveUp( error.reason, before ),
				sets
			);
		}
		throw error;
	}
}

/** How a search begins: with answers that show the failure, where it is not there without any candidate. */
type Begun =
	| { kind: 'failing'; seen: Answer[] }
	| { kind: 'healthy' }
	| { kind: 'below'; answer: Answer };

function* begin( talk: Talk ): Dialogue< Begun > {
	const { symptom } = talk.input;
	if ( symptom.kind === 'slow' ) {
		const slowness = yield* reproduceSlow(
			talk,
			symptom.aboveMilliseconds
		);
		switch ( slowness.kind ) {
			case 'slow':
				return { kind: 'failing', seen: slowness.seen };
			case 'below':
				return slowness;
			case 'not-slow':
				return { kind: 'healthy' };
		}
	}
	const seen = yield* reproduced( talk );
	if ( ! seen ) {
		return { kind: 'healthy' };
	}
	const below = yield* floor( talk, seen );
	return below ? { kind: 'below', answer: below } : { kind: 'failing', seen };
}

/** The answers that show the failure, or null when it was not seen. */
function reproduced( talk: Talk ): Dialogue< Answer[] | null > {
	if ( talk.beliefs ) {
		return reproduceByChance( talk );
	}
	return talk.input.symptom.kind === 'seen'
		? reproduceSeen( talk )
		: reproduce( talk );
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
			const hidden =
				talk.beliefs && last.finding !== 'same'
					? otherFailure( talk, configurationOf( talk.input, rest ) )
					: null;
			if ( last.finding === 'healthy' && hidden === null ) {
				return { sets, clean: last.answer };
			}
			const other = hidden ?? mustFail( last, sets );
			lookFor( talk, other.verdict.signature ?? talk.baseline, rest );
			failing = talk.beliefs
				? yield* knowRate( talk )
				: yield* deeper( talk, other );
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
	if (
		inVain ||
		talk.slowFrom !== null ||
		namedIn( other, talk.input ) !== null
	) {
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
	if (
		last.finding === 'same' ||
		last.answer.verdict.outcome === 'failing'
	) {
		return last.answer;
	}
	throw new GiveUp( reasonOf( last ), membersOf( sets ) );
}

/** How the proofs of all sets end: also in one that needs fewer members, or in a failure that none of them explains. */
type Proofs =
	| ( Proved & { kind: 'proved' } )
	| { kind: 'again'; sets: Found[] }
	| { kind: 'below'; answer: Answer };

function* proveAll(
	talk: Talk,
	sets: Found[],
	clean: Answer
): Dialogue< Proofs > {
	const steps: ProofStep[][] = [];
	const rounds: Rounds[] = [];
	const costs: number[] = [];
	for ( const set of sets ) {
		const proof = yield* proveOne( talk, sets, set, clean );
		switch ( proof.kind ) {
			case 'below':
				return proof;
			case 'more':
				return { kind: 'again', sets };
			case 'smaller':
				return {
					kind: 'again',
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
			case 'proved':
				steps.push( inOrder( proof.steps, talk.answers ) );
				rounds.push( ...( proof.rounds ? [ proof.rounds ] : [] ) );
				costs.push(
					...( proof.costs === undefined ? [] : [ proof.costs ] )
				);
		}
	}
	return { kind: 'proved', steps, rounds, costs };
}

/** The proof of one set, by the rule that its kind of fault needs. */
function proveOne( talk: Talk, sets: Found[], set: Found, clean: Answer ) {
	if ( talk.beliefs ) {
		return proveByChance( talk, sets, set );
	}
	return talk.slowFrom === null
		? prove( talk, sets, set, clean )
		: proveSlow( talk, sets, set );
}
