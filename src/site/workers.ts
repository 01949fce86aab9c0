/**
 * Keeps count of the PHP workers that probes which were given up may still occupy: giving up frees none.
 */
import { wait as waitFor } from './abort';
import type { Workers } from '../contract/types';
import type { SiteClient } from './types';

/** The workers of a server, as far as they are known. */
export interface WorkersNow extends Workers {
	/** Probes that were given up and may still run. */
	hanging: number;
}

/** Counts workers. */
export interface WorkerCount {
	/** What the server said of itself. */
	told: ( workers: Workers ) => void;
	/** A probe was given up. */
	abandoned: ( probe: string ) => void;
	now: () => WorkersNow;
	/**
	 * Waits until one more page may hang: then two workers are left for everybody else, if there are as many.
	 *
	 * @param limit  After so many milliseconds a page that hangs is believed to have ended.
	 * @param onWait Called when there is something to wait for.
	 */
	room: (
		limit: number,
		onWait: () => void,
		signal?: AbortSignal
	) => Promise< void >;
}

/** Workers that are left to others. */
const LEFT = 2;

/** Pages that may hang at the same time where nobody knows how many workers there are. */
const UNKNOWN = 2;

/** The pause between two looks, in milliseconds. */
const PAUSE = 2000;

/** A count for one search. */
export function createWorkerCount( {
	client,
	now,
	wait = waitFor,
}: {
	client: Pick< SiteClient, 'record' >;
	/** Milliseconds since any fixed time. */
	now: () => number;
	wait?: typeof waitFor;
} ): WorkerCount {
	let known: Workers = { total: null, idle: null };
	let hanging: { probe: string; since: number }[] = [];

	/** How many may hang, the next one included. */
	const most = () =>
		known.total === null ? UNKNOWN : Math.max( 1, known.total - LEFT );

	const forget = ( probe: string ) => {
		hanging = hanging.filter( ( one ) => one.probe !== probe );
	};

	const told = ( workers: Workers ) => {
		known = workers;
		const { total, idle } = workers;
		// All but the one that says so have nothing to do.
		if ( total !== null && idle !== null && idle >= total - 1 ) {
			hanging = [];
		}
	};

	const look = async ( limit: number, signal?: AbortSignal ) => {
		hanging = hanging.filter( ( { since } ) => now() - since < limit );
		const [ oldest ] = hanging;
		if ( hanging.length < most() || ! oldest ) {
			return;
		}
		const record = await client.record( oldest.probe, signal );
		if ( record.ok ) {
			told( record.value.workers );
		}
		if ( record.ok ? record.value.ended : record.error.status === 404 ) {
			forget( oldest.probe );
		}
	};

	return {
		told,
		abandoned: ( probe ) => {
			hanging = [ ...hanging, { probe, since: now() } ];
		},
		now: () => ( { ...known, hanging: hanging.length } ),
		room: async ( limit, onWait, signal ) => {
			await look( limit, signal );
			if ( hanging.length >= most() ) {
				onWait();
			}
			while ( hanging.length >= most() && ! signal?.aborted ) {
				await wait( PAUSE, signal );
				await look( limit, signal );
			}
		},
	};
}
