/**
 * What a search knows so far, when it is broken off before it has an answer.
 */
import { allKeys, switches } from './configuration';
import type { SearchState } from './types';

/** Candidates that may still be it: those of the smallest configuration that was seen to fail; all before one was. */
export function stillSuspect( { input, answers }: SearchState ): string[] {
	const keys = allKeys( input );
	return answers
		.filter(
			( { verdict, purpose } ) =>
				verdict.outcome === 'failing' &&
				purpose !== 'reproduce-observed'
		)
		.map( ( { configuration } ) => {
			const on = switches( input, configuration );
			return keys.filter( ( _, index ) => on[ index ] );
		} )
		.filter( ( some ) => some.length > 0 )
		.reduce(
			( least, some ) => ( some.length < least.length ? some : least ),
			keys
		);
}
