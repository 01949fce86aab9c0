/**
 * The part on layers, fetched when the page stands: who looks for a plugin does not wait for it.
 */
import { lazy, Suspense } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Props } from './LayersSection';
import { Section } from './Section';

const LayersSection = lazy( () =>
	import( './LayersSection' ).catch( () => ( { default: NotLoaded } ) )
);

/** A server that is broken may not send it. */
function NotLoaded() {
	return (
		<Section
			id="layers"
			title={ __( 'From the browser to the host', 'culprit' ) }
		>
			<p>
				{ __(
					'This part of the page could not be loaded: the server did not send its file. Reload the page to try again; from a terminal, “culprit layers” does the same.',
					'culprit'
				) }
			</p>
		</Section>
	);
}

export function LayersPart( props: Props ) {
	return (
		<Suspense fallback={ null }>
			<LayersSection { ...props } />
		</Suspense>
	);
}
