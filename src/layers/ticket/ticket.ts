/**
 * Makes a ticket of what is known: what fails, since when, what was tried, where to look, what is asked.
 */
import type { DiagnosisReport } from '../../run/report';
import { askOf } from './asks';
import {
	answerText,
	attemptOf,
	edgeName,
	failuresOf,
	hasFailed,
	utc,
	visitsOf,
	type MakerOf,
} from './attempts';
import { kindOf } from './kind';
import { knownOf, parsed } from './known';
import { LOG_LINES, LOG_NAMES, type FailureKind, type Log } from './logLines';
import { memberText, listText, proofOf, walkTried } from './proof';
import { redactAll, type LeftOut } from './redact';
import { pluginsOf, softwareOf, themeOf } from './software';
import type { Finding, Made, Visit } from '../types';
import type { LogSearch, Material, Recipient, Ticket } from './types';

/** How sure a finding is, as the reader of a ticket needs it. */
const CONFIDENCE: Record< Finding[ 'certainty' ], string > = {
	certain: 'Certain: it was seen directly.',
	likely: 'Likely: all that was seen fits, but it was not seen directly.',
	possible: 'Possible: it fits, and other causes fit, too.',
};

const KINDS: Record< LeftOut, string > = {
	secret: 'secrets and keys',
	value: 'values of arguments in addresses',
	email: 'e-mail addresses',
	path: 'full paths on the server, told relative to WordPress where that can be',
	address: 'IP addresses of visitors and of private networks',
	name: 'names of users',
	trace: 'what functions of PHP were called with',
};

/** What was kept out, in sentences. */
export const leftOutText = ( kinds: LeftOut[] ): string[] => [
	kinds.length === 0
		? 'Nothing had to be taken out of this text.'
		: `Taken out of this text: ${ kinds
				.map( ( kind ) => KINDS[ kind ] )
				.join(
					'; '
				) }. Words in square brackets stand in their place.`,
	'Cookies, headers of requests and the contents of pages are never in it.',
];

const isProved = ( report: DiagnosisReport | null ) =>
	( report?.culprits.length ?? 0 ) > 0;

/** Who can mend it: as asked for, else by what was found. */
function recipientOf( { to, layers, report }: Material ): Recipient {
	if ( to ) {
		return to;
	}
	const who = layers?.finding.for;
	if ( who === 'host' || who === 'edge' ) {
		return who;
	}
	return isProved( report ) ? 'author' : 'host';
}

function addresseeOf(
	to: Recipient,
	{ report }: Material,
	edge: string | null
): string {
	const [ member ] = report?.culprits[ 0 ]?.members ?? [];
	switch ( to ) {
		case 'host':
			return 'the host of the site';
		case 'edge':
			return edge ?? 'the service before the site';
		case 'author':
			return member
				? `the author of ${ member.name || member.id }`
				: 'the author';
	}
}

/** How sure a search is. */
function searchConfidence( { chance }: DiagnosisReport ): string {
	const proved =
		'Proved: the page failed with it and worked without it, in turns.';
	if ( chance === null || chance.p_value === null ) {
		return proved;
	}
	return `${ proved } The failure comes and goes (${ chance.failed } of ${ chance.loads } loads); that this is chance has a probability of ${ chance.p_value.toPrecision( 2 ) }.`;
}

function verdictOf( { layers, report }: Material ): Ticket[ 'verdict' ] {
	if ( report && ( isProved( report ) || layers === null ) ) {
		return {
			sentence: report.sentence,
			confidence: isProved( report )
				? searchConfidence( report )
				: 'Not proved.',
			layer: report.layer,
			code: report.reason,
		};
	}
	return layers
		? {
				sentence: layers.finding.sentence,
				confidence: CONFIDENCE[ layers.finding.certainty ],
				layer: layers.finding.layer,
				code: layers.finding.code,
			}
		: {
				sentence: 'What is wrong is not known.',
				confidence: 'Nothing was searched.',
				layer: 'unknown',
				code: 'unknown',
			};
}

/** What is seen, in some words. */
function whatFails( last: Visit | undefined, material: Material ): string {
	if ( last ) {
		return last.status === 200 ? 'empty page' : answerText( last );
	}
	return isProved( material.report ) ? 'a page fails' : 'a question';
}

