/**
 * How far a search is.
 */
import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { progressSentence, stepWords } from '../functions/search';
import { useAnnounce } from '../hooks/useAnnounce';
import type { RunningSearch } from '../functions/searchPhase';
import type { Busy } from '../hooks/useBusy';
import { ActionButton } from './ActionButton';
import { ServerStrain } from './ServerStrain';

interface Props {
	state: State;
	running: RunningSearch;
	onStop: () => void;
	/** What visitors get meanwhile. */
	busy: Busy;
}

export function SearchProgress( { state, running, onStop, busy }: Props ) {
	const { progress, search, stopping, strain } = running;
	const words =
		progress && search
			? progressSentence(
					progress.step,
					progress.about,
					stepWords( state, search.input.live, progress.question )
				)
			: __( 'Getting ready…', 'culprit' );
	useAnnounce( words );

	return (
		<div className="culprit-progress">
			<p className="culprit-waiting">
				<Spinner />
				{ words }
			</p>
			<progress
				aria-label={ __( 'Progress of the search', 'culprit' ) }
				max={ progress ? Math.max( progress.step, progress.about ) : 1 }
				value={ progress ? progress.step - 1 : 0 }
			/>
			{ strain && <ServerStrain strain={ strain } busy={ busy } /> }
			<ActionButton busy={ stopping } onClick={ onStop }>
				{ stopping
					? __( 'Stopping…', 'culprit' )
					: __( 'Stop', 'culprit' ) }
			</ActionButton>
		</div>
	);
}
