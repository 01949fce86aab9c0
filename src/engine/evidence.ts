/**
 * Orders suspects by what PHP itself said. Evidence only ever orders; proof decides.
 */
import { accountOf } from './account';
import { switches } from './configuration';
import { ownersOf, pathsIn } from './paths';
import * as say from './sentences';
import type { Answer, SearchInput } from './types';

/** A candidate that PHP's account points at. */
export interface Suspect {
	key: string;
	/** For a person: one sentence. */
	why: string;
}

/** The candidates that failing answers point at, the likeliest first, each once. */
export function suspects( answers: Answer[], input: SearchInput ): Suspect[] {
	const failing = answers.filter(
		( { verdict } ) => verdict.outcome === 'failing'
	);
	const all = [
		...failing.flatMap( ( answer ) => fromFile( answer, input ) ),
		...failing.flatMap( ( answer ) => fromTrace( answer, input ) ),
		...failing.flatMap( ( answer ) => fromLoading( answer, input ) ),
	];
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

function fromFile( { observation }: Answer, input: SearchInput ): Suspect[] {
	const file = accountOf( observation )?.error?.file;
	return file
		? ownersOf( file, input ).map( ( { key } ) => ( {
				key,
				why: say.whyFile( file ),
			} ) )
		: [];
}

function fromTrace( { observation }: Answer, input: SearchInput ): Suspect[] {
	const message = accountOf( observation )?.error?.message ?? '';
	return pathsIn( message ).flatMap( ( path ) =>
		ownersOf( path, input ).map( ( { key } ) => ( {
			key,
			why: say.whyTrace( path ),
		} ) )
	);
}

function fromLoading(
	{ observation }: Answer,
	{ candidates }: SearchInput
): Suspect[] {
	const loading = accountOf( observation )?.loading;
	return candidates
		.filter( ( { id, kind } ) => kind === 'plugin' && id === loading )
		.map( ( { key, id } ) => ( { key, why: say.whyLoading( id ) } ) );
}
