/**
 * `culprit isolate`: one search from the first call to the diagnosis.
 */
import { tracesOf, type Trace } from '../engine/beyond';
import { searchInput } from '../engine/input';
import { createBusyKeeper } from '../run/busy';
import { drive } from '../run/driver';
import { leadsOf } from '../run/memory';
import { createJournal } from '../run/journal';
import { diagnosisReport } from '../run/report';
import { createProber } from '../site/prober';
import { addressOf } from '../site/redirects';
import { stillInQuestion } from '../run/unresolved';
import { discover, type Discovered } from './discover';
import { EXIT, type Exit } from './exit';
import { createProgress } from './progress';
import { tellBusy } from './progressBusy';
import { watchSilence } from './progressSilence';
import { explainRefusal, refusalOf, type Refusal } from './refusal';
import { outlook } from './outlook';
import { filesOf, unknownOf } from './plugins';
import { USUAL_TIMEOUT } from './command';
import { brokenOffText, diagnosisText } from './text';
import { VERSION } from './version';
import { createWitness } from './witness';
import type { IsolateArguments } from './arguments';
import type { Io } from './io';
import type { Diagnosis, SearchState } from '../engine/types';

/** Searches, prints the diagnosis, and gives the exit code. */
export async function isolate(
	asked: IsolateArguments,
	io: Io
): Promise< Exit > {
	const stopping = new AbortController();
	// eslint-disable-next-line @wordpress/no-unused-vars-before-return -- It is used in finally.
	const unwatch = io.onInterrupt( () => {
		io.stderr( 'Stopping. Press Ctrl+C again to leave at once.\n' );
		stopping.abort();
	} );
	try {
		return await search( asked, io, stopping.signal, io.now() );
	} finally {
		unwatch();
	}
}

async function search(
	asked: IsolateArguments,
	io: Io,
	signal: AbortSignal,
	begun: number
): Promise< Exit > {
	const silence = watchSilence( ( seconds ) => {
		if ( ! asked.quiet ) {
			io.stderr(
				`Still waiting for an answer of ${ asked.url }, for ${ seconds } s now ...\n`
			);
		}
	} );
	const found = await Promise.race( [
		discover( asked, io, {
			signal,
			...( io.wait ? { wait: io.wait } : {} ),
			onPause: ( { sentence }, milliseconds ) => {
				if ( ! asked.quiet ) {
					io.stderr(
						`${ sentence } Trying again in ${
							milliseconds / 1000
						} s ...\n`
					);
				}
			},
		} ),
		abortOf( signal ),
	] ).finally( silence.end );
	if ( found === null || signal.aborted ) {
		return EXIT.interrupted;
	}
	if ( ! found.ok ) {
		return leave( await explainRefusal( found.refused, io ), io );
	}
	const { state } = found.value;
	const conclude = ( diagnosis: Diagnosis, traces: Trace[] = [] ): Exit => {
		const report = diagnosisReport(
			diagnosis,
			state,
			io.now() - begun,
			traces
		);
		io.stdout(
			asked.json
				? `${ JSON.stringify( report ) }\n`
				: diagnosisText( diagnosis, report, asked, state )
		);
		return diagnosis.outcome === 'unresolved' ? EXIT.unresolved : EXIT.done;
	};
	const giveUp = ( reason: string, sentence: string ): Exit => {
		if ( asked.json ) {
			io.stderr( `${ sentence }\n` );
		}
		return conclude( unresolved( reason, sentence ) );
	};

	const unknown = unknownOf( [ ...asked.keep, ...asked.leaveOut ], state );
	if ( unknown.length > 0 ) {
		io.stderr(
			`This site has no plugin ${ unknown.join(
				', '
			) }. Give the folder of a plugin, such as woocommerce, or its file, such as woocommerce/woocommerce.php.\n`
		);
		return EXIT.usage;
	}
	const { problem, message } = state.guard;
	if ( problem !== null ) {
		return giveUp( `guard-${ problem }`, message );
	}
	const latest: { search: SearchState | null } = { search: null };
	const ended = await ask( asked, io, signal, found.value, latest );
	if ( ! ended.ok ) {
		const { error } = ended;
		const gone = error.status === null || error.status >= 502;
		if ( latest.search && latest.search.answers.length > 0 ) {
			io.stderr(
				`${ brokenOffText(
					latest.search,
					state,
					gone
						? 'The site stopped answering in the middle of the search.'
						: 'The search was broken off.'
				) }\n`
			);
		}
		return gone || error.status === 401 || error.status === 403
			? leave( refusalOf( error ), io )
			: giveUp( error.code, refusalOf( error ).text );
	}
	if ( ended.value.kind === 'stopped' ) {
		io.stderr(
			`${ brokenOffText( ended.value.state, state, 'Stopped.' ) }\n`
		);
		return EXIT.interrupted;
	}
	const { diagnosis, state: known } = ended.value;
	return conclude(
		{ ...diagnosis, suspects: stillInQuestion( diagnosis, known ) },
		tracesOf( known )
	);
}

