/**
 * The state of the site. Every mutation answers with the whole of it, so it is only ever replaced.
 */
import { useCallback, useEffect, useReducer } from '@wordpress/element';
import type { State } from '../../contract/types';
import type { SiteClient, SiteError } from '../../site/types';

export type SiteStatus =
	| { status: 'loading' }
	| { status: 'ready'; state: State }
	| { status: 'failed'; error: SiteError };

interface Site {
	site: SiteStatus;
	/** Reads the state again. */
	reload: () => void;
	replace: ( state: State ) => void;
}

export function useSite( client: SiteClient ): Site {
	const [ site, set ] = useReducer(
		( _: SiteStatus, next: SiteStatus ) => next,
		{ status: 'loading' }
	);

	const reload = useCallback( async () => {
		set( { status: 'loading' } );
		const answer = await client.state( 'bare' );
		set(
			answer.ok
				? { status: 'ready', state: answer.value }
				: { status: 'failed', error: answer.error }
		);
	}, [ client ] );

	const replace = useCallback(
		( state: State ) => set( { status: 'ready', state } ),
		[]
	);

	useEffect( () => {
		void reload();
	}, [ reload ] );

	return { site, reload, replace };
}
