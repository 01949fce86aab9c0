/**
 * The box in the head of the table: all, none, or some of what is shown.
 */
import { useEffect, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { selectionState } from '../functions/plugins';

interface Props {
	/** What is shown and may be chosen. */
	ids: string[];
	chosen: ReadonlySet< string >;
	onToggle: ( ids: string[], wanted: boolean ) => void;
}

export function SelectAll( { ids, chosen, onToggle }: Props ) {
	const box = useRef< HTMLInputElement >( null );
	const selected = selectionState( ids, chosen );

	useEffect( () => {
		// There is no attribute for this.
		if ( box.current ) {
			box.current.indeterminate = selected === 'some';
		}
	}, [ selected ] );

	return (
		<input
			ref={ box }
			type="checkbox"
			aria-label={ __( 'Select all plugins shown', 'culprit' ) }
			checked={ selected === 'all' }
			disabled={ ids.length === 0 }
			onChange={ () => onToggle( ids, selected !== 'all' ) }
		/>
	);
}
