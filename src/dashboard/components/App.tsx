/**
 * Reads the site, then shows it.
 */
import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Boot } from '../boot';
import type { Connection } from '../connect';
import { useSite } from '../hooks/useSite';
import { Dashboard } from './Dashboard';
import { ErrorNotice } from './ErrorNotice';

interface Props {
	boot: Boot;
	connection: Connection;
}

export function App( { boot, connection }: Props ) {
	const { site, reload, replace } = useSite( connection.client );

	switch ( site.status ) {
		case 'loading':
			return (
				<p className="culprit-waiting">
					<Spinner />
					{ __( 'Looking at your site…', 'culprit' ) }
				</p>
			);
		case 'failed':
			return (
				<>
					<ErrorNotice
						error={ site.error }
						actions={ [
							{
								label: __( 'Try again', 'culprit' ),
								onClick: reload,
							},
						] }
					/>
					<p>
						<a href={ boot.login }>
							{ __( 'Log in again', 'culprit' ) }
						</a>
					</p>
				</>
			);
		default:
			return (
				<Dashboard
					boot={ boot }
					connection={ connection }
					state={ site.state }
					onState={ replace }
				/>
			);
	}
}
