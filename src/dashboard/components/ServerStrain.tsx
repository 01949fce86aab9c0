/**
 * Says when the server runs out of PHP workers, and offers to keep visitors from using them up.
 */
import { Notice } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Strain } from '../../run/strain';
import { useAnnounce } from '../hooks/useAnnounce';
import type { Busy, BusyState } from '../hooks/useBusy';
import { BusyDialog } from './BusyDialog';

interface Props {
	strain: Strain;
	busy: Busy;
}

export function ServerStrain( { strain, busy }: Props ) {
	const [ asking, setAsking ] = useState( false );
	const now = [ ...strainWords( strain, busy ), ...busyWords( busy ) ].join(
		' '
	);
	const shown = useRef( false );
	shown.current ||= now !== '';
	// What has the focus must not go away.
	const words =
		now === '' && shown.current
			? __( 'Your server keeps up again.', 'culprit' )
			: now;
	useAnnounce( words );

	if ( words === '' ) {
		return null;
	}
	return (
		<>
			<Notice
				status={ busy.scope && ! busy.problem ? 'info' : 'warning' }
				isDismissible={ false }
				spokenMessage=""
				actions={ [
					busy.scope
						? {
								label: __(
									'Show visitors the page again',
									'culprit'
								),
								onClick: () => busy.answer( null ),
								variant: 'secondary' as const,
							}
						: {
								label: __(
									'Answer visitors “busy”…',
									'culprit'
								),
								onClick: () => setAsking( true ),
								variant: 'secondary' as const,
							},
				] }
			>
				{ words }
			</Notice>
			{ asking && (
				<BusyDialog
					onConfirm={ ( scope ) => {
						setAsking( false );
						busy.answer( scope );
					} }
					onCancel={ () => setAsking( false ) }
				/>
			) }
		</>
	);
}

function strainWords(
	{ queue, slow, waiting, hanging }: Strain,
	{ scope }: BusyState
): string[] {
	if ( waiting ) {
		return [
			sprintf(
				/* translators: %d: number of page loads. */
				_n(
					'Culprit waits until your server has ended %d page load that hangs.',
					'Culprit waits until your server has ended %d page loads that hang.',
					hanging,
					'culprit'
				),
				hanging
			),
		];
	}
	if ( scope ) {
		return [];
	}
	if ( queue ) {
		return [
			__(
				'All PHP workers of your server are busy: these make its pages, so the search and your visitors wait for one.',
				'culprit'
			),
		];
	}
	return slow
		? [
				__(
					'Your site answers slowly: a page load of the search had to wait for it.',
					'culprit'
				),
			]
		: [];
}

function busyWords( { scope, pending, problem }: BusyState ): string[] {
	if ( pending ) {
		return [
			pending === 'begin'
				? __(
						'Your server is being asked to answer visitors “busy”…',
						'culprit'
					)
				: __(
						'Your server is being asked to show visitors the page again…',
						'culprit'
					),
		];
	}
	return [
		...( problem ? [ problemWords( problem ) ] : [] ),
		...( scope ? [ scopeWords( scope ) ] : [] ),
	];
}

const scopeWords = ( scope: NonNullable< BusyState[ 'scope' ] > ) =>
	scope === 'page'
		? __(
				'Visitors of this page are asked to come back in half a minute, while the search runs. That ends by itself two minutes after you close this page.',
				'culprit'
			)
		: __(
				'Visitors of your site are asked to come back in half a minute, while the search runs. That ends by itself two minutes after you close this page.',
				'culprit'
			);

function problemWords( {
	what,
	error,
}: NonNullable< BusyState[ 'problem' ] > ): string {
	switch ( what ) {
		case 'begin':
			return sprintf(
				/* translators: %s: what went wrong. */
				__(
					'Visitors could not be answered “busy”, so they go on getting the page: %s Culprit tries again by itself.',
					'culprit'
				),
				error.sentence
			);
		case 'renew':
			return sprintf(
				/* translators: %s: what went wrong. */
				__(
					'The busy answer could not be prolonged, so it ends within two minutes: %s Culprit tries again by itself.',
					'culprit'
				),
				error.sentence
			);
		default:
			return sprintf(
				/* translators: %s: what went wrong. */
				__(
					'Visitors could not be shown the page again, so the busy answer ends by itself in two minutes: %s',
					'culprit'
				),
				error.sentence
			);
	}
}
