/**
 * One request for a page, and what came back, whichever way it travelled.
 */
import { around, EXCERPT_BYTES, readBody } from './body';
import { deadline } from './abort';
import type { LoopbackAnswer, Probe } from '../contract/types';
import type { Observation } from '../engine/types';

/** Fetches a page: fetch itself, or what stands in for it. */
export type Send = ( url: string, init: RequestInit ) => Promise< Response >;

/** What came back for one request. */
export interface Answer {
	status: number | null;
	/** Lower-case names; all of them. */
	headers: Record< string, string >;
	bytes: number;
	head: string;
	tail: string;
	found: string | null;
	milliseconds: number;
	networkError: Observation[ 'networkError' ];
	truncated: boolean;
	/** A redirect whose target the browser hides. */
	hidden: boolean;
}

/** How pages are fetched. */
export interface FetchPage {
	send: Send;
	now: () => number;
	timeoutMilliseconds: number;
	/** A text to look for in the page, or ''. */
	text: string;
	/** Headers of every request. */
	headers: Record< string, string >;
	/** Bytes of the beginning of a page that are kept. */
	kept?: number;
}

const NOTHING: Answer = {
	status: null,
	headers: {},
	bytes: 0,
	head: '',
	tail: '',
	found: null,
	milliseconds: 0,
	networkError: null,
	truncated: false,
	hidden: false,
};

/** Fetches one page; what fails is part of the answer. */
export async function fetchPage(
	{ send, now, timeoutMilliseconds, text, headers, kept }: FetchPage,
	url: string,
	init: RequestInit,
	signal?: AbortSignal
): Promise< Answer > {
	const limit = deadline( timeoutMilliseconds, signal );
	const started = now();
	const failure = (): Observation[ 'networkError' ] => {
		if ( limit.expired() ) {
			return 'timeout';
		}
		return signal?.aborted ? 'aborted' : null;
	};
	try {
		const response = await send( url, {
			method: 'GET',
			cache: 'no-store',
			...init,
			headers: { ...headers, ...( init.headers as object ) },
			signal: limit.signal,
		} );
		const { problem, ...body } = await readBody( response, text, kept );
		const hidden = response.type === 'opaqueredirect';
		return {
			...body,
			status: hidden ? null : response.status,
			headers: Object.fromEntries( response.headers.entries() ),
			milliseconds: now() - started,
			networkError: problem === null ? null : failure(),
			truncated: problem !== null,
			hidden,
		};
	} catch ( problem ) {
		return {
			...NOTHING,
			milliseconds: now() - started,
			networkError: failure() ?? kindOf( problem ),
		};
	} finally {
		limit.clear();
	}
}

function kindOf( problem: unknown ): Observation[ 'networkError' ] {
	const cause = ( problem as { cause?: { code?: unknown } } | null )?.cause;
	return /TIMEOUT|ETIMEDOUT/.test( String( cause?.code ) )
		? 'timeout'
		: 'unreachable';
}

/** What the server got when it fetched the page itself. */
export function loopbackAnswer(
	{ status, headers, head, tail, bytes, milliseconds, error }: LoopbackAnswer,
	text: string
): Answer {
	const cut =
		error !== null &&
		/\bcURL error (?:18|56)\b|outstanding read data/i.test( error );
	const late = error !== null && /timed? ?out/i.test( error );
	return {
		status,
		// PHP writes an empty map as a list.
		headers: { ...headers },
		bytes,
		head: head.slice( 0, EXCERPT_BYTES ),
		tail,
		found: around( head, text ) ?? around( tail, text ),
		milliseconds,
		networkError:
			error === null ? null : ( late && 'timeout' ) || 'unreachable',
		truncated: cut,
		hidden: false,
	};
}

/** Whether an answer carries this probe's marker. */
export function markerOf(
	{ headers, tail }: Answer,
	{ marker }: Pick< Probe, 'marker' >
): Observation[ 'marker' ] {
	const header = headers[ 'x-culprit-marker' ];
	// The trailer's marker is the same secret; a proxy may have dropped the header.
	if (
		header === marker ||
		( header === undefined && tail.includes( `<!-- culprit ${ marker } ` ) )
	) {
		return 'ours';
	}
	return header === undefined ? 'absent' : 'foreign';
}
