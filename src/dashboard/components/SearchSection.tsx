/**
 * A search from its progress to its result; nothing before the first one.
 */
import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { moment } from '../functions/format';
import { canProbe } from '../functions/guard';
import type { Changer } from '../hooks/useChange';
import { useKeepFocus } from '../hooks/useKeepFocus';
import type { Search } from '../hooks/useSearch';
import { BusyLeft } from './BusyLeft';
import { ChangeNotice } from './ChangeNotice';
import { SearchFailed } from './SearchFailed';
import { SearchProgress } from './SearchProgress';
import { SearchResult } from './SearchResult';
import { SearchStopped } from './SearchStopped';
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
					{ step !== 'running' && <BusyLeft busy={ search.busy } /> }
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
				/>
			);
		case 'stopped':
			return (
				<SearchStopped
					state={ state }
					stopped={ phase }
					search={ search }
				/>
			);
		case 'failed':
			return (
				<SearchFailed
					state={ state }
					failed={ phase }
					search={ search }
				/>
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
					'Your search of %s was broken off. What it found is kept, and it left your plugins and your theme as they were.',
					'culprit'
				),
				moment( run.created )
			) }
		</Notice>
	);
}
