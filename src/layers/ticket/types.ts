/**
 * A ticket for whoever can mend what the site's admin cannot, and what it is made of. Plain data.
 */
import type { State } from '../../contract/types';
import type { Layer } from '../../engine/types';
import type { DiagnosisReport } from '../../run/report';
import type { Layers, Walk } from '../types';

/** The site's host, the company before it that passes requests on, or the author of a plugin or theme. */
export type Recipient = 'host' | 'edge' | 'author';

/** What is known. Each part may be missing. */
export interface Material {
	walk: Walk | null;
	layers: Layers | null;
	report: DiagnosisReport | null;
	state: State | null;
	/** What changed before the page broke, one sentence each, the newest first. */
	changed: string[];
	/** When the ticket is written: Unix time in milliseconds. */
	now: number;
	/** Without one: whoever can mend what was found. */
	to?: Recipient | null;
}

/** One request for the page. */
export interface Attempt {
	/** From where and as whom. */
	what: string;
	/** UTC, to the second. */
	at: string;
	failed: boolean;
	/** Status with its name, or why there was no answer. */
	answer: string;
	bytes: number;
	milliseconds: number;
	/** Who made the answer, for a person. */
	madeBy: string;
	/** Numbers by which a provider finds the request, with their names. */
	ids: string[];
}

/** Something tried, and what came of it. */
export interface Tried {
	what: string;
	result: string;
}

/** A thing and what is known of it. */
export interface Labelled {
	name: string;
	value: string;
}

/** Lines to look for in one log. */
export interface LogSearch {
	log: string;
	lines: { text: string; means: string }[];
}

/** A ticket. Every text in it is redacted. */
export interface Ticket {
	to: Recipient;
	/** The recipient as a person reads it. */
	addressee: string;
	subject: string;
	/** The one thing that is asked for. */
	asked: string;
	/** Culprit and its version. */
	by: string;
	/** UTC, to the second; as all times here. */
	written: string;
	/** Host name of the site, or null. */
	site: string | null;
	/** Address that fails, or null where none was asked for. */
	url: string | null;
	method: 'GET';
	/** The server's IP address where it is public, else null. */
	server: string | null;
	first: string | null;
	last: string | null;
	failed: { count: number; of: number } | null;
	verdict: {
		sentence: string;
		/** How sure that is, in words. */
		confidence: string;
		layer: Layer;
		/** Stable for scripts. */
		code: string;
	};
	attempts: Attempt[];
	tried: Tried[];
	changed: string[];
	logs: LogSearch[];
	/** The seconds to look at in the logs, UTC. */
	seconds: string[];
	software: Labelled[];
	theme: string | null;
	/** In load order, then those that are off. */
	plugins: { name: string; version: string; id: string; on: boolean }[];
	/** What was kept out of this ticket, in sentences. */
	leftOut: string[];
}
