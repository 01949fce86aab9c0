/**
 * The page caches that are there, each emptied at a word, and what came of it.
 */
import { speak } from '@wordpress/a11y';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Facts, State } from '../../contract/types';
import type { SiteClient } from '../../site/types';
import { ActionButton } from './ActionButton';

interface Props {
	caches: Facts[ 'page_caches' ];
	client: SiteClient;
	onState: ( state: State ) => void;
}

export function CachePurge( { caches, client, onState }: Props ) {
	const [ busy, setBusy ] = useState< string | null >( null );
	const [ said, setSaid ] = useState< Record< string, string > >( {} );

	const purge = async ( id: string ) => {
		setBusy( id );
		const answer = await client.purge( id );
		setBusy( null );
		const words = answer.ok
			? answer.value.purged
					.map( ( { sentence } ) => sentence )
					.join( ' ' )
			: `${ answer.error.sentence } ${ answer.error.advice }`;
		if ( answer.ok ) {
			onState( answer.value.state );
		}
		setSaid( ( before ) => ( { ...before, [ id ]: words } ) );
		speak( words, 'polite' );
	};

	return (
		<ul className="culprit-files">
			{ caches.map( ( { id, name, purgeable } ) => (
				<li key={ id }>
					<span>
						{ name }
						{ said[ id ] && (
							<span className="culprit-detail">
								{ said[ id ] }
							</span>
						) }
					</span>
					{ purgeable ? (
						<ActionButton
							busy={ busy === id }
							inactive={ busy !== null }
							label={ sprintf(
								/* translators: %s: name of a cache. */
								__( 'Empty it: %s', 'culprit' ),
								name
							) }
							onClick={ () => void purge( id ) }
						>
							{ __( 'Empty it', 'culprit' ) }
						</ActionButton>
					) : (
						<span className="culprit-detail">
							{ __(
								'Empty it in the panel of the host or of the plugin.',
								'culprit'
							) }
						</span>
					) }
				</li>
			) ) }
		</ul>
	);
}
