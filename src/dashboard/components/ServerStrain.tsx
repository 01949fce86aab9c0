/**
 * Says when the server runs out of PHP workers, and offers to keep visitors from using them up.
 */
import { Notice } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { BusyScope } from '../../run/busy';
import type { Strain } from '../../run/strain';
import type { SiteError } from '../../site/types';
import { useAnnounce } from '../hooks/useAnnounce';
import { BusyDialog } from './BusyDialog';

interface Props {
	strain: Strain;
	/** Whom the busy answer is for; null: nobody. */
	busy: BusyScope;
	/** Why it could not be had, or null. */
	error: SiteError | null;
	onBusy: ( scope: BusyScope ) => void;
}

export function ServerStrain( { strain, busy, error, onBusy }: Props ) {
	const [ asking, setAsking ] = useState( false );
	const now = strainWords( strain, busy, error );
	const shown = useRef( false );
	shown.current ||= now !== '';
	// What has the focus must not go away.
	const words =
		now === '' && shown.current
			? __( 'Your server keeps up again.', 'culprit' )
			: now;
	useAnnounce( words );

	if ( words === '' ) {
		return null;
	}
	return (
		<>
			<Notice
				status={ busy ? 'info' : 'warning' }
				isDismissible={ false }
				spokenMessage=""
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
	{ queue, idle, waiting, hanging }: Strain,
	busy: BusyScope,
	error: SiteError | null
): string {
	const sentences = [];
	if ( error ) {
		sentences.push(
			sprintf(
				/* translators: %s: what went wrong. */
				__( 'Visitors could not be answered “busy”: %s', 'culprit' ),
				error.sentence
			)
		);
	}
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
			idle === 0
				? __(
						'All PHP workers of your server are busy: these make its pages, so the search and your visitors wait for one.',
						'culprit'
					)
				: __(
						'Your site answers slowly: a page load of the search had to wait for it.',
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
