/**
 * What changed before a page broke, as a ticket and a person at a terminal read it.
 */
import { inOrder, sentenceOf, type Change } from './changed';
import type { Walk } from './types';

/** The oldest of many are the least likely. */
const MOST = 10;

/** So many files written in one minute are a site that was set up or copied, not an update. */
const AT_ONCE = 5;

const minuteOf = ( { at }: Change ) => Math.floor( ( at ?? 0 ) / 60 );

/** One sentence for each change, the newest first. */
export function changedSentences( { changed, ended }: Walk ): string[] {
	const now = Math.floor( ended / 1000 );
	const changes = changed?.changes ?? [];
	const written = ( change: Change ) =>
		changes.filter( ( other ) => minuteOf( other ) === minuteOf( change ) )
			.length;
	return inOrder(
		// Without a healthy page to compare with, the times of files are all there is.
		changed?.healthy_at === null
			? changes.filter( ( change ) => written( change ) < AT_ONCE )
			: changes
	)
		.slice( 0, MOST )
		.map( ( change ) => sentenceOf( change, now ) );
}
