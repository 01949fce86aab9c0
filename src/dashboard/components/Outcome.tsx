/**
 * An outcome as a badge; the words carry it, the colour helps.
 */
import type { ReactNode } from 'react';
import type { Outcome as Value } from '../../engine/types';

interface Props {
	outcome: Value;
	children: ReactNode;
}

export function Outcome( { outcome, children }: Props ) {
	return (
		<span className={ `culprit-badge is-${ outcome }` }>{ children }</span>
	);
}
