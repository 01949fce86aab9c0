/**
 * Serves a site with WordPress Playground: PHP as WebAssembly and SQLite, so neither PHP nor a database is needed.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onExit } from './cleanup.mjs';

/** What `define()` gets on every site, unless the caller says otherwise. */
const DEFINES = {
	// Without it WordPress offers application passwords over https only.
	WP_ENVIRONMENT_TYPE: 'local',
	WP_DEBUG: false,
	WP_DEBUG_LOG: false,
	WP_HTTP_BLOCK_EXTERNAL: true,
	AUTOMATIC_UPDATER_DISABLED: true,
};

/**
 * @typedef {Object} Server
 * @property {string}              url                 The address, without a slash at its end. It is the site's home.
 * @property {string}              user                The admin's name.
 * @property {string}              password            For wp-login.php.
 * @property {string}              applicationPassword For the REST API.
 * @property {number}              seconds             From the start to the first answer of WordPress.
 * @property {Promise<void>}       ended               Fulfilled when the server is gone, by itself or by `stop`.
 * @property {() => Promise<void>} stop                Stops it. The site's folder stays; start it again or remove it.
 */

/**
 * Starts a server for a site and, the first time, installs and provisions it.
 *
 * @param {Object}                    options
 * @param {import('./site.mjs').Site} options.site    Made by buildSite().
 * @param {?number}                   options.port    A free one if null.
 * @param {string}                    options.php     PHP version: 7.4 to 8.5.
 * @param {number}                    options.workers Requests it can work on at once. With one, a site that calls itself hangs.
 * @param {Object}                    options.defines Constants for wp-config.php: strings, booleans or numbers by name.
 * @param {(line: string) => void}    options.log     Gets each line that the server prints.
 * @param {number}                    options.timeout Seconds to wait until it answers.
 * @return {Promise<Server>} The running server. Rejects with a sentence when it does not come up; nothing is left running then.
 */
export async function startPlayground( {
	site,
	port = null,
	php = '8.3',
	workers = 6,
	defines = {},
	log = () => {},
	timeout = 240,
} ) {
	const start = performance.now();
	const chosen = await freePort( port ?? 0 );
	configure( site.wordpress );
	const url = `http://127.0.0.1:${ chosen }`;
	const server = launch( {
		site,
		log,
		args: [
			'server',
			`--port=${ chosen }`,
			`--site-url=${ url }`,
			`--php=${ php }`,
			`--workers=${ workers }`,
			'--mount-dir-before-install',
			site.wordpress,
			'/wordpress',
			'--wordpress-install-mode=install-from-existing-files-if-needed',
			...defineArguments( { ...DEFINES, ...defines } ),
		],
	} );
	const giveUp = new AbortController();
	try {
		await server.until( answers( url, timeout, giveUp.signal ) );
		if ( ! site.provisioned ) {
			await server.until( site.provision( url ) );
		}
	} catch ( error ) {
		giveUp.abort();
		await server.stop();
		throw error;
	}
	return {
		url,
		user: 'admin',
		password: 'password',
		applicationPassword: site.provisioned.applicationPassword,
		seconds: ( performance.now() - start ) / 1000,
		ended: server.ended,
		stop: server.stop,
	};
}

/**
 * Writes wp-config.php, so that errors are hidden from visitors as on any host. Playground shows them, and by that sends
 * the headers of every dying page: the answer to a fatal error would be 200.
 *
 * @param {string} wordpress The web root.
 */
function configure( wordpress ) {
	const target = path.join( wordpress, 'wp-config.php' );
	if ( existsSync( target ) ) {
		return;
	}
	const sample = readFileSync(
		path.join( wordpress, 'wp-config-sample.php' ),
		'utf8'
	);
	writeFileSync(
		target,
		sample
			.replace( '<?php', "<?php\nini_set( 'display_errors', '0' );" )
			.replaceAll( 'put your unique phrase here', () =>
				randomBytes( 32 ).toString( 'hex' )
			)
	);
}

/**
 * Starts the process.
 *
 * @param {Object}                    options
 * @param {import('./site.mjs').Site} options.site
 * @param {string[]}                  options.args Arguments for wp-playground-cli.
 * @param {(line: string) => void}    options.log
 * @return {Object} `until( promise )`: that promise, or a rejection when the process ends first; `stop()`; `ended`.
 */
