/**
 * One culprit set: who, why, the proof, and what can be done about it.
 */
import { lazy, Suspense } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Configuration, State } from '../../contract/types';
import type { CulpritSet } from '../../engine/types';
import { undoableChangeOf } from '../functions/changes';
import {
	candidateName,
	candidateVersion,
	parseKey,
	themeName,
	withNames,
} from '../functions/names';
import { isOn, isSelectable } from '../functions/plugins';
import { outcomeWords, proofLines, setHeadline } from '../functions/search';
import { installUrl, replacementTheme } from '../functions/themes';
import type { Changer } from '../hooks/useChange';
import { ActionButton } from './ActionButton';
import { Outcome } from './Outcome';

/** Where its file does not come, the rest of the result still stands. */
const WhatNext = lazy( () =>
	import( './WhatNext' ).catch( () => ( { default: () => <></> } ) )
);

interface Props {
	state: State;
	/** The live configuration that the search began with. */
	live: Configuration;
	set: CulpritSet;
	change: Changer;
	themesUrl: string;
	/** Whether the result is about this set only, and named in its heading. */
	only: boolean;
}

export function CulpritCard( {
	state,
	live,
	set,
	change,
	themesUrl,
	only,
}: Props ) {
	const { members, signature } = set;
	return (
		<div className="culprit-set">
			{ ! only && <h4>{ setHeadline( state, set ) }</h4> }
			<p className="culprit-set__names">
				{ members.map( ( key ) => (
					<span key={ key }>
						<strong>{ candidateName( state, key ) }</strong>{ ' ' }
						{ candidateVersion( state, key ) }
					</span>
				) ) }
			</p>
			<p>{ withNames( state, signature.sentence ) }</p>
			<Proof state={ state } live={ live } set={ set } />
			{ members.length > 1 && (
				<p>{ __( 'Taking away one of them is enough.', 'culprit' ) }</p>
			) }
			<div className="culprit-actions">
				{ members.map( ( key ) => (
					<MemberAction
						key={ key }
						state={ state }
						member={ key }
						change={ change }
						themesUrl={ themesUrl }
					/>
				) ) }
			</div>
			<Suspense fallback={ null }>
				<WhatNext state={ state } set={ set } />
			</Suspense>
		</div>
	);
}

function Proof( {
	state,
	live,
	set,
}: Pick< Props, 'state' | 'live' | 'set' > ) {
	const lines = proofLines( state, live, set );
	return (
		<>
			<p>{ __( 'The proof, tried in turns:', 'culprit' ) }</p>
			<ul className="culprit-names">
				{ lines.map( ( { words, outcome, times }, index ) => (
					<li key={ index }>
						{ words }{ ' ' }
						<Outcome outcome={ outcome }>
							{ outcomeWords( outcome ) }
						</Outcome>
						{ times > 1 && (
							<>
								{ ' ' }
								{ sprintf(
									/* translators: %d: how many times. */
									_n(
										'%d time',
										'%d times',
										times,
										'culprit'
									),
									times
								) }
							</>
						) }
					</li>
				) ) }
			</ul>
		</>
	);
}

interface ActionProps {
	state: State;
	member: string;
	change: Changer;
	themesUrl: string;
}

function MemberAction( props: ActionProps ) {
	const { kind, id } = parseKey( props.member );
	return kind === 'theme' ? (
		<ThemeAction { ...props } folder={ id } />
	) : (
		<PluginAction { ...props } id={ id } />
	);
}

function PluginAction( { state, change, id }: ActionProps & { id: string } ) {
	const plugin = state.plugins.find( ( candidate ) => candidate.id === id );
	const busy = change.phase.step === 'working';

	if ( ! plugin || ! isOn( plugin ) ) {
		return (
			<Done
				state={ state }
				change={ change }
				id={ id }
				words={ sprintf(
					/* translators: %s: name of a plugin. */
					__( '%s is deactivated.', 'culprit' ),
					plugin?.name ?? id
				) }
			/>
		);
	}
	if ( ! isSelectable( plugin, state ) ) {
		return (
			<p>
				{ plugin.network_active
					? sprintf(
							/* translators: %s: name of a plugin. */
							__(
								'%s is active for the whole network. Ask a network administrator to deactivate it.',
								'culprit'
							),
							plugin.name
						)
					: sprintf(
							/* translators: %s: name of a plugin. */
							__(
								'Your account may not deactivate %s. Ask an administrator of this site.',
								'culprit'
							),
							plugin.name
						) }
			</p>
		);
	}
	return (
		<ActionButton
			variant="primary"
			inactive={ busy }
			onClick={ () =>
				change.ask( 'search', { kind: 'deactivate', plugins: [ id ] } )
			}
		>
			{ sprintf(
				/* translators: %s: name of a plugin. */
				__( 'Deactivate %s', 'culprit' ),
				plugin.name
			) }
		</ActionButton>
	);
}

function ThemeAction( {
	state,
	change,
	themesUrl,
	folder,
}: ActionProps & { folder: string } ) {
	const { live, may } = state;
	const busy = change.phase.step === 'working';
	const replacement = replacementTheme( state );

	if ( live.stylesheet !== folder && live.template !== folder ) {
		return (
			<Done
				state={ state }
				change={ change }
				id={ folder }
				words={ sprintf(
					/* translators: %s: name of a theme. */
					__( 'The theme is now %s.', 'culprit' ),
					themeName( state, live.stylesheet )
				) }
			/>
		);
	}
	if ( ! may.switch_themes ) {
		return (
			<p>
				{ __(
					'Your account may not switch themes. Ask an administrator of this site.',
					'culprit'
				) }
			</p>
		);
	}
	if ( ! replacement ) {
		return (
			<p>
				{ __( 'There is no default theme to switch to.', 'culprit' ) }{ ' ' }
				{ may.install_themes ? (
					<a href={ installUrl( themesUrl ) }>
						{ __( 'Install a default theme', 'culprit' ) }
					</a>
				) : (
					__( 'Ask an administrator to install one.', 'culprit' )
				) }
			</p>
		);
	}
	return (
		<ActionButton
			variant="primary"
			inactive={ busy }
			onClick={ () =>
				change.ask( 'search', {
					kind: 'switch-theme',
					theme: replacement.stylesheet,
				} )
			}
		>
			{ sprintf(
				/* translators: %s: name of a default theme. */
				__( 'Switch to %s', 'culprit' ),
				replacement.name
			) }
		</ActionButton>
	);
}

interface DoneProps {
	state: State;
	change: Changer;
	id: string;
	words: string;
}

function Done( { state, change, id, words }: DoneProps ) {
	const { phase } = change;
	// The notice about the change that was just made offers it already.
	const offered = phase.step === 'done' && phase.origin === 'search';
	const undoable = offered ? null : undoableChangeOf( state, id );
	return (
		<p className="culprit-done">
			{ words }{ ' ' }
			{ undoable && (
				<ActionButton
					inactive={ change.phase.step === 'working' }
					onClick={ () => change.undo( 'search', [ undoable.id ] ) }
				>
					{ __( 'Undo', 'culprit' ) }
				</ActionButton>
			) }
		</p>
	);
}
