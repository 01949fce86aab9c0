/**
 * Breaks each promise of Culprit on purpose, in a copy of the project, and demands that a test notices.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureComposer } from './lib/php.mjs';
import { BREAKS, PROMISES } from './lib/promises/breaks.mjs';
import { copyCheckout } from './lib/promises/copy.mjs';
import { documentOf } from './lib/promises/document.mjs';
import { endOf, runTests, tryBreak } from './lib/promises/runner.mjs';
import { ensureBuild, root } from './lib/setup.mjs';

const HELP = `Breaks each promise of Culprit on purpose, in a copy of the project, and demands that a test notices.

Usage: npm run promises -- [options]

  --only <number>  Only the breaks of this promise; may be given several times.
  --write          Write docs/promises.md when every break was noticed.
  --verbose        Print what each failing test said.
  --help           Show this.

Exit status 0 if every break made its test fail, and every test passes without it.
`;

const options = readOptions();
if ( options.help ) {
	process.stdout.write( HELP );
	process.exit( 0 );
}
const breaks = BREAKS.filter(
	( { promise } ) =>
		! options.only ||
		options.only.some(
			( number ) => number.replace( /^5\./, '' ) === String( promise )
		)
);
if ( breaks.length === 0 ) {
	refuse( 'There is no such promise.' );
}

await ensureComposer();
await ensureBuild();
const copy = await copyCheckout();
let survived = 0;
try {
	for ( const kind of [ 'unit', 'php', 'network', 'stack' ] ) {
		survived += await checkWhole( kind );
	}
	if ( survived === 0 ) {
		for ( const one of breaks ) {
			survived += await checkBroken( one );
		}
	}
} catch ( error ) {
	process.stderr.write( `${ error.message }\n` );
	survived++;
} finally {
	copy.remove();
}
if ( survived > 0 ) {
	process.exitCode = 1;
} else {
	process.stdout.write( `${ breaks.length } breaks, all noticed.\n` );
	if ( options.write ) {
		writeFileSync(
			path.join( root, 'docs/promises.md' ),
			documentOf( BREAKS )
		);
	}
}

/**
 * Runs the tests of one kind with nothing broken.
 *
 * @param {string} kind
 * @return {Promise<number>} How many did not run or did not pass.
 */
async function checkWhole( kind ) {
	const tests = [
		...new Map(
			breaks
				.filter( ( { test } ) => test.kind === kind )
				.map( ( { test } ) => [
					`${ test.file } ${ test.name }`,
					test,
				] )
		).values(),
	];
	if ( tests.length === 0 ) {
		return 0;
	}
	const { results, output } = await runTests( copy, tests );
	const bad = tests.filter( ( test ) => endOf( test, results ) !== 'passed' );
	for ( const test of bad ) {
		process.stdout.write(
			`${ test.file }: ${ test.name }: ${ endOf(
				test,
				results
			) }, with nothing broken\n`
		);
	}
	process.stdout.write(
		bad.length > 0
			? `${ output }\n`
			: `${ kind }: ${ tests.length } tests pass with nothing broken\n`
	);
	return bad.length;
}

/**
 * Breaks one thing and says what became of it.
 *
 * @param {import('./lib/promises/breaks.mjs').Break} one
 * @return {Promise<number>} 1 when the test did not notice.
 */
async function checkBroken( one ) {
	const start = performance.now();
	const { problem, output } = await tryBreak( copy, one ).catch(
		( error ) => ( { problem: 'This is no break', output: error.message } )
	);
	const seconds = ( performance.now() - start ) / 1000;
	process.stdout.write(
		`${ one.promise }. ${ PROMISES[ one.promise ] } | ${ one.what } | ${
			one.test.name
		} | ${ problem ?? 'failed as it must' } (${ seconds.toFixed( 1 ) } s)\n`
	);
	if ( problem !== null || options.verbose ) {
		process.stdout.write( `${ output }\n` );
	}
	return problem === null ? 0 : 1;
}

function readOptions() {
	try {
		const { values } = parseArgs( {
			options: {
				help: { type: 'boolean' },
				only: { type: 'string', multiple: true },
				verbose: { type: 'boolean' },
				write: { type: 'boolean' },
			},
		} );
		if ( values.write && values.only ) {
			refuse(
				'The page is written of all promises, so --write goes without --only.'
			);
		}
		return values;
	} catch ( error ) {
		return refuse( error.message );
	}
}

function refuse( sentence ) {
	process.stderr.write( `${ sentence }\n\n${ HELP }` );
	process.exit( 64 );
}
