/**
 * Drop-ins and must-use plugins, taken away for two minutes on consent, and the stand-alone file for when nothing else answers.
 */
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { AWAY, useFiles } from '../hooks/useFiles';
import type { SiteClient } from '../../site/types';
import { ActionButton } from './ActionButton';
import { ConfirmDialog } from './ConfirmDialog';
import { CopyableText } from './CopyableText';
import { ErrorNotice } from './ErrorNotice';
import { FilesAway } from './FilesAway';

interface Props {
	state: State;
	client: SiteClient;
	onState: ( state: State ) => void;
}

/** Culprit's own guard cannot be taken away by itself. */
const GUARD = '0-culprit-guard.php';

export function AlwaysOnFiles( { state, client, onState }: Props ) {
	const files = useFiles( client, onState );
	const [ asked, setAsked ] = useState< string | null >( null );
	const [ making, setMaking ] = useState( false );
	const { environment, renames, emergency } = state;
	const names = [
		...environment.drop_ins,
		...environment.must_use
			.filter( ( file ) => file !== GUARD )
			.map( ( file ) => `mu-plugins/${ file }` ),
	];

	return (
		<details className="culprit-always-on">
			<summary>
				{ __( 'Must-use plugins and drop-ins', 'culprit' ) }
			</summary>
			<p>
				{ __(
					'These files run whatever plugins are active. Taking one away for two minutes shows whether it is the cause; it comes back by itself, even if the site dies.',
					'culprit'
				) }
			</p>
			{ files.error && <ErrorNotice error={ files.error } /> }
			{ renames.length > 0 && (
				<FilesAway renames={ renames } files={ files } />
			) }
			{ names.length === 0 && renames.length === 0 && (
				<p>{ __( 'There are none but Culprit’s own.', 'culprit' ) }</p>
			) }
			<ul className="culprit-files">
				{ names.map( ( file ) => (
					<li key={ file }>
						<code>{ file }</code>
						<ActionButton
							inactive={ files.busy }
							label={ sprintf(
								/* translators: %s: name of a file. */
								__(
									'Take away for two minutes: %s',
									'culprit'
								),
								file
							) }
							onClick={ () => setAsked( file ) }
						>
							{ __( 'Take away for two minutes', 'culprit' ) }
						</ActionButton>
					</li>
				) ) }
			</ul>
			<h4>
				{ __( 'For when WordPress does not start at all', 'culprit' ) }
			</h4>
			<p>
				{ emergency.installed
					? __(
							'The stand-alone file is there. Who knows its code can list these files, take them away and bring them back, from a terminal, even while WordPress is dead.',
							'culprit'
						)
					: __(
							'What breaks before Culprit is loaded (db.php, advanced-cache.php) can only be mended by a file that needs no WordPress. Make it while the site works, and keep its code in a safe place.',
							'culprit'
						) }
			</p>
			{ files.code !== null && (
				<>
					<p role="alert">
						{ __(
							'This is its code. It is shown this once and stored nowhere; the file answers for 30 days. In a terminal: culprit files, with the address of the site.',
							'culprit'
						) }
					</p>
					<CopyableText
						label={ __(
							'Code of the stand-alone file',
							'culprit'
						) }
						text={ files.code }
					/>
				</>
			) }
			<div className="culprit-actions">
				<ActionButton
					busy={ files.busy }
					onClick={ () => setMaking( true ) }
				>
					{ emergency.installed
						? __( 'Make it anew, with another code', 'culprit' )
						: __( 'Make the stand-alone file', 'culprit' ) }
				</ActionButton>
				{ emergency.installed && (
					<ActionButton
						inactive={ files.busy }
						onClick={ files.remove }
					>
						{ __( 'Delete it', 'culprit' ) }
					</ActionButton>
				) }
			</div>
			{ asked !== null && (
				<ConfirmDialog
					title={ sprintf(
						/* translators: %s: name of a file. */
						__( 'Take %s away?', 'culprit' ),
						asked
					) }
					verb={ __( 'Take away for two minutes', 'culprit' ) }
					onConfirm={ () => {
						files.takeAway( asked );
						setAsked( null );
					} }
					onCancel={ () => setAsked( null ) }
				>
					<p>
						{ sprintf(
							/* translators: %d: number of seconds. */
							__(
								'Visitors get the site without this file until it is back, in %d seconds or when you say so. What it does for the site (caching, security, a database elsewhere) is missing for that time. If WordPress does not start without it, it is put back at once.',
								'culprit'
							),
							AWAY
						) }
					</p>
				</ConfirmDialog>
			) }
			{ making && (
				<ConfirmDialog
					title={ __( 'Make the stand-alone file?', 'culprit' ) }
					verb={ __( 'Make it', 'culprit' ) }
					onConfirm={ () => {
						files.make();
						setMaking( false );
					} }
					onCancel={ () => setMaking( false ) }
				>
					<p>
						{ __(
							'A file culprit-emergency.php is written into the folder of WordPress. It does nothing without its code, tells nobody that it is there, and can rename only must-use plugins and drop-ins. Delete it when you do not need it any more.',
							'culprit'
						) }
					</p>
				</ConfirmDialog>
			) }
		</details>
	);
}
