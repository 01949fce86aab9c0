/**
 * Sites whose fault comes and goes, by a seed.
 */
import type { SearchInput } from '../../types';
import { input, observation } from './build';
import { solve, type Fault, type Site, type Solved } from './site';

/** Numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32). */
export function random( seed: number ): () => number {
	let state = seed;
	/* eslint-disable no-bitwise -- Arithmetic on 32 bits. */
	return () => {
		state = ( state + 0x6d2b79f5 ) | 0;
		let mixed = Math.imul( state ^ ( state >>> 15 ), 1 | state );
		mixed =
			( mixed + Math.imul( mixed ^ ( mixed >>> 7 ), 61 | mixed ) ) ^
			mixed;
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 4294967296;
	};
	/* eslint-enable no-bitwise */
}

/** Who is behind the fault. */
export type Kind = 'one' | 'pair' | 'below';

/** A site of so many plugins whose fault shows on this share of its loads. */
export function flaky(
	kind: Kind,
	{ plugins, rate, seed }: { plugins: number; rate: number; seed: number }
): { site: Site; truth: string[] } {
	const dice = random( seed );
	const asked = input( { plugins } );
	const truth = chosen( asked, dice, { one: 1, pair: 2, below: 0 }[ kind ] );
	const fault: Fault = { members: truth, shows: 'status', at: 'hook' };
	return {
		site: {
			input: asked,
			faults: [ fault ],
			instead: ( { configuration } ) =>
				dice() < rate ? null : observation( configuration ),
		},
		truth,
	};
}

function chosen(
	{ candidates }: SearchInput,
	dice: () => number,
	count: number
) {
	const left = candidates.map( ( { key } ) => key );
	return Array.from(
		{ length: count },
		() =>
			left.splice( Math.floor( dice() * left.length ), 1 )[ 0 ] as string
	);
}

/** How a search of such a site ended. */
export function ending(
	{ diagnosis }: Solved,
	truth: string[]
): 'right' | 'unresolved' | 'wrong' {
	const { outcome, culprits } = diagnosis;
	if ( outcome === 'below-plugins' && truth.length === 0 ) {
		return 'right';
	}
	if ( outcome !== 'culprits-found' ) {
		return outcome === 'below-plugins' ? 'wrong' : 'unresolved';
	}
	const named = culprits.flatMap( ( { members } ) => members );
	return culprits.length === 1 &&
		named.length === truth.length &&
		truth.every( ( key ) => named.includes( key ) )
		? 'right'
		: 'wrong';
}

/** Ends of many searches, and how many probes they took. */
export function many( rate: number, runs: number, plugins = 24 ) {
	const ends = { right: 0, unresolved: 0, wrong: 0 };
	const reasons: Record< string, number > = {};
	let probes = 0;
	let most = 0;
	for ( let run = 0; run < runs; run++ ) {
		const kind = ( [ 'one', 'pair', 'below' ] as const )[ run % 3 ] as Kind;
		const { site, truth } = flaky( kind, {
			plugins,
			rate,
			seed: Math.round( rate * 100 ) * 100000 + run,
		} );
		const solved = solve( site );
		const end = ending( solved, truth );
		ends[ end ]++;
		if ( end !== 'right' ) {
			const why = `${ kind } ${ end } ${ solved.diagnosis.reason }`;
			reasons[ why ] = ( reasons[ why ] ?? 0 ) + 1;
		}
		probes += solved.diagnosis.probes;
		most = Math.max( most, solved.diagnosis.probes );
	}
	return { ...ends, mean: probes / runs, most, reasons };
}
