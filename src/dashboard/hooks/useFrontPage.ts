/**
 * How the front page is doing now: looked at on opening, on request, and after every change of the live configuration.
 */
import {
	useCallback,
	useEffect,
	useReducer,
	useRef,
	useState,
} from '@wordpress/element';
import type { State } from '../../contract/types';
import { configurationKey } from '../../engine/configuration';
import { judge } from '../../engine/judge';
import type { Page, Symptom } from '../../engine/types';
import type { Prober, Result, SiteClient, SiteError } from '../../site/types';
import {
	frontPageWords,
	type FrontPageWords,
	visitWords,
} from '../functions/frontPage';
import { canProbe } from '../functions/guard';

export const FRONT_PAGE: Page = { path: '/', asUser: false };
export const SYMPTOM: Symptom = { kind: 'error' };

/** What is known. */
export interface FrontPage {
	checking: boolean;
	words: FrontPageWords | null;
	error: SiteError | null;
}

type Event =
	{ type: 'asked' } | { type: 'answered'; result: Result< FrontPageWords > };

function reduce( page: FrontPage, event: Event ): FrontPage {
	if ( event.type === 'asked' ) {
		return { ...page, checking: true };
	}
	return event.result.ok
		? { checking: false, words: event.result.value, error: null }
		: { checking: false, words: null, error: event.result.error };
}

/** Looks at the front page once: by a probe, or from outside where no probe can be sent. */
export async function lookAt(
	state: State,
	prober: Prober,
	signal?: AbortSignal
): Promise< Result< FrontPageWords > > {
	if ( ! canProbe( state.guard ) ) {
		const visited = await prober.visit( FRONT_PAGE, signal );
		return visited.ok
			? { ok: true, value: visitWords( visited.value ) }
			: visited;
	}
	const question = {
		configuration: state.live,
		mode: 'observe' as const,
	};
	const probed = await prober.probe( question, FRONT_PAGE, signal );
	return probed.ok
		? {
				ok: true,
				value: frontPageWords(
					state,
					probed.value,
					judge( question, probed.value, SYMPTOM )
				),
			}
		: probed;
}

export function useFrontPage(
	state: State,
	prober: Prober,
	client: Pick< SiteClient, 'state' >,
	onState: ( state: State ) => void
): FrontPage & { check: () => void } {
	const [ page, dispatch ] = useReducer( reduce, {
		checking: true,
		words: null,
		error: null,
	} );
	const [ asked, setAsked ] = useState( 0 );
	const check = useCallback( () => setAsked( ( count ) => count + 1 ), [] );

	const latest = useRef( { state, onState } );
	latest.current = { state, onState };
	const live = configurationKey( state.live );

	useEffect( () => {
		const leaving = new AbortController();
		dispatch( { type: 'asked' } );
		const look = async () => {
			const result = await lookAt(
				latest.current.state,
				prober,
				leaving.signal
			);
			if ( ! result.ok && result.error.code === 'culprit_not_live' ) {
				// Changed elsewhere meanwhile; a new list is looked at anew.
				const fresh = await client.state( 'bare' );
				if (
					fresh.ok &&
					configurationKey( fresh.value.live ) !== live
				) {
					latest.current.onState( fresh.value );
					return;
				}
			}
			if ( ! leaving.signal.aborted ) {
				dispatch( { type: 'answered', result } );
			}
		};
		void look();
		return () => leaving.abort();
	}, [ prober, client, live, asked ] );

	return { ...page, check };
}
