/**
 * Says that something is still under way when nothing else was printed for a while.
 */

/** How long a person may look at a line that does not change, in milliseconds. */
const WHILE = 10000;

/** Watches over one wait. */
export interface Silence {
	/** Something was printed: the time begins anew. */
	broken: () => void;
	end: () => void;
}

/**
 * A watch from now on.
 *
 * @param say   Is called again and again while nothing else is printed, with the seconds since something was.
 * @param every Calls a function again and again until what it returns is called.
 */
export function watchSilence(
	say: ( seconds: number ) => void,
	every = ( run: () => void, milliseconds: number ) => {
		const timer = setInterval( run, milliseconds );
		return () => clearInterval( timer );
	}
): Silence {
	let times = 0;
	const begin = () => {
		times = 0;
		return every( () => {
			times++;
			say( ( times * WHILE ) / 1000 );
		}, WHILE );
	};
	let stop: ( () => void ) | null = begin();
	return {
		broken: () => {
			if ( stop ) {
				stop();
				stop = begin();
			}
		},
		end: () => {
			stop?.();
			stop = null;
		},
	};
}
