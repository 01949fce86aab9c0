/**
 * What can be done about a proved culprit besides switching it off, and a text for its author.
 */
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import type { CulpritSet } from '../../engine/types';
import { authorText, nextSteps } from '../../layers/next';
import { diagnosisReport, memberOf } from '../../run/report';
import { candidateName } from '../functions/names';
import { CopyableText } from './CopyableText';

export interface Props {
	state: State;
	set: CulpritSet;
}

export default function WhatNext( { state, set }: Props ) {
	const report = diagnosisReport(
		{
			outcome: 'culprits-found',
			culprits: [ set ],
			layer: 'plugin',
			signature: set.signature,
			reason: 'proved',
			sentence: set.signature.sentence,
			suspects: [],
			probes: set.proof.length,
			chance: null,
		},
		state,
		0
	);
	const text = authorText( report, state );

	return (
		<details className="culprit-next">
			<summary>
				{ __( 'Update, go back, ask for help', 'culprit' ) }
			</summary>
			{ set.members.map( ( key ) => (
				<div key={ key }>
					<p>
						<strong>{ candidateName( state, key ) }</strong>
					</p>
					<ul className="culprit-names">
						{ nextSteps( memberOf( key, state ), state ).map(
							( { kind, sentence, url } ) => (
								<li key={ kind }>
									{ sentence }{ ' ' }
									{ url && (
										<a
											href={ url }
											target="_blank"
											rel="noreferrer"
										>
											{ linkName( kind ) }
										</a>
									) }
								</li>
							)
						) }
					</ul>
				</div>
			) ) }
			{ text !== null && (
				<>
					<p>
						{ __(
							'A text for the author, with what was found and how to see it:',
							'culprit'
						) }
					</p>
					<CopyableText
						label={ sprintf(
							/* translators: %s: name of a plugin or theme. */
							__( 'Text for the author of %s', 'culprit' ),
							candidateName( state, set.members[ 0 ] ?? '' )
						) }
						text={ text }
					/>
				</>
			) }
		</details>
	);
}

type Kind = ReturnType< typeof nextSteps >[ number ][ 'kind' ];

function linkName( kind: Kind ): string {
	const names: Record< Kind, string > = {
		update: __( 'Open Updates', 'culprit' ),
		'roll-back': __( 'Earlier versions', 'culprit' ),
		forum: __( 'Support forum', 'culprit' ),
		alternatives: __( 'Search for others', 'culprit' ),
		author: __( 'Author', 'culprit' ),
	};
	return names[ kind ];
}
