/**
 * Remembers, in this browser, that a CDN or firewall was paused, until it is on again.
 */
import { Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { moment } from '../functions/format';
import { ActionButton } from './ActionButton';

const KEY = 'culprit_paused_edge';

function remembered(): string | null {
	try {
		return window.localStorage.getItem( KEY );
	} catch {
		// A browser may keep nothing.
		return null;
	}
}

interface Props {
	/** Something before the server is at fault, so that somebody may want to pause it. */
	offered: boolean;
}

export function PausedEdge( { offered }: Props ) {
	const [ since, setSince ] = useState( remembered );

	const remember = ( at: string | null ) => {
		try {
			if ( at === null ) {
				window.localStorage.removeItem( KEY );
			} else {
				window.localStorage.setItem( KEY, at );
			}
		} catch {
			// It is said on the page all the same, until it is left.
		}
		setSince( at );
	};

	if ( since !== null ) {
		return (
			<Notice
				status="warning"
				isDismissible={ false }
				actions={ [
					{
						label: __( 'It is on again', 'culprit' ),
						onClick: () => remember( null ),
					},
				] }
			>
				{ sprintf(
					/* translators: %s: date and time. */
					__(
						'You paused a CDN or firewall on %s. Switch it on again when you are done: without it the site is slower and less protected.',
						'culprit'
					),
					moment( since )
				) }
			</Notice>
		);
	}
	return offered ? (
		<p>
			{ __(
				'Nothing has to be paused to find out more. If you pause the CDN or firewall all the same:',
				'culprit'
			) }{ ' ' }
			<ActionButton
				variant="link"
				onClick={ () => remember( new Date().toISOString() ) }
			>
				{ __( 'Remind me to switch it on again', 'culprit' ) }
			</ActionButton>
		</p>
	) : null;
}
