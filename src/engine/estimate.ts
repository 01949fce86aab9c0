/**
 * How many questions each part of a search is expected to take, the one being asked included.
 */

/** The silent proof: alone, then without and with three times. */
export const PROOF = 7;

/** What PHP's own account leaves to ask: without, alone, without. */
export const NAMED = 3;

/** The proof of a set: alone, without, four rounds of twice the whole and each leave-one-out, then the other pairs. */
export const proofOfSet = ( members: number ) =>
	2 + 4 * ( 2 + members ) + ( PROOF - 2 );

/** Halvings until one of so many is left. */
export const halvings = ( count: number ) =>
	Math.ceil( Math.log2( Math.max( 1, count ) ) );

/** What is left once the floor is known, when PHP named nobody. */
export const silent = ( candidates: number ) => halvings( candidates ) + PROOF;

/** Questions to a person once the fault was seen: floor, halvings, alone, without, and once more with. */
export const seenTogether = ( candidates: number ) =>
	4 + halvings( candidates );

/** How many probes a search takes: when PHP names the culprit, and when it has to be narrowed down. */
export function expectedProbes( candidates: number ): {
	least: number;
	usual: number;
} {
	// Two to see the failure and one without plugins; then PHP names the culprit, or it has to be narrowed down.
	return { least: 3 + NAMED, usual: 3 + silent( candidates ) };
}

/** What the proofs of sets take beyond what was asked on the way to their names. */
export const proofsAfterName = (
	sets: { members: string[]; namedByPhp: boolean }[]
) =>
	sets
		.map( ( { members: { length }, namedByPhp } ) => {
			if ( length > 1 ) {
				return proofOfSet( length ) - 2;
			}
			return namedByPhp ? NAMED - 2 : PROOF - 2;
		} )
		.reduce( ( sum, count ) => sum + count, 0 );
