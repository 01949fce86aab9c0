/**
 * One change of the live configuration at a time: asked for, confirmed, made, and undone.
 */
import { useReducer, useRef } from '@wordpress/element';
import type { Change, ChangeAnswer, State } from '../../contract/types';
import { changePlugins, type Changed } from '../../site/changes';
import type { Result, SiteClient, SiteError } from '../../site/types';

/** The part of the page that a change was asked from; its result is shown there. */
export type Origin = 'search' | 'plugins' | 'theme' | 'changes';

/** What an admin wants changed. */
export type Wanted =
	| { kind: 'activate' | 'deactivate'; plugins: string[] }
	| { kind: 'switch-theme'; theme: string };

export type ChangePhase =
	| { step: 'idle' }
	| { step: 'asking'; origin: Origin; wanted: Wanted }
	| {
			step: 'working';
			origin: Origin;
			/** Null while undoing. */
			wanted: Wanted | null;
			/** Plugins dealt with so far. */
			done: number;
			/** The plugin that is being switched, or null when it is all of them. */
			plugin: string | null;
	  }
	| {
			step: 'done';
			origin: Origin;
			/** Null when nothing was changed. */
			change: Change | null;
			/** Ids of the changes that were made, oldest first. */
			changes: number[];
			kind: Change[ 'kind' ];
			results: Change[ 'results' ];
	  }
	| { step: 'failed'; origin: Origin; error: SiteError };

type Event =
	| { type: 'asked'; origin: Origin; wanted: Wanted }
	| { type: 'began'; origin: Origin; wanted: Wanted | null }
	| { type: 'advanced'; done: number; plugin: string | null }
	| {
			type: 'ended';
			origin: Origin;
			kind: Change[ 'kind' ];
			result: Result< Changed >;
	  }
	| { type: 'closed' };

export function reduceChange( phase: ChangePhase, event: Event ): ChangePhase {
	switch ( event.type ) {
		case 'asked':
			return {
				step: 'asking',
				origin: event.origin,
				wanted: event.wanted,
			};
		case 'began':
			return {
				step: 'working',
				origin: event.origin,
				wanted: event.wanted,
				done: 0,
				plugin: null,
			};
		case 'advanced':
			return phase.step === 'working'
				? { ...phase, done: event.done, plugin: event.plugin }
				: phase;
		case 'ended':
			return event.result.ok
				? {
						step: 'done',
						origin: event.origin,
						change: event.result.value.change,
						changes: event.result.value.changes,
						kind: event.kind,
						results: event.result.value.results,
					}
				: {
						step: 'failed',
						origin: event.origin,
						error: event.result.error,
					};
		default:
			return { step: 'idle' };
	}
}

export interface Changer {
	phase: ChangePhase;
	ask: ( origin: Origin, wanted: Wanted ) => void;
	/** Makes what was asked for; the plugins may have grown by those that depend on them. */
	confirm: ( origin: Origin, wanted: Wanted ) => void;
	/** Takes changes back, the newest first. */
	undo: ( origin: Origin, changes: number[] ) => void;
	/** Ends the activation of several plugins after the one under way. */
	stop: () => void;
	close: () => void;
}

export function useChange(
	client: SiteClient,
	state: State,
	onState: ( state: State ) => void
): Changer {
	const [ phase, dispatch ] = useReducer( reduceChange, { step: 'idle' } );
	const running = useRef( new AbortController() );

	const end = async (
		origin: Origin,
		kind: Change[ 'kind' ],
		result: Result< Changed >
	) => {
		if ( result.ok ) {
			onState( result.value.state );
		} else if ( result.error.status === 409 ) {
			// The page shows a list that is no more.
			const fresh = await client.state( 'bare' );
			if ( fresh.ok ) {
				onState( fresh.value );
			}
		}
		dispatch( { type: 'ended', origin, kind, result } );
	};

	const make = ( wanted: Wanted ) =>
		wanted.kind === 'switch-theme'
			? client
					.change( { ...wanted, expected: state.live }, 'bare' )
					.then( asChanged )
			: changePlugins( client, {
					...wanted,
					state,
					signal: running.current.signal,
					onProgress: ( { done, plugin } ) =>
						dispatch( { type: 'advanced', done, plugin } ),
				} );

	const confirm = async ( origin: Origin, wanted: Wanted ) => {
		running.current = new AbortController();
		dispatch( { type: 'began', origin, wanted } );
		await end( origin, wanted.kind, await make( wanted ) );
	};

	const undo = async ( origin: Origin, changes: number[] ) => {
		dispatch( { type: 'began', origin, wanted: null } );
		for ( const [ left, id ] of [ ...changes ].reverse().entries() ) {
			const answer = asChanged( await client.undo( id ) );
			if ( ! answer.ok || left === changes.length - 1 ) {
				const kind = answer.ok ? answer.value.change?.kind : undefined;
				await end( origin, kind ?? 'deactivate', answer );
				return;
			}
		}
	};

	return {
		phase,
		ask: ( origin, wanted ) =>
			dispatch( { type: 'asked', origin, wanted } ),
		confirm: ( origin, wanted ) => void confirm( origin, wanted ),
		undo: ( origin, changes ) => void undo( origin, changes ),
		stop: () => running.current.abort(),
		close: () => dispatch( { type: 'closed' } ),
	};
}

function asChanged( answer: Result< ChangeAnswer > ): Result< Changed > {
	if ( ! answer.ok ) {
		return answer;
	}
	const { change, state } = answer.value;
	return {
		ok: true,
		value: {
			change,
			changes: [ change.id ],
			results: change.results,
			state,
		},
	};
}
