/**
 * Keeps the busy answer for visitors alive while a search runs, once the admin has agreed, and ends it with the search.
 */
import type { Busy } from '../contract/types';
import type { SiteClient } from '../site/types';

/** Whom the busy answer is for; null: nobody agreed to it. */
export type BusyScope = NonNullable< Busy >[ 'scope' ] | null;

/** It lasts for two minutes; a probe and a wait may come between two renewals. In milliseconds. */
const RENEWED_AFTER = 20000;

/** The busy answer of one search. */
export interface BusyKeeper {
	/** Starts or renews it where that is due. */
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
}: {
	client: Pick< SiteClient, 'startBusy' | 'endBusy' >;
	page: string;
	/** What the admin agrees to at this moment. */
	scope: () => BusyScope;
	now: () => number;
} ): BusyKeeper {
	let renewed: number | null = null;

	const end = async () => {
		if ( renewed !== null ) {
			renewed = null;
			await client.endBusy();
		}
	};

	return {
		keep: async () => {
			const wanted = scope();
			if ( wanted === null ) {
				return end();
			}
			if ( renewed === null || now() - renewed > RENEWED_AFTER ) {
				renewed = now();
				await client.startBusy( { scope: wanted, page } );
			}
		},
		end,
	};
}
