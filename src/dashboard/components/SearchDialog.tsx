/**
 * Says what a search does before it starts.
 */
import { __, sprintf } from '@wordpress/i18n';
import { expectedProbes } from '../../engine/estimate';
import { BUDGET } from '../../run/budget';
import { ConfirmDialog } from './ConfirmDialog';

const MINUTE = 60000;

interface Props {
	/** How many plugins and themes can be the culprit. */
	candidates: number;
	/** The front page answered normally a moment ago. */
	healthy: boolean;
	onStart: () => void;
	onCancel: () => void;
}

export function SearchDialog( {
	candidates,
	healthy,
	onStart,
	onCancel,
}: Props ) {
	const { least, usual } = expectedProbes( candidates );
	return (
		<ConfirmDialog
			title={ __( 'Find the culprit?', 'culprit' ) }
			verb={ __( 'Start search', 'culprit' ) }
			onConfirm={ onStart }
			onCancel={ onCancel }
		>
			<p>
				{ sprintf(
					/* translators: 1: lowest number of page loads. 2: highest usual number of page loads. */
					__(
						'Culprit loads your front page again and again, each time without some of the plugins or with another theme, until it is proved which of them breaks it. This usually takes %1$d to %2$d page loads, and more when plugins only fail together or the fault comes and goes.',
						'culprit'
					),
					least,
					usual
				) }{ ' ' }
				{ sprintf(
					/* translators: 1: number of page loads. 2: number of minutes. */
					__(
						'It takes at most %1$d page loads and %2$d minutes.',
						'culprit'
					),
					BUDGET.probes,
					BUDGET.milliseconds / MINUTE
				) }
			</p>
			<p>
				<strong>
					{ __(
						'Nothing on your site changes, and your visitors notice nothing.',
						'culprit'
					) }
				</strong>{ ' ' }
				{ __(
					'A page load with plugins left out is for Culprit alone and may not write anything. You can stop at any time, and at the end you decide what is deactivated.',
					'culprit'
				) }
			</p>
			{ healthy && (
				<p>
					{ __(
						'Your front page answers normally at the moment, so Culprit first loads it up to 26 times to see whether it fails at all.',
						'culprit'
					) }
				</p>
			) }
		</ConfirmDialog>
	);
}
