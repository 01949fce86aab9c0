/**
 * Sends probes and reports what came back: mints ahead, follows redirects, never judges.
 */
import { fetchPage, type FetchPage, type Send } from './answer';
import { createHops } from './hop';
import { observe, stopped } from './observation';
import {
	addressOf,
	carriesArgument,
	pathOn,
	redirectOf,
	withoutArgument,
} from './redirects';
import { createTokens, type Asked, type Wanted } from './tokens';
import { hasAnyTrailer } from './trailer';
import { createWorkerCount } from './workers';
import type { Prober, SiteClient, SiteError } from './types';
import type { Observation, Page, Route } from '../engine/types';

/** What a prober works with. */
export interface ProberOptions {
	client: SiteClient;
	/** Fetches pages: fetch itself. */
	send: Send;
	/** Address of the front page. */
	home: string;
	/** Address of WordPress's index.php, where WordPress lies in a folder of its own. */
	site?: string;
	route: Route;
	/** Run that the probes belong to. */
	run?: string;
	timeoutMilliseconds?: number;
	/** Milliseconds since any fixed time. */
	now?: () => number;
	/** A text to look for in the whole page; the excerpt then shows it wherever it stands. */
	text?: string;
	/** Name of the program, for the logs of the site; a browser sends its own. */
	userAgent?: string;
}

/** Redirects that are followed; browsers give up at twenty. */
const MOST_REDIRECTS = 10;

/** Probes that one call may mint. */
const MOST_MINTED = 16;

/** A page that sends everybody away who brings an argument it does not know. */
export const DROPS_ARGUMENTS: SiteError = {
	code: 'culprit_page_drops_arguments',
	sentence:
		'This page sends every visitor whose address carries an extra argument on to the same address without it, so no probe ever sees the page itself.',
	advice: 'Choose another page that fails in the same way.',
	status: null,
};

/** A prober for one run. */
export function createProber( {
	client,
	send,
	home,
	site,
	route,
	run,
	timeoutMilliseconds = 30000,
	now = Date.now,
	text = '',
	userAgent,
}: ProberOptions ): Prober {
	const addresses = { home, site };
	const tokens = createTokens( now );
	const workers = createWorkerCount( { client, now } );
	const page: FetchPage = {
		send,
		now,
		timeoutMilliseconds,
		text,
		headers: {
			Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
			...( userAgent ? { 'User-Agent': userAgent } : {} ),
		},
	};
	const { hop, wanted } = createHops( {
		client,
		route,
		run,
		tokens,
		workers,
		fetchPage: page,
	} );

	/** Whether the address is answered at all when nothing is added to it. */
	const arrives = async ( url: string, signal?: AbortSignal ) => {
		const answer = await fetchPage(
			page,
			url,
			// Only whether it arrives counts, so that another origin does no harm.
			{ credentials: 'omit', redirect: 'follow', mode: 'no-cors' },
			signal
		);
		return answer.networkError !== 'unreachable';
	};

	const probe: Prober[ 'probe' ] = async ( asked, start, signal ) => {
		const redirects: string[] = [];
		const seen = new Set< string >();
		let path = start.path;
		let milliseconds = 0;
		for (;;) {
			const sent = await hop( asked, { ...start, path }, signal );
			if ( ! sent.ok ) {
				return signal?.aborted
					? {
							ok: true,
							value: stopped( {
								probe: null,
								route,
								url: addressOf( addresses, path ),
							} ),
						}
					: sent;
			}
			const { probe: minted, ...facts } = sent.value;
			const { answer, marker, report } = facts;
			const here = withoutArgument( minted.url, minted.url );
			milliseconds += answer.milliseconds;
			const observation = (): { ok: true; value: Observation } => ( {
				ok: true,
				value: observe( {
					...facts,
					probe: minted.id,
					route,
					url: here,
					milliseconds,
					redirects,
				} ),
			} );

			const target = redirectOf(
				marker === 'ours'
					? ( answer.headers[ 'x-culprit-redirect' ] ?? null )
					: null,
				report?.redirect,
				minted.url
			);
			const next = target && withoutArgument( target, minted.url );
			const nextPath = next && pathOn( addresses, next );
			if ( ! target || ! next || ! nextPath ) {
				return observation();
			}
			if (
				next === here &&
				! carriesArgument( target, minted.url ) &&
				( await arrives( here, signal ) )
			) {
				return { ok: false, error: DROPS_ARGUMENTS };
			}
			redirects.push( next );
			seen.add( here );
			if ( seen.has( next ) || redirects.length > MOST_REDIRECTS ) {
				return observation();
			}
			path = nextPath;
		}
	};

	/** What is missing for these questions, each as often as it is asked. */
	const missing = ( questions: Asked[], where: Page ): Wanted[] => {
		const counted = new Map< string, number >();
		return questions
			.map( ( question ) => wanted( question, where ) )
			.filter( ( one ) => {
				const key = JSON.stringify( one );
				const count = ( counted.get( key ) ?? 0 ) + 1;
				counted.set( key, count );
				return count > tokens.count( one );
			} );
	};

	return {
		probe,
		workers,

		prepare: async ( questions, where, signal, following = () => [] ) => {
			// While the next probes are at hand a call would only cost time.
			if ( missing( questions, where ).length === 0 ) {
				return;
			}
			const list = missing(
				[ ...questions, ...following() ],
				where
			).slice( 0, MOST_MINTED );
			const minted = await client.mint(
				{ probes: list, ...( run ? { run } : {} ) },
				signal
			);
			if ( minted.ok ) {
				workers.told( minted.value.workers );
				list.forEach( ( one, index ) => {
					const fresh = minted.value.probes[ index ];
					if ( fresh ) {
						tokens.add( one, fresh );
					}
				} );
			}
		},

		visit: async ( { path }, signal ) => {
			const url = addressOf( addresses, path );
			const answer = await fetchPage(
				page,
				url,
				{ credentials: 'omit', redirect: 'follow' },
				signal
			);
			const marked =
				answer.headers[ 'x-culprit-marker' ] !== undefined ||
				hasAnyTrailer( answer.tail );
			return {
				ok: true,
				value: observe( {
					probe: null,
					route,
					url,
					answer,
					marker: marked ? 'foreign' : 'absent',
					trailer: null,
					report: null,
					record: null,
					milliseconds: answer.milliseconds,
					redirects: [],
				} ),
			};
		},
	};
}
