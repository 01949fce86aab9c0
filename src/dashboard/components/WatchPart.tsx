/**
 * The watch: switched on and off, whom it writes to, and what it saw.
 */
import { CheckboxControl, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Watch } from '../../contract/types';
import type { Result, SiteClient, SiteError } from '../../site/types';
import { moment } from '../functions/format';
import { ActionButton } from './ActionButton';
import { ErrorNotice } from './ErrorNotice';

interface Props {
	client: SiteClient;
}

/** Entries of the history that are shown. */
const SHOWN = 10;

export function WatchPart( { client }: Props ) {
	const [ watch, setWatch ] = useState< Watch | null >( null );
	const [ error, setError ] = useState< SiteError | null >( null );
	const [ busy, setBusy ] = useState( false );
	const [ open, setOpen ] = useState( false );
	const [ minutes, setMinutes ] = useState( '15' );
	const [ to, setTo ] = useState( '' );
	const [ mail, setMail ] = useState( true );

	const take = ( answer: Result< Watch > ) => {
		setBusy( false );
		if ( answer.ok ) {
			setError( null );
			setWatch( answer.value );
			setMinutes( String( answer.value.minutes ) );
			setTo( answer.value.to );
			setMail( answer.value.mail );
		} else {
			setError( answer.error );
		}
	};
	useEffect( () => {
		if ( open && watch === null ) {
			void client.watch().then( take );
		}
	}, [ open, watch, client ] );

	const save = async ( on: boolean ) => {
		setBusy( true );
		take(
			await client.setWatch( {
				on,
				minutes: Math.min(
					1440,
					Math.max( 5, Number( minutes ) || 15 )
				),
				mail,
				to,
				keep: watch?.keep ?? [],
			} )
		);
	};

	return (
		<details
			className="culprit-watch"
			onToggle={ ( event ) => setOpen( event.currentTarget.open ) }
		>
			<summary>{ __( 'Watch the front page', 'culprit' ) }</summary>
			<p>
				{ __(
					'Culprit can look at the front page every few minutes and write to you when it breaks and when it is back. That also works while every page of the site dies, as long as somebody visits it.',
					'culprit'
				) }
			</p>
			{ error && <ErrorNotice error={ error } /> }
			{ watch && (
				<>
					<p>
						<strong>
							{ watch.on
								? __( 'The watch is on.', 'culprit' )
								: __( 'The watch is off.', 'culprit' ) }
						</strong>{ ' ' }
						{ watch.on && watch.word === 'failing' && watch.since
							? sprintf(
									/* translators: %s: date and time. */
									__( 'Broken since %s.', 'culprit' ),
									moment( atIso( watch.since ) )
								)
							: '' }
					</p>
					<div className="culprit-watch__fields">
						<TextControl
							__next40pxDefaultSize
							__nextHasNoMarginBottom
							type="number"
							min={ 5 }
							max={ 1440 }
							label={ __(
								'Minutes between two looks',
								'culprit'
							) }
							value={ minutes }
							onChange={ setMinutes }
						/>
						<CheckboxControl
							__nextHasNoMarginBottom
							label={ __( 'Write when it changes', 'culprit' ) }
							checked={ mail }
							onChange={ setMail }
						/>
						<TextControl
							__next40pxDefaultSize
							__nextHasNoMarginBottom
							type="email"
							label={ __( 'Address for these mails', 'culprit' ) }
							value={ to }
							onChange={ setTo }
						/>
					</div>
					<div className="culprit-actions">
						<ActionButton
							busy={ busy }
							onClick={ () => void save( true ) }
						>
							{ watch.on
								? __( 'Save', 'culprit' )
								: __( 'Switch the watch on', 'culprit' ) }
						</ActionButton>
						{ watch.on && (
							<ActionButton
								inactive={ busy }
								onClick={ () => void save( false ) }
							>
								{ __( 'Switch it off', 'culprit' ) }
							</ActionButton>
						) }
					</div>
					{ watch.history.length > 0 && (
						<ol className="culprit-names">
							{ watch.history
								.slice( 0, SHOWN )
								.map( ( entry ) => (
									<li key={ entry.at }>
										{ `${ moment( atIso( entry.at ) ) }: ${ entry.sentence }` }
									</li>
								) ) }
						</ol>
					) }
				</>
			) }
		</details>
	);
}

const atIso = ( seconds: number ) => new Date( seconds * 1000 ).toISOString();