function subjectOf(
	to: Recipient,
	site: string | null,
	last: Visit | undefined,
	first: number | null,
	material: Material
): string {
	const what = whatFails( last, material );
	const members = material.report?.culprits[ 0 ]?.members ?? [];
	if ( to === 'author' && members.length > 0 ) {
		return `${ listText( members.map( memberText ) ) }: ${ what }`;
	}
	return `${ site ?? 'WordPress' }: ${ what }${
		first === null ? '' : `, since ${ utc( first ) }`
	}`;
}

/** The web server whose logs these are; both where it cannot be told. */
function logsOf( kind: FailureKind, server: string ): LogSearch[] {
	const others: Log[] = [];
	if ( /nginx|openresty/i.test( server ) ) {
		others.push( 'Apache' );
	} else if ( /apache|litespeed/i.test( server ) ) {
		others.push( 'nginx' );
	}
	const lines = LOG_LINES[ kind ].filter(
		( { log } ) => ! others.includes( log )
	);
	return [ ...new Set( lines.map( ( { log } ) => log ) ) ].map( ( log ) => ( {
		log: LOG_NAMES[ log ],
		lines: lines
			.filter( ( found ) => found.log === log )
			.map( ( { text, means } ) => ( { text, means } ) ),
	} ) );
}

/** The service before the site, or null. */
function edgeOf( made: Made[] ): string | null {
	const id = made.find( ( found ) => found.edge !== null )?.edge ?? null;
	return (
		made.find( ( { kind } ) => kind === 'edge' )?.name ??
		( id === null ? null : edgeName( id ) )
	);
}

/**
 * The ticket; everything in it is redacted, and it says what was left out.
 *
 * @param material What is known.
 * @param makerOf  Says who made an answer.
 */
export function ticketOf( material: Material, makerOf: MakerOf ): Ticket {
	const { walk, report, state, changed, now } = material;
	const to = recipientOf( material );
	const visits = visitsOf( walk );
	const made = visits.map( makerOf );
	const edge = edgeOf( made );
	const tries = walk?.tries ?? [];
	const failures = failuresOf( tries );
	const last = failures.failing.at( -1 );
	const url = last?.url ?? tries[ 0 ]?.url ?? null;
	const home = state?.environment.home ?? url ?? '';
	const facts = walk?.facts ?? null;
	const known = knownOf(
		state,
		facts,
		visits.map( ( visit ) => visit.url ),
		made.flatMap( ( { ids } ) => ids.map( ( { value } ) => value ) )
	);
	const site = parsed( home )?.hostname || null;
	const server = visits.find( ( { headers } ) => headers[ 'server' ] )
		?.headers[ 'server' ];
	const kind = kindOf( material );
	const plugins = pluginsOf( state );
	const wrote = made[ tries.findIndex( hasFailed ) ]?.name ?? '';

	const draft: Omit< Ticket, 'asked' | 'logs' | 'leftOut' > = {
		to,
		addressee: addresseeOf( to, material, edge ),
		subject: subjectOf( to, site, last, failures.first, material ),
		by: [ 'Culprit', state?.version ?? '' ].filter( Boolean ).join( ' ' ),
		written: utc( now ),
		site,
		url,
		method: 'GET',
		server: to === 'author' ? null : known.address,
		first: failures.first === null ? null : utc( failures.first ),
		last: failures.last === null ? null : utc( failures.last ),
		failed: failures.failed,
		verdict: verdictOf( material ),
		attempts: tries.map( ( visit ) => attemptOf( visit, makerOf ) ),
		tried: [ ...walkTried( walk, makerOf ), ...proofOf( report, state ) ],
		changed,
		seconds: failures.seconds,
		software: softwareOf( state, facts, server ?? null ),
		theme: themeOf( state ),
		plugins: to === 'author' ? plugins.filter( ( { on } ) => on ) : plugins,
	};
	const { value, leftOut } = redactAll( draft, known );
	// These are words of Culprit's own: a user called Max must not change what to look for.
	return {
		...value,
		asked: askOf( to, kind ),
		logs:
			to === 'host'
				? logsOf(
						kind,
						`${ state?.environment.server ?? '' } ${ server ?? '' } ${ wrote }`
					)
				: [],
		leftOut: leftOutText( leftOut ),
	};
}
