/**
 * What changed before a page broke, as a ticket and a person at a terminal read it.
 */
import { inOrder, sentenceOf } from './changed';
import type { Walk } from './types';

/** The oldest of many are the least likely. */
const MOST = 10;

/** One sentence for each change, the newest first. */
export function changedSentences( { changed, ended }: Walk ): string[] {
	const now = Math.floor( ended / 1000 );
	return inOrder( changed?.changes ?? [] )
		.slice( 0, MOST )
		.map( ( change ) => sentenceOf( change, now ) );
}
