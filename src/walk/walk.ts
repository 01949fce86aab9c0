/**
 * The walk from the browser to the host: asks for everything once, in an order that strains the server least.
 */
import { wait as waitFor } from '../site/abort';
import { addressOf } from '../site/redirects';
import { judge } from '../engine/judge';
import { isBad, isMaintenancePage } from '../layers/seen';
import { configurationOf } from '../engine/configuration';
import { searchInput } from '../engine/input';

import type {
	Configuration,
	OriginAnswer,
	StandAloneLook,
	State,
} from '../contract/types';
import type { Look, Target, Visit, Walk } from '../layers/types';
import type { Prober, SiteClient, SiteError } from '../site/types';
import type { Visitor } from '../site/visitor';
import type { Route } from '../engine/types';

/** A site whose WordPress answered Culprit's own call. */
export interface Inside {
	client: SiteClient;
	state: State;
	prober: Prober;
	route: Route;
}

/** What a walk needs. */
export interface WalkOptions {
	/** Address of the front page. */
	home: string;
	/** Address of WordPress's index.php, or of the folder it lies in. */
	site: string;
	/** Path of the page. */
	page: string;
	visitor: Visitor;
	/** In a browser: what it has kept of the page, and who answers in the server's place. */
	browser?: { serviceWorker: () => string | null };
	/** What answers Culprit's own call, or why nothing does. Asked after the first visits. */
	enter: () => Promise< Inside | SiteError >;
	/** Where WordPress dies while it starts, by the stand-alone file; asked only where nothing else answers. */
	start?: () => Promise< StandAloneLook | null >;
	/** Milliseconds since 1970. */
	now: () => number;
	signal?: AbortSignal;
	wait?: ( milliseconds: number, signal?: AbortSignal ) => Promise< void >;
	/** What is being looked at now, some words. */
	onStep?: ( name: string ) => void;
}

/** How often the page is asked for, and the pause before each but the first, in milliseconds. */
const TRIES = 5;
const PAUSE = 500;

/** A page that takes longer than this is not asked for again and again, in milliseconds: each try may hold a PHP worker. */
const LONG = 5000;

const isLong = ( { milliseconds, networkError }: Visit ) =>
	milliseconds > LONG || networkError === 'timeout';

/** A phone, as one that is widely used says it. */
const PHONE =
	'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';

/** Small files that every WordPress has: one that the web server sends by itself, one that PHP answers without any settings. */
const STATIC_FILE = 'wp-includes/images/blank.gif';
const CORE_FILE =
	'wp-admin/load-styles.php?c=0&dir=ltr&load%5Bchunk_0%5D=dashicons';
const PHP_FILE = 'wp-content/plugins/culprit/ping.php';

/** Goes all the way; never rejects. What could not be asked is null. */
export async function walk( {
	home,
	site,
	page,
	visitor,
	browser,
	enter,
	start = async () => null,
	now,
	signal,
	wait = waitFor,
	onStep = () => {},
}: WalkOptions ): Promise< Walk > {
	const begun = now();
	const folder = site.replace( /[^/]*$/, '' );
	const url = addressOf( { home, site }, page );
	const visit = ( target: Target, address: string, extra = {} ) =>
		signal?.aborted
			? Promise.resolve( null )
			: visitor( { target, url: address, ...extra }, signal );

	onStep( 'The page, as visitors get it' );
	const tries = await severalTimes(
		() => visit( 'page', url ),
		wait,
		signal
	);
	const failing = tries.some( isBad );

	// Rejected by fetch itself where nothing was kept.
	const copy = browser
		? await visit( 'page-kept', url, {
				init: {
					cache: 'only-if-cached',
					mode: 'same-origin',
					credentials: 'same-origin',
				},
			} )
		: null;
	const kept = copy && copy.status !== null ? copy : null;

	onStep( 'A file that the web server sends without PHP' );
	const file = await visit( 'static', `${ folder }${ STATIC_FILE }` );
	onStep( 'PHP without WordPress' );
	const php = await visit( 'php', `${ folder }${ PHP_FILE }` );
	const uncached = await visit( 'page-uncached', unseen( url, now() ) );
	const long = tries.some( isLong );
	const asUser =
		browser && ! long
			? await visit( 'page', url, {
					as: 'user',
					init: { credentials: 'same-origin' },
				} )
			: null;
	// A browser does not let anybody say that it is another.
	const phone =
		long || browser
			? null
			: await visit( 'page', unseen( url, now() + 1 ), {
					as: 'phone',
					headers: { 'User-Agent': PHONE },
				} );

	onStep( 'WordPress without plugins' );
	const inside = signal?.aborted ? null : await enter();
	const entered = inside !== null && 'client' in inside ? inside : null;
	const refused = inside !== null && 'code' in inside ? inside : null;
	const core =
		failing && ! entered ? await visit( 'core', folder + CORE_FILE ) : null;
	const maintenance =
		! entered && tries.some( isMaintenancePage )
			? await visit( 'maintenance', `${ folder }.maintenance` )
			: null;

	const seen =
		failing && ! entered && ! refused?.death ? await start() : null;
	const own = entered
		? await fromInside( entered, {
				page,
				url,
				healthy: ! failing,
				begun: now,
				onStep,
				signal,
			} )
		: NOTHING_INSIDE;
	return {
		begun,
		ended: now(),
		page,
		tries,
		uncached,
		kept,
		serviceWorker: browser?.serviceWorker() ?? null,
		asUser,
		phone,
		file,
		php,
		core,
		maintenance,
		...own,
		refused: refused && {
			code: refused.code,
			sentence: refused.sentence,
			status: refused.status,
		},
		death: deathOf( refused, seen ),
	};
}

