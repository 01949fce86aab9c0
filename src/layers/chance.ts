/**
 * Whether a page fails always, now and then, or no more.
 */
import { isBad } from './seen';
import type { Visit } from './types';

/** How often a page failed. */
export interface Tries {
	failed: number;
	of: number;
	kind: 'lasting' | 'comes-and-goes' | 'passed' | 'healthy';
	/** For a person. */
	sentence: string;
}

/** So many good answers after bad ones, and none before or between, mean that it has passed. */
const ENOUGH = 3;

/** Counts tries, in the order in which they were made. */
export function chanceOf( tries: Visit[] ): Tries {
	const of = tries.length;
	const failed = tries.filter( isBad ).length;
	const count = { failed, of };
	if ( of === 0 ) {
		return {
			...count,
			kind: 'healthy',
			sentence: 'The page was not asked for.',
		};
	}
	if ( failed === 0 ) {
		return {
			...count,
			kind: 'healthy',
			sentence:
				of === 1
					? 'The one try got the page.'
					: `All of ${ of } tries got the page.`,
		};
	}
	if ( failed === of ) {
		return {
			...count,
			kind: 'lasting',
			sentence:
				of === 1
					? 'The one try failed.'
					: `All of ${ of } tries failed.`,
		};
	}
	const since = of - failed;
	// What was fine in between comes and goes, however it ended.
	return since >= ENOUGH && tries.slice( 0, failed ).every( isBad )
		? {
				...count,
				kind: 'passed',
				sentence: `${ failed } of ${ of } tries failed, and the last ${ since } did not: it passed by itself.`,
			}
		: {
				...count,
				kind: 'comes-and-goes',
				sentence: `${ failed } of ${ of } tries failed: it comes and goes.`,
			};
}
