/**
 * Says what a change will do before it is made, and how far it is while it is made.
 */
import { __, _n, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { pluginName, themeName } from '../functions/names';
import { dependentsOf } from '../functions/plugins';
import { useAnnounce } from '../hooks/useAnnounce';
import type { Changer, Origin, Wanted } from '../hooks/useChange';
import { ConfirmDialog } from './ConfirmDialog';

interface Props {
	state: State;
	change: Changer;
}

export function ChangeDialog( { state, change }: Props ) {
	const { phase } = change;
	if (
		( phase.step !== 'asking' && phase.step !== 'working' ) ||
		phase.wanted === null
	) {
		return null;
	}
	return (
		<Dialog
			state={ state }
			change={ change }
			origin={ phase.origin }
			wanted={ phase.wanted }
			working={ phase.step === 'working' ? phase : null }
		/>
	);
}

interface DialogProps extends Props {
	origin: Origin;
	wanted: Wanted;
	/** Null before it began. */
	working: { done: number; plugin: string | null } | null;
}

function Dialog( { state, change, origin, wanted, working }: DialogProps ) {
	const dependents =
		wanted.kind === 'deactivate'
			? dependentsOf( state.plugins, wanted.plugins )
			: [];
	const all: Wanted =
		wanted.kind === 'deactivate'
			? { ...wanted, plugins: [ ...wanted.plugins, ...dependents ] }
			: wanted;
	const progress = working ? progressWords( state, wanted, working ) : '';
	useAnnounce( progress );

	return (
		<ConfirmDialog
			title={ titleOf( state, all ) }
			verb={ verbOf( all ) }
			busy={ working !== null }
			onConfirm={ () => change.confirm( origin, all ) }
			onCancel={ change.close }
			{ ...( wanted.kind === 'activate' && wanted.plugins.length > 1
				? { onStop: change.stop }
				: {} ) }
		>
			{ wanted.kind === 'switch-theme' ? (
				<p>
					{ __(
						'Visitors see the new theme at once. Widgets, menus and the settings of your theme stay stored, and Undo brings your theme back.',
						'culprit'
					) }
				</p>
			) : (
				<PluginList
					state={ state }
					kind={ wanted.kind }
					plugins={ wanted.plugins }
					dependents={ dependents }
				/>
			) }
			{ progress !== '' && (
				<p className="culprit-waiting">
					{ wanted.kind === 'activate' && (
						<progress
							aria-label={ titleOf( state, all ) }
							max={ wanted.plugins.length }
							value={ working?.done ?? 0 }
						/>
					) }
					{ progress }
				</p>
			) }
		</ConfirmDialog>
	);
}

function progressWords(
	state: State,
	wanted: Wanted,
	{ done, plugin }: NonNullable< DialogProps[ 'working' ] >
): string {
	switch ( wanted.kind ) {
		case 'switch-theme':
			return __( 'Switching the theme…', 'culprit' );
		case 'deactivate':
			return __( 'Deactivating…', 'culprit' );
		default:
			return plugin === null
				? __( 'Activating…', 'culprit' )
				: sprintf(
						/* translators: 1: number of this plugin. 2: number of all plugins to activate. 3: name of a plugin. */
						__( 'Activating %1$d of %2$d: %3$s', 'culprit' ),
						done + 1,
						wanted.plugins.length,
						pluginName( state, plugin )
					);
	}
}

function verbOf( wanted: Wanted ): string {
	switch ( wanted.kind ) {
		case 'switch-theme':
			return __( 'Switch theme', 'culprit' );
		case 'activate':
			return __( 'Activate', 'culprit' );
		default:
			return __( 'Deactivate', 'culprit' );
	}
}

function titleOf( state: State, wanted: Wanted ): string {
	if ( wanted.kind === 'switch-theme' ) {
		return sprintf(
			/* translators: %s: name of a theme. */
			__( 'Switch to %s?', 'culprit' ),
			themeName( state, wanted.theme )
		);
	}
	const count = wanted.plugins.length;
	return wanted.kind === 'activate'
		? sprintf(
				/* translators: %d: number of plugins. */
				_n(
					'Activate %d plugin?',
					'Activate %d plugins?',
					count,
					'culprit'
				),
				count
			)
		: sprintf(
				/* translators: %d: number of plugins. */
				_n(
					'Deactivate %d plugin?',
					'Deactivate %d plugins?',
					count,
					'culprit'
				),
				count
			);
}

interface ListProps {
	state: State;
	kind: 'activate' | 'deactivate';
	plugins: string[];
	dependents: string[];
}

function PluginList( { state, kind, plugins, dependents }: ListProps ) {
	const network = [ ...plugins, ...dependents ].some( ( id ) =>
		state.plugins.some(
			( plugin ) => plugin.id === id && plugin.network_active
		)
	);
	return (
		<>
			<p>
				{ kind === 'activate'
					? __(
							'They are activated one after another, each with its own set-up. One that fails stays off, and the others go on.',
							'culprit'
						)
					: __(
							'This takes effect for your visitors at once. Their settings stay stored, and Undo brings all of them back.',
							'culprit'
						) }
			</p>
			<Names state={ state } ids={ plugins } />
			{ dependents.length > 0 && (
				<>
					<p>
						{ _n(
							'This one cannot run without them and is deactivated too:',
							'These cannot run without them and are deactivated too:',
							dependents.length,
							'culprit'
						) }
					</p>
					<Names state={ state } ids={ dependents } />
				</>
			) }
			{ network && kind === 'deactivate' && (
				<p>
					{ __(
						'Network-active plugins are deactivated on every site of the network.',
						'culprit'
					) }
				</p>
			) }
		</>
	);
}

function Names( { state, ids }: { state: State; ids: string[] } ) {
	return (
		<ul className="culprit-names">
			{ ids.map( ( id ) => (
				<li key={ id }>{ pluginName( state, id ) }</li>
			) ) }
		</ul>
	);
}
