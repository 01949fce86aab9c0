/**
 * Runs named tests in a copy of the checkout, and sees what becomes of them when something is broken there.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { run } from '../child.mjs';
import { onExit } from '../cleanup.mjs';
import { READERS } from './results.mjs';

/** @typedef {import('./tests.mjs').Named} Named */
/** @typedef {import('./results.mjs').Result} Result */

const escape = ( text ) => text.replace( /[.*+?^${}()|[\]\\]/g, '\\$&' );

const anyOf = ( tests ) =>
	tests.map( ( { name } ) => escape( name ) ).join( '|' );

const phpunit = ( tests, report ) => [
	'tools/phpunit.mjs',
	'--filter',
	`/::(${ anyOf( tests ) })( with data set .*)?$/`,
	'--log-junit',
	report,
];

/** The arguments of Node that run tests of one kind and nothing else. */
const COMMANDS = {
	network: ( tests, report ) => [
		...phpunit( tests, report ),
		'--multisite',
	],
	php: phpunit,
	stack: ( tests, report ) => [
		'tools/stack-test.mjs',
		'--report',
		report,
		'--test-name-pattern',
		`^(${ anyOf( tests ) })$`,
	],
	unit: ( tests, report ) => [
		'node_modules/@wordpress/scripts/bin/wp-scripts.js',
		'test-unit-js',
		'--maxWorkers=1',
		'--ci',
		'--json',
		`--outputFile=${ report }`,
		`--cacheDirectory=${ path.join( path.dirname( report ), 'jest' ) }`,
		'--testNamePattern',
		`^(${ anyOf( tests ) })$`,
		'--runTestsByPath',
		...new Set( tests.map( ( { file } ) => file ) ),
	],
};

/**
 * Runs tests of one kind.
 *
 * @param {import('./copy.mjs').Copy} copy  Where.
 * @param {Named[]}                   tests Which.
 * @return {Promise<{ results: Result[], output: string }>} How those ended that ran, and what was printed.
 */
export async function runTests( { folder, temporary }, tests ) {
	const [ { kind } ] = tests;
	const report = path.join( temporary, `${ kind }.report` );
	rmSync( report, { force: true } );
	const output = await node( COMMANDS[ kind ]( tests, report ), folder );
	return {
		results: existsSync( report )
			? READERS[ kind ]( readFileSync( report, 'utf8' ) )
			: [],
		output,
	};
}

/**
 * How a test ended, all its data sets taken together.
 *
 * @param {Named}    test
 * @param {Result[]} results
 * @return {'passed'|'failed'|'error'|'missing'} Missing when it did not run.
 */
export function endOf( { name }, results ) {
	const ends = results
		.filter( ( result ) => result.name === name )
		.map( ( { ended } ) => ended );
	if ( ends.length === 0 ) {
		return 'missing';
	}
	return (
		[ 'failed', 'error' ].find( ( end ) => ends.includes( end ) ) ??
		'passed'
	);
}

/**
 * Breaks one thing and runs the test that must notice.
 *
 * @param {import('./copy.mjs').Copy}    copy Where.
 * @param {import('./breaks.mjs').Break} one  What.
 * @return {Promise<{ problem: string | null, output: string }>} What is wrong with the test, in a sentence, or null when it
 * failed as it must; and what was printed. Rejects when the break is none: its text is not there once, or what it leaves is no PHP.
 */
export function tryBreak( copy, one ) {
	return copy.whileBroken( one, async () => {
		await mustParse( copy.folder, one );
		const { results, output } = await runTests( copy, [ one.test ] );
		return { problem: PROBLEMS[ endOf( one.test, results ) ], output };
	} );
}

const PROBLEMS = {
	failed: null,
	passed: 'The test passes all the same',
	error: 'The test broke off instead of noticing',
	missing: 'The test did not run',
};

/**
 * A guard that cannot be read fails every test of it and proves nothing. Of TypeScript no test would run at all.
 *
 * @param {string}                       folder Where.
 * @param {import('./breaks.mjs').Break} one    What was broken.
 */
async function mustParse( folder, { file, what } ) {
	if ( file.endsWith( '.php' ) ) {
		const { code, output } = await run( 'php', [ '-l', file ], {
			cwd: folder,
		} );
		if ( code !== 0 ) {
			throw new Error(
				`This break leaves no PHP: ${ what }\n${ output }`
			);
		}
	}
}

/** Milliseconds after which a run is ended: what is broken may go round in circles. */
const LONGEST = 300000;

function node( args, cwd ) {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( process.execPath, args, {
			cwd,
			stdio: [ 'ignore', 'pipe', 'pipe' ],
			timeout: LONGEST,
			env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
		} );
		const release = onExit( () => child.kill() );
		let output = '';
		for ( const stream of [ child.stdout, child.stderr ] ) {
			stream.setEncoding( 'utf8' ).on( 'data', ( text ) => {
				output += text;
			} );
		}
		child.on( 'error', reject );
		child.on( 'close', () => {
			release();
			resolve( output );
		} );
	} );
}
