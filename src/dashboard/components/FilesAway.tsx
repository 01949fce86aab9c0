/**
 * Files that are away: until when, and the two ways to decide.
 */
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import type { Files } from '../hooks/useFiles';
import { ActionButton } from './ActionButton';

interface Props {
	renames: State[ 'renames' ];
	files: Files;
}

export function FilesAway( { renames, files }: Props ) {
	const left = useSecondsLeft( renames, files.refresh );

	return (
		<ul className="culprit-files">
			{ renames.map( ( { id, file, until } ) => (
				<li key={ id }>
					<span>
						<code>{ file }</code>{ ' ' }
						{ until === null
							? __( 'is away until you put it back.', 'culprit' )
							: sprintf(
									/* translators: %d: number of seconds. */
									__(
										'is away, and comes back by itself in %d s.',
										'culprit'
									),
									Math.max( 0, until - left.now )
								) }
					</span>
					<span className="culprit-actions">
						<ActionButton
							busy={ files.busy }
							onClick={ () => files.putBack( id ) }
						>
							{ __( 'Put it back now', 'culprit' ) }
						</ActionButton>
						{ until !== null && (
							<ActionButton
								inactive={ files.busy }
								onClick={ () => files.keepAway( id ) }
							>
								{ __( 'Keep it away', 'culprit' ) }
							</ActionButton>
						) }
					</span>
				</li>
			) ) }
		</ul>
	);
}

/** The clock, while something comes back by itself; asks once when the time is over. */
function useSecondsLeft( renames: State[ 'renames' ], onOver: () => void ) {
	const [ now, setNow ] = useState( () => Date.now() / 1000 );
	const until = Math.min(
		...renames.map( ( one ) => one.until ?? Infinity )
	);
	const waits = Number.isFinite( until );
	useEffect( () => {
		if ( ! waits ) {
			return undefined;
		}
		const timer = setInterval( () => {
			const second = Date.now() / 1000;
			setNow( second );
			if ( second > until + 1 ) {
				clearInterval( timer );
				onOver();
			}
		}, 1000 );
		return () => clearInterval( timer );
		// The way back changes with each render and does the same.
		// eslint-disable-next-line react-hooks/exhaustive-deps
	}, [ waits, until ] );
	return { now: Math.floor( now ) };
}
