/**
 * The front page's state, and the two things to do about it.
 */
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { canProbe } from '../functions/guard';
import type { FrontPage } from '../hooks/useFrontPage';
import type { Search } from '../hooks/useSearch';
import { ActionButton } from './ActionButton';
import { FrontPageStatus } from './FrontPageStatus';
import { SearchDialog } from './SearchDialog';
import { Section } from './Section';

interface Props {
	state: State;
	page: FrontPage & { check: () => void };
	search: Search;
	home: string;
	/** A change is under way. */
	busy: boolean;
}

export function FrontPageSection( { state, page, search, home, busy }: Props ) {
	const [ asking, setAsking ] = useState( false );
	const healthy = page.words?.tone === 'good';
	const running = search.phase.step === 'running';

	return (
		<Section id="front-page" title={ __( 'Front page', 'culprit' ) }>
			<FrontPageStatus page={ page } home={ home } />
			<div className="culprit-actions">
				<ActionButton
					variant={ healthy ? 'secondary' : 'primary' }
					inactive={ running || busy || ! canProbe( state.guard ) }
					onClick={ () => setAsking( true ) }
				>
					{ __( 'Find the culprit', 'culprit' ) }
				</ActionButton>
				<ActionButton
					inactive={ page.checking || running }
					onClick={ page.check }
				>
					{ __( 'Check again', 'culprit' ) }
				</ActionButton>
			</div>
			{ asking && (
				<SearchDialog
					candidates={ search.candidates }
					healthy={ healthy }
					onStart={ () => {
						setAsking( false );
						search.start();
					} }
					onCancel={ () => setAsking( false ) }
				/>
			) }
		</Section>
	);
}
