/**
 * All plugins: to find, choose and switch many at once.
 */
import { SearchControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import {
	countPlugins,
	type Filter,
	filterPlugins,
	isSelectable,
	splitByState,
} from '../functions/plugins';
import type { Changer } from '../hooks/useChange';
import { ActionButton } from './ActionButton';
import { ChangeNotice } from './ChangeNotice';
import { PluginFilter } from './PluginFilter';
import { PluginRow } from './PluginRow';
import { Section } from './Section';
import { SelectAll } from './SelectAll';

interface Props {
	state: State;
	change: Changer;
	/** A search is running: nothing may change. */
	locked: boolean;
	chosen: ReadonlySet< string >;
	onChoose: ( chosen: ReadonlySet< string > ) => void;
}

export function PluginTable( {
	state,
	change,
	locked,
	chosen,
	onChoose,
}: Props ) {
	const [ filter, setFilter ] = useState< Filter >( 'all' );
	const [ search, setSearch ] = useState( '' );

	const shown = filterPlugins( state.plugins, filter, search );
	const selectable = shown.filter( ( plugin ) =>
		isSelectable( plugin, state )
	);
	// What is chosen but not shown is left alone: nobody would see that it changes.
	const picked = new Set(
		selectable
			.map( ( plugin ) => plugin.id )
			.filter( ( id ) => chosen.has( id ) )
	);
	const { on, off } = splitByState( state.plugins, picked );
	const inactive = locked || change.phase.step === 'working';

	const toggle = ( ids: string[], wanted: boolean ) => {
		const next = new Set( chosen );
		ids.forEach( ( id ) =>
			wanted ? next.add( id ) : next.delete( id )
		);
		onChoose( next );
	};

	return (
		<Section id="plugins" title={ __( 'Plugins', 'culprit' ) }>
			<ChangeNotice state={ state } change={ change } origin="plugins" />
			<div className="culprit-bar">
				<PluginFilter
					counts={ countPlugins( state.plugins ) }
					filter={ filter }
					onFilter={ setFilter }
				/>
				<SearchControl
					__nextHasNoMarginBottom
					label={ __( 'Search plugins', 'culprit' ) }
					placeholder={ __( 'Search plugins', 'culprit' ) }
					value={ search }
					onChange={ setSearch }
				/>
			</div>
			<div
				className="culprit-bar"
				role="group"
				aria-label={ __( 'Change the selected plugins', 'culprit' ) }
			>
				<ActionButton
					inactive={ inactive || off.length === 0 }
					onClick={ () =>
						change.ask( 'plugins', {
							kind: 'activate',
							plugins: off,
						} )
					}
				>
					{ __( 'Activate', 'culprit' ) }
				</ActionButton>
				<ActionButton
					inactive={ inactive || on.length === 0 }
					onClick={ () =>
						change.ask( 'plugins', {
							kind: 'deactivate',
							plugins: on,
						} )
					}
				>
					{ __( 'Deactivate', 'culprit' ) }
				</ActionButton>
				<span className="culprit-bar__count">
					{ locked
						? __(
								'A search is running: stop it before you change anything.',
								'culprit'
							)
						: sprintf(
								/* translators: %d: number of plugins. */
								_n(
									'%d selected',
									'%d selected',
									picked.size,
									'culprit'
								),
								picked.size
							) }
				</span>
			</div>
			<table className="wp-list-table widefat fixed striped culprit-table culprit-plugins">
				<caption className="screen-reader-text">
					{ __( 'Installed plugins', 'culprit' ) }
				</caption>
				<thead>
					<tr>
						<td className="culprit-check">
							<SelectAll
								ids={ selectable.map( ( { id } ) => id ) }
								chosen={ picked }
								onToggle={ toggle }
							/>
						</td>
						<th scope="col" className="culprit-table__wide">
							{ __( 'Plugin', 'culprit' ) }
						</th>
						<th scope="col">{ __( 'Version', 'culprit' ) }</th>
						<th scope="col">{ __( 'Update', 'culprit' ) }</th>
						<th scope="col">{ __( 'Status', 'culprit' ) }</th>
					</tr>
				</thead>
				<tbody>
					{ shown.map( ( plugin ) => (
						<PluginRow
							key={ plugin.id }
							plugin={ plugin }
							selectable={ isSelectable( plugin, state ) }
							chosen={ picked.has( plugin.id ) }
							onToggle={ ( wanted ) =>
								toggle( [ plugin.id ], wanted )
							}
						/>
					) ) }
					{ shown.length === 0 && (
						<tr>
							<td colSpan={ 5 }>
								{ __(
									'No plugin matches. Change the search or the view.',
									'culprit'
								) }
							</td>
						</tr>
					) }
				</tbody>
			</table>
		</Section>
	);
}
