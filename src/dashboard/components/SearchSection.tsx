/**
 * A search from its progress to its result; nothing before the first one.
 */
import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { hasTraces, tracesOf } from '../../engine/beyond';
import { stillSuspect } from '../../engine/standing';
import type { SearchState } from '../../engine/types';
import { moment } from '../functions/format';
import { canProbe } from '../functions/guard';
import { candidateName, joinNames } from '../functions/names';
import type { FailedSearch, StoppedSearch } from '../functions/searchPhase';
import type { Changer } from '../hooks/useChange';
import { useKeepFocus } from '../hooks/useKeepFocus';
import type { Search } from '../hooks/useSearch';
import { ActionButton } from './ActionButton';
import { Beyond } from './Beyond';
import { ChangeNotice } from './ChangeNotice';
import { ErrorNotice } from './ErrorNotice';
import { ProbeTable } from './ProbeTable';
import { SearchProgress } from './SearchProgress';
import { SearchResult } from './SearchResult';
import { Section } from './Section';

interface Props {
	state: State;
	search: Search;
	change: Changer;
	themesUrl: string;
	/** Chooses plugins in the table. */
	onChoose: ( plugins: string[] ) => void;
}

export function SearchSection( props: Props ) {
	const { state, search, change } = props;
	const { step } = search.phase;
	const box = useKeepFocus( step );
	const offered = search.resumable !== null && canProbe( state.guard );

	return (
		<div ref={ box } className="culprit-focus" tabIndex={ -1 }>
			{ ( step !== 'idle' || offered ) && (
				<Section id="search" title={ __( 'Search', 'culprit' ) }>
					<ChangeNotice
						state={ state }
						change={ change }
						origin="search"
					/>
					<Phase { ...props } />
				</Section>
			) }
		</div>
	);
}

function Phase( { state, search, change, themesUrl, onChoose }: Props ) {
	const { phase } = search;
	switch ( phase.step ) {
		case 'idle':
			return <Resumable search={ search } />;
		case 'running':
			return (
				<SearchProgress
					state={ state }
					running={ phase }
					onStop={ search.stop }
					busy={ search.busy }
					busyError={ search.busyError }
					onBusy={ search.answerBusy }
				/>
			);
		case 'stopped':
			return (
				<Stopped state={ state } stopped={ phase } search={ search } />
			);
		case 'failed':
			return (
				<Failed state={ state } failed={ phase } search={ search } />
			);
		default:
			return (
				<SearchResult
					state={ state }
					search={ phase }
					change={ change }
					themesUrl={ themesUrl }
					onChoose={ onChoose }
					onAgain={ search.start }
					onAllTheSame={ search.goOnAllTheSame }
					onMore={ search.goOnWithMore }
					onClose={ search.close }
				/>
			);
	}
}

function Resumable( { search }: { search: Search } ) {
	const run = search.resumable;
	if ( ! run ) {
		return null;
	}
	return (
		<Notice
			status="info"
			isDismissible={ false }
			actions={ [
				{
					label: __( 'Go on', 'culprit' ),
					onClick: () => search.resume( run.id ),
					variant: 'primary' as const,
				},
				{
					label: __( 'Discard', 'culprit' ),
					onClick: () => search.discard( run ),
					variant: 'secondary' as const,
				},
			] }
		>
			{ sprintf(
				/* translators: %s: date and time. */
				__(
					'Your search of %s was broken off. What it found is kept, and nothing on your site was changed.',
					'culprit'
				),
				moment( run.created )
			) }
		</Notice>
	);
}

interface StoppedProps {
	state: State;
	stopped: StoppedSearch;
	search: Search;
}

function Stopped( { state, stopped, search }: StoppedProps ) {
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
					...( hasTraces( traces )
						? []
						: [
								__(
									'Nothing on your site was changed.',
									'culprit'
								),
							] ),
				].join( ' ' ) }
			</Notice>
			<StillSuspect state={ state } search={ stopped.search } />
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

/** Whom the search had narrowed it down to when it broke off. */
function StillSuspect( {
	state,
	search,
}: {
	state: State;
	search: SearchState;
} ) {
	const suspects = stillSuspect( search );
	return suspects.length < search.input.candidates.length ? (
		<p>
			{ sprintf(
				/* translators: %s: names of plugins and themes. */
				__( 'Still suspect: %s.', 'culprit' ),
				joinNames(
					suspects.map( ( key ) => candidateName( state, key ) )
				)
			) }
		</p>
	) : null;
}

interface FailedProps {
	state: State;
	failed: FailedSearch;
	search: Search;
}

function Failed( { state, failed, search }: FailedProps ) {
	const { error, run, search: known } = failed;
	return (
		<>
			<ErrorNotice error={ error } />
			{ known && <StillSuspect state={ state } search={ known } /> }
			{ known && <Beyond state={ state } traces={ tracesOf( known ) } /> }
			{ known && known.answers.length > 0 && (
				<ProbeTable
					state={ state }
					live={ known.input.live }
					answers={ known.answers }
				/>
			) }
			<div className="culprit-actions">
				{ run !== null && (
					<ActionButton
						variant="primary"
						onClick={ () => search.resume( run ) }
					>
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
