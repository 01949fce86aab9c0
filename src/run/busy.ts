/**
 * Keeps the busy answer for visitors alive while a search runs, once the admin has agreed, and ends it with the search.
 */
import type { Busy } from '../contract/types';
import type { SiteClient, SiteError } from '../site/types';

/** Whom the busy answer is for; null: nobody agreed to it. */
export type BusyScope = NonNullable< Busy >[ 'scope' ] | null;

/** It lasts for two minutes; a call may fail between two renewals. In milliseconds. */
const RENEWED_AFTER = 20000;

/** What became of it: whom it is for, or why it could not be had. */
export type BusyNow = { scope: BusyScope; error: SiteError | null };

/** The busy answer of one search. */
export interface BusyKeeper {
	/** Starts, renews or ends it where that is due. */
	keep: () => Promise< void >;
	/** Ends it, if it was started. */
	end: () => Promise< void >;
}

/** A keeper for one search; should a call fail, the search goes on without. */
export function createBusyKeeper( {
	client,
	page,
	scope,
	now,
	onChange = () => undefined,
	every = ( run, milliseconds ) => {
		const timer = setInterval( run, milliseconds );
		return () => clearInterval( timer );
	},
}: {
	client: Pick< SiteClient, 'startBusy' | 'endBusy' >;
	page: string;
	/** What the admin agrees to at this moment. */
	scope: () => BusyScope;
	now: () => number;
	/** Hears what became of it. */
	onChange?: ( now: BusyNow ) => void;
	/** Runs something again and again until what it returns is called: a probe may hang for longer than the answer lasts. */
	every?: ( run: () => void, milliseconds: number ) => () => void;
} ): BusyKeeper {
	let started: { scope: BusyScope; at: number; stop: () => void } | null =
		null;

	const end = async () => {
		if ( started !== null ) {
			started.stop();
			started = null;
			const ended = await client.endBusy();
			onChange( {
				scope: null,
				error: ended.ok ? null : ended.error,
			} );
		}
	};

	const keep = async () => {
		const wanted = scope();
		if ( wanted === null ) {
			return end();
		}
		if ( started?.scope === wanted && now() - started.at < RENEWED_AFTER ) {
			return;
		}
		started = {
			scope: wanted,
			at: now(),
			stop: started?.stop ?? every( () => void keep(), RENEWED_AFTER ),
		};
		const begun = await client.startBusy( { scope: wanted, page } );
		onChange( {
			scope: begun.ok ? wanted : null,
			error: begun.ok ? null : begun.error,
		} );
	};

	return { keep, end };
}
