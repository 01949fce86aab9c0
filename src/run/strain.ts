/**
 * How the server bears a search, for a person who waits.
 */
import { isStrained } from '../engine/server';
import type { Answer } from '../engine/types';
import type { WorkersNow } from '../site/workers';

/** What is known of the server's PHP workers. */
export interface Strain extends WorkersNow {
	/** The server said that all of them have work: the next probe has to wait for one, as visitors do. */
	queue: boolean;
	/** The last probe had to wait long, for a worker or for the network: which of them is not known. */
	slow: boolean;
	/** The search waits until a page that hangs has ended. */
	waiting: boolean;
}

/** The strain now. */
export function strainOf(
	workers: WorkersNow,
	answers: Answer[],
	waiting: boolean
): Strain {
	return {
		...workers,
		// The only worker is at work on whatever asks it.
		queue: workers.idle === 0 && workers.total !== 1,
		slow: isStrained( answers ),
		waiting,
	};
}
