/**
 * A search whose site could not be asked any more: why, what is known, and the way on.
 */
import { __, _n, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { hasTraces, tracesOf } from '../../engine/beyond';
import type { SearchState } from '../../engine/types';
import { narrowedTo } from '../../run/unresolved';
import type { SiteError } from '../../site/types';
import { unchanged } from '../functions/search';
import type { FailedSearch } from '../functions/searchPhase';
import type { Search } from '../hooks/useSearch';
import { ActionButton } from './ActionButton';
import { Beyond } from './Beyond';
import { ErrorNotice } from './ErrorNotice';
import { ProbeTable } from './ProbeTable';
import { StillSuspect } from './StillSuspect';

interface Props {
	state: State;
	failed: FailedSearch;
	search: Search;
}

export function SearchFailed( { state, failed, search }: Props ) {
	const { error, run, search: known } = failed;
	const goOn = () => {
		if ( run !== null ) {
			search.resume( run );
		} else if ( known ) {
			search.goOn( known );
		}
	};
	return (
		<>
			<ErrorNotice error={ error } />
			{ known && (
				<BrokenOff state={ state } error={ error } search={ known } />
			) }
			{ known && known.answers.length > 0 && (
				<ProbeTable
					state={ state }
					live={ known.input.live }
					answers={ known.answers }
				/>
			) }
			<div className="culprit-actions">
				{ ( run !== null || known ) && (
					<ActionButton variant="primary" onClick={ goOn }>
						{ __( 'Go on', 'culprit' ) }
					</ActionButton>
				) }
				<ActionButton onClick={ search.start }>
					{ __( 'Start a new search', 'culprit' ) }
				</ActionButton>
				<ActionButton variant="tertiary" onClick={ search.close }>
					{ __( 'Close', 'culprit' ) }
				</ActionButton>
			</div>
		</>
	);
}

interface BrokenOffProps {
	state: State;
	error: SiteError;
	search: SearchState;
}

/** How far a search had come when the site could not be asked any more. */
function BrokenOff( { state, error, search }: BrokenOffProps ) {
	const count = search.answers.length;
	const traces = tracesOf( search );
	const gone = error.status === null || error.status >= 500;
	return (
		<>
			{ count > 0 && (
				<p>
					{ [
						gone
							? sprintf(
									/* translators: %d: number of probes. */
									_n(
										'Your site stopped answering in the middle of the search, after %d probe. When it answers again, go on: what was found is kept.',
										'Your site stopped answering in the middle of the search, after %d probes. When it answers again, go on: what was found is kept.',
										count,
										'culprit'
									),
									count
								)
							: sprintf(
									/* translators: %d: number of probes. */
									_n(
										'The search broke off after %d probe. What was found is kept.',
										'The search broke off after %d probes. What was found is kept.',
										count,
										'culprit'
									),
									count
								),
						...( hasTraces( traces ) ? [] : [ unchanged() ] ),
					].join( ' ' ) }
				</p>
			) }
			<StillSuspect state={ state } suspects={ narrowedTo( search ) } />
			<Beyond state={ state } traces={ traces } />
		</>
	);
}
