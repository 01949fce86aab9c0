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
import { discover, type Discovered } from './discover';
import { EXIT, type Exit } from './exit';
import { createProgress } from './progress';
import { explainRefusal, refusalOf, type Refusal } from './refusal';
import { outlook } from './outlook';
import { filesOf, unknownOf } from './plugins';
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
	] );
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
				: diagnosisText( diagnosis, report )
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
		if ( latest.search && latest.search.answers.length > 0 ) {
			io.stderr(
				`${ brokenOffText(
					latest.search,
					state,
					'The search was broken off.'
				) }\n`
			);
		}
		const gone = error.status === null || error.status >= 502;
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
	return conclude( ended.value.diagnosis, tracesOf( ended.value.state ) );
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
	const show = asked.quiet
		? () => undefined
		: createProgress(
				( line ) => io.stderr( `${ line }\n` ),
				asked.busy === null
			);
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
	return drive( {
		input,
		prober: createProber( {
			client,
			send,
			home: state.environment.home,
			site,
			route: asked.route,
			now: io.now,
			timeoutMilliseconds: asked.timeout,
			...( 'text' in asked.symptom ? { text: asked.symptom.text } : {} ),
			userAgent: `Mozilla/5.0 (compatible; Culprit/${ VERSION })`,
			...( run ? { run: run.id } : {} ),
		} ),
		...( run ? { journal: run } : {} ),
		signal,
		busy: createBusyKeeper( {
			client,
			page: asked.page,
			scope: () => asked.busy,
			now: io.now,
		} ),
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
		onProgress: ( now ) => {
			latest.search = now.state;
			show( now );
		},
	} );
}

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
