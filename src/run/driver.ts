/**
 * Drives a search: asks the engine, sends the probes, lets the engine learn, and writes everything down.
 */
import {
	ask,
	learn,
	lookAhead,
	plan,
	progress,
	start,
	undo,
} from '../engine/engine';
import { judge } from '../engine/judge';
import { verdictOf, type Sight } from '../engine/witness';
import { loadOrder } from '../engine/configuration';
import { hangLimit, isStrained } from '../engine/server';
import { hangs, timeLimit } from '../engine/timeLimit';
import { BUDGET, createMeter, type Budget } from './budget';
import {
	cacheKeepsProbes,
	oneWorker,
	outOfBudget,
	pageDropsArguments,
} from './unresolved';
import { createCacheCheck } from './caches';
import { createFlights } from './flights';
import { createNotes } from './notes';
import { createPace } from './pace';
import { patiently, type Patience } from './patience';
import { DROPS_ARGUMENTS } from '../site/prober';
import { strainOf, type Strain } from './strain';
import type { BusyKeeper } from './busy';
import type { Journal } from './journal';
import type { Progress } from '../engine/engine';
import type {
	Answer,
	Diagnosis,
	Observation,
	Question,
	SearchInput,
	SearchState,
} from '../engine/types';
import type { Prober, Result } from '../site/types';

/** A search to drive. */
export interface DriveOptions {
	input: SearchInput;
	/** What an earlier part of this run learned. */
	answers?: Answer[];
	prober: Prober;
	journal?: Journal;
	/** Stops the search; it can be resumed. */
	signal: AbortSignal;
	/** Called before each probe, while the search waits for the server, and at the end. */
	onProgress: ( now: {
		state: SearchState;
		progress: Progress;
		strain: Strain;
	} ) => void;
	/** What visitors get meanwhile. */
	busy?: BusyKeeper;
	/** Whether a page that hangs may be probed on a server with one worker; asked when it comes to that. */
	mayBlock?: () => boolean;
	/** Milliseconds after which a probe is given up. */
	timeoutMilliseconds?: number;
	/** Says what a person sees on the page of a probe, or takes the answer before back; for the symptom `seen`. */
	witness?: (
		observation: Observation,
		question: Question
	) => Promise< Sight | 'undo' >;
	/** Probes that may run at the same time, where the server takes them; 1 unless said otherwise. */
	atOnce?: number;
	/** The most that it may use. */
	budget?: Budget;
	/** Milliseconds since any fixed time. */
	now?: () => number;
	/** Waits between tries; for tests. */
	wait?: Patience[ 'wait' ];
}

/** How a search ended. */
export type Driven =
	| { kind: 'diagnosis'; state: SearchState; diagnosis: Diagnosis }
	| { kind: 'stopped'; state: SearchState };

/** A page load that is asked for with less chance than this is not prepared. */
const WORTH_A_TOKEN = 0.05;

/** Page loads ahead that are prepared; to look further costs more than a call. */
const MOST_PREPARED = 12;

/**
 * Searches until there is a diagnosis or the signal aborts.
 *
 * @return An error when the site could not be asked any more; what was learned is in the journal.
 */
export async function drive(
	options: DriveOptions
): Promise< Result< Driven > > {
	try {
		return await searchOn( options );
	} finally {
		await options.busy?.end();
	}
}

