/**
 * Drives a search: asks the engine, sends the probes, lets the engine learn, and writes everything down.
 */
import { configurationKey } from '../engine/configuration';
import { ask, learn, lookAhead, progress, start } from '../engine/engine';
import { judge } from '../engine/judge';
import { hangLimit } from '../engine/server';
import { hangs, timeLimit } from '../engine/timeLimit';
import { cacheKeepsProbes, oneWorker, pageDropsArguments } from './unresolved';
import { patiently, type Patience } from './patience';
import { DROPS_ARGUMENTS } from '../site/prober';
import { strainOf, type Strain } from './strain';
import type { BusyKeeper } from './busy';
import type { Journal } from './journal';
import type { RunEvent } from '../contract/types';
import type { Progress } from '../engine/engine';
import type {
	Answer,
	Diagnosis,
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
	/** Waits between tries; for tests. */
	wait?: Patience[ 'wait' ];
}

/** How a search ended. */
export type Driven =
	| { kind: 'diagnosis'; state: SearchState; diagnosis: Diagnosis }
	| { kind: 'stopped'; state: SearchState };

/** Probes that one call may mint. */
const MOST_PREPARED = 16;

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
	wait,
}: DriveOptions ): Promise< Result< Driven > > {
	const { page, symptom } = input;
	const patience: Patience = { signal, ...( wait ? { wait } : {} ) };
	let state = learn( start( input ), answers );
	let unwritten: Answer[] = [];

	const write = async ( ending?: RunEvent ): Promise< Result< void > > => {
		const events: RunEvent[] = [
			...( unwritten.length > 0
				? [ { type: 'answers', data: { answers: unwritten } } as const ]
				: [] ),
			...( ending ? [ ending ] : [] ),
		];
		unwritten = [];
		return journal && events.length > 0
			? journal.add( events )
			: { ok: true, value: undefined };
	};

	const tell = ( waiting = false ) =>
		onProgress( {
			state,
			progress: progress( state ),
			strain: strainOf( prober.workers.now(), state.answers, waiting ),
		} );

	const end = async ( driven: Driven ): Promise< Result< Driven > > => {
		const written = await write(
			driven.kind === 'stopped'
				? { type: 'stopped', data: {} }
				: {
						type: 'diagnosis',
						data: { diagnosis: driven.diagnosis },
					}
		);
		tell();
		return written.ok ? { ok: true, value: driven } : written;
	};

	const conclude = ( diagnosis: Diagnosis ) =>
		end( { kind: 'diagnosis', state, diagnosis } );

	/** Puts one question; what it returns ends the search. */
	const put = async (
		question: Question
	): Promise< Result< Driven > | null > => {
		const limit = timeLimit( state, timeoutMilliseconds );
		const probed = await patiently(
			() =>
				prober.probe( { ...question, timeLimit: limit }, page, signal ),
			patience
		);
		if ( signal.aborted ) {
			return end( { kind: 'stopped', state } );
		}
		if ( ! probed.ok ) {
			return probed.error.code === DROPS_ARGUMENTS.code
				? conclude( pageDropsArguments( state, probed.error ) )
				: ( await write(), probed );
		}
		const answer: Answer = {
			question: question.id,
			purpose: question.purpose,
			configuration: question.configuration,
			observation: probed.value,
			verdict: judge( question, probed.value, symptom ),
		};
		const before = state;
		state = learn( state, [ answer ] );
		unwritten.push( answer );

		if ( isFirstGuardedLive( question, before ) ) {
			const visit = await prober.visit( page, signal );
			if ( visit.ok && visit.value.marker !== 'absent' ) {
				return conclude( cacheKeepsProbes( state ) );
			}
		}
		return null;
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
		await workers.room(
			hangLimit( state.answers ),
			() => tell( true ),
			signal
		);
		return signal.aborted ? end( { kind: 'stopped', state } ) : null;
	};

	for (;;) {
		if ( signal.aborted ) {
			return end( { kind: 'stopped', state } );
		}
		const wanted = ask( state );
		if ( wanted.kind === 'diagnosis' ) {
			return conclude( wanted.diagnosis );
		}
		tell();
		const [ written ] = await Promise.all( [
			write(),
			prober.prepare(
				[ ...wanted.questions, ...lookAhead( state ) ].slice(
					0,
					MOST_PREPARED
				),
				page,
				signal
			),
		] );
		if ( ! written.ok ) {
			return written;
		}
		for ( const [ index, question ] of wanted.questions.entries() ) {
			if ( index > 0 ) {
				tell();
			}
			const ended = ( await makeRoom() ) ?? ( await put( question ) );
			if ( ended ) {
				return ended;
			}
		}
	}
}

/** Whether this is the first read-only probe of the live configuration: only then is it known that probes can be marked. */
function isFirstGuardedLive(
	{ mode, configuration }: Question,
	{ input, answers }: SearchState
): boolean {
	const live = configurationKey( input.live );
	return (
		mode === 'guarded' &&
		configurationKey( configuration ) === live &&
		! answers.some(
			( answer ) =>
				// The only purpose under which live is observed instead of guarded.
				answer.purpose !== 'reproduce-observed' &&
				configurationKey( answer.configuration ) === live
		)
	);
}
