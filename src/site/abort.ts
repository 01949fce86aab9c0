/**
 * A time limit that a caller's own signal can cut short.
 */

/** A signal for one piece of work. */
export interface Deadline {
	signal: AbortSignal;
	/** Whether the time ran out, as opposed to somebody aborting. */
	expired: () => boolean;
	/** Ends the watch; call it when the work is done. */
	clear: () => void;
}

/** Starts the clock: the signal aborts after so many milliseconds, or as soon as the outer one does. */
export function deadline(
	milliseconds: number,
	outer?: AbortSignal
): Deadline {
	const controller = new AbortController();
	let expired = false;
	const abort = () => controller.abort();
	const timer = setTimeout( () => {
		expired = true;
		abort();
	}, milliseconds );

	// AbortSignal.any() is missing in browsers that WordPress still supports.
	if ( outer?.aborted ) {
		abort();
	}
	outer?.addEventListener( 'abort', abort );

	return {
		signal: controller.signal,
		expired: () => expired,
		clear: () => {
			clearTimeout( timer );
			outer?.removeEventListener( 'abort', abort );
		},
	};
}

/** Waits so many milliseconds, or until the signal aborts; never rejects. */
export function wait(
	milliseconds: number,
	signal?: AbortSignal
): Promise< void > {
	return new Promise( ( resolve ) => {
		if ( signal?.aborted ) {
			resolve();
			return;
		}
		const done = () => {
			clearTimeout( timer );
			signal?.removeEventListener( 'abort', done );
			resolve();
		};
		const timer = setTimeout( done, milliseconds );
		signal?.addEventListener( 'abort', done );
	} );
}
