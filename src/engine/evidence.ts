/**
 * Orders suspects by what PHP itself said. Evidence only ever orders; proof decides.
 */
import { cluesIn } from './clues';
import { switches } from './configuration';
import { ownersOf } from './paths';
import type { Answer, SearchInput } from './types';

/** A candidate that PHP's account points at. */
export interface Suspect {
	key: string;
	/** For a person: one sentence. */
	why: string;
}

/** The candidates that failing answers point at, the likeliest first, each once. */
export function suspects( answers: Answer[], input: SearchInput ): Suspect[] {
	const all = answers
		.filter( ( { verdict } ) => verdict.outcome === 'failing' )
		.flatMap( cluesIn )
		.flatMap( ( { path, why } ) =>
			ownersOf( path, input ).map( ( { key } ) => ( { key, why } ) )
		);
	return all.filter(
		( { key }, index ) =>
			all.findIndex( ( other ) => other.key === key ) === index
	);
}

/** The first candidate that an answer points at and that was on in it, or null. */
export function namedIn( answer: Answer, input: SearchInput ): string | null {
	const on = switches( input, answer.configuration );
	const off = new Set(
		input.candidates
			.filter( ( _, index ) => ! on[ index ] )
			.map( ( { key } ) => key )
	);
	return (
		suspects( [ answer ], input ).find( ( { key } ) => ! off.has( key ) )
			?.key ?? null
	);
}
