/**
 * The words of the search, as types. Everything here is plain data, so that a state can be stored and read back.
 */
import type {
	Callback,
	Configuration,
	OutgoingRequest,
	Report,
} from '../contract/types';

/** Delta debugging's pass, fail and unresolved. */
export type Outcome = 'healthy' | 'failing' | 'unresolved';

/** How a probe travels: the admin's browser, the server itself, or a terminal. */
export type Route = 'browser' | 'loopback' | 'node';

/** A page of this site. */
export interface Page {
	/** From the first slash on, relative to the site's front page. */
	path: string;
	/** Loaded as the user who asks instead of as a visitor. */
	asUser: boolean;
}

/** What counts as failing. */
export type Symptom =
	| { kind: 'error' }
	/** Null: much slower than without plugins. */
	| { kind: 'slow'; aboveMilliseconds: number | null }
	/** Only a person can tell: they look at the page for each question. */
	| { kind: 'seen' }
	| { kind: 'text-missing'; text: string }
	| { kind: 'text-present'; text: string };

/** Something that can be switched off. */
export interface Candidate {
	/** `plugin:folder/file.php` or `theme:folder`. */
	key: string;
	kind: 'plugin' | 'theme';
	/** Plugin file or theme folder. */
	id: string;
	/** Keys of the candidates it cannot run without. */
	requires: string[];
}

/** Everything a search is asked; never changes during a run. */
export interface SearchInput {
	live: Configuration;
	/** What the theme becomes when it is not part of the configuration. */
	floorTheme: { template: string; stylesheet: string };
	/** Another such theme, asked where the live one seems to belong to a set; null when there is none. */
	otherFloorTheme: { template: string; stylesheet: string } | null;
	/** Plugin files that stay on in every configuration, Culprit among them. */
	keep: string[];
	/** In live order: network plugins, site plugins, parent theme, theme. */
	candidates: Candidate[];
	page: Page;
	symptom: Symptom;
	route: Route;
	/** Keys that earlier searches of this site found, tried after those that PHP names. */
	leads: string[];
	/** Of the candidates, by key; what an earlier search found counts while they are the same. */
	versions: Record< string, string >;
}

/** The raw facts of one probe. */
export interface Observation {
	/** Probe id; null when none could be minted. */
	probe: string | null;
	route: Route;
	url: string;
	/** HTTP status of the last answer, or null without one. */
	status: number | null;
	/** Lower-case names; only those a judge or a person reads. */
	headers: Record< string, string >;
	/** Size of the body. */
	bytes: number;
	/** First bytes of the body, for a person and for the text symptoms. */
	excerpt: string;
	/** From sending to the last byte. */
	milliseconds: number;
	/** Targets of the redirects followed on the way, in order. */
	redirects: string[];
	/** Why there was no answer, or null. */
	networkError: 'timeout' | 'unreachable' | 'aborted' | null;
	/** Whether the answer carried our marker: right, absent, or another probe's. */
	marker: 'ours' | 'absent' | 'foreign';
	/** The body ended before the server said it would. */
	truncated: boolean;
	/** Whether the body ends as a page of HTML does; null when it is none, or when that is not known. */
	closed: boolean | null;
	/** PHP's own account, from the trailer or the record; null when neither could be had. */
	report: Report | null;
	/** What the recorder wrote, read when the trailer was missing; null when it was not read. */
	record: {
		claimed: boolean;
		/** Seconds between the claim and the reading; null when it was not claimed. */
		age: number | null;
		readable: boolean;
		ended: boolean;
		loaded: string[];
		loading: string | null;
		milestone: string;
		/** Callbacks that were running, the innermost first; null when they were not recorded. */
		running: Callback[] | null;
		/** The request to another server that had no answer when PHP ended. */
		waiting: OutgoingRequest | null;
	} | null;
}

/** The fingerprint of a failure: two failures with the same key are the same failure. */
export interface Signature {
	key: string;
	/**
	 * fatal: PHP named an error. died: PHP was stopped from outside. headers: the web server refused what PHP answered.
	 * cut: PHP was ended in the middle of the page. error-text, database: the page says so itself. Others: seen from outside.
	 */
	kind:
		| 'fatal'
		| 'died'
		| 'headers'
		| 'status'
		| 'database'
		| 'error-text'
		| 'cut'
		| 'truncated'
		| 'blank'
		| 'redirect-loop'
		| 'slow'
		| 'text'
		| 'seen';
	/** For a person: one sentence. */
	sentence: string;
	/** What PHP's own account names, as a path relative to the WordPress folder, or null. */
	file: string | null;
}

