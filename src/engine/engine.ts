/**
 * The search as a pure reducer: what to ask next follows from the input and the answers alone, by telling the search
 * again from its start.
 */
import { newTalk, type Talk } from './dialogue';
import {
	always,
	expected,
	futures,
	hypothetical,
	isForAll,
	type Guess,
} from './guess';
import { search } from './search';
import type {
	Answer,
	Ask,
	Diagnosis,
	Question,
	SearchInput,
	SearchState,
} from './types';

/** A search that nothing is known about. */
export function start( input: SearchInput ): SearchState {
	return { input, answers: [] };
}

/** The questions that are open now, or the diagnosis. */
export function ask( state: SearchState ): Ask {
	const { open, diagnosis } = replay( state );
	return diagnosis
		? { kind: 'diagnosis', diagnosis }
		: { kind: 'questions', questions: open };
}

/**
 * The state with these answers learned; an answer to a question that was answered before is ignored.
 *
 * Answers may come in any order, and also to questions of `lookAhead`.
 *
 * @throws {TypeError} For an answer to a question that this search does not put.
 */
export function learn( state: SearchState, answers: Answer[] ): SearchState {
	const answered = new Set(
		state.answers.map( ( { question } ) => question )
	);
	let waiting = answers.filter( ( { question }, index ) => {
		const first = answers.findIndex(
			( other ) => other.question === question
		);
		return first === index && ! answered.has( question );
	} );
	let known = state;

	while ( waiting.length > 0 ) {
		const among = ( questions: Question[] ) =>
			waiting.filter( ( answer ) =>
				questions.some( ( { id } ) => id === answer.question )
			);
		let next = among( replay( known ).open );
		if ( next.length < waiting.length ) {
			next = [
				...new Set( [ ...next, ...among( lookAhead( known ) ) ] ),
			];
		}
		if ( next.length === 0 ) {
			throw new TypeError(
				`Expected answers to questions of this search, got ${ waiting
					.map( ( { question } ) => question )
					.join( ', ' ) }`
			);
		}
		known = follow( known, next );
		waiting = waiting.filter( ( answer ) => ! next.includes( answer ) );
	}
	return inOrder( known, [
		...state.answers,
		...answers.filter( ( answer ) => known.answers.includes( answer ) ),
	] );
}

/** The state without the answer that was learned last. */
export function undo( state: SearchState ): SearchState {
	return { input: state.input, answers: state.answers.slice( 0, -1 ) };
}

/**
 * Questions worth asking at the same time, at most so many: those open now, then those that most likely follow.
 *
 * Answers to all but the open ones are worth something only if the search comes to them.
 */
export function plan(
	state: SearchState,
	most: number,
	worth = WORTH_IT
): Question[] {
	const planned = new Map< string, Question >();
	let branches = [ { state, chance: 1, blind: false } ];
	while ( planned.size < most ) {
		const likeliest = branches.reduce(
			( best, branch ) => ( branch.chance > best.chance ? branch : best ),
			{ state, chance: 0, blind: false }
		);
		if ( likeliest.chance < worth ) {
			break;
		}
		const { open, talk } = replay( likeliest.state );
		const foreseen = likeliest.blind ? open.filter( isForAll ) : open;
		foreseen.forEach( ( question ) =>
			planned.set( question.id, question )
		);
		branches = [
			...branches.filter( ( branch ) => branch !== likeliest ),
			...( foreseen.length === 0 ? [] : futures( open, talk ) ).map(
				( { answers, chance, blind } ) => ( {
					state: {
						input: state.input,
						answers: [ ...likeliest.state.answers, ...answers ],
					},
					chance: chance * likeliest.chance,
					blind: blind || likeliest.blind,
				} )
			),
		];
	}
	return [ ...planned.values() ].slice( 0, most );
}

/** Below this chance an answer is too likely to be of no use. */
const WORTH_IT = 0.4;

/** The questions that would follow if those open now came out failing, healthy, or as a proof expects them. */
export function lookAhead( state: SearchState ): Question[] {
	const { open, talk } = replay( state );
	const guesses: Guess[] = [ always( 'failing' ), always( 'healthy' ) ];
	if ( open.length > 1 ) {
		guesses.push( expected );
	}
	if ( open[ 0 ]?.purpose === 'reproduce-observed' ) {
		guesses.push( always( 'named' ) );
	}
	const next = guesses.flatMap(
		( guess ) =>
			replay( {
				...state,
				answers: [
					...state.answers,
					...open.map( ( question ) =>
						hypothetical( question, guess( question ), talk )
					),
				],
			} ).open
	);
	return next.filter(
		( { id }, index ) =>
			next.findIndex( ( other ) => other.id === id ) === index
	);
}

/** How far the search has come. */
export interface Progress {
	/** The number of the question that is open now, from 1 on. */
	step: number;
	/** An estimate of how many there will be; never below the step. */
	about: number;
	question: Question | null;
}

/** How far the search has come, for a person who waits. */
export function progress( state: SearchState ): Progress {
	const { open, talk } = replay( state );
	const step = state.answers.length + 1;
	return {
		step,
		about: Math.max( step, talk.answers.length + talk.remaining ),
		question: open[ 0 ] ?? null,
	};
}

interface Replay {
	/** Questions without an answer; empty at the end. */
	open: Question[];
	talk: Talk;
	diagnosis: Diagnosis | null;
}

/** A search that was told up to where answers are missing. */
interface Told extends Replay {
	/** Goes on from there; once only. */
	goOn: ( answers: Answer[] ) => Told;
}

/** What was told of a state; gone as soon as it was told on. */
const told = new WeakMap< SearchState, Told >();

function replay( state: SearchState ): Told {
	const before = told.get( state );
	if ( before ) {
		return before;
	}
	const { input, answers } = state;
	const talk = newTalk( input );
	const dialogue = search( talk );
	const now = tell( { talk, dialogue, next: dialogue.next() }, answers );
	told.set( state, now );
	return now;
}

/** The state with more answers, told on from where it was. */
function follow( state: SearchState, more: Answer[] ): SearchState {
	const next = { input: state.input, answers: [ ...state.answers, ...more ] };
	const before = told.get( state );
	if ( before && more.length > 0 ) {
		told.delete( state );
		told.set( next, before.goOn( next.answers ) );
	}
	return next;
}

/** The same state, with its answers in the order in which they came. */
function inOrder( state: SearchState, answers: Answer[] ): SearchState {
	const ordered = { input: state.input, answers };
	const before = told.get( state );
	if ( before ) {
		told.set( ordered, before );
	}
	return ordered;
}

interface Telling {
	talk: Talk;
	dialogue: ReturnType< typeof search >;
	next: IteratorResult< Question[], Diagnosis >;
}

function tell( telling: Telling, answers: Answer[] ): Told {
	const { talk, dialogue } = telling;
	let { next } = telling;
	const byQuestion = new Map(
		[ ...answers ]
			.reverse()
			.map( ( answer ) => [ answer.question, answer ] )
	);
	for (;;) {
		if ( next.done ) {
			const diagnosis = next.value;
			const ended: Told = {
				open: [],
				talk,
				diagnosis,
				goOn: () => ended,
			};
			return ended;
		}
		const questions = next.value;
		const known = questions.map( ( { id } ) => byQuestion.get( id ) );
		const open = questions.filter( ( { id } ) => ! byQuestion.has( id ) );
		if ( open.length > 0 ) {
			const waiting = next;
			return {
				open,
				talk,
				diagnosis: null,
				goOn: ( more ) =>
					tell( { talk, dialogue, next: waiting }, more ),
			};
		}
		next = dialogue.next( known as Answer[] );
	}
}
