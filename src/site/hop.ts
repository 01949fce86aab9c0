/**
 * One probe of one page, without following its redirects: token, answer, report.
 */
import { fetchPage, loopbackAnswer, markerOf } from './answer';
import { wait } from './abort';
import { isTransient } from './failures';
import { findTrailer } from './trailer';
import { wantedFor } from './tokens';
import type { Answer, FetchPage } from './answer';
import type { Facts } from './observation';
import type { Asked as Question, Tokens, Wanted } from './tokens';
import type { Result, SiteClient } from './types';
import type { WorkerCount } from './workers';
import type { Probe, ProbeRecord } from '../contract/types';
import type { Page, Route } from '../engine/types';

/** What is asked, and how long that may take. */
type Asked = Question & { timeLimit?: number };

/** What hops need. */
export interface Hops {
	client: SiteClient;
	route: Route;
	/** Run id. */
	run?: string | undefined;
	tokens: Tokens;
	workers: WorkerCount;
	fetchPage: FetchPage;
}

/** What one hop gave. */
export type Hop = Pick<
	Facts,
	'answer' | 'marker' | 'trailer' | 'report' | 'record'
> & { probe: Probe };

/** A probe that was answered within this time and left an unfinished record may still be writing it. */
const QUICK = 2000;

/** The pauses between looks at such a record, in milliseconds. */
const PAUSES = [ 50, 150 ];

/** The pauses between tries where the record could not be asked for. */
const PATIENCE = [ 1000, 3000 ];

/** The pause between looks at a probe that was given up, in milliseconds. */
const LATE = 1000;

/** A function that sends single hops; it remembers whether a web server asks for a password of its own. */
export function createHops( {
	client,
	route,
	run,
	tokens,
	workers,
	fetchPage: page,
}: Hops ) {
	let credentials = false;

	const mint = async (
		wanted: Wanted,
		signal?: AbortSignal
	): Promise< Result< Probe > > => {
		const minted = await client.mint(
			{ probes: [ wanted ], ...( run ? { run } : {} ) },
			signal
		);
		if ( ! minted.ok ) {
			return minted;
		}
		workers.told( minted.value.workers );
		return { ok: true, value: minted.value.probes[ 0 ] as Probe };
	};

	const send = async (
		probe: Probe,
		timeLimit: number | undefined,
		signal?: AbortSignal
	): Promise< Result< Answer > > => {
		if ( route === 'loopback' ) {
			const answer = await client.loopback(
				probe.id,
				probe.token,
				probe.url,
				signal
			);
			return answer.ok
				? { ok: true, value: loopbackAnswer( answer.value, page.text ) }
				: answer;
		}
		const value = await fetchPage(
			timeLimit ? { ...page, timeoutMilliseconds: timeLimit } : page,
			probe.url,
			{
				headers: { 'X-Culprit-Probe': probe.token },
				credentials: credentials ? 'same-origin' : 'omit',
				redirect: 'manual',
			},
			signal
		);
		return { ok: true, value };
	};

	const read = async (
		{ id }: Probe,
		{ milliseconds }: Answer,
		signal?: AbortSignal
	): Promise< Result< ProbeRecord > > => {
		let record = await client.record( id, signal );
		for ( const pause of PATIENCE ) {
			// To send the page once more would only make a queue longer.
			if ( record.ok || ! isTransient( record.error ) ) {
				break;
			}
			await wait( pause, signal );
			record = await client.record( id, signal );
		}
		for ( const pause of milliseconds > QUICK ? [] : PAUSES ) {
			if ( ! record.ok || ! record.value.claimed || record.value.ended ) {
				break;
			}
			await wait( pause, signal );
			const again = await client.record( id, signal );
			record = again.ok ? again : record;
		}
		return record;
	};

	/** What a probe that was given up did: it may have waited in a queue first, and then PHP has its time still before it. */
	const readLate = async (
		probe: Probe,
		answer: Answer,
		limit: number,
		signal?: AbortSignal
	): Promise< Result< ProbeRecord > > => {
		let record = await read( probe, answer, signal );
		for (
			let waited = 0;
			waited < limit &&
			! signal?.aborted &&
			record.ok &&
			record.value.readable &&
			record.value.age !== null &&
			! record.value.ended &&
			// A clock of whole seconds.
			( record.value.age + 1 ) * 1000 < limit;
			waited += LATE
		) {
			await wait( LATE, signal );
			record = await read( probe, answer, signal );
		}
		return record;
	};

	const hop = async (
		asked: Asked,
		where: Page,
		signal?: AbortSignal
	): Promise< Result< Hop > > => {
		const wanted = wantedFor( asked, where, credentials );
		const kept = tokens.take( wanted );
		const minted = kept
			? ( { ok: true, value: kept } as const )
			: await mint( wanted, signal );
		if ( ! minted.ok ) {
			return minted;
		}
		const probe = minted.value;
		const sent = await send( probe, asked.timeLimit, signal );
		if ( ! sent.ok ) {
			return kept && sent.error.code === 'culprit_probe_spent'
				? hop( asked, where, signal )
				: sent;
		}
		const answer = sent.value;
		if ( answer.networkError === 'timeout' ) {
			workers.abandoned( probe.id );
		}
		const marker = markerOf( answer, probe );
		if (
			route === 'browser' &&
			! credentials &&
			marker === 'absent' &&
			answer.status === 401 &&
			/\bbasic\b/i.test( answer.headers[ 'www-authenticate' ] ?? '' )
		) {
			// From here on the browser sends what it knows; the guard keeps cookies from the page.
			credentials = true;
			return hop( asked, where, signal );
		}

		const trailer = findTrailer( answer.tail, probe );
		const facts = { probe, answer, marker, trailer };
		if ( trailer?.report || answer.networkError === 'aborted' ) {
			return {
				ok: true,
				value: {
					...facts,
					report: trailer?.report ?? null,
					record: null,
				},
			};
		}
		const record =
			answer.networkError === 'timeout'
				? await readLate(
						probe,
						answer,
						asked.timeLimit ?? page.timeoutMilliseconds,
						signal
					)
				: await read( probe, answer, signal );
		if ( ! record.ok && record.error.status !== 404 ) {
			return record;
		}
		const value = record.ok ? record.value : null;
		if ( kept && marker === 'absent' && value?.claimed === false ) {
			// A token that waited may have expired; a new one tells.
			return hop( asked, where, signal );
		}
		return {
			ok: true,
			value: { ...facts, report: value?.report ?? null, record: value },
		};
	};

	return {
		hop,
		/** What a probe is minted for now. */
		wanted: ( asked: Question, where: Page ) =>
			wantedFor( asked, where, credentials ),
	};
}
