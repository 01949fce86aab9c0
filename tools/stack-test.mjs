/**
 * Runs the tests of tests/stack on a WordPress served by nginx and PHP-FPM, all thrown away afterwards.
 *
 * `--report <file>` writes a TAP report; all other arguments go to Node's test runner.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { onExit } from './lib/cleanup.mjs';
import { ensureBuild, root } from './lib/setup.mjs';
import { buildSite } from './lib/site.mjs';
import { startStack } from './lib/stack.mjs';
import { ensureRedis } from './lib/stack/redis.mjs';

const args = process.argv.slice( 2 );
const at = args.indexOf( '--report' );
const [ , file ] = at < 0 ? [] : args.splice( at, 2 );
if ( at >= 0 && ! file ) {
	process.stderr.write( '--report needs the name of a file to write.\n' );
	process.exit( 64 );
}
// Before the runner, which works in the checkout.
const report = file && path.resolve( file );

await ensureBuild();
// Before PHP-FPM starts.
await ensureRedis();
const site = await buildSite( {
	plugins: [ 'healthy-a', 'healthy-b', 'healthy-c' ].map( ( name ) =>
		path.join( root, 'tests/fixtures/plugins', name )
	),
} );
const stack = await startStack( {
	folder: site.folder,
	site,
	terminate: 2,
	gateway: 3,
} );
try {
	process.exitCode = await run( {
		...stack,
		root: site.wordpress,
		socket: path.join( stack.folder, 'db.sock' ),
	} );
} finally {
	await stack.stop();
	site.remove();
}

/**
 * Runs the tests.
 *
 * @param {Object} about What they have to know of the site.
 * @return {Promise<number>} Exit status.
 */
function run( about ) {
	const tests = readdirSync( path.join( root, 'tests/stack' ) )
		.filter( ( name ) => name.endsWith( '.test.mjs' ) )
		.map( ( name ) => path.join( 'tests/stack', name ) );
	return new Promise( ( resolve, reject ) => {
		const child = spawn(
			process.execPath,
			[
				'--test',
				// They share one site.
				'--test-concurrency=1',
				'--test-reporter=spec',
				'--test-reporter-destination=stdout',
				...( report
					? [
							'--test-reporter=tap',
							`--test-reporter-destination=${ report }`,
						]
					: [] ),
				...args,
				...tests,
			],
			{
				cwd: root,
				stdio: [ 'ignore', 'inherit', 'inherit' ],
				env: {
					...process.env,
					CULPRIT_STACK: JSON.stringify( about ),
				},
			}
		);
		const release = onExit( () => child.kill() );
		child.on( 'error', reject );
		child.on( 'close', ( code ) => {
			release();
			resolve( code ?? 1 );
		} );
	} );
}
