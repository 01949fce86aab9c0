/**
 * How the front page is doing, in plain words.
 */
import { ExternalLink, Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useAnnounce } from '../hooks/useAnnounce';
import type { FrontPage } from '../hooks/useFrontPage';
import { ErrorNotice } from './ErrorNotice';
import { StatusIcon } from './StatusIcon';

interface Props {
	page: FrontPage;
	home: string;
}

export function FrontPageStatus( { page, home }: Props ) {
	const { checking, words, error } = page;
	useAnnounce( checking ? '' : ( words?.headline ?? '' ) );

	return (
		<div className="culprit-front-page" aria-busy={ checking }>
			{ error && <ErrorNotice error={ error } /> }
			{ words && ! checking && (
				<div className="culprit-front-page__words">
					<StatusIcon tone={ words.tone } />
					<div>
						<p className="culprit-front-page__headline">
							{ words.headline }
						</p>
						{ words.detail !== '' && (
							<p className="culprit-detail">{ words.detail }</p>
						) }
					</div>
				</div>
			) }
			{ checking && (
				<p className="culprit-waiting">
					<Spinner />
					{ words
						? __( 'Checking your front page again…', 'culprit' )
						: __( 'Checking your front page…', 'culprit' ) }
				</p>
			) }
			<p>
				<ExternalLink href={ home }>{ home }</ExternalLink>
			</p>
		</div>
	);
}
