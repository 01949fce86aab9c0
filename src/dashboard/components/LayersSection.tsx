/**
 * The walk from the browser to the host: its start, its progress, and what it found.
 */
import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useAnnounce } from '../hooks/useAnnounce';
import type { State } from '../../contract/types';
import type { Boot } from '../boot';
import type { Connection } from '../connect';
import { useLayers } from '../hooks/useLayers';
import { ActionButton } from './ActionButton';
import { AlwaysOnFiles } from './AlwaysOnFiles';
import { BrowserCopy } from './BrowserCopy';
import { LayersResult } from './LayersResult';
import { Section } from './Section';
import { WatchPart } from './WatchPart';

export interface Props {
	connection: Connection;
	state: State;
	boot: Boot;
	onState: ( state: State ) => void;
	/** Something else is under way. */
	busy: boolean;
}

export default function LayersSection( {
	connection,
	state,
	boot,
	onState,
	busy,
}: Props ) {
	const layers = useLayers( connection, state, boot );
	const { phase } = layers;
	useAnnounce( phase.step === 'walking' ? phase.at : '' );

	return (
		<Section
			id="layers"
			title={ __( 'From the browser to the host', 'culprit' ) }
		>
			{ phase.step === 'idle' && (
				<p>
					{ __(
						'Not every broken page is a plugin’s fault. Culprit can look at each layer by itself: your browser, caches, CDN and firewall, web server, PHP, database, drop-ins, must-use plugins. That takes about half a minute and changes nothing.',
						'culprit'
					) }
				</p>
			) }
			{ phase.step === 'walking' && (
				<p className="culprit-waiting">
					<Spinner />
					{ phase.at || __( 'Getting ready…', 'culprit' ) }
				</p>
			) }
			{ phase.step === 'done' && (
				<LayersResult
					layers={ phase.layers }
					walk={ phase.walk }
					state={ state }
					client={ connection.client }
					onState={ onState }
				/>
			) }
			<div className="culprit-actions">
				{ phase.step === 'walking' ? (
					<ActionButton onClick={ layers.stop }>
						{ __( 'Stop', 'culprit' ) }
					</ActionButton>
				) : (
					<ActionButton inactive={ busy } onClick={ layers.start }>
						{ phase.step === 'done'
							? __( 'Look again', 'culprit' )
							: __( 'Look at every layer', 'culprit' ) }
					</ActionButton>
				) }
				<BrowserCopy home={ boot.home } client={ connection.client } />
			</div>
			<WatchPart client={ connection.client } />
			<AlwaysOnFiles
				state={ state }
				client={ connection.client }
				onState={ onState }
			/>
		</Section>
	);
}
