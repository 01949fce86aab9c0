/**
 * Asks whether visitors may get a short answer instead of the page while a search runs.
 */
import { RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { BusyScope } from '../../run/busy';
import { ConfirmDialog } from './ConfirmDialog';

type Scope = Exclude< BusyScope, null >;

interface Props {
	onConfirm: ( scope: Scope ) => void;
	onCancel: () => void;
}

export function BusyDialog( { onConfirm, onCancel }: Props ) {
	const [ scope, setScope ] = useState< Scope >( 'page' );
	return (
		<ConfirmDialog
			title={ __( 'Answer visitors “busy”?', 'culprit' ) }
			verb={ __( 'Answer “busy”', 'culprit' ) }
			onConfirm={ () => onConfirm( scope ) }
			onCancel={ onCancel }
		>
			<p>
				{ __(
					'Each visitor of a page that hangs occupies a PHP worker, which is what makes pages, until the server gives up. Instead, visitors can get a short page that says “This page is being repaired” and tries again by itself (503). Then workers are left for the search and for your other pages.',
					'culprit'
				) }
			</p>
			<p>
				{ __(
					'It ends with the search, and by itself two minutes after you close this page. Whoever is logged in, and the log-in page, are not affected.',
					'culprit'
				) }
			</p>
			<RadioControl
				label={ __( 'For visitors of', 'culprit' ) }
				selected={ scope }
				options={ [
					{
						label: __( 'the page that is searched', 'culprit' ),
						value: 'page',
					},
					{
						label: __(
							'the whole site, if every page hangs',
							'culprit'
						),
						value: 'site',
					},
				] }
				onChange={ ( value ) => setScope( value as Scope ) }
			/>
		</ConfirmDialog>
	);
}
