/**
 * What visitors get while a search runs: asked for, kept, ended, and what became of that.
 */
import { useRef, useState } from '@wordpress/element';
import {
	type BusyKeeper,
	type BusyScope,
	createBusyKeeper,
} from '../../run/busy';
import type { Result, SiteClient, SiteError } from '../../site/types';

/** The busy answer as the server has confirmed it. */
export interface BusyState {
	/** Whom it is for; null: nobody gets it. */
	scope: BusyScope;
	/** The server is being asked to begin or to end it. */
	pending: 'begin' | 'end' | null;
	/** What could not be done, or null. */
	problem: { what: 'begin' | 'renew' | 'end'; error: SiteError } | null;
}

export interface Busy extends BusyState {
	/** Begins, widens or ends it at once. */
	answer: ( scope: BusyScope ) => void;
	/** A keeper for one search; nobody gets the busy answer before it is agreed to again. */
	forSearch: () => BusyKeeper;
}

const NOBODY: BusyState = { scope: null, pending: null, problem: null };

export function useBusy(
	client: Pick< SiteClient, 'startBusy' | 'endBusy' >,
	page: string
): Busy {
	const [ state, setState ] = useState( NOBODY );
	// Read by a search that is under way; the state is what is shown.
	const agreed = useRef< BusyScope >( null );
	const keeper = useRef< BusyKeeper | null >( null );
	const last = useRef< Promise< unknown > >( Promise.resolve() );

	/** Calls one after the other: what was asked last must be what the server hears last. */
	const inTurn = async < T >(
		call: () => Promise< Result< T > >
	): Promise< Result< T > > => {
		const turn = last.current.then( call );
		last.current = turn;
		return turn;
	};

	const begin: SiteClient[ 'startBusy' ] = async ( request ) => {
		const { scope } = request;
		setState( ( now ) =>
			now.scope === scope ? now : { ...now, pending: 'begin' }
		);
		const begun = await inTurn( () => client.startBusy( request ) );
		setState( ( now ) => ( {
			// What could not be renewed lasts on for a while.
			scope: begun.ok ? scope : now.scope,
			pending: null,
			problem: begun.ok
				? null
				: {
						what: now.scope === scope ? 'renew' : 'begin',
						error: begun.error,
					},
		} ) );
		return begun;
	};

	const end: SiteClient[ 'endBusy' ] = async () => {
		setState( ( now ) => ( { ...now, pending: 'end' } ) );
		const ended = await inTurn( () => client.endBusy() );
		setState( {
			...NOBODY,
			problem: ended.ok ? null : { what: 'end', error: ended.error },
		} );
		return ended;
	};

	const answer = ( scope: BusyScope ) => {
		if ( ! keeper.current ) {
			return;
		}
		const again = scope !== null && scope === agreed.current;
		agreed.current = scope;
		// The keeper waits before it tries again; who presses the button does not.
		void ( again ? begin( { scope, page } ) : keeper.current.keep() );
	};

	const forSearch = () => {
		agreed.current = null;
		setState( NOBODY );
		const kept = createBusyKeeper( {
			client: { startBusy: begin, endBusy: end },
			page,
			scope: () => agreed.current,
			now: Date.now,
		} );
		keeper.current = kept;
		return {
			keep: kept.keep,
			end: () => {
				// Whoever agrees from here on comes too late.
				agreed.current = null;
				keeper.current = null;
				return kept.end();
			},
		};
	};

	return { ...state, answer, forSearch };
}
