/**
 * Text to hand on to somebody else.
 */
import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

interface Props {
	/** Names the field. */
	label: string;
	text: string;
}

async function copy( field: HTMLTextAreaElement ): Promise< boolean > {
	try {
		await navigator.clipboard.writeText( field.value );
		return true;
	} catch {
		// There is no clipboard without https; selected text can still be copied.
		field.select();
		return field.ownerDocument.execCommand?.( 'copy' ) ?? false;
	}
}

export function CopyableText( { label, text }: Props ) {
	const field = useRef< HTMLTextAreaElement >( null );
	const [ copied, setCopied ] = useState( false );

	const onCopy = async () => {
		if ( field.current && ( await copy( field.current ) ) ) {
			setCopied( true );
			speak( __( 'Copied.', 'culprit' ), 'polite' );
		}
	};

	return (
		<div className="culprit-copyable">
			<textarea
				ref={ field }
				aria-label={ label }
				readOnly
				rows={ 6 }
				value={ text }
			/>
			<Button
				__next40pxDefaultSize
				variant="secondary"
				onClick={ onCopy }
			>
				{ copied ? __( 'Copied', 'culprit' ) : __( 'Copy', 'culprit' ) }
			</Button>
		</div>
	);
}
