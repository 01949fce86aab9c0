/**
 * Decides how many probes run at once: more as long as more get done, fewer as soon as they only get in each other's way.
 */
import type { Workers } from '../contract/types';

/** How a server takes probes that run at the same time. */
export interface Pace {
	/** How many may run now. */
	width: () => number;
	/**
	 * A probe came back.
	 *
	 * @param milliseconds How long it took.
	 * @param beside       How many ran when it was sent, itself included.
	 * @param plugins      How many plugins were on in a page that came to its end; null for any other page, whose time
	 *                     says nothing about the server.
	 */
	landed: (
		milliseconds: number,
		beside: number,
		plugins: number | null
	) => void;
	/** The server had no worker left, or a page hung: one at a time from here on. */
	slowDown: () => void;
}

/** WordPress itself costs about as much as so many plugins. */
const WORDPRESS = 5;

/** Workers that are left to visitors and to Culprit's own calls. */
const LEFT = 1;

/** Answers at one width before it is judged. */
const ENOUGH = 3;

/** How much more must get done for one more probe at a time. */
const GAIN = 1.15;

/**
 * A pace for one search.
 *
 * @param most    Probes at a time that the user allows.
 * @param workers What the server says of its PHP workers.
 */
export function createPace( most: number, workers: () => Workers ): Pace {
	const taken = new Map< number, number[] >();
	let limit = most;
	let now = 1;

	/** What gets done at this width: plugins a millisecond. */
	const done = ( width: number ) =>
		width / median( taken.get( width ) ?? [] );

	/** Whether this width gets enough more done than one less; where that was not tried, it counts as done in full. */
	const pays = ( width: number ) => {
		const known = Math.max(
			...[ ...taken.keys() ].filter( ( one ) => one < width )
		);
		return (
			known < 1 ||
			done( width ) >= ( GAIN * done( known ) * ( width - 1 ) ) / known
		);
	};

	/** The next width: at once as many as are idle, where the server says so. */
	const wider = () => {
		const { idle } = workers();
		return idle !== null && idle > limit ? limit : now + 1;
	};

	return {
		width: () => {
			const { total, idle } = workers();
			const free =
				idle === 0 ? 1 : Math.max( 1, ( total ?? Infinity ) - LEFT );
			return Math.max( 1, Math.min( now, limit, free ) );
		},
		landed: ( milliseconds, beside, plugins ) => {
			if ( plugins !== null ) {
				taken.set( beside, [
					...( taken.get( beside ) ?? [] ),
					milliseconds / ( WORDPRESS + plugins ),
				] );
			}
			const count = taken.get( now )?.length ?? 0;
			if ( now > 1 && count >= ENOUGH && ! pays( now ) ) {
				now--;
				limit = now;
			} else if ( now < limit && ( now === 1 || count >= ENOUGH ) ) {
				now = wider();
			}
		},
		slowDown: () => {
			now = 1;
			limit = 1;
		},
	};
}

function median( numbers: number[] ): number {
	const sorted = [ ...numbers ].sort( ( a, b ) => a - b );
	return sorted[ Math.floor( sorted.length / 2 ) ] ?? 0;
}