/** Who or what answered in the site's place, as far as it can be told. */
export type Stranger =
	| 'never-claimed'
	| 'cached-copy'
	| 'login-page'
	| 'challenge-page'
	| 'maintenance'
	| 'database'
	| 'dead-before-guard';

/** Why an observation cannot be used. */
export type UnresolvedReason =
	| Stranger
	| 'no-answer'
	| 'not-ours'
	| 'wrong-set'
	| 'record-elsewhere'
	| 'different-failure'
	| 'sent-to-log-in'
	| 'probe-disturbs-page'
	| 'cannot-tell'
	| 'aborted';

/** An observation judged by itself. */
export interface Verdict {
	outcome: Outcome;
	/** Set when failing. */
	signature: Signature | null;
	/** Set when unresolved. */
	reason: UnresolvedReason | null;
	/** For a person: one sentence. */
	sentence: string;
}

/** What a probe is for. */
export type Purpose =
	| 'reproduce-observed'
	| 'reproduce'
	| 'floor'
	| 'evidence'
	| 'search'
	| 'prove-alone'
	| 'prove-without'
	| 'prove-with'
	| 'prove-member'
	| 'look-again';

/** One configuration wanted, under an id that is unique in the run. */
export interface Question {
	id: string;
	purpose: Purpose;
	mode: 'observe' | 'guarded';
	/** The recorder also writes down which callback is running. */
	deep?: boolean;
	configuration: Configuration;
	/** How many candidates are off in it. */
	without: number;
}

/** One question answered. */
export interface Answer {
	/** The question's id. */
	question: string;
	purpose: Purpose;
	configuration: Configuration;
	observation: Observation;
	verdict: Verdict;
}

/** One search: serialisable, and all that is needed to go on. */
export interface SearchState {
	input: SearchInput;
	/** In the order they were learned. */
	answers: Answer[];
}

/** One probe of a proof. */
export interface ProofStep {
	role: 'alone' | 'without' | 'with' | 'member' | 'floor';
	configuration: Configuration;
	outcome: Outcome;
	/** Probe id. */
	probe: string | null;
}

/** A minimal set of candidates that fails together. */
export interface CulpritSet {
	/** Keys of candidates. */
	members: string[];
	signature: Signature;
	/** PHP's own account named a member. */
	namedByPhp: boolean;
	/** What it costs each page load, in milliseconds; null unless the page is slow. */
	costs: number | null;
	proof: ProofStep[];
}

/** The layer of a site that a diagnosis points at. */
export type Layer =
	| 'none'
	| 'browser-cache'
	| 'page-cache'
	| 'cdn'
	| 'firewall'
	| 'web-server'
	| 'php'
	| 'database'
	| 'object-cache'
	| 'drop-in'
	| 'must-use'
	| 'plugin'
	| 'theme'
	| 'core'
	| 'host'
	| 'unknown';

/** What a search found. */
export interface Diagnosis {
	outcome:
		'culprits-found' | 'not-reproduced' | 'below-plugins' | 'unresolved';
	culprits: CulpritSet[];
	layer: Layer;
	/** Of the first failure, or null when none was seen. */
	signature: Signature | null;
	/** A code, stable for scripts. */
	reason: string;
	/** For a person. */
	sentence: string;
	/** Keys that are still suspect when unresolved. */
	suspects: string[];
	/** Probes whose answers were used. */
	probes: number;
	/** Set where the fault comes and goes. */
	chance: Chance | null;
}

/** How often a fault that comes and goes shows, and how sure the answer is. */
export interface Chance {
	/** Loads that failed, of all those of configurations that are known to fail. */
	failed: number;
	loads: number;
	/** Fisher's exact p-value over the answers of the proof, of several sets the largest; null when nobody was proved. */
	pValue: number | null;
	/** A fault that is left over, on fewer loads than this share, would be missed in one search of twenty; null as above. */
	missed: number | null;
}

/** What the engine wants next. */
export type Ask =
	| { kind: 'questions'; questions: Question[] }
	| { kind: 'diagnosis'; diagnosis: Diagnosis };
