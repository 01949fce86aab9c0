/**
 * Tells screen readers about progress, but not more often than they can say it.
 */
import { speak } from '@wordpress/a11y';
import { useEffect, useRef } from '@wordpress/element';

/** Milliseconds between two announcements. */
export const QUIET = 3000;

/** Speaks the text when it changes; of several within the quiet time only the last. */
export function useAnnounce( text: string ): void {
	const spokenAt = useRef( Number.NEGATIVE_INFINITY );

	useEffect( () => {
		if ( text === '' ) {
			return undefined;
		}
		const wait = spokenAt.current + QUIET - Date.now();
		const say = () => {
			spokenAt.current = Date.now();
			speak( text, 'polite' );
		};
		if ( wait <= 0 ) {
			say();
			return undefined;
		}
		const timer = setTimeout( say, wait );
		return () => clearTimeout( timer );
	}, [ text ] );
}
