/**
 * What a walk shows at a glance: the page that stands for all tries, who made it, and how often it failed.
 */
import { chanceOf, type Tries } from './chance';
import { makerOf } from './makers';
import { isBad } from './seen';
import { timingOf, type Timing } from './timing';
import type { Made, Visit, Walk } from './types';

/** A walk, ready to be judged. */
export interface Evidence {
	walk: Walk;
	/** The last failing try, else the last one; null when nobody went. */
	page: Visit | null;
	made: Made | null;
	chance: Tries;
	/** How long the failing tries took. */
	timing: Timing;
	/** Whether what visitors get is broken, at least sometimes and still. */
	failing: boolean;
}

/** Reads a walk. */
export function evidenceOf( walk: Walk ): Evidence {
	const { tries } = walk;
	const bad = tries.filter( isBad );
	const page = bad.at( -1 ) ?? tries.at( -1 ) ?? null;
	const chance = chanceOf( tries );
	return {
		walk,
		page,
		made: page && makerOf( page ),
		chance,
		timing: timingOf(
			bad
				// That one was ours.
				.filter( ( { networkError } ) => networkError !== 'timeout' )
				.map( ( { milliseconds } ) => milliseconds )
		),
		failing: chance.kind === 'lasting' || chance.kind === 'comes-and-goes',
	};
}
