/**
 * One plugin.
 */
import { __, sprintf } from '@wordpress/i18n';
import type { Plugin } from '../../contract/types';

interface Props {
	plugin: Plugin;
	selectable: boolean;
	chosen: boolean;
	onToggle: ( wanted: boolean ) => void;
}

function statusWords( { network_active: network, active }: Plugin ): string {
	if ( network ) {
		return __( 'Network active', 'culprit' );
	}
	return active ? __( 'Active', 'culprit' ) : __( 'Inactive', 'culprit' );
}

export function PluginRow( { plugin, selectable, chosen, onToggle }: Props ) {
	const { name, author, version, update, own } = plugin;
	const on = plugin.active || plugin.network_active;

	return (
		<tr className={ chosen ? 'is-chosen' : undefined }>
			<td className="culprit-check">
				{ selectable && (
					<input
						type="checkbox"
						aria-label={ sprintf(
							/* translators: %s: name of a plugin. */
							__( 'Select %s', 'culprit' ),
							name
						) }
						checked={ chosen }
						onChange={ ( { target } ) =>
							onToggle( target.checked )
						}
					/>
				) }
			</td>
			<th scope="row" className="culprit-table__wide">
				<strong>{ name }</strong>
				<span className="culprit-detail">
					{ own
						? __(
								'This plugin. It is switched on the Plugins screen only.',
								'culprit'
							)
						: author }
				</span>
			</th>
			<td className="is-value">{ version }</td>
			<td
				className={ update === null ? 'is-value is-empty' : 'is-value' }
			>
				{ update === null
					? '–'
					: sprintf(
							/* translators: %s: version number. */
							__( '%s available', 'culprit' ),
							update
						) }
			</td>
			<td className="is-value">
				<span className={ `culprit-badge is-${ on ? 'on' : 'off' }` }>
					{ statusWords( plugin ) }
				</span>
			</td>
		</tr>
	);
}