function launch( { site, args, log } ) {
	// Its own temp files go where ours are, so that they are gone even when it is killed.
	const temp = path.join( site.folder, 'temp' );
	mkdirSync( temp, { recursive: true } );
	const child = spawn(
		process.execPath,
		[
			'--import',
			new URL( 'playground-guard.mjs', import.meta.url ).href,
			playgroundScript(),
			...args,
		],
		{
			cwd: temp,
			// A process group of its own: Ctrl+C is for us, and one signal reaches all it starts.
			detached: 'win32' !== process.platform,
			stdio: [ 'pipe', 'pipe', 'pipe' ],
			env: {
				...process.env,
				TMPDIR: temp,
				TMP: temp,
				TEMP: temp,
				CULPRIT_FOLDERS: JSON.stringify( [
					site.keep ? temp : site.folder,
				] ),
			},
		}
	);
	const removeTemp = () =>
		rmSync( temp, {
			recursive: true,
			force: true,
			maxRetries: 10,
			retryDelay: 100,
		} );
	const release = onExit( () => {
		kill( child, 'SIGKILL' );
		removeTemp();
	} );

	const tail = [];
	const keep = ( chunk ) => {
		for ( const line of String( chunk ).split( /[\r\n]+/ ) ) {
			if ( line.trim() ) {
				tail.push( line );
				tail.splice( 0, tail.length - 30 );
				log( line );
			}
		}
	};
	child.stdout.on( 'data', keep );
	child.stderr.on( 'data', keep );

	const ended = new Promise( ( resolve ) => {
		child.on( 'error', () => resolve() );
		child.on( 'close', () => resolve() );
	} );
	return {
		ended,
		until: ( promise ) =>
			Promise.race( [
				promise,
				ended.then( () => {
					throw new Error(
						`WordPress Playground ended before the site answered. The last lines it printed:\n${ tail.join(
							'\n'
						) }`
					);
				} ),
			] ),
		async stop() {
			kill( child, 'SIGTERM' );
			// A worker in an endless loop keeps it from leaving by itself.
			const patience = new AbortController();
			await Promise.race( [
				ended,
				sleep( 3000, null, { signal: patience.signal } ),
			] );
			patience.abort();
			kill( child, 'SIGKILL' );
			await ended;
			removeTemp();
			release();
		},
	};
}

function playgroundScript() {
	const file = createRequire( import.meta.url ).resolve(
		'@wp-playground/cli/package.json'
	);
	const { bin } = JSON.parse( readFileSync( file, 'utf8' ) );
	return path.join( path.dirname( file ), bin[ 'wp-playground-cli' ] );
}

function kill( child, name ) {
	if ( undefined === child.pid ) {
		return;
	}
	try {
		if ( 'win32' === process.platform ) {
			child.kill( name );
		} else {
			process.kill( -child.pid, name );
		}
	} catch ( error ) {
		// Gone already.
		if ( 'ESRCH' !== error.code ) {
			throw error;
		}
	}
}

function defineArguments( defines ) {
	const flags = {
		string: 'define',
		boolean: 'define-bool',
		number: 'define-number',
	};
	return Object.entries( defines ).flatMap( ( [ name, value ] ) => [
		`--${ flags[ typeof value ] }`,
		name,
		String( value ),
	] );
}

/**
 * A port that nobody listens on.
 *
 * @param {number} port The port wanted, or 0 for any.
 * @return {Promise<number>} The port. Rejects with a sentence when the wanted one is taken.
 */
function freePort( port ) {
	return new Promise( ( resolve, reject ) => {
		const server = createServer();
		server.on( 'error', ( error ) =>
			reject(
				new Error(
					`Port ${ port } cannot be used (${ error.code }). Choose another one with --port, or leave it out.`
				)
			)
		);
		server.listen( port, '127.0.0.1', () => {
			const found = server.address().port;
			server.close( () => resolve( found ) );
		} );
	} );
}

/**
 * Waits until the server hands requests on to WordPress.
 *
 * @param {string}      url
 * @param {number}      timeout Seconds.
 * @param {AbortSignal} signal  Ends the waiting.
 */
async function answers( url, timeout, signal ) {
	const until = performance.now() + timeout * 1000;
	// A file, because a page may be broken on purpose. While it boots, the server answers 502 for files as well.
	const file = `${ url }/wp-includes/images/blank.gif`;
	let last = 'nothing';
	while ( performance.now() < until && ! signal.aborted ) {
		try {
			const { status } = await fetch( file, {
				redirect: 'manual',
				signal: AbortSignal.timeout( 10_000 ),
			} );
			if ( 200 === status ) {
				return;
			}
			last = `status ${ status }`;
		} catch ( error ) {
			last = error.cause?.code ?? error.message;
		}
		await sleep( 200 );
	}
	throw new Error(
		`The site did not answer within ${ timeout } s (last: ${ last }). Close other programs that keep the machine busy, then try again.`
	);
}
