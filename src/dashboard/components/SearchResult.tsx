/**
 * What a search found.
 */
import { speak } from '@wordpress/a11y';
import { useEffect } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { tracesOf } from '../../engine/beyond';
import type { Diagnosis, SearchState } from '../../engine/types';
import { stillInQuestion, withoutSuspects } from '../../run/unresolved';
import { joinNames, parseKey, withNames } from '../functions/names';
import { searchReport } from '../functions/report';
import { diagnosisAdvice, diagnosisHeadline } from '../functions/search';
import type { Changer } from '../hooks/useChange';
import type { FinishedSearch } from '../functions/searchPhase';
import { ActionButton } from './ActionButton';
import { Beyond } from './Beyond';
import { CopyableText } from './CopyableText';
import { CulpritCard } from './CulpritCard';
import { OneWorker } from './OneWorker';
import { ProbeTable } from './ProbeTable';
import { StillSuspect } from './StillSuspect';

interface Props {
	state: State;
	search: FinishedSearch;
	change: Changer;
	themesUrl: string;
	/** Chooses plugins in the table. */
	onChoose: ( plugins: string[] ) => void;
	onAgain: () => void;
	/** Goes on although everybody else has to wait. */
	onAllTheSame: ( search: SearchState ) => void;
	/** Goes on with as much again as was allowed. */
	onMore: ( search: SearchState ) => void;
	onClose: () => void;
}

export function SearchResult( {
	state,
	search,
	change,
	themesUrl,
	onChoose,
	onAgain,
	onAllTheSame,
	onMore,
	onClose,
}: Props ) {
	const { diagnosis, answers, input } = search;
	const headline = diagnosisHeadline( state, diagnosis );
	const found = diagnosis.outcome === 'culprits-found';

	useEffect( () => {
		speak( headline, 'assertive' );
		// The names in it change with the site; the news is told once.
		// eslint-disable-next-line react-hooks/exhaustive-deps
	}, [ diagnosis ] );

	return (
		<div className={ `culprit-result is-${ diagnosis.outcome }` }>
			<h3>{ headline }</h3>
			{ found ? (
				diagnosis.culprits.map( ( set, index ) => (
					<CulpritCard
						key={ index }
						state={ state }
						live={ input.live }
						set={ set }
						change={ change }
						themesUrl={ themesUrl }
						only={ diagnosis.culprits.length === 1 }
					/>
				) )
			) : (
				<Unproved
					state={ state }
					diagnosis={ diagnosis }
					suspects={ stillInQuestion( diagnosis, search ) }
					onChoose={ onChoose }
				/>
			) }
			{ diagnosis.reason === 'one-worker' && (
				<OneWorker
					onConfirm={ () => onAllTheSame( { input, answers } ) }
				/>
			) }
			{ diagnosis.reason === 'out-of-budget' && (
				<ActionButton
					variant="primary"
					onClick={ () => onMore( { input, answers } ) }
				>
					{ __( 'Go on with as much again', 'culprit' ) }
				</ActionButton>
			) }
			<Beyond state={ state } traces={ tracesOf( { input, answers } ) } />
			<ProbeTable
				state={ state }
				live={ input.live }
				answers={ answers }
			/>
			<details className="culprit-report">
				<summary>
					{ __( 'Report for your host or the author', 'culprit' ) }
				</summary>
				<CopyableText
					label={ __( 'Report', 'culprit' ) }
					text={ searchReport( state, search, search.endedAt ) }
				/>
			</details>
			<div className="culprit-actions">
				<ActionButton
					variant={
						found || canGoOn( diagnosis ) ? 'secondary' : 'primary'
					}
					onClick={ onAgain }
				>
					{ __( 'Search again', 'culprit' ) }
				</ActionButton>
				<ActionButton variant="tertiary" onClick={ onClose }>
					{ __( 'Close result', 'culprit' ) }
				</ActionButton>
			</div>
		</div>
	);
}

/** There is a better way on than to begin anew. */
const canGoOn = ( { reason }: Diagnosis ) =>
	reason === 'one-worker' || reason === 'out-of-budget';

interface UnprovedProps {
	state: State;
	diagnosis: Diagnosis;
	suspects: string[];
	onChoose: Props[ 'onChoose' ];
}

function Unproved( { state, diagnosis, suspects, onChoose }: UnprovedProps ) {
	const { environment } = state;
	const plugins = suspects
		.map( parseKey )
		.filter( ( { kind } ) => kind === 'plugin' )
		.map( ( { id } ) => id );

	return (
		<>
			<p>{ withNames( state, withoutSuspects( diagnosis ) ) }</p>
			<StillSuspect state={ state } suspects={ suspects } />
			<p>{ diagnosisAdvice( { ...diagnosis, suspects } ) }</p>
			{ plugins.length > 0 && (
				<ActionButton onClick={ () => onChoose( plugins ) }>
					{ __( 'Select them in the plugin list', 'culprit' ) }
				</ActionButton>
			) }
			{ diagnosis.outcome === 'below-plugins' && (
				<ul className="culprit-names">
					<li>
						{ environment.must_use.length === 0
							? __( 'Must-use plugins: none', 'culprit' )
							: sprintf(
									/* translators: %s: file names. */
									__( 'Must-use plugins: %s', 'culprit' ),
									joinNames( environment.must_use )
								) }
					</li>
					<li>
						{ environment.drop_ins.length === 0
							? __( 'Drop-ins: none', 'culprit' )
							: sprintf(
									/* translators: %s: file names. */
									__( 'Drop-ins: %s', 'culprit' ),
									joinNames( environment.drop_ins )
								) }
					</li>
				</ul>
			) }
		</>
	);
}