/** Null, once the signal aborts. */
function abortOf( signal: AbortSignal ): Promise< null > {
	return new Promise( ( resolve ) =>
		signal.addEventListener( 'abort', () => resolve( null ) )
	);
}

function leave( { code, text }: Refusal, io: Io ): Exit {
	io.stderr( `${ text }\n` );
	return code;
}

/** Puts the question to the site until there is an answer. */
async function ask(
	asked: IsolateArguments,
	io: Io,
	signal: AbortSignal,
	{ client, site, state }: Discovered,
	latest: { search: SearchState | null }
) {
	const input = searchInput( state, {
		page: { path: asked.page, asUser: asked.asUser },
		symptom: asked.symptom,
		route: asked.route,
		keep: filesOf( asked.keep, state ),
		leaveOut: filesOf( asked.leaveOut, state ),
		leads: await leadsOf( client, state ),
	} );
	if ( ! asked.quiet ) {
		io.stderr( `${ outlook( input, asked ) }\n` );
	}
	const { home } = state.environment;
	const page = addressOf( { home, site }, asked.page );
	const warn = ( line: string ) => io.stderr( `${ line }\n` );
	// Where a person is asked, it is they who are waited for.
	const watched = ! asked.quiet && asked.symptom.kind !== 'seen';
	const silence = watchSilence( ( seconds ) => {
		if ( watched ) {
			warn( `Still loading ${ page }, for ${ seconds } s now ...` );
		}
	} );
	const print = ( line: string ) => {
		if ( ! asked.quiet ) {
			silence.broken();
			warn( line );
		}
	};
	const show = createProgress( print, page, asked.busy === null );
	const busy = tellBusy( print, warn );
	let seen: Response | null = null;
	const send: typeof io.fetch = async ( ...request ) => {
		const response = await io.fetch( ...request );
		if ( asked.symptom.kind === 'seen' ) {
			seen = response.clone();
		}
		return response;
	};
	const journal = await createJournal( client, input, { signal } );
	if ( ! journal.ok && ! asked.quiet ) {
		io.stderr(
			`The site cannot keep a journal of this search: ${ journal.error.sentence }\n`
		);
	}
	const run = journal.ok ? journal.value : null;
	const prober = createProber( {
		client,
		send,
		home,
		site,
		route: asked.route,
		now: io.now,
		timeoutMilliseconds: asked.timeout,
		...( 'text' in asked.symptom ? { text: asked.symptom.text } : {} ),
		userAgent: `Mozilla/5.0 (compatible; Culprit/${ VERSION })`,
		...( run ? { run: run.id } : {} ),
	} );
	return drive( {
		input,
		prober: {
			...prober,
			probe: ( question, ...rest ) =>
				prober.probe( within( question, asked ), ...rest ),
		},
		...( run ? { journal: run } : {} ),
		signal,
		busy: busy.around(
			createBusyKeeper( {
				client,
				page: asked.page,
				scope: () => asked.busy,
				now: io.now,
				onChange: busy.onChange,
			} )
		),
		mayBlock: () => asked.mayBlock,
		witness: createWitness(
			asked.question,
			io,
			async () => ( await seen?.text() ) ?? ''
		),
		atOnce: asked.atOnce,
		budget: asked.budget,
		now: io.now,
		timeoutMilliseconds: asked.timeout,
		...( io.wait ? { wait: io.wait } : {} ),
		onProgress: ( now ) => {
			latest.search = now.state;
			show( now );
		},
	} ).finally( silence.end );
}

/** A question that takes no longer than was said; where nothing was, a queue in front of PHP may take longer. */
const within = < T extends { timeLimit?: number } >(
	question: T,
	{ timeout }: IsolateArguments
): T =>
	timeout === USUAL_TIMEOUT
		? question
		: {
				...question,
				timeLimit: Math.min( question.timeLimit ?? timeout, timeout ),
			};

function unresolved( reason: string, sentence: string ): Diagnosis {
	return {
		outcome: 'unresolved',
		culprits: [],
		layer: 'unknown',
		signature: null,
		reason,
		sentence,
		suspects: [],
		probes: 0,
		chance: null,
	};
}
