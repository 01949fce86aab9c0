/**
 * Drop-ins and must-use plugins: taking one away for a time, keeping it away, putting it back; and the stand-alone file.
 */
import { speak } from '@wordpress/a11y';
import { useCallback, useState } from '@wordpress/element';
import type { State } from '../../contract/types';
import type { Result, SiteClient, SiteError } from '../../site/types';

/** How long a file is away if nobody decides, in seconds. */
export const AWAY = 120;

/** What can be done. */
export interface Files {
	busy: boolean;
	error: SiteError | null;
	/** Of the stand-alone file that was just made. */
	code: string | null;
	takeAway: ( file: string ) => void;
	putBack: ( rename: string ) => void;
	keepAway: ( rename: string ) => void;
	make: () => void;
	remove: () => void;
	/** Reads the state again, when the time of a file is over. */
	refresh: () => void;
}

export function useFiles(
	client: SiteClient,
	onState: ( state: State ) => void
): Files {
	const [ busy, setBusy ] = useState( false );
	const [ error, setError ] = useState< SiteError | null >( null );
	const [ code, setCode ] = useState< string | null >( null );

	const run = useCallback(
		async < T >(
			call: () => Promise< Result< T > >,
			then: ( value: T ) => State
		) => {
			setBusy( true );
			setError( null );
			const answer = await call();
			setBusy( false );
			if ( answer.ok ) {
				onState( then( answer.value ) );
			} else {
				setError( answer.error );
				speak( answer.error.sentence, 'assertive' );
			}
		},
		[ onState ]
	);
	const whole = ( state: State ) => state;

	return {
		busy,
		error,
		code,
		takeAway: ( file ) =>
			void run( () => client.takeAway( { file, seconds: AWAY } ), whole ),
		putBack: ( id ) => void run( () => client.putBack( id ), whole ),
		keepAway: ( id ) => void run( () => client.keepAway( id ), whole ),
		make: () =>
			void run( client.makeEmergency, ( made ) => {
				setCode( made.code );
				return made.state;
			} ),
		remove: () =>
			void run( client.removeEmergency, ( { state } ) => {
				setCode( null );
				return state;
			} ),
		refresh: () => void run( () => client.state( 'bare' ), whole ),
	};
}
