/**
 * Searches with the real engine on a prober that answers from memory.
 */
import { drive, type DriveOptions, type Driven } from '../../driver';
import { failureError } from '../../../site/failures';
import {
	inputFor,
	memoryProber,
	siteWith,
	type Behaviour,
} from './memoryProber';
import type { RunEvent } from '../../../contract/types';
import type { SearchState } from '../../../engine/types';
import type { Result } from '../../../site/types';
import type { Journal } from '../../journal';

const PLUGINS = [ 'a/a.php', 'b/b.php', 'c/c.php', 'd/d.php' ];
const site = siteWith( PLUGINS );
export const input = inputFor( site );

/** A journal in memory; `fails` says which append fails. */
export function memoryJournal( fails?: ( number: number ) => boolean ) {
	const added: RunEvent[][] = [];
	const journal: Journal = {
		id: 'c'.repeat( 32 ),
		add: async ( events ) => {
			added.push( events );
			return fails?.( added.length )
				? {
						ok: false,
						error: failureError( new TypeError() ),
					}
				: { ok: true, value: undefined };
		},
	};
	return { journal, added };
}

/** A search on a prober in memory; `ended` is what the driver promises. */
export const search = (
	behaviour: Behaviour,
	more: Partial< DriveOptions > = {}
) => {
	const prober = memoryProber( behaviour );
	const seen: SearchState[] = [];
	return {
		prober,
		seen,
		ended: drive( {
			input,
			prober,
			signal: new AbortController().signal,
			onProgress: ( { state } ) => seen.push( state ),
			wait: async () => undefined,
			...more,
		} ),
	};
};

/** How a search ended; throws where it could not. */
export async function valueOf( ended: Promise< Result< Driven > > ) {
	const result = await ended;
	if ( ! result.ok ) {
		throw new Error( result.error.sentence );
	}
	return result.value;
}

/** The result of a call to a site that is away. */
export const down = () => ( {
	ok: false as const,
	error: failureError( new TypeError( 'Failed to fetch' ) ),
} );