function deathOf(
	refused: SiteError | null,
	seen: StandAloneLook | null
): Walk[ 'death' ] {
	if ( refused?.death ) {
		return { ...refused.death, seenBy: 'guard' };
	}
	return seen?.death ? { ...seen.death, seenBy: 'stand-alone-file' } : null;
}

/** The same page again and again, as long as that costs little. */
async function severalTimes(
	visit: () => Promise< Visit | null >,
	wait: NonNullable< WalkOptions[ 'wait' ] >,
	signal?: AbortSignal
): Promise< Visit[] > {
	const tries: Visit[] = [];
	while ( tries.length < TRIES && ! signal?.aborted ) {
		if ( tries.length > 0 ) {
			await wait( PAUSE, signal );
		}
		const one = await visit();
		if ( one === null ) {
			break;
		}
		tries.push( one );
		if ( tries.filter( isLong ).length > 1 ) {
			break;
		}
	}
	return tries;
}

type OwnPart = Pick<
	Walk,
	'origin' | 'loopback' | 'outgoing' | 'live' | 'floor' | 'facts' | 'changed'
>;

const NOTHING_INSIDE: OwnPart = {
	origin: null,
	loopback: null,
	outgoing: null,
	live: null,
	floor: null,
	facts: null,
	changed: null,
};

async function fromInside(
	{ client, state, prober, route }: Inside,
	{
		page,
		url,
		healthy,
		begun: now,
		onStep,
		signal,
	}: {
		page: string;
		url: string;
		/** Whether visitors get the page. */
		healthy: boolean;
		begun: () => number;
		onStep: ( name: string ) => void;
		signal: AbortSignal | undefined;
	}
): Promise< OwnPart > {
	onStep( 'What the server says of itself' );
	const facts = await client.layers( 'bare', signal );
	const fromServer = async ( pastEdge: boolean ) => {
		const at = now();
		const answer = await client.origin(
			{ page, past_edge: pastEdge },
			signal
		);
		return answer.ok ? serverVisit( answer.value, url, at ) : null;
	};
	onStep( 'The page, as the server itself gets it' );
	const origin = await fromServer( true );
	const loopback = await fromServer( false );
	const outgoing = await client.outgoing( signal );

	const input = searchInput( state, {
		page: { path: page, asUser: false },
		symptom: { kind: 'error' },
		route,
	} );
	const look = async (
		configuration: Configuration,
		mode: 'observe' | 'guarded'
	): Promise< Look | null > => {
		const question = { configuration, mode };
		const answer = await prober.probe( question, input.page, signal );
		return answer.ok
			? {
					observation: answer.value,
					verdict: judge( question, answer.value, input.symptom ),
				}
			: null;
	};
	onStep( 'The page as it is set up, seen from inside PHP' );
	const live = await look( input.live, 'observe' );
	onStep( 'The page without plugins and with a default theme' );
	const floor =
		live?.verdict.outcome === 'healthy'
			? null
			: await look( configurationOf( input, [] ), 'guarded' );
	onStep( 'What changed since the page was last healthy' );
	const changed = await client.changed( page );
	if ( healthy && live?.verdict.outcome === 'healthy' ) {
		// From here on that is what a broken page is compared with.
		await client.healthy( page );
	}
	return {
		changed: changed.ok ? changed.value : null,
		facts: facts.ok ? facts.value : null,
		origin,
		loopback,
		outgoing: outgoing.ok ? outgoing.value : null,
		live,
		floor,
	};
}

function serverVisit( answer: OriginAnswer, url: string, at: number ): Visit {
	return {
		target: 'page',
		from: 'server',
		as: 'visitor',
		url,
		at,
		status: answer.status,
		headers: answer.headers as Record< string, string >,
		bytes: answer.bytes,
		excerpt: answer.excerpt,
		milliseconds: answer.milliseconds,
		networkError:
			answer.status === null
				? ( /timed? ?out/i.test( answer.error ?? '' ) && 'timeout' ) ||
					'unreachable'
				: null,
		redirects: [],
	};
}

/** The same address with an argument that no cache has seen. */
function unseen( url: string, at: number ): string {
	return `${ url }${ url.includes( '?' ) ? '&' : '?' }culprit=${ at.toString( 36 ) }`;
}
