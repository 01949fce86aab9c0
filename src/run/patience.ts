/**
 * Tries a call again when it failed in a way that may pass: a laptop that slept, a gateway that was busy.
 */
import { wait as waitFor } from '../site/abort';
import { isTransient } from '../site/failures';
import type { Result, SiteError } from '../site/types';

/** How long to bear with a site. */
export interface Patience {
	/** Stops the waiting. */
	signal?: AbortSignal;
	/** What may pass by itself; by default all that can. */
	bears?: ( error: SiteError ) => boolean;
	/** Called before each pause. */
	onPause?: ( error: SiteError, milliseconds: number ) => void;
	wait?: ( milliseconds: number, signal?: AbortSignal ) => Promise< void >;
}

/** The pauses between tries, in milliseconds. */
const PAUSES = [ 1000, 3000, 9000 ];

/** The result of a call, after up to three more tries. */
export async function patiently< T >(
	call: () => Promise< Result< T > >,
	{
		signal,
		bears = isTransient,
		onPause = () => undefined,
		wait = waitFor,
	}: Patience = {}
): Promise< Result< T > > {
	let result = await call();
	for ( const pause of PAUSES ) {
		if ( result.ok || signal?.aborted || ! bears( result.error ) ) {
			return result;
		}
		onPause( result.error, pause );
		await wait( pause, signal );
		if ( signal?.aborted ) {
			return result;
		}
		result = await call();
	}
	return result;
}
