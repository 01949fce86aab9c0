/**
 * Asks before something happens, and stays while it does.
 */
import { Button, Flex, Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { ActionButton } from './ActionButton';

interface Props {
	title: string;
	/** What the confirming button does: a verb. */
	verb: string;
	isDestructive?: boolean;
	/** It is happening: nothing can be confirmed or cancelled any more. */
	busy?: boolean;
	onConfirm: () => void;
	onCancel: () => void;
	/** Ends what is happening; without it, it cannot be ended. */
	onStop?: () => void;
	children: ReactNode;
}

export function ConfirmDialog( {
	title,
	verb,
	isDestructive = false,
	busy = false,
	onConfirm,
	onCancel,
	onStop,
	children,
}: Props ) {
	return (
		<Modal
			title={ title }
			className="culprit-dialog"
			isDismissible={ ! busy }
			shouldCloseOnEsc={ ! busy }
			shouldCloseOnClickOutside={ ! busy }
			onRequestClose={ onCancel }
		>
			{ children }
			<Flex justify="flex-end" className="culprit-dialog__buttons">
				{ ( ! busy || onStop ) && (
					<Button
						__next40pxDefaultSize
						variant="tertiary"
						onClick={ busy ? onStop : onCancel }
					>
						{ busy
							? __( 'Stop', 'culprit' )
							: __( 'Cancel', 'culprit' ) }
					</Button>
				) }
				<ActionButton
					variant="primary"
					isDestructive={ isDestructive }
					busy={ busy }
					onClick={ onConfirm }
				>
					{ verb }
				</ActionButton>
			</Flex>
		</Modal>
	);
}