async function searchOn( {
	input,
	answers = [],
	prober,
	journal,
	signal,
	onProgress,
	busy,
	mayBlock = () => false,
	timeoutMilliseconds = 30000,
	witness,
	atOnce = 1,
	budget = BUDGET,
	now = Date.now,
	wait,
}: DriveOptions ): Promise< Result< Driven > > {
	const { page, symptom } = input;
	const usedUp = createMeter( budget, now );
	const inFlight = new AbortController();
	signal.addEventListener( 'abort', () => inFlight.abort(), { once: true } );
	const flights = createFlights();
	// Times of pages that get in each other's way say nothing, and a person sees one page at a time.
	const alone = symptom.kind === 'slow' || symptom.kind === 'seen';
	const caches = createCacheCheck( {
		prober,
		page,
		known: answers,
		signal,
		alone: alone || atOnce === 1,
	} );
	const pace = createPace( alone ? 1 : atOnce, prober.workers.now );
	const patience: Patience = { signal, ...( wait ? { wait } : {} ) };
	let state = learn( start( input ), answers );
	const notes = createNotes( journal );

	const tell = ( waiting = false ) =>
		onProgress( {
			state,
			progress: progress( state ),
			strain: strainOf( prober.workers.now(), state.answers, waiting ),
		} );

	const end = async ( driven: Driven ): Promise< Result< Driven > > => {
		await flights.end( signal );
		inFlight.abort();
		const kept = await notes.end(
			driven.kind === 'stopped'
				? { type: 'stopped', data: {} }
				: {
						type: 'diagnosis',
						data: { diagnosis: driven.diagnosis },
					}
		);
		tell();
		return kept.ok ? { ok: true, value: driven } : kept;
	};

	const conclude = ( diagnosis: Diagnosis ) =>
		end( { kind: 'diagnosis', state, diagnosis } );

	/** Forgets the answer before; the question is put again. */
	const takeBack = () => {
		const [ last ] = state.answers.slice( -1 );
		if ( last ) {
			state = undo( state );
			notes.takenBack( last );
		}
	};

	/** Lets the engine learn what came back for an open question. */
	const take = async (
		question: Question,
		observation: Observation
	): Promise< void > => {
		const judged = judge( question, observation, symptom );
		const sight =
			symptom.kind === 'seen' && judged.outcome === 'healthy'
				? await witness?.( observation, question )
				: undefined;
		if ( sight === 'undo' ) {
			takeBack();
			return;
		}
		const answer: Answer = {
			question: question.id,
			purpose: question.purpose,
			configuration: question.configuration,
			observation,
			verdict: sight ? verdictOf( sight ) : judged,
		};
		state = learn( state, [ answer ] );
		notes.learned( answer );
		notes.keep();
		if ( hangs( answer ) || isStrained( [ answer ] ) ) {
			pace.slowDown();
		}
		caches.after( answer );
	};

	/** Sees to it that the next probe stops nobody else; what it returns ends the search. */
	const makeRoom = async (): Promise< Result< Driven > | null > => {
		const { workers } = prober;
		if (
			workers.now().total === 1 &&
			state.answers.some( hangs ) &&
			! mayBlock()
		) {
			return conclude( oneWorker( state ) );
		}
		await busy?.keep();
		let waited = false;
		await workers.room(
			hangLimit( state.answers ),
			() => {
				waited = true;
				tell( true );
			},
			signal
		);
		if ( waited ) {
			tell();
		}
		return signal.aborted ? end( { kind: 'stopped', state } ) : null;
	};

	const launch = ( question: Question ) =>
		flights.launch( question, ( beside ) => {
			const limit = timeLimit( state, timeoutMilliseconds );
			return patiently(
				() =>
					prober.probe(
						{ ...question, timeLimit: limit },
						page,
						inFlight.signal
					),
				patience
			).then( ( probed ) => {
				if ( probed.ok ) {
					pace.landed(
						probed.value.milliseconds,
						beside,
						probed.value.report?.ended === 'completed'
							? loadOrder( question.configuration ).length
							: null
					);
				}
				return probed;
			} );
		} );

	const spent = () => usedUp( state.answers.length );

	/** What came back for the first open question that has something. */
	const landedFor = ( questions: Question[] ) => {
		for ( const question of questions ) {
			const landed = flights.takeLanded( question );
			if ( landed ) {
				return { question, landed };
			}
		}
		return null;
	};

	for (;;) {
		if ( signal.aborted ) {
			return end( { kind: 'stopped', state } );
		}
		const wanted = ask( state );
		if ( caches.keeps() ) {
			return conclude( cacheKeepsProbes( state ) );
		}
		if ( wanted.kind === 'diagnosis' ) {
			return conclude(
				( await caches.ended() )
					? cacheKeepsProbes( state )
					: wanted.diagnosis
			);
		}
		const back = landedFor( wanted.questions );
		if ( back ) {
			const { question, landed } = back;
			if ( ! landed.ok ) {
				return landed.error.code === DROPS_ARGUMENTS.code
					? conclude( pageDropsArguments( state, landed.error ) )
					: ( await notes.end(), landed );
			}
			await take( question, landed.value );
			continue;
		}
		const used = spent();
		if ( used !== null ) {
			return conclude( outOfBudget( state, used ) );
		}
		tell();
		const width = pace.width();
		const planned =
			width === 1
				? wanted.questions.slice( 0, 1 )
				: plan( state, width + flights.waiting() );
		const toSend = flights.notYet( planned, width );
		const lost = notes.lost();
		if ( lost ) {
			return { ok: false, error: lost };
		}
		if ( toSend.length > 0 ) {
			await prober.prepare( toSend, page, signal, () =>
				[
					...plan( state, MOST_PREPARED, WORTH_A_TOKEN ),
					...lookAhead( state ),
				].filter( ( { id } ) =>
					toSend.every( ( question ) => question.id !== id )
				)
			);
		}
		for ( const question of toSend ) {
			await caches.before( question );
			if ( caches.keeps() ) {
				break;
			}
			const ended = await makeRoom();
			if ( ended ) {
				return ended;
			}
			launch( question );
		}
		if ( ! caches.keeps() ) {
			await flights.next( wanted.questions );
		}
	}
}
