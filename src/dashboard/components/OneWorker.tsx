/**
 * Asks whether to go on where everybody else has to wait for each probe that hangs.
 */
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ActionButton } from './ActionButton';
import { ConfirmDialog } from './ConfirmDialog';

interface Props {
	onConfirm: () => void;
}

export function OneWorker( { onConfirm }: Props ) {
	const [ asking, setAsking ] = useState( false );
	return (
		<>
			<ActionButton variant="primary" onClick={ () => setAsking( true ) }>
				{ __( 'Search all the same…', 'culprit' ) }
			</ActionButton>
			{ asking && (
				<ConfirmDialog
					title={ __( 'Let everybody wait?', 'culprit' ) }
					verb={ __( 'Search all the same', 'culprit' ) }
					onConfirm={ onConfirm }
					onCancel={ () => setAsking( false ) }
				>
					<p>
						{ __(
							'Your server has one PHP worker, which makes its pages one after the other. Each probe of a page that hangs occupies it until the server ends the page, often for a minute; so long neither your visitors nor you get any page. Four to ten such probes are usual. Best do it at a quiet hour.',
							'culprit'
						) }
					</p>
				</ConfirmDialog>
			) }
		</>
	);
}
