/**
 * What the site client and the prober promise to the dashboard and the terminal.
 */
import type {
	BrowserCache,
	BusyRequest,
	ChangeAnswer,
	ChangeRequest,
	EmergencyAnswer,
	Facts,
	Changed,
	Healthy,
	LoopbackAnswer,
	OriginAnswer,
	OriginRequest,
	OutgoingAnswer,
	ProbeList,
	ProbeRecord,
	ProbeRequest,
	RenameRequest,
	PurgeAnswer,
	Run,
	RunAppend,
	RunRequest,
	State,
	Watch,
	WatchRequest,
} from '../contract/types';
import type { Observation, Page, Question } from '../engine/types';
import type { WorkerCount } from './workers';

/** Something that went wrong, ready to be shown. */
export interface SiteError {
	/** Stable for scripts: WordPress's own REST codes, or one of ours. */
	code: string;
	/** What happened, one sentence. */
	sentence: string;
	/** What to do about it, one sentence. */
	advice: string;
	/** HTTP status, or null without an answer. */
	status: number | null;
	/** Where WordPress died while it started, where the guard could see it. */
	death?: Death;
}

/** A fatal error while WordPress started. */
export interface Death {
	/** Relative to the folder of WordPress. */
	file: string;
	line: number;
	message: string;
}

/** A value, or an error that is a value too. */
export type Result< T > =
	{ ok: true; value: T } | { ok: false; error: SiteError };

/** One HTTP request of the client. */
export interface Request {
	url: string;
	method: 'GET' | 'POST' | 'DELETE';
	headers: Record< string, string >;
	/** Sent as JSON. */
	body?: unknown;
	signal?: AbortSignal;
}

/** One HTTP answer; a transport rejects only when there was none. */
export interface Response {
	status: number;
	/** Address after redirects. */
	url: string;
	header: ( name: string ) => string | null;
	text: () => Promise< string >;
}

/** Sends a request: apiFetch in the dashboard, fetch in the terminal. */
export type Transport = ( request: Request ) => Promise< Response >;

/**
 * How a call reaches WordPress.
 *
 * bare: with a pass, no other plugin and no theme is loaded; works on a dead site.
 * full: everything is loaded; needed for activation hooks.
 */
export type CallKind = 'bare' | 'full';

/** The REST API of one site, typed. */
export interface SiteClient {
	state: ( kind?: CallKind ) => Promise< Result< State > >;
	mint: (
		request: ProbeRequest,
		signal?: AbortSignal
	) => Promise< Result< ProbeList > >;
	record: (
		probe: string,
		signal?: AbortSignal
	) => Promise< Result< ProbeRecord > >;
	loopback: (
		probe: string,
		token: string,
		url: string,
		signal?: AbortSignal
	) => Promise< Result< LoopbackAnswer > >;
	change: (
		request: ChangeRequest,
		kind: CallKind,
		signal?: AbortSignal
	) => Promise< Result< ChangeAnswer > >;
	undo: ( change: number ) => Promise< Result< ChangeAnswer > >;
	/** Visitors get a busy answer for two minutes. */
	startBusy: ( request: BusyRequest ) => Promise< Result< State > >;
	endBusy: () => Promise< Result< State > >;
	/** Takes a drop-in or must-use plugin away for a time. */
	takeAway: ( request: RenameRequest ) => Promise< Result< State > >;
	/** Puts one back that is away. */
	putBack: ( rename: string ) => Promise< Result< State > >;
	/** Keeps one away until it is put back by hand. */
	keepAway: ( rename: string ) => Promise< Result< State > >;
	/** The watch, which looks at the front page on a schedule. */
	watch: () => Promise< Result< Watch > >;
	setWatch: ( request: WatchRequest ) => Promise< Result< Watch > >;
	/** Makes the stand-alone file; the answer holds its code. */
	makeEmergency: () => Promise< Result< EmergencyAnswer > >;
	removeEmergency: () => Promise< Result< EmergencyAnswer > >;
	/**
	 * Empties one cache, by its id among `page_caches`. A plugin's needs a full call; WordPress's object cache can be
	 * emptied in a bare one.
	 */
	purge: ( id: string, kind?: CallKind ) => Promise< Result< PurgeAnswer > >;
	/** Lets the browser that asks forget its copies, where it can be told. */
	clearBrowser: () => Promise< Result< BrowserCache > >;
	/** Notes that a page was just seen healthy in the live configuration. */
	healthy: ( page: string ) => Promise< Result< Healthy > >;
	/** What changed since a page was last healthy. */
	changed: ( page: string ) => Promise< Result< Changed > >;
	createRun: ( request: RunRequest ) => Promise< Result< Run > >;
	readRun: ( run: string ) => Promise< Result< Run > >;
	appendRun: ( run: string, request: RunAppend ) => Promise< Result< Run > >;
	/** What the server says of itself. */
	layers: (
		kind?: CallKind,
		signal?: AbortSignal
	) => Promise< Result< Facts > >;
	/** A page as the server itself gets it. */
	origin: (
		request: OriginRequest,
		signal?: AbortSignal
	) => Promise< Result< OriginAnswer > >;
	/** Whether the server reaches others. */
	outgoing: ( signal?: AbortSignal ) => Promise< Result< OutgoingAnswer > >;
}

/** Sends probes and reports what came back; never judges. */
export interface Prober {
	/**
	 * One question put to the site.
	 *
	 * Mints on the way when no token for this configuration is at hand.
	 */
	probe: (
		question: Pick< Question, 'configuration' | 'mode' | 'deep' > & {
			/** Milliseconds after which it is given up. */
			timeLimit?: number;
		},
		page: Page,
		signal?: AbortSignal
	) => Promise< Result< Observation > >;
	/** Mints for configurations that are asked now and, in the same call, for those that may follow. */
	prepare: (
		questions: Pick< Question, 'configuration' | 'mode' | 'deep' >[],
		page: Page,
		signal?: AbortSignal,
		following?: () => Pick< Question, 'configuration' | 'mode' | 'deep' >[]
	) => Promise< void >;
	/** The page as any visitor gets it: no token, nothing counted. */
	visit: (
		page: Page,
		signal?: AbortSignal
	) => Promise< Result< Observation > >;
	/** The PHP workers that probes may still occupy. */
	workers: WorkerCount;
}
