/**
 * A search that was stopped: what is known, and the way on.
 */
import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { hasTraces, tracesOf } from '../../engine/beyond';
import { narrowedTo } from '../../run/unresolved';
import { unchanged } from '../functions/search';
import type { StoppedSearch } from '../functions/searchPhase';
import type { Search } from '../hooks/useSearch';
import { ActionButton } from './ActionButton';
import { Beyond } from './Beyond';
import { ProbeTable } from './ProbeTable';
import { StillSuspect } from './StillSuspect';

interface Props {
	state: State;
	stopped: StoppedSearch;
	search: Search;
}

export function SearchStopped( { state, stopped, search }: Props ) {
	const { input, answers } = stopped.search;
	const traces = tracesOf( stopped.search );
	return (
		<>
			<Notice status="info" isDismissible={ false }>
				{ [
					sprintf(
						/* translators: %d: number of probes. */
						_n(
							'Stopped after %d probe.',
							'Stopped after %d probes.',
							answers.length,
							'culprit'
						),
						answers.length
					),
					...( hasTraces( traces ) ? [] : [ unchanged() ] ),
				].join( ' ' ) }
			</Notice>
			<StillSuspect
				state={ state }
				suspects={ narrowedTo( stopped.search ) }
			/>
			<Beyond state={ state } traces={ traces } />
			{ answers.length > 0 && (
				<ProbeTable
					state={ state }
					live={ input.live }
					answers={ answers }
				/>
			) }
			<div className="culprit-actions">
				<ActionButton
					variant="primary"
					onClick={ () => search.goOn( stopped.search ) }
				>
					{ __( 'Go on', 'culprit' ) }
				</ActionButton>
				<ActionButton variant="tertiary" onClick={ search.close }>
					{ __( 'Discard', 'culprit' ) }
				</ActionButton>
			</div>
		</>
	);
}
