/**
 * Says after a search that visitors may get the busy answer for a while yet.
 */
import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { BusyState } from '../hooks/useBusy';

interface Props {
	busy: BusyState;
}

export function BusyLeft( { busy }: Props ) {
	const { problem } = busy;
	return problem?.what === 'end' ? (
		<Notice status="warning" isDismissible={ false }>
			{ sprintf(
				/* translators: %s: what went wrong. */
				__(
					'Visitors may be answered “busy” for up to two minutes more; it ends by itself. Culprit tried to end it now: %s',
					'culprit'
				),
				problem.error.sentence
			) }
		</Notice>
	) : null;
}
