/**
 * Refreshes what this browser has kept of the front page, and leads to other browsers.
 */
import { speak } from '@wordpress/a11y';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { SiteClient } from '../../site/types';
import { refreshCopy } from '../functions/browser';
import { ActionButton } from './ActionButton';

interface Props {
	home: string;
	client: Pick< SiteClient, 'clearBrowser' >;
}

export function BrowserCopy( { home, client }: Props ) {
	const [ shown, setWords ] = useState( '' );
	const [ busy, setBusy ] = useState( false );

	const refresh = async () => {
		setBusy( true );
		const fresh = await refreshCopy( home );
		// Over https the browser can be told to forget everything of this site.
		const told = await client.clearBrowser();
		const said = fresh
			? __(
					'This browser’s copy of the front page is fresh now. To see it in another browser or on a phone, open its address there.',
					'culprit'
				)
			: __(
					'The front page could not be fetched. Open it and press Ctrl+F5, on a Mac Cmd+Shift+R.',
					'culprit'
				);
		const words = [ said, told.ok ? told.value.sentence : '' ]
			.join( ' ' )
			.trim();
		setBusy( false );
		setWords( words );
		speak( words, 'polite' );
	};

	return (
		<>
			<ActionButton busy={ busy } onClick={ () => void refresh() }>
				{ __( 'Refresh this browser’s copy', 'culprit' ) }
			</ActionButton>
			{ shown !== '' && <p className="culprit-detail">{ shown }</p> }
		</>
	);
}
