/**
 * What was changed lately, newest first, each with Undo as long as nothing was changed after it.
 */
import { __, sprintf } from '@wordpress/i18n';
import type { State } from '../../contract/types';
import { changeWords } from '../functions/changes';
import { moment } from '../functions/format';
import type { Changer } from '../hooks/useChange';
import { ActionButton } from './ActionButton';
import { ChangeNotice } from './ChangeNotice';
import { Section } from './Section';

interface Props {
	state: State;
	change: Changer;
	/** A search is running: nothing may change. */
	locked: boolean;
}

export function Changes( { state, change, locked }: Props ) {
	const busy = change.phase.step === 'working';
	return (
		<Section id="changes" title={ __( 'Recent changes', 'culprit' ) }>
			<ChangeNotice state={ state } change={ change } origin="changes" />
			{ state.changes.length === 0 && (
				<p>
					{ __( 'Nothing was changed with Culprit yet.', 'culprit' ) }
				</p>
			) }
			{ state.changes.length > 0 && (
				<ul className="culprit-changes">
					{ state.changes.map( ( entry ) => {
						const words = changeWords( state, entry );
						return (
							<li key={ entry.id }>
								<span>
									{ words }
									<span className="culprit-detail">
										{ byline( state, entry ) }
									</span>
								</span>
								{ entry.can_undo && entry.undone === null && (
									<ActionButton
										label={ sprintf(
											/* translators: %s: a change, such as "Deactivated 3 plugins." */
											__( 'Undo: %s', 'culprit' ),
											words
										) }
										inactive={ locked || busy }
										onClick={ () =>
											change.undo( 'changes', [
												entry.id,
											] )
										}
									>
										{ __( 'Undo', 'culprit' ) }
									</ActionButton>
								) }
							</li>
						);
					} ) }
				</ul>
			) }
		</Section>
	);
}

function byline(
	{ user }: State,
	entry: State[ 'changes' ][ number ]
): string {
	const made =
		entry.user === user.id
			? sprintf(
					/* translators: %s: date and time. */
					__( '%s, by you', 'culprit' ),
					moment( entry.created )
				)
			: sprintf(
					/* translators: 1: date and time. 2: number of a user account. */
					__( '%1$s, by user %2$d', 'culprit' ),
					moment( entry.created ),
					entry.user
				);
	return entry.undone === null
		? made
		: sprintf(
				/* translators: 1: when and by whom a change was made. 2: date and time of its undo. */
				__( '%1$s; undone %2$s', 'culprit' ),
				made,
				moment( entry.undone )
			);
}
