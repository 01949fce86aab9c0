/**
 * The walk from the browser to the host, as this page makes it.
 */
import { useCallback, useEffect, useReducer, useRef } from '@wordpress/element';
import { layersOf } from '../../layers/layers';
import type { Layers, Walk } from '../../layers/types';
import type { State } from '../../contract/types';
import { createVisitor } from '../../site/visitor';
import { walk } from '../../walk/walk';
import { serviceWorkerOf } from '../functions/browser';
import type { Connection } from '../connect';

/** What can be seen of a walk. */
export type LayersPhase =
	| { step: 'idle' }
	| { step: 'walking'; at: string }
	| { step: 'done'; layers: Layers; walk: Walk };

/** A walk and what can be done with it. */
export interface LayersWalk {
	phase: LayersPhase;
	start: () => void;
	stop: () => void;
}

/** How long one page may take, in milliseconds. */
const TIMEOUT = 15000;

export function useLayers(
	connection: Connection,
	state: State,
	{ home, site }: { home: string; site: string }
): LayersWalk {
	const [ phase, set ] = useReducer(
		( _: LayersPhase, next: LayersPhase ) => next,
		{ step: 'idle' }
	);
	const walking = useRef< AbortController | null >( null );
	const latest = useRef( state );
	latest.current = state;
	useEffect( () => () => walking.current?.abort(), [] );

	const start = useCallback( async () => {
		walking.current?.abort();
		const leaving = new AbortController();
		walking.current = leaving;
		set( { step: 'walking', at: '' } );
		const seen = await walk( {
			home,
			site,
			page: '/',
			visitor: createVisitor( {
				send: ( url, init ) => window.fetch( url, init ),
				from: 'browser',
				now: Date.now,
				timeoutMilliseconds: TIMEOUT,
			} ),
			browser: { serviceWorker: serviceWorkerOf },
			enter: async () => ( {
				client: connection.client,
				state: latest.current,
				prober: connection.prober(),
				route: connection.route,
			} ),
			now: Date.now,
			signal: leaving.signal,
			onStep: ( at ) => {
				if ( ! leaving.signal.aborted ) {
					set( { step: 'walking', at } );
				}
			},
		} );
		// Whoever stopped it, or left, wants no result.
		if ( ! leaving.signal.aborted ) {
			set( { step: 'done', layers: layersOf( seen ), walk: seen } );
		}
	}, [ connection, home, site ] );

	const stop = useCallback( () => {
		walking.current?.abort();
		set( { step: 'idle' } );
	}, [] );

	return { phase, start: () => void start(), stop };
}
