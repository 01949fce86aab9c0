/**
 * Something that went wrong: what happened, and what to do.
 */
import { Notice } from '@wordpress/components';
import type { SiteError } from '../../site/types';

interface Props {
	error: SiteError;
	actions?: { label: string; onClick: () => void }[];
	onRemove?: () => void;
}

export function ErrorNotice( { error, actions = [], onRemove }: Props ) {
	const { sentence, advice } = error;
	return (
		<Notice
			status="error"
			isDismissible={ onRemove !== undefined }
			{ ...( onRemove ? { onRemove } : {} ) }
			spokenMessage={ `${ sentence } ${ advice }` }
			actions={ actions.map( ( action ) => ( {
				...action,
				variant: 'secondary' as const,
			} ) ) }
		>
			<strong>{ sentence }</strong> { advice }
		</Notice>
	);
}
