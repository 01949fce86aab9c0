/**
 * The words of the walk from the browser to the host, as types. Everything here is plain data.
 */
import type { Changed, Facts, OutgoingAnswer } from '../contract/types';
import type { Layer, Observation, Verdict } from '../engine/types';
import type { Death as StartDeath } from '../site/types';

/** What is asked for. */
export type Target =
	/** The page, as anybody asks for it. */
	| 'page'
	/** The page under an address that no cache has seen. */
	| 'page-uncached'
	/** The page as this browser has kept it. */
	| 'page-kept'
	/** A file that the web server sends without PHP. */
	| 'static'
	/** A file that PHP answers without WordPress. */
	| 'php'
	/** A file of WordPress's own that PHP answers without its settings, database, plugins or drop-ins. */
	| 'core'
	/** The file that closes the site during an update, where the web server shows it. */
	| 'maintenance';

/** Where a request starts: the admin's browser, a terminal, or the site's own server. */
export type From = 'browser' | 'terminal' | 'server';

/** Whom a request says to be. */
export type As = 'visitor' | 'phone' | 'user';

/** One plain request for an address of this site: no token, nothing counted. */
export interface Visit {
	target: Target;
	from: From;
	as: As;
	url: string;
	/** Unix time in milliseconds. */
	at: number;
	/** HTTP status, or null without an answer. */
	status: number | null;
	/** Lower-case names; repeated ones joined by a comma. */
	headers: Record< string, string >;
	/** Size of the body. */
	bytes: number;
	/** First 64 kB of the body. */
	excerpt: string;
	/** From sending to the last byte. */
	milliseconds: number;
	/** Why there was no answer, or null. */
	networkError:
		'timeout' | 'unreachable' | 'cut' | 'name' | 'certificate' | null;
	/** Redirects that were followed, where that is known. */
	redirects: string[];
}

/** Who made an answer. */
export type MakerId =
	| 'nginx'
	| 'apache'
	| 'litespeed'
	| 'caddy'
	| 'iis'
	| 'varnish'
	| 'cloudflare'
	| 'sucuri'
	| 'cloudfront'
	| 'fastly'
	| 'akamai'
	| 'bunny'
	| 'host'
	| 'wordpress'
	| 'php'
	| 'unknown';

/** What an answer says of who made it. */
export interface Made {
	by: MakerId;
	/** For a person. */
	name: string;
	kind:
		| 'web-server'
		| 'cache'
		| 'edge'
		| 'host'
		| 'wordpress'
		| 'php'
		| 'unknown';
	/** By its words, by its headers, or not at all. */
	how: 'words' | 'headers' | null;
	/** It asks for proof of a human, or refuses this client. */
	challenge: boolean;
	/** A cache had kept it. */
	cached: boolean;
	/** Seconds in that cache, or null when it does not say. */
	age: number | null;
	/** An edge that the answer came through, whoever made it; null when none shows. */
	edge: MakerId | null;
	/** Numbers by which a provider finds the request in its logs. */
	ids: { name: string; value: string }[];
}

/** One rung of the walk. */
export interface Step {
	/** Stable for scripts. */
	id: string;
	layer: Layer;
	/** For a person, some words. */
	name: string;
	state: 'ok' | 'broken' | 'doubtful' | 'unknown';
	/** For a person: what was seen. */
	sentence: string;
}

/** What is wrong, where, and what to do about it. */
export interface Finding {
	/** Stable for scripts. */
	code: string;
	layer: Layer;
	/** For a person: what was seen and what it means. */
	sentence: string;
	/** For a person: the next thing to do. */
	todo: string;
	certainty: 'certain' | 'likely' | 'possible';
	/** Who can mend it. */
	for: 'admin' | 'host' | 'edge' | 'nobody';
}

/** A probe of the walk. */
export interface Look {
	observation: Observation;
	verdict: Verdict;
}

/** A fatal error while WordPress started. */
export interface Death extends StartDeath {
	/** Who saw it. */
	seenBy: 'guard' | 'stand-alone-file';
}

/** Everything that was seen on one walk. */
export interface Walk {
	/** Unix time in milliseconds. */
	begun: number;
	ended: number;
	page: string;
	/** The page as visitors get it, several times, in the order of the requests. */
	tries: Visit[];
	uncached: Visit | null;
	/** What this browser has kept of it; null in a terminal, and where it has kept nothing. */
	kept: Visit | null;
	/** Address of a service worker that answers in the server's place, or null. */
	serviceWorker: string | null;
	/** The page as the one who asks gets it, logged in; null in a terminal. */
	asUser: Visit | null;
	phone: Visit | null;
	file: Visit | null;
	php: Visit | null;
	core: Visit | null;
	maintenance: Visit | null;
	/** The page as the server itself gets it, past any edge. */
	origin: Visit | null;
	/** The page as the server itself gets it the way everybody does. */
	loopback: Visit | null;
	/** Whether the server reaches others. */
	outgoing: OutgoingAnswer | null;
	/** The live configuration, observed; null when no probe could be had. */
	live: Look | null;
	/** WordPress with a default theme and without plugins. */
	floor: Look | null;
	/** What the server says of itself; null when WordPress does not answer. */
	facts: Facts | null;
	/** What changed since the page was last healthy; null when that was not asked. */
	changed: Changed | null;
	/** What Culprit's own call said where it failed, or null. */
	refused: { code: string; sentence: string; status: number | null } | null;
	/** Where WordPress died while it started, as the guard or the stand-alone file saw it; null when nobody could see that. */
	death: Death | null;
}

/** The walk's result. */
export interface Layers {
	/** From the browser to the host. */
	steps: Step[];
	/** What is wrong; where nothing is, its layer is `none`. */
	finding: Finding;
	/** What else was seen, the more certain first. */
	others: Finding[];
}
