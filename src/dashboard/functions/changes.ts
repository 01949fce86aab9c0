/**
 * What is said about changes of the live configuration.
 */
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Change, State } from '../../contract/types';
import { joinNames, pluginName, themeName } from './names';

/** Of more plugins than this, only the number is told. */
const NAMED = 3;

/** What became of the plugins or the theme that were asked for. */
export interface ChangeOutcome {
	done: string[];
	failed: { name: string; message: string }[];
}

/** What worked and what did not, by name. */
export function changeOutcome(
	state: State,
	kind: Change[ 'kind' ],
	results: Change[ 'results' ]
): ChangeOutcome {
	const name = ( id: string ) =>
		kind === 'switch-theme'
			? themeName( state, id )
			: pluginName( state, id );
	return {
		done: results
			.filter( ( result ) => result.ok )
			.map( ( result ) => name( result.id ) ),
		failed: results
			.filter( ( result ) => ! result.ok )
			.map( ( result ) => ( {
				name: name( result.id ),
				message: result.message,
			} ) ),
	};
}

function some( names: string[] ): string {
	return names.length <= NAMED
		? joinNames( names )
		: sprintf(
				/* translators: %d: number of plugins. */
				_n( '%d plugin', '%d plugins', names.length, 'culprit' ),
				names.length
			);
}

/** What a change did, as one short sentence. */
export function changeWords( state: State, change: Change | null ): string {
	const done = change
		? changeOutcome( state, change.kind, change.results ).done
		: [];
	if ( ! change || done.length === 0 ) {
		return __( 'Nothing was changed.', 'culprit' );
	}
	switch ( change.kind ) {
		case 'activate':
			/* translators: %s: names or number of plugins. */
			return sprintf( __( 'Activated %s.', 'culprit' ), some( done ) );
		case 'deactivate':
			/* translators: %s: names or number of plugins. */
			return sprintf( __( 'Deactivated %s.', 'culprit' ), some( done ) );
		default:
			return sprintf(
				/* translators: 1: name of the theme before. 2: name of the theme after. */
				__( 'Switched the theme from %1$s to %2$s.', 'culprit' ),
				themeName( state, change.before.stylesheet ),
				themeName( state, change.after.stylesheet )
			);
	}
}

/** What was not done, as one line for each plugin or theme. */
export function failureLines( outcome: ChangeOutcome ): string[] {
	return outcome.failed.map( ( { name, message } ) =>
		message === ''
			? name
			: sprintf(
					/* translators: 1: name of a plugin or theme. 2: why it could not be switched. */
					__( '%1$s: %2$s', 'culprit' ),
					name,
					message
				)
	);
}

/** Whether these changes are the last ones, so that undoing them one by one from the end works. */
export function canUndo( state: State, changes: number[] ): boolean {
	const last = changes[ changes.length - 1 ];
	return state.changes.some(
		( { id, can_undo: possible, undone } ) =>
			id === last && possible && undone === null
	);
}

/** The newest change that took a plugin or theme off and can still be undone, or null. */
export function undoableChangeOf( state: State, id: string ): Change | null {
	return (
		state.changes.find(
			( change ) =>
				change.can_undo &&
				change.undone === null &&
				( change.kind === 'switch-theme'
					? change.before.stylesheet === id
					: change.kind === 'deactivate' &&
						change.results.some(
							( result ) => result.ok && result.id === id
						) )
		) ?? null
	);
}
