/**
 * Finds out whether a cache keeps answers to probes and shows them to visitors.
 */
import { deadline } from '../site/abort';
import type { Answer, Page, Question } from '../engine/types';
import type { Prober } from '../site/types';

/** A cache answers at once; whoever takes longer, in milliseconds, is no cache. */
const AT_ONCE = 5000;

/** What is known of caches in front of the site. */
export interface CacheCheck {
	/**
	 * Looks, after the first read-only answer that a cache may have kept.
	 *
	 * Where that was the live page, it is waited for: pages with something left out come after it. Most caches keep no
	 * error, so on a page that fails with one the look comes after the first healthy answer.
	 */
	after: ( question: Question, answer: Answer ) => Promise< void >;
	/** Whether a cache was seen to keep an answer. */
	keeps: () => boolean;
	/** The same, once the look is over. */
	ended: () => Promise< boolean >;
}

/** A check for one search; one that goes on has looked before. */
export function createCacheCheck( {
	prober,
	page,
	known,
	signal,
}: {
	prober: Pick< Prober, 'visit' >;
	page: Page;
	known: Answer[];
	signal: AbortSignal;
} ): CacheCheck {
	let kept = false;
	let look: Promise< void > | null = known.some( mayBeKept )
		? Promise.resolve()
		: null;

	const start = async () => {
		const limit = deadline( AT_ONCE, signal );
		const visit = await prober.visit( page, limit.signal );
		limit.clear();
		kept = visit.ok && visit.value.marker !== 'absent';
	};

	return {
		after: async ( { mode, purpose }, answer ) => {
			if ( look === null && mode === 'guarded' && mayBeKept( answer ) ) {
				look = start();
				if ( purpose === 'reproduce' ) {
					await look;
				}
			}
		},
		keeps: () => kept,
		ended: async () => {
			await look;
			return kept;
		},
	};
}

/** What caches keep: a page without an error, which was told to belong to nobody else. */
const mayBeKept = ( { purpose, observation }: Answer ) =>
	purpose !== 'reproduce-observed' &&
	observation.status !== null &&
	observation.status < 400;
