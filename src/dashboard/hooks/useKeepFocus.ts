/**
 * Keeps the focus near when the button that had it goes away.
 */
import { useEffect, useRef } from '@wordpress/element';
import type { RefObject } from 'react';

/**
 * A ref for what takes the focus; it needs a tabIndex of -1.
 *
 * @param moment Changes whenever something that may have had the focus is replaced.
 */
export function useKeepFocus( moment: unknown ): RefObject< HTMLDivElement > {
	const box = useRef< HTMLDivElement >( null );
	const before = useRef( moment );

	useEffect( () => {
		const { activeElement, body } = document;
		if (
			before.current !== moment &&
			( activeElement === null || activeElement === body )
		) {
			box.current?.focus();
		}
		before.current = moment;
	}, [ moment ] );

	return box;
}
