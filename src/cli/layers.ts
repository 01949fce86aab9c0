/**
 * `culprit layers`: one walk from the browser to the host, and what it comes to.
 */
import { layersOf } from '../layers/layers';
import { makerOf } from '../layers/makers';
import { ticketMarkdown, ticketText } from '../layers/ticket/format';
import { ticketOf } from '../layers/ticket/ticket';
import { createProber } from '../site/prober';
import { createStandAlone } from '../site/standAlone';
import { createVisitor } from '../site/visitor';
import { walk, type Inside } from '../walk/walk';
import { discover } from './discover';
import { EXIT, type Exit } from './exit';
import { changedSentences } from '../layers/changedSentences';
import { layersText } from './layersText';
import { watchSilence } from './progressSilence';
import { explainRefusal } from './refusal';
import { VERSION } from './version';
import type { Io } from './io';
import type { LayersArguments } from './layersArguments';
import type { State } from '../contract/types';
import type { Layers, Walk } from '../layers/types';
import type { SiteError } from '../site/types';

const USER_AGENT = `Mozilla/5.0 (compatible; Culprit/${ VERSION })`;

/** Walks, prints what it saw, and gives the exit code. */
export async function layers(
	asked: LayersArguments,
	io: Io
): Promise< Exit > {
	const stopping = new AbortController();
	// eslint-disable-next-line @wordpress/no-unused-vars-before-return -- It is used in finally.
	const unwatch = io.onInterrupt( () => {
		io.stderr( 'Stopping. Press Ctrl+C again to leave at once.\n' );
		stopping.abort();
	} );
	const say = ( line: string ) => {
		if ( ! asked.quiet ) {
			io.stderr( `${ line }\n` );
		}
	};
	let step = '';
	let entered: State | null = null;
	const silence = watchSilence( ( seconds ) =>
		say( `Still at “${ step }”, for ${ seconds } s now ...` )
	);
	try {
		const seen = await walk( {
			home: `${ asked.url }/`,
			site: `${ asked.url }/index.php`,
			page: asked.page,
			visitor: createVisitor( {
				send: io.fetch,
				from: 'terminal',
				now: io.now,
				timeoutMilliseconds: asked.timeout,
				userAgent: USER_AGENT,
			} ),
			enter: async () => {
				const inside = await enter( asked, io, stopping.signal );
				entered = 'state' in inside ? inside.state : null;
				return inside;
			},
			start: async () => {
				if ( asked.code === null ) {
					return null;
				}
				const look = await createStandAlone( {
					folder: `${ asked.url }/`,
					code: asked.code,
					send: ( ...request ) => io.fetch( ...request ),
				} ).look();
				if ( ! look.ok ) {
					io.stderr( `${ look.error.sentence }\n` );
				}
				return look.ok ? look.value : null;
			},
			now: io.now,
			signal: stopping.signal,
			...( io.wait ? { wait: io.wait } : {} ),
			onStep: ( name ) => {
				step = name;
				silence.broken();
				say( `Looking at: ${ name } ...` );
			},
		} );
		const found = layersOf( seen );
		io.stdout( textOf( asked, found, seen, entered ) );
		if ( stopping.signal.aborted ) {
			return EXIT.interrupted;
		}
		return found.finding.code === 'unexplained'
			? EXIT.unresolved
			: EXIT.done;
	} finally {
		silence.end();
		unwatch();
	}
}

/** What is printed. */
function textOf(
	{ json, ticket: format }: LayersArguments,
	found: Layers,
	seen: Walk,
	state: State | null
): string {
	if ( format === null ) {
		return json
			? `${ JSON.stringify( { ...found, walk: seen } ) }\n`
			: layersText( found, changedSentences( seen ) );
	}
	const ticket = ticketOf(
		{
			walk: seen,
			layers: found,
			report: null,
			state,
			changed: changedSentences( seen ),
			now: Date.now(),
		},
		makerOf
	);
	switch ( format ) {
		case 'md':
			return ticketMarkdown( ticket );
		case 'txt':
			return ticketText( ticket );
		case 'json':
			return `${ JSON.stringify( ticket ) }\n`;
	}
}

/** WordPress, by an administrator's own call. */
async function enter(
	{ url, login, timeout }: LayersArguments,
	io: Io,
	signal: AbortSignal
): Promise< Inside | SiteError > {
	if ( login === null ) {
		return {
			code: 'culprit_no_login',
			sentence:
				'No user was given, so the site was looked at from outside only.',
			advice: 'Give --user and an application password to look inside.',
			status: null,
		};
	}
	// What passes by itself is for the tries of the page to show.
	const found = await discover( { url, ...login }, io, {
		signal,
		bears: () => false,
		timeoutMilliseconds: timeout,
	} );
	if ( ! found.ok ) {
		const { error } = found.refused;
		return error.death
			? error
			: {
					...error,
					sentence: ( await explainRefusal( found.refused, io ) )
						.text,
				};
	}
	const { client, site, state } = found.value;
	return {
		client,
		state,
		route: 'node',
		prober: createProber( {
			client,
			send: io.fetch,
			home: state.environment.home,
			site,
			route: 'node',
			now: io.now,
			timeoutMilliseconds: timeout,
			userAgent: USER_AGENT,
		} ),
	};
}
