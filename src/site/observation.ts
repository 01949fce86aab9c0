/**
 * Builds the raw facts of a probe from what came back.
 */
import type { Answer } from './answer';
import type { Trailer } from './trailer';
import type { Probe, ProbeRecord, Report } from '../contract/types';
import type { Observation, Route } from '../engine/types';

/** Headers that a person or a judge reads; the others only fill the journal. */
const KEPT = new Set( [
	'age',
	'cache-control',
	'cf-cache-status',
	'cf-mitigated',
	'cf-ray',
	'content-encoding',
	'content-length',
	'content-type',
	'date',
	'location',
	'retry-after',
	'server',
	'via',
	'www-authenticate',
	'x-cache',
	'x-cache-status',
	'x-litespeed-cache',
	'x-powered-by',
	'x-proxy-cache',
	'x-sucuri-block',
	'x-sucuri-cache',
	'x-varnish',
] );

const LONGEST_VALUE = 300;

/** Everything that is known about a probe. */
export interface Facts {
	probe: string | null;
	route: Route;
	/** Without the probe's own argument. */
	url: string;
	answer: Answer;
	marker: Observation[ 'marker' ];
	trailer: Trailer | null;
	report: Report | null;
	record: ProbeRecord | null;
	/** Of all hops. */
	milliseconds: number;
	redirects: string[];
}

/** The observation; the trailer counts neither as size nor as content. */
export function observe( facts: Facts ): Observation {
	const { answer, trailer, record } = facts;
	return {
		probe: facts.probe,
		route: facts.route,
		url: facts.url,
		status: answer.status,
		headers: keptHeaders( answer.headers ),
		bytes: Math.max( 0, answer.bytes - ( trailer?.length ?? 0 ) ),
		excerpt: excerpt( answer ),
		milliseconds: facts.milliseconds,
		redirects: facts.redirects,
		networkError: answer.networkError,
		marker: facts.marker,
		truncated: answer.truncated,
		closed: isClosed( answer, trailer ),
		report: facts.report,
		record: record && {
			claimed: record.claimed,
			age: record.age,
			readable: record.readable,
			ended: record.ended,
			loaded: record.loaded,
			loading: record.loading,
			milestone: record.milestone,
			running: record.running,
			waiting: record.waiting,
		},
	};
}

/** The observation of a probe that its caller stopped. */
export function stopped( {
	probe,
	route,
	url,
}: {
	probe: Probe | null;
	route: Route;
	url: string;
} ): Observation {
	return {
		probe: probe?.id ?? null,
		route,
		url,
		status: null,
		headers: {},
		bytes: 0,
		excerpt: '',
		milliseconds: 0,
		redirects: [],
		networkError: 'aborted',
		marker: 'absent',
		truncated: false,
		closed: null,
		report: null,
		record: null,
	};
}

/** How much of the end of a page is looked at, in characters: what counts visits is often put after its last tag. */
const END = 4096;

/** Whether the body ends as a page of HTML does; null when it is none. */
function isClosed( { headers, tail, bytes }: Answer, trailer: Trailer | null ) {
	if ( bytes === 0 || ! /html/i.test( headers[ 'content-type' ] ?? '' ) ) {
		return null;
	}
	const end = tail.slice( 0, trailer?.start ?? tail.length ).slice( -END );
	return /<\/(?:html|body)\s*>/i.test( end );
}

function keptHeaders( headers: Answer[ 'headers' ] ): Answer[ 'headers' ] {
	return Object.fromEntries(
		Object.entries( headers )
			.filter( ( [ name ] ) => KEPT.has( name ) )
			.map( ( [ name, value ] ) => [
				name,
				value.slice( 0, LONGEST_VALUE ),
			] )
	);
}

/** The first bytes; when a text that was looked for stands further down, that place as well. */
function excerpt( { head, found }: Answer ): string {
	const page = head.replace( /\n?<!-- culprit [0-9a-f]{32} [\s\S]*$/, '' );
	return found === null || page.includes( found )
		? page
		: `${ page }\n…\n${ found }`;
}
