/**
 * `npm run demo`: a real WordPress whose front page one of its plugins breaks, on a fresh clone. Without PHP or root,
 * unless it is to run on nginx, PHP-FPM and MariaDB.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onExit } from './lib/cleanup.mjs';
import { isolate } from './lib/command.mjs';
import { ensureBuild, ensureNodeModules, root, stage } from './lib/setup.mjs';

/** What breaks the front page: a plugin of the demo, and what visitors then get. */
const FAULTS = {
	embedded: { broken: 'event-countdown/event-countdown.php', status: 500 },
	// Its headers are too large for nginx, so that the 502 is nginx's own.
	stack: { broken: 'recent-events/recent-events.php', status: 502 },
};

/** Exit statuses with which the command prints a diagnosis; with 2 it is that it could not be told. */
const DIAGNOSED = [ 0, 2 ];

const HELP = `Starts a WordPress on this machine whose front page one of its plugins breaks.

Usage: npm run demo -- [options]

  --run          Let the terminal find the culprit, say what it found, and stop.
                 Exit status 0 if it named the right plugin and no other, else 1.
  --stack        Run it on nginx, PHP-FPM and MariaDB (Debian packages) instead, with a true 502 Bad Gateway.
  --port <port>  Serve on this port instead of a free one.
  --keep         Leave the site's folder when it stops.
  --help         Show this.

What is downloaded (npm packages, WordPress) is kept; a second start needs no network.
`;

let serving = false;

for ( const [ signal, number ] of [
	[ 'SIGINT', 2 ],
	[ 'SIGTERM', 15 ],
	[ 'SIGHUP', 1 ],
] ) {
	process.on( signal, () => {
		process.stdout.write( '\nStopping ...\n' );
		// To be told to stop is how serving ends well.
		process.exit( serving ? 0 : 128 + number );
	} );
}

try {
	process.exitCode = await main();
} catch ( error ) {
	process.stderr.write( `\n${ error.message }\n` );
	process.exit( 1 );
}

async function main() {
	const options = readOptions();
	if ( options.help ) {
		process.stdout.write( HELP );
		return 0;
	}

	await ensureNodeModules();
	await ensureBuild();
	// Only now is there a node_modules to import from.
	const { buildSite } = await import( './lib/site.mjs' );
	const { wordpressTree } = await import( './lib/wordpress.mjs' );
	const fault = options.stack ? FAULTS.stack : FAULTS.embedded;

	await wordpressTree();
	const plugins = await pluginsWith( fault.broken );
	const site = await stage( 'Copying WordPress and its plugins', () =>
		buildSite( { plugins, keep: options.keep } )
	);
	if ( options.keep ) {
		onExit( () =>
			process.stdout.write( `The site stays in ${ site.folder }\n` )
		);
	}
	const server = await stage(
		options.stack
			? 'Starting MariaDB, PHP-FPM and nginx'
			: 'Starting WordPress',
		() => serve( site, options )
	);
	const { status } = await stage( 'Opening the front page', () =>
		fetch( server.url, { redirect: 'manual' } )
	);
	if ( fault.status !== status ) {
		throw new Error(
			`The front page of the demo should be broken (${ fault.status }), but it answers ${ status }. Something about the demo itself is wrong.`
		);
	}

	if ( ! options.run ) {
		process.stdout.write( instructions( server, site, fault ) );
		serving = true;
		await server.ended;
		throw new Error( 'WordPress stopped by itself.' );
	}
	const right = await findCulprit( server, fault );
	await stage( 'Stopping', async () => {
		await server.stop();
		if ( ! options.keep ) {
			site.remove();
		}
	} );
	return right ? 0 : 1;
}

/**
 * The plugins of the demo, of those that break something only this one.
 *
 * @param {string} broken Plugin file.
 * @return {Promise<string[]>} Folders.
 */
async function pluginsWith( broken ) {
	const { demoPlugins } = await import( './lib/site.mjs' );
	const faulty = Object.values( FAULTS ).map( ( fault ) =>
		path.dirname( fault.broken )
	);
	const folder = path.dirname( broken );
	return [
		...demoPlugins(),
		path.join( root, 'tests/fixtures/demo/stack/recent-events' ),
	].filter( ( plugin ) => {
		const name = path.basename( plugin );
		return name === folder || ! faulty.includes( name );
	} );
}

/**
 * Starts the site.
 *
 * @param {import('./lib/site.mjs').Site} site
 * @param {Object}                        options
 * @param {boolean}                       options.stack
 * @param {?number}                       options.port
 * @return {Promise<Object>} `url`, `user`, `password`, `applicationPassword`, `stop()` and `ended`.
 */
async function serve( site, { stack, port } ) {
	if ( ! stack ) {
		const { startPlayground } = await import( './lib/playground.mjs' );
		return startPlayground( { site, port } );
	}
	const { startStack } = await import( './lib/stack.mjs' );
	return startStack( { folder: site.folder, site, port: port ?? 0 } );
}

function readOptions() {
	try {
		const { values } = parseArgs( {
			options: {
				run: { type: 'boolean', default: false },
				stack: { type: 'boolean', default: false },
				port: { type: 'string' },
				keep: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		} );
		const port = values.port === undefined ? null : Number( values.port );
		if (
			port !== null &&
			! ( Number.isInteger( port ) && port > 0 && port < 65536 )
		) {
			throw new Error( `${ values.port } is not a port number.` );
		}
		return { ...values, port };
	} catch ( error ) {
		process.stderr.write( `${ error.message }\n\n${ HELP }` );
		process.exit( 64 );
	}
}

function instructions( server, site, { status } ) {
	return `
WordPress ${ site.provisioned.wordpress } with ${
		site.provisioned.active.length
	} active plugins is running. Its front page is broken (${ status }); the other pages work.

  Broken page   ${ server.url }/
  Culprit       ${ server.url }/wp-admin/tools.php?page=culprit
  Log in as     ${ server.user }
  Password      ${ server.password }

Open the second address, log in, press "Find the culprit" and then "Start search". It names the plugin, proves it, and
offers to switch it off. Or let the terminal find it, with an application password:

  echo '${ server.applicationPassword }' | node build/cli/culprit.mjs isolate ${
		server.url
  } --user ${ server.user } --password -

Press Ctrl+C to stop.
`;
}

/**
 * Has the command look for the culprit, and prints what it found.
 *
 * @param {Object} server       As serve() gave it.
 * @param {Object} fault
 * @param {string} fault.broken The plugin that it should name.
 * @return {Promise<boolean>} Whether it named the broken plugin and no other.
 */
async function findCulprit( server, { broken } ) {
	const { describe, namesOnly, parseDiagnosis } =
		await import( './lib/diagnosis.mjs' );
	process.stdout.write(
		`\n$ culprit isolate ${ server.url } --user ${ server.user } --password - --json\n`
	);
	const start = performance.now();
	const { code, signal, output } = await isolate( server, { show: true } );
	if ( ! DIAGNOSED.includes( code ) ) {
		throw new Error(
			`The command ended with ${
				signal ?? `status ${ code }`
			} instead of a diagnosis. ${ output }`
		);
	}
	const seconds = ( performance.now() - start ) / 1000;
	const diagnosis = parseDiagnosis( output );
	const right = namesOnly( diagnosis, broken );
	process.stdout.write(
		`\n${ describe( diagnosis, seconds ) }\n${
			right
				? `That is right: ${ broken } is the plugin that breaks the front page.`
				: `That is wrong: the plugin that breaks the front page is ${ broken }.`
		}\n`
	);
	return right;
}
