/**
 * The ticket: shown, copied, stored as a file, or begun as an e-mail.
 */
import { Button } from '@wordpress/components';
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { makerOf } from '../../layers/makers';
import { changedSentences } from '../../layers/changedSentences';
import { ticketMarkdown } from '../../layers/ticket/format';
import { sendable } from '../../layers/ticket/sendable';
import { ticketOf } from '../../layers/ticket/ticket';
import type { Layers, Walk } from '../../layers/types';
import { CopyableText } from './CopyableText';

interface Props {
	layers: Layers;
	walk: Walk;
	state: State;
}

export function TicketPart( { layers, walk, state }: Props ) {
	const ticket = useMemo(
		() =>
			ticketOf(
				{
					walk,
					layers,
					report: null,
					state,
					changed: changedSentences( walk ),
					now: walk.ended,
				},
				makerOf
			),
		[ walk, layers, state ]
	);
	const text = useMemo( () => ticketMarkdown( ticket ), [ ticket ] );
	const { mailto, fileName, shortened } = useMemo(
		() => sendable( ticket ),
		[ ticket ]
	);

	return (
		<details className="culprit-ticket">
			<summary>
				{ sprintf(
					/* translators: %s: whom the ticket is for, such as "the host of the site". */
					__( 'A ticket for %s', 'culprit' ),
					ticket.addressee
				) }
			</summary>
			<p>{ ticket.leftOut.join( ' ' ) }</p>
			<CopyableText
				label={ __( 'Text of the ticket', 'culprit' ) }
				text={ text }
			/>
			<div className="culprit-actions">
				<Button
					__next40pxDefaultSize
					variant="secondary"
					href={ `data:text/markdown;charset=utf-8,${ encodeURIComponent(
						text
					) }` }
					download={ fileName }
				>
					{ __( 'Download', 'culprit' ) }
				</Button>
				<Button
					__next40pxDefaultSize
					variant="secondary"
					href={ mailto }
				>
					{ shortened
						? __( 'Mail its beginning', 'culprit' )
						: __( 'Mail', 'culprit' ) }
				</Button>
			</div>
		</details>
	);
}
