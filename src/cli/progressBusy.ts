/**
 * Tells a person at the terminal what became of the busy answer they asked for.
 */
import type { BusyKeeper, BusyNow } from '../run/busy';

const PLACES = { page: 'of this page', site: 'of this site' };

/** What a keeper is told, and a keeper that knows that the search ends. */
export interface BusyTold {
	onChange: ( now: BusyNow ) => void;
	around: ( keeper: BusyKeeper ) => BusyKeeper;
}

/**
 * Prints each change once.
 *
 * @param print Prints a line of progress.
 * @param warn  Prints what must be known also where no progress is shown.
 */
export function tellBusy(
	print: ( line: string ) => void,
	warn: ( line: string ) => void
): BusyTold {
	let ending = false;
	let last = '';
	return {
		onChange: ( { scope, error } ) => {
			if ( ending ) {
				if ( error ) {
					warn(
						`The busy answer could not be ended: ${ error.sentence } It ends by itself in two minutes.`
					);
				}
				return;
			}
			const words = error
				? `Visitors could not be answered "busy", which is tried again: ${ error.sentence }`
				: `Visitors ${
						PLACES[ scope ?? 'page' ]
					} get a short answer while the search runs; it ends with the search, and by itself two minutes after this command is gone.`;
			if ( words !== last ) {
				last = words;
				print( words );
			}
		},
		around: ( { keep, end } ) => ( {
			keep,
			end: () => {
				ending = true;
				return end();
			},
		} ),
	};
}
