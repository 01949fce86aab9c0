/**
 * Runs the corpus of faults on the stack: breaks a real site in every way that is known, and lets the command find out how.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
	faults,
	folders,
	innocents,
	themes,
} from '../tests/fixtures/faults/faults.mjs';
import { documentOf } from './lib/corpus/document.mjs';
import { POSITIONS, casesOf } from './lib/corpus/order.mjs';
import { runCase } from './lib/corpus/run.mjs';
import { startCorpus } from './lib/corpus/site.mjs';
import { summary } from './lib/corpus/verdict.mjs';
import { ensureBuild, root } from './lib/setup.mjs';

const HELP = `Breaks a WordPress on nginx, PHP-FPM and MariaDB in every way that is known, and lets \`culprit isolate\` find out how.

Usage: npm run corpus -- [options]

  --all                  Every fault in every position; else each once, in positions that rotate from day to day.
  --rotation <n>         Begin the rotation at 0, 1 or 2 instead.
  --only <id>            Only this fault, or all of this row; may be given several times.
  --no-hanging           Without the faults that hold a worker until a time limit.
  --wordpress <version>  Another WordPress than the newest.
  --report <file>        Write the counts and all results to this file, as JSON.
  --write                Write docs/faults.md.
  --verbose              Print what the command says for people.
  --help                 Show this.

Exit status 0 if every answer is right, at most 5 % are unresolved, and nobody was accused wrongly.
`;

const options = readOptions();
if ( options.help ) {
	process.stdout.write( HELP );
	process.exit( 0 );
}
await ensureBuild();
const chosen = faults.filter(
	( { id, row, hangs } ) =>
		( ! options.only ||
			options.only.some( ( name ) => [ id, row ].includes( name ) ) ) &&
		! ( hangs && options[ 'no-hanging' ] )
);
const rotation = options.rotation ?? Math.floor( Date.now() / 86400000 ) % 3;
const cases = casesOf( chosen, { all: options.all, rotation } );
if ( cases.length === 0 ) {
	process.stderr.write( `There is no such fault.\n\n${ HELP }` );
	process.exit( 64 );
}
process.stdout.write(
	`${ cases.length } searches on WordPress ${ options.wordpress }${
		options.all ? '' : `, positions rotated by ${ rotation }`
	}\n`
);
const corpus = await startCorpus( {
	version: options.wordpress,
	manifest: { innocents, folders, themes },
} );
const results = [];
try {
	for ( const one of cases ) {
		const result = await runCase( corpus, one );
		results.push( result );
		process.stdout.write( lineOf( result ) );
		if ( options.verbose ) {
			process.stdout.write( result.says.replace( /^/gm, '    ' ) + '\n' );
		}
	}
} finally {
	await corpus.stop();
}

const counts = summary( results );
process.stdout.write(
	`\n${ counts.all } searches: ${ counts.right } right, ${ counts.unresolved } unresolved, ${ counts.missed } missed, ${ counts[ 'wrong accusation' ] } wrong accusations, ${ counts[ 'changed the site' ] } changed the site, ${ counts[ 'not set up' ] } not set up\n`
);
for ( const { id, position, verdict, reason, changes } of results ) {
	if ( verdict !== 'right' ) {
		process.stdout.write(
			`  ${ verdict }: ${ id }, ${ position }: ${ [ reason, ...changes ].join( ', ' ) }\n`
		);
	}
}
if ( options.report ) {
	writeReport( options.report );
}
if ( options.write ) {
	writeFileSync(
		path.join( root, 'docs/faults.md' ),
		documentOf( chosen, results, options.wordpress )
	);
}
process.exitCode = counts.ok ? 0 : 1;

function lineOf( {
	id,
	position,
	verdict,
	visitor,
	named,
	outcome,
	code,
	probes,
	seconds,
} ) {
	const sight = `${ visitor.status ?? '---' }${ visitor.truncated ? ' cut' : '' }`;
	return `${ verdict === 'right' ? 'ok  ' : verdict.toUpperCase() } ${ id }, ${ position }: visitor ${ sight }; ${
		named.join( ' and ' ) || outcome || `exit ${ code }`
	}; ${ probes } probes, ${ seconds.toFixed( 1 ) } s\n`;
}

function writeReport( file ) {
	mkdirSync( path.dirname( file ), { recursive: true } );
	const passed = counts.ok ? counts.all : counts.right;
	writeFileSync(
		file,
		JSON.stringify(
			{
				numPassedTests: passed,
				numFailedTests: counts.all - passed,
				numRuntimeErrorTestSuites: 0,
				numPendingTests: 0,
				numTodoTests: 0,
				wordpress: options.wordpress,
				counts,
				results,
			},
			null,
			'\t'
		)
	);
}

function readOptions() {
	try {
		const { values } = parseArgs( {
			options: {
				all: { type: 'boolean', default: false },
				rotation: { type: 'string' },
				only: { type: 'string', multiple: true },
				'no-hanging': { type: 'boolean', default: false },
				wordpress: { type: 'string', default: '7.1.1' },
				report: { type: 'string' },
				write: { type: 'boolean', default: false },
				verbose: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		} );
		const turn =
			values.rotation === undefined
				? undefined
				: Number( values.rotation );
		if ( turn !== undefined && ! POSITIONS[ turn ] ) {
			throw new Error( `${ values.rotation } is not 0, 1 or 2.` );
		}
		return { ...values, rotation: turn };
	} catch ( error ) {
		process.stderr.write( `${ error.message }\n\n${ HELP }` );
		process.exit( 64 );
	}
}
