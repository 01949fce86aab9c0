/**
 * Says that the guard does not work, and what works without it.
 */
import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Guard } from '../../contract/types';
import { canProbe } from '../functions/guard';
import { joinNames } from '../functions/names';

interface Props {
	guard: Guard;
}

export function GuardNotice( { guard }: Props ) {
	const { problem, message, earlier } = guard;
	return (
		<>
			{ problem !== null && (
				<Notice status="warning" isDismissible={ false }>
					{ message }{ ' ' }
					{ ! canProbe( guard ) &&
						__(
							'Until then, Culprit cannot search. The plugin list, the theme and undo still work.',
							'culprit'
						) }
				</Notice>
			) }
			{ earlier.length > 0 && (
				<Notice status="info" isDismissible={ false }>
					{ sprintf(
						/* translators: %s: file names of must-use plugins. */
						__(
							'These must-use plugins run before Culprit’s guard, so a fault in one of them cannot be searched: %s. To try without one, rename its file.',
							'culprit'
						),
						joinNames( earlier )
					) }
				</Notice>
			) }
		</>
	);
}
