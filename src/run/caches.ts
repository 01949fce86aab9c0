/**
 * Finds out whether a cache keeps answers to probes and shows them to visitors.
 */
import { passesCache } from '../engine/stranger';
import { deadline } from '../site/abort';
import type { Answer, Page, Question } from '../engine/types';
import type { Prober } from '../site/types';

/** A cache answers at once; whoever takes longer, in milliseconds, is no cache. */
const AT_ONCE = 5000;

/** What is known of caches in front of the site. */
export interface CacheCheck {
	/** Looks, after the first answer that a cache may have kept: most keep no error. */
	after: ( answer: Answer ) => void;
	/**
	 * Waits before a question that may not run beside the look, and before one with something left out, where there is a
	 * cache and the look began with the live page: what it keeps of that hurts nobody.
	 */
	before: ( question: Question ) => Promise< void >;
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
	alone,
}: {
	prober: Pick< Prober, 'visit' >;
	page: Page;
	known: Answer[];
	signal: AbortSignal;
	/** No other page may be loaded meanwhile. */
	alone: boolean;
} ): CacheCheck {
	let kept = false;
	let holds = false;
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
		after: ( answer ) => {
			if ( look === null && mayBeKept( answer ) ) {
				holds = isOfLive( answer ) && passesCache( answer.observation );
				look = start();
			}
		},
		before: async ( question ) => {
			if ( alone || ( holds && ! isOfLive( question ) ) ) {
				await look;
			}
		},
		keeps: () => kept,
		ended: async () => {
			await look;
			return kept;
		},
	};
}

const isOfLive = ( { purpose }: Pick< Question, 'purpose' > ) =>
	purpose === 'reproduce' || purpose === 'reproduce-observed';

const mayBeKept = ( { observation }: Answer ) =>
	observation.status !== null && observation.status < 400;
