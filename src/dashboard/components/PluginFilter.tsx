/**
 * The views of the plugin table, each with its count.
 */
import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { type Filter, FILTERS } from '../functions/plugins';

interface Props {
	counts: Record< Filter, number >;
	filter: Filter;
	onFilter: ( filter: Filter ) => void;
}

function words( filter: Filter ): string {
	switch ( filter ) {
		case 'active':
			return __( 'Active', 'culprit' );
		case 'inactive':
			return __( 'Inactive', 'culprit' );
		case 'update':
			return __( 'Update available', 'culprit' );
		default:
			return __( 'All', 'culprit' );
	}
}

export function PluginFilter( { counts, filter, onFilter }: Props ) {
	return (
		<div
			className="culprit-filter"
			role="group"
			aria-label={ __( 'Filter plugins', 'culprit' ) }
		>
			{ FILTERS.map( ( view ) => (
				<Button
					key={ view }
					__next40pxDefaultSize
					variant="tertiary"
					aria-pressed={ view === filter }
					onClick={ () => onFilter( view ) }
				>
					{ sprintf(
						/* translators: 1: a view of the list, such as "Active". 2: how many plugins it shows. */
						__( '%1$s (%2$d)', 'culprit' ),
						words( view ),
						counts[ view ]
					) }
				</Button>
			) ) }
		</div>
	);
}
