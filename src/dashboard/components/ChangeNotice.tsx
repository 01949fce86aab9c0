/**
 * What came of a change, shown where it was asked for, with Undo.
 */
import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import {
	canUndo,
	changeOutcome,
	changeWords,
	failureLines,
} from '../functions/changes';
import type { Changer, ChangePhase, Origin } from '../hooks/useChange';
import { useKeepFocus } from '../hooks/useKeepFocus';
import { ErrorNotice } from './ErrorNotice';

interface Props {
	state: State;
	change: Changer;
	origin: Origin;
}

export function ChangeNotice( { state, change, origin }: Props ) {
	const { phase } = change;
	const ended =
		( phase.step === 'done' || phase.step === 'failed' ) &&
		phase.origin === origin;
	const box = useKeepFocus( ended ? phase : null );

	return (
		<div ref={ box } className="culprit-focus" tabIndex={ -1 }>
			{ ended && phase.step === 'failed' && (
				<ErrorNotice error={ phase.error } onRemove={ change.close } />
			) }
			{ ended && phase.step === 'done' && (
				<Result
					state={ state }
					made={ phase }
					onUndo={ () => change.undo( origin, phase.changes ) }
					onRemove={ change.close }
				/>
			) }
		</div>
	);
}

interface ResultProps {
	state: State;
	made: Extract< ChangePhase, { step: 'done' } >;
	onUndo: () => void;
	onRemove: () => void;
}

function Result( { state, made, onUndo, onRemove }: ResultProps ) {
	const words = changeWords( state, made.change );
	const undone = made.change !== null && made.change.undone !== null;
	const sentence = undone
		? sprintf(
				/* translators: %s: a change, such as "Deactivated 3 plugins." */
				__( 'Undone: %s Everything is as it was before.', 'culprit' ),
				words
			)
		: words;
	const failures = undone
		? []
		: failureLines( changeOutcome( state, made.kind, made.results ) );
	const intro = __( 'These could not be switched:', 'culprit' );

	return (
		<Notice
			status={ failures.length > 0 ? 'warning' : 'success' }
			onRemove={ onRemove }
			spokenMessage={
				failures.length > 0
					? [ sentence, intro, ...failures ].join( ' ' )
					: sentence
			}
			actions={
				canUndo( state, made.changes )
					? [
							{
								label: __( 'Undo', 'culprit' ),
								onClick: onUndo,
								variant: 'secondary' as const,
							},
						]
					: []
			}
		>
			{ sentence }
			{ failures.length > 0 && (
				<>
					{ ' ' }
					{ intro }
					<ul className="culprit-names">
						{ failures.map( ( line ) => (
							<li key={ line }>{ line }</li>
						) ) }
					</ul>
				</>
			) }
		</Notice>
	);
}
