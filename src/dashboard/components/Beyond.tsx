/**
 * What read-only probes did past WordPress, where nothing can refuse it.
 */
import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import type { Trace } from '../../engine/beyond';
import { joinNames, candidateName } from '../functions/names';

interface Props {
	state: State;
	traces: Trace[];
}

export function Beyond( { state, traces }: Props ) {
	if ( traces.length === 0 ) {
		return null;
	}
	return (
		<Notice status="warning" isDismissible={ false }>
			<p>
				{ __(
					'Culprit refuses what a page load wants to change through WordPress. Past WordPress PHP can refuse nothing, and there this was seen:',
					'culprit'
				) }
			</p>
			<ul className="culprit-names">
				{ traces.map( ( trace ) => (
					<li key={ trace.what }>{ sentence( state, trace ) }</li>
				) ) }
			</ul>
		</Notice>
	);
}

function sentence( state: State, trace: Trace ): string {
	const { suspects, files, probes } = trace;
	return [
		deed( trace ),
		sprintf(
			/* translators: %d: number of page loads. */
			_n( 'In %d page load.', 'In %d page loads.', probes, 'culprit' ),
			probes
		),
		...( suspects.length > 0
			? [
					sprintf(
						/* translators: %s: names of plugins. */
						__( 'It seems to come from: %s.', 'culprit' ),
						joinNames(
							suspects.map( ( key ) =>
								candidateName( state, key )
							)
						)
					),
				]
			: [] ),
		...( files.length > 0 ? [ `${ joinNames( files ) }.` ] : [] ),
	].join( ' ' );
}

function deed( { what }: Trace ): string {
	switch ( what ) {
		case 'database':
			return __(
				'A connection of its own to the database was opened; anything may have been written by it.',
				'culprit'
			);
		case 'program':
			return __(
				'A program was started, as by PHP’s mail() or exec(): mail may have been sent.',
				'culprit'
			);
		case 'session':
			return __( 'A session of PHP was stored in a file.', 'culprit' );
		default:
			return __(
				'Files were changed, by a plugin or by another visit at the same time.',
				'culprit'
			);
	}
}
