/**
 * Says when the server runs out of PHP workers, and offers to keep visitors from using them up.
 */
import { Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { BusyScope } from '../../run/busy';
import type { Strain } from '../../run/strain';
import { useAnnounce } from '../hooks/useAnnounce';
import { BusyDialog } from './BusyDialog';

interface Props {
	strain: Strain;
	/** Whom the busy answer is for; null: nobody. */
	busy: BusyScope;
	onBusy: ( scope: BusyScope ) => void;
}

export function ServerStrain( { strain, busy, onBusy }: Props ) {
	const [ asking, setAsking ] = useState( false );
	const words = strainWords( strain, busy );
	useAnnounce( words );

	if ( words === '' && ! asking ) {
		return null;
	}
	return (
		<>
			<Notice
				status={ busy ? 'info' : 'warning' }
				isDismissible={ false }
				actions={ [
					busy
						? {
								label: __(
									'Show visitors the page again',
									'culprit'
								),
								onClick: () => onBusy( null ),
								variant: 'secondary' as const,
							}
						: {
								label: __(
									'Answer visitors “busy”…',
									'culprit'
								),
								onClick: () => setAsking( true ),
								variant: 'secondary' as const,
							},
				] }
			>
				{ words }
			</Notice>
			{ asking && (
				<BusyDialog
					onConfirm={ ( scope ) => {
						setAsking( false );
						onBusy( scope );
					} }
					onCancel={ () => setAsking( false ) }
				/>
			) }
		</>
	);
}

function strainWords(
	{ queue, waiting, hanging }: Strain,
	busy: BusyScope
): string {
	const sentences = [];
	if ( waiting ) {
		sentences.push(
			sprintf(
				/* translators: %d: number of page loads. */
				_n(
					'Culprit waits until your server has ended %d page load that hangs.',
					'Culprit waits until your server has ended %d page loads that hang.',
					hanging,
					'culprit'
				),
				hanging
			)
		);
	} else if ( queue && ! busy ) {
		sentences.push(
			__(
				'All PHP workers of your server are busy: the search and your visitors wait for one.',
				'culprit'
			)
		);
	}
	if ( busy ) {
		sentences.push(
			busy === 'page'
				? __(
						'Visitors of this page are asked to come back in half a minute, while the search runs.',
						'culprit'
					)
				: __(
						'Visitors of your site are asked to come back in half a minute, while the search runs.',
						'culprit'
					)
		);
	}
	return sentences.join( ' ' );
}
