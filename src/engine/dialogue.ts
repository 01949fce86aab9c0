/**
 * The grammar of the search: it yields the questions that it needs and resumes with their answers.
 */
import type { Configuration } from '../contract/types';
import { accountOf } from './account';
import type { Beliefs } from './beliefs';
import { DOUBT } from './chance';
import { configurationKey, switches } from './configuration';
import { sameFailure } from './signature';
import type {
	Answer,
	Purpose,
	Question,
	SearchInput,
	Signature,
} from './types';

/** A part of the search that ends in a T. */
export type Dialogue< T > = Generator< Question[], T, Answer[] >;

/** What a search knows while it talks. */
export interface Talk {
	/** The search's input, and the requirements that were learned. */
	input: SearchInput;
	/** Every answer that was used, in the order of the questions. */
	answers: Answer[];
	/** The latest answer to each guarded configuration that can be used. */
	known: Map< string, Answer >;
	/** The failure that is searched for now. */
	baseline: Signature | null;
	/** What is known of it, once it was seen to come and go; else null: every answer is believed. */
	beliefs: Beliefs | null;
	/** Milliseconds from which on a page is slow, once that is known; null where speed does not matter. */
	slowFrom: number | null;
	/** The doubt that a belief may leave on the way to a name. */
	doubt: number;
	/** An estimate of how many questions are left, those being asked included. */
	remaining: number;
}

/** A question that is about to be put. */
export interface Wish {
	purpose: Purpose;
	configuration: Configuration;
	/** Guarded, unless said otherwise. */
	mode?: Question[ 'mode' ];
	/** Whether callbacks are recorded; only where a failure named nobody. */
	deep?: boolean;
}

/** Ends a search honestly: it cannot be told, and why. */
export class GiveUp extends Error {
	constructor(
		readonly reason: string,
		/** Keys of the candidates that remain suspect. */
		readonly suspects: string[]
	) {
		super( reason );
	}
}

/** A search that has not asked anything yet. */
export const newTalk = ( input: SearchInput ): Talk => ( {
	input,
	answers: [],
	known: new Map(),
	baseline: null,
	beliefs: null,
	slowFrom: null,
	doubt: DOUBT.search,
	remaining: 0,
} );

/** Puts several questions at once. */
export function* askAll( talk: Talk, wishes: Wish[] ): Dialogue< Answer[] > {
	const answers = yield wishes.map( ( wish, index ) =>
		questionOf( talk, wish, talk.answers.length + index + 1 )
	);
	talk.answers.push( ...answers );
	for ( const answer of answers ) {
		if ( counts( talk, answer ) ) {
			talk.known.set( configurationKey( answer.configuration ), answer );
			talk.beliefs?.add( answer );
		}
	}
	return answers;
}

/** Whether an answer tells what its configuration does. */
export function counts( talk: Talk, answer: Answer ): boolean {
	const { purpose, verdict, observation } = answer;
	// Observed answers were given without the rule that all others are compared under.
	if (
		purpose === 'reproduce-observed' ||
		verdict.outcome === 'unresolved'
	) {
		return false;
	}
	// The deep recorder may disturb a page, so it is believed only where it changes nothing.
	const deep = ( accountOf( observation )?.running ?? null ) !== null;
	return ! deep || sameFailure( verdict.signature, talk.baseline );
}

/** Puts one question. */
export function* ask( talk: Talk, wish: Wish ): Dialogue< Answer > {
	const [ answer ] = yield* askAll( talk, [ wish ] );
	return answer as Answer;
}

function questionOf(
	talk: Talk,
	{ purpose, configuration, mode = 'guarded', deep = false }: Wish,
	place: number
): Question {
	const on = switches( talk.input, configuration );
	const text = `${ purpose } ${ mode }${ deep ? ' deep' : '' } ${ on
		.map( Number )
		.join( '' ) }`;
	return {
		// The place makes it unique, the fingerprint tells the branches of a step apart.
		id: `${ place }-${ fingerprint( text ) }`,
		purpose,
		mode,
		...( deep ? { deep } : {} ),
		configuration,
		without: on.filter( ( one ) => ! one ).length,
	};
}

/** A short hash that is equal wherever the search is replayed. */
function fingerprint( text: string ): string {
	// The largest prime below 2^32; the product stays exact in a double.
	const modulus = 4294967291;
	let hash = 7;
	for ( let index = 0; index < text.length; index++ ) {
		hash = ( hash * 65599 + text.charCodeAt( index ) ) % modulus;
	}
	return hash.toString( 16 ).padStart( 8, '0' );
}
