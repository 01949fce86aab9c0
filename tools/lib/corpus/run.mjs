/**
 * Runs one case of the corpus: break the site, look at it, let the command find the culprit, judge what it says.
 */
import { isolate } from '../command.mjs';
import { isSetUp, keysOf, overall, verdictOn } from './verdict.mjs';

/** A page load is given up after so many seconds: longer than the gateway of the corpus waits. */
const TIMEOUT = 10;

/**
 * @typedef {Object} Result
 * @property {string}   id       Of the fault.
 * @property {string}   position Of its plugins among the innocent ones.
 * @property {string}   verdict  As verdictOn() gives it.
 * @property {Object}   visitor  What a visitor saw: `status`, `bytes`, `truncated`.
 * @property {?string}  outcome  Of the diagnosis.
 * @property {string[]} named    Culprit sets, as texts.
 * @property {string}   sentence What the command says about the failure, or why it found none.
 * @property {number}   probes   Whose answers were used.
 * @property {string[]} changes  Options that differ after the search.
 * @property {number}   seconds  Of the command.
 * @property {string}   says     Everything the command printed for people.
 */

/**
 * Runs a case.
 *
 * @param {Object} corpus       As startCorpus() gave it.
 * @param {Object} one          As casesOf() gave it.
 * @param {Object} one.fault
 * @param {string} one.position
 * @return {Promise<Result>} What came of it.
 */
export async function runCase( corpus, { fault, position } ) {
	await corpus.breakWith( { fault, position } );
	const visitor = await seen( corpus, fault );
	await corpus.remember();
	const start = performance.now();
	const { code, output, progress } = await isolate( corpus.server( fault ), {
		args: argumentsFor( fault ),
	} );
	const seconds = ( performance.now() - start ) / 1000;
	const diagnosis = parsed( output );
	const changes = await corpus.changes();
	const verdict = overall( verdictOn( fault.expect, { code, diagnosis } ), {
		changed: changes.length > 0,
		setUp: isSetUp( fault.visitor, visitor ),
	} );
	const { status, bytes, truncated } = visitor;
	return {
		id: fault.id,
		position,
		verdict,
		visitor: { status, bytes, truncated },
		code,
		outcome: diagnosis?.outcome ?? null,
		named: ( diagnosis?.culprits ?? [] ).map( ( culprit ) =>
			keysOf( culprit ).join( ' + ' )
		),
		sentence:
			diagnosis?.signature?.sentence ??
			( diagnosis ? diagnosis.reason : lastLine( progress ) ),
		reason: diagnosis?.reason ?? '',
		changes,
		probes: diagnosis?.probes ?? 0,
		seconds: Math.round( seconds * 10 ) / 10,
		says: progress,
	};
}

/**
 * A fault that comes and goes is looked for until it shows.
 *
 * @param {Object} corpus
 * @param {Object} fault
 */
async function seen( corpus, fault ) {
	let visitor;
	for ( let visits = 0; visits < 30; visits++ ) {
		visitor = await corpus.visit( fault );
		if ( ! fault.comesAndGoes || isSetUp( fault.visitor, visitor ) ) {
			break;
		}
	}
	return visitor;
}

function argumentsFor( { page, asUser, symptom } ) {
	return [
		'--page',
		page,
		'--timeout',
		String( TIMEOUT ),
		...( asUser ? [ '--logged-in' ] : [] ),
		...( symptom.kind === 'slow'
			? [ '--slow-above', String( symptom.aboveMilliseconds / 1000 ) ]
			: [] ),
		...( symptom.text ? [ `--${ symptom.kind }`, symptom.text ] : [] ),
	];
}

function parsed( output ) {
	try {
		return JSON.parse( output );
	} catch {
		return null;
	}
}

function lastLine( text ) {
	return text.trim().split( '\n' ).at( -1 ) ?? '';
}
