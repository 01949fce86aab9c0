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
		<Notice
			status="warning"
			isDismissible={ false }
			spokenMessage={ __(
				'Some page loads of the search did something past WordPress; it is told below the result.',
				'culprit'
			) }
		>
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
			<p>
				{ __(
					'A visit to your page does the same. If it matters to you, look at what such a plugin has written, and search at a quiet hour.',
					'culprit'
				) }
			</p>
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
							),
							'disjunction'
						)
					),
				]
			: [] ),
		...( files.length > 0 ? [ fileWords( files ) ] : [] ),
	].join( ' ' );
}

/** Files that are named; the others are counted. */
const NAMED = 3;

function fileWords( files: string[] ): string {
	const more = files.length - NAMED;
	return more > 0
		? sprintf(
				/* translators: 1: paths of files. 2: number of files. */
				_n(
					'Files: %1$s and %2$d more.',
					'Files: %1$s and %2$d more.',
					more,
					'culprit'
				),
				files.slice( 0, NAMED ).join( ', ' ),
				more
			)
		: sprintf(
				/* translators: %s: paths of files. */
				_n( 'File: %s.', 'Files: %s.', files.length, 'culprit' ),
				joinNames( files )
			);
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
		case 'unseen':
			return __(
				'Not everything could be looked at: there were too many files or too little time, or this PHP does not count connections and programs. So more may have been done.',
				'culprit'
			);
		default:
			return __(
				'Files were changed, by a plugin or by another visit at the same time.',
				'culprit'
			);
	}
}
