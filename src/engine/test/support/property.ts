/**
 * What property tests measure.
 */
import fc from 'fast-check';
import { SILENT, spelled } from './arbitrary';
import type { Solved } from './site';

/** How often, and from which seed: a failing test fails again. */
export const runs = ( seed: number, numRuns = 250 ) => ( { seed, numRuns } );

/** The sets that were found, in one spelling and order. */
export const found = ( { diagnosis }: Solved ) =>
	diagnosis.culprits.map( ( { members } ) => spelled( members ) ).sort();

/** Any failure that PHP names nobody for. */
export const shows = fc.constantFrom( ...SILENT );

/** Probes until all sets had their names and the page was healthy without them. */
export function toTheName( { state }: Solved ): number {
	const { answers } = state;
	const proof = answers.findIndex( ( { purpose } ) =>
		[ 'prove-with', 'prove-member', 'prove-without' ].includes( purpose )
	);
	// The round that proves a set begins with the set as a whole.
	return answers[ proof ]?.purpose === 'prove-member' ? proof - 1 : proof;
}
