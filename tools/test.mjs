/**
 * Runs every check of the project, stage by stage, and counts the tests; with --full, what takes too long for every time.
 *
 * Goes on after a failed stage, so that one run tells all that is wrong.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild, ensureNodeModules, root } from './lib/setup.mjs';
import { ensureComposer, ensureDebian } from './lib/php.mjs';
import { counted } from './lib/counted.mjs';

const artifacts = path.join( root, 'artifacts' );

const toolTests = readdirSync( path.join( root, 'tools/lib/test' ) )
	.filter( ( name ) => name.endsWith( '.test.mjs' ) )
	.map( ( name ) => path.join( 'tools/lib/test', name ) );

const results = { passed: 0, failed: 0 };

/**
 * Runs one check and says how long it took.
 *
 * @param {string}              name What is checked.
 * @param {() => Promise<void>} work Rejects when the check fails.
 */
async function check( name, work ) {
	process.stdout.write( `\n== ${ name }\n` );
	const start = performance.now();
	const before = results.passed + results.failed;
	let failed = false;
	try {
		await work();
	} catch ( error ) {
		failed = true;
		process.stdout.write( `${ error.message }\n` );
	}
	const ran = results.passed + results.failed - before;
	// A stage without tests of its own counts as one.
	if ( 0 === ran ) {
		results[ failed ? 'failed' : 'passed' ]++;
	} else if ( failed && 0 === results.failed ) {
		results.failed++;
	}
	process.stdout.write(
		`-- ${ name }: ${ failed ? 'FAILED' : 'ok' }, ${
			ran ? `${ ran } tests, ` : ''
		}${ ( ( performance.now() - start ) / 1000 ).toFixed( 1 ) } s\n`
	);
}

/**
 * Runs a command in the checkout with its output shown.
 *
 * @param {string}   command Program.
 * @param {string[]} args    Arguments.
 * @return {Promise<void>} Rejects when it fails.
 */
function run( command, ...args ) {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, args, {
			cwd: root,
			stdio: [ 'ignore', 'inherit', 'inherit' ],
			env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
		} );
		child.on( 'error', reject );
		child.on( 'close', ( code ) =>
			0 === code
				? resolve()
				: reject(
						new Error(
							`${ command } ${ args.join( ' ' ) } ended with ${ code }.`
						)
					)
		);
	} );
}

const script = ( name, ...args ) =>
	run(
		'npm',
		'run',
		'--silent',
		name,
		...( args.length ? [ '--', ...args ] : [] )
	);

/**
 * Runs a command that writes a report of its tests, and adds them up, also when it fails.
 *
 * @param {string}              file The report, in artifacts/.
 * @param {() => Promise<void>} work Runs the command.
 */
async function tests( file, work ) {
	const report = path.join( artifacts, file );
	rmSync( report, { force: true } );
	let problem;
	await work( report ).catch( ( error ) => ( problem = error ) );
	const count = counted( file, readFileSync( report, 'utf8' ) );
	results.passed += count.passed;
	results.failed += count.failed;
	if ( problem ) {
		throw problem;
	}
	if ( 0 === count.passed || count.skipped > 0 ) {
		results.failed++;
		throw new Error(
			count.skipped > 0
				? `${ count.skipped } tests were skipped; none may be.`
				: 'No test ran.'
		);
	}
}

mkdirSync( artifacts, { recursive: true } );

await ensureNodeModules();
await check( 'Set-up', async () => {
	// The other stages see to what they need.
	await ensureDebian( [ 'chromium' ] );
	await ensureComposer();
	await ensureBuild();
} );
await ( process.argv.includes( '--full' ) ? theRest() : everyTime() );

process.stdout.write(
	`\n${ results.passed } passed, ${ results.failed } failed\n`
);
process.exitCode = results.failed > 0 ? 1 : 0;

/** What every change has to pass. */
async function everyTime() {
	await check( 'Lint: JavaScript and TypeScript', () => script( 'lint:js' ) );
	await check( 'Lint: styles', () => script( 'lint:css' ) );
	await check( 'Lint: PHP', () => script( 'lint:php' ) );
	await check( 'Types', () => script( 'types' ) );
	await check( 'Contract', () => script( 'contract', '--check' ) );
	await check( 'Unit tests', () =>
		tests( 'jest.json', ( report ) =>
			script( 'test:unit', '--ci', '--json', `--outputFile=${ report }` )
		)
	);
	await check( 'Tests of the tools', () =>
		tests( 'tools.tap', ( report ) =>
			run(
				'node',
				'--test',
				'--test-reporter=spec',
				'--test-reporter-destination=stdout',
				'--test-reporter=tap',
				`--test-reporter-destination=${ report }`,
				...toolTests
			)
		)
	);
	await check( 'PHP tests', () =>
		tests( 'phpunit.xml', ( report ) =>
			script( 'test:php', '--log-junit', report )
		)
	);
	await check( 'PHP tests on a network of sites', () =>
		tests( 'network.xml', ( report ) =>
			script( 'test:php', '--multisite', '--log-junit', report )
		)
	);
	await check( 'Guard and recorder, on nginx and PHP-FPM', () =>
		tests( 'stack.tap', ( report ) =>
			script( 'test:stack', '--report', report )
		)
	);
	await check( 'Every fault once', () =>
		tests( 'corpus.json', ( report ) =>
			script( 'corpus', '--report', report )
		)
	);
	await check( 'Browser and terminal, on a real WordPress', () =>
		tests( 'playwright.json', () => script( 'test:e2e' ) )
	);
}

/** Every fault in every position, an old WordPress, and every promise broken. */
async function theRest() {
	await check( 'Every promise, broken', () => script( 'promises' ) );
	await check( 'Every fault in every position', () =>
		tests( 'corpus-all.json', ( report ) =>
			script( 'corpus', '--all', '--write', '--report', report )
		)
	);
	await check( 'The same on WordPress 6.2.6, but for those that hang', () =>
		tests( 'corpus-6.2.6.json', ( report ) =>
			script(
				'corpus',
				'--all',
				'--no-hanging',
				'--wordpress',
				'6.2.6',
				'--report',
				report
			)
		)
	);
	await check( 'PHP tests on WordPress 6.2.6', () =>
		tests( 'phpunit-6.2.6.xml', ( report ) =>
			script( 'test:php', '--wordpress=6.2.6', '--log-junit', report )
		)
	);
}
