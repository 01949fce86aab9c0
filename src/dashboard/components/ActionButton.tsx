/**
 * A button that keeps the focus while it cannot be used.
 */
import { Button } from '@wordpress/components';
import type { ReactNode } from 'react';

interface Props {
	variant?: 'primary' | 'secondary' | 'tertiary' | 'link';
	isDestructive?: boolean;
	/** At work: cannot be used, and looks it. */
	busy?: boolean;
	/** Cannot be used now. */
	inactive?: boolean;
	label?: string;
	onClick: () => void;
	children: ReactNode;
}

export function ActionButton( {
	variant = 'secondary',
	isDestructive = false,
	busy = false,
	inactive = false,
	label,
	onClick,
	children,
}: Props ) {
	const off = busy || inactive;
	return (
		<Button
			__next40pxDefaultSize
			variant={ variant }
			isDestructive={ isDestructive }
			isBusy={ busy }
			aria-label={ label }
			// The real attribute would drop the focus to the start of the page.
			aria-disabled={ off }
			onClick={ off ? undefined : onClick }
		>
			{ children }
		</Button>
	);
}
