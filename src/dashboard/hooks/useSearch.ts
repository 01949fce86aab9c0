/**
 * One search at a time: started, stopped, gone on with, thrown away.
 */
import { useReducer, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { RunSummary, State } from '../../contract/types';
import { configurationKey } from '../../engine/configuration';
import { searchInput } from '../../engine/input';
import type { Answer, SearchInput, SearchState } from '../../engine/types';
import { BUDGET } from '../../run/budget';
import { drive, type Driven } from '../../run/driver';
import { leadsOf } from '../../run/memory';
import { createJournal, type Journal, openJournal } from '../../run/journal';
import { stateOfRun } from '../../run/resume';
import type { Result, SiteError } from '../../site/types';
import type { Connection } from '../connect';
import { resumableRun } from '../functions/search';
import { reduceSearch, type SearchPhase } from '../functions/searchPhase';
import { type Busy, useBusy } from './useBusy';
import { FRONT_PAGE, SYMPTOM } from './useFrontPage';

export interface Search {
	phase: SearchPhase;
	/** How many plugins and themes can be the culprit. */
	candidates: number;
	/** A search of this admin that was broken off, or null. */
	resumable: RunSummary | null;
	start: () => void;
	stop: () => void;
	/** Goes on after Stop. */
	goOn: ( search: SearchState ) => void;
	/** Goes on with a page that hangs, on a server with one worker. */
	goOnAllTheSame: ( search: SearchState ) => void;
	/** What visitors get meanwhile. */
	busy: Busy;
	/** Goes on after all that was allowed was used up. */
	goOnWithMore: ( search: SearchState ) => void;
	/** Goes on with a run that the server keeps. */
	resume: ( run: string ) => void;
	/** Ends a run that the server keeps, without going on with it. */
	discard: ( run: RunSummary ) => void;
	close: () => void;
}

/** Probes that may run at the same time, where the server takes them. */
const AT_ONCE = 3;

/** What a search goes on with. */
interface Course {
	input: SearchInput;
	answers: Answer[];
	/** Null when the server could not keep one: the search works without, only a reload loses it. */
	journal: Journal | null;
}

const changedSince = (): SiteError => ( {
	code: 'culprit_changed_since',
	sentence: __(
		'Plugins or theme were changed after this search began, so it cannot go on.',
		'culprit'
	),
	advice: __( 'Start a new search.', 'culprit' ),
	status: null,
} );

export function useSearch(
	connection: Connection,
	state: State,
	onState: ( state: State ) => void
): Search {
	const [ phase, dispatch ] = useReducer( reduceSearch, { step: 'idle' } );
	const [ discarded, setDiscarded ] = useState< string[] >( [] );
	const stopping = useRef( new AbortController() );
	const mayBlock = useRef( false );
	const { client, route } = connection;
	const busy = useBusy( client, FRONT_PAGE.path );

	const question = ( site: State, leads: string[] = [] ) =>
		searchInput( site, {
			page: FRONT_PAGE,
			symptom: SYMPTOM,
			route,
			leads,
		} );

	/** Reads the site afresh: it may have changed since this page was opened. */
	const freshQuestion = async (): Promise< Result< SearchInput > > => {
		const fresh = await client.state( 'bare' );
		if ( ! fresh.ok ) {
			return fresh;
		}
		onState( fresh.value );
		const leads = await leadsOf( client, fresh.value );
		return { ok: true, value: question( fresh.value, leads ) };
	};

	const follow = ( course: Course ): Promise< Result< Driven > > =>
		drive( {
			input: course.input,
			answers: course.answers,
			prober: connection.prober( course.journal?.id ),
			...( course.journal ? { journal: course.journal } : {} ),
			signal: stopping.current.signal,
			busy: busy.forSearch(),
			atOnce: AT_ONCE,
			budget: {
				...BUDGET,
				probes:
					BUDGET.probes *
					( 1 + Math.floor( course.answers.length / BUDGET.probes ) ),
			},
			mayBlock: () => mayBlock.current,
			onProgress: ( now ) => dispatch( { type: 'advanced', ...now } ),
		} );

	const go = async ( plot: () => Promise< Result< Course > > ) => {
		stopping.current = new AbortController();
		dispatch( { type: 'began' } );
		const course = await plot();
		const result = course.ok ? await follow( course.value ) : course;
		dispatch( {
			type: 'ended',
			result,
			run: course.ok ? ( course.value.journal?.id ?? null ) : null,
			at: new Date(),
		} );
	};

	const newJournal = async (
		input: SearchInput,
		answers: Answer[]
	): Promise< Journal | null > => {
		const created = await createJournal( client, input );
		if ( ! created.ok ) {
			return null;
		}
		const kept =
			answers.length === 0 ||
			(
				await created.value.add( [
					{ type: 'answers', data: { answers } },
				] )
			).ok;
		return kept ? created.value : null;
	};

	const start = () => {
		mayBlock.current = false;
		void go( async () => {
			const input = await freshQuestion();
			return input.ok
				? {
						ok: true,
						value: {
							input: input.value,
							answers: [],
							journal: await newJournal( input.value, [] ),
						},
					}
				: input;
		} );
	};

	const goOn = ( { input, answers }: SearchState ) =>
		void go( async () => {
			const fresh = await freshQuestion();
			if ( ! fresh.ok ) {
				return fresh;
			}
			if ( ! sameLive( fresh.value, input ) ) {
				return { ok: false, error: changedSince() };
			}
			// The stopped run has ended; what it learned goes into a new one.
			const journal = await newJournal( input, answers );
			return { ok: true, value: { input, answers, journal } };
		} );

	const resume = ( id: string ) =>
		void go( async () => {
			const fresh = await freshQuestion();
			const opened = fresh.ok ? await openJournal( client, id ) : fresh;
			if ( ! fresh.ok || ! opened.ok ) {
				return opened as Result< never >;
			}
			const known = stateOfRun( opened.value.run );
			if ( ! known.ok ) {
				return known;
			}
			return sameLive( fresh.value, known.value.input )
				? {
						ok: true,
						value: {
							...known.value,
							journal: opened.value.journal,
						},
					}
				: { ok: false, error: changedSince() };
		} );

	const discard = ( { id, sequence }: RunSummary ) => {
		setDiscarded( ( ids ) => [ ...ids, id ] );
		void client.appendRun( id, {
			expected: sequence,
			events: [ { type: 'stopped', data: {} } ],
		} );
	};

	const resumable = resumableRun( state );

	return {
		phase,
		candidates: question( state ).candidates.length,
		resumable:
			resumable && ! discarded.includes( resumable.id )
				? resumable
				: null,
		start,
		stop: () => {
			dispatch( { type: 'stopping' } );
			stopping.current.abort();
		},
		goOn,
		goOnAllTheSame: ( search ) => {
			mayBlock.current = true;
			goOn( search );
		},
		goOnWithMore: goOn,
		busy,
		resume,
		discard,
		close: () => dispatch( { type: 'closed' } ),
	};
}

function sameLive( now: SearchInput, then: SearchInput ): boolean {
	return configurationKey( now.live ) === configurationKey( then.live );
}
