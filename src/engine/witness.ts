/**
 * Turns what a person saw into a verdict.
 */
import * as say from './sentences';
import type { Verdict } from './types';

/** What a person says of one page. */
export type Sight = 'seen' | 'not-seen' | 'cannot-tell';

/** The verdict, for a page that was healthy for a machine. */
export function verdictOf( sight: Sight ): Verdict {
	switch ( sight ) {
		case 'seen':
			return {
				outcome: 'failing',
				signature: {
					key: 'seen',
					kind: 'seen',
					sentence: say.seen(),
					file: null,
				},
				reason: null,
				sentence: say.seen(),
			};
		case 'not-seen':
			return {
				outcome: 'healthy',
				signature: null,
				reason: null,
				sentence: say.notSeenHere(),
			};
		case 'cannot-tell':
			return {
				outcome: 'unresolved',
				signature: null,
				reason: 'cannot-tell',
				sentence: say.cannotTell(),
			};
	}
}
