/**
 * Who may still be it, where nobody was proved.
 */
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { candidateName, joinNames } from '../functions/names';

interface Props {
	state: State;
	/** Keys; none where it may be anybody. */
	suspects: string[];
}

export function StillSuspect( { state, suspects }: Props ) {
	return suspects.length > 0 ? (
		<p>
			{ sprintf(
				/* translators: %s: names of plugins and themes. */
				__( 'Still suspect: %s.', 'culprit' ),
				joinNames(
					suspects.map( ( key ) => candidateName( state, key ) )
				)
			) }
		</p>
	) : null;
}
