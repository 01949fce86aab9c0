/**
 * Refreshes what this browser has kept of the front page, and leads to other browsers.
 */
import { speak } from '@wordpress/a11y';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { refreshCopy } from '../functions/browser';
import { ActionButton } from './ActionButton';

interface Props {
	home: string;
}

export function BrowserCopy( { home }: Props ) {
	const [ words, setWords ] = useState( '' );
	const [ busy, setBusy ] = useState( false );

	const refresh = async () => {
		setBusy( true );
		const said = ( await refreshCopy( home ) )
			? __(
					'This browser’s copy of the front page is fresh now. To see it in another browser or on a phone, open its address there.',
					'culprit'
				)
			: __(
					'The front page could not be fetched. Open it and press Ctrl+F5, on a Mac Cmd+Shift+R.',
					'culprit'
				);
		setBusy( false );
		setWords( said );
		speak( said, 'polite' );
	};

	return (
		<>
			<ActionButton busy={ busy } onClick={ () => void refresh() }>
				{ __( 'Refresh this browser’s copy', 'culprit' ) }
			</ActionButton>
			{ words !== '' && <p className="culprit-detail">{ words }</p> }
		</>
	);
}
