/**
 * A Varnish of our own in front of the stack: one folder, loopback only. It keeps errors, too.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, startServer, untilReady } from '../child.mjs';
import { visit } from '../corpus/visit.mjs';
import { ensureDebian } from '../php.mjs';
import { freePorts } from './ports.mjs';

/** Installs what is missing. */
export const ensureVarnish = () => ensureDebian( [ 'varnish' ] );

/**
 * Starts Varnish.
 *
 * @param {Object} options
 * @param {string} options.folder An existing folder that is ours alone.
 * @param {string} options.origin Address of the stack.
 * @return {Promise<{ url: string, stop: () => Promise<void> }>} It is also stopped when this process ends.
 */
export async function startVarnish( { folder, origin } ) {
	await ensureVarnish();
	const home = join( folder, 'varnish' );
	mkdirSync( home, { recursive: true } );
	const { hostname, port: originPort } = new URL( origin );
	const file = join( home, 'default.vcl' );
	writeFileSync(
		file,
		`vcl 4.1;
backend default { .host = "${ hostname }"; .port = "${ originPort }"; .first_byte_timeout = 90s; }
sub vcl_recv {
	if (req.method != "GET" || req.http.Authorization || req.http.X-Culprit-Probe || req.http.X-Culprit-Pass) { return (pass); }
	unset req.http.Cookie;
	return (hash);
}
sub vcl_backend_response {
	unset beresp.http.Set-Cookie;
	set beresp.ttl = 10m;
	set beresp.uncacheable = false;
	return (deliver);
}
`
	);
	const [ port ] = await freePorts( [ 0 ] );
	const log = join( home, 'varnish.log' );
	const server = startServer(
		findProgram( 'varnishd' ),
		[
			'-F',
			...[ '-f', file ],
			...[ '-a', `127.0.0.1:${ port }` ],
			...[ '-n', join( home, 'work' ) ],
			...[ '-s', 'malloc,16m' ],
			// As whoever runs it: no account of its own is needed here.
			...[ '-j', 'none' ],
		],
		{ log }
	);
	const url = `http://127.0.0.1:${ port }`;
	const answers = async () =>
		null !== ( await visit( `${ url }/license.txt` ) ).status;
	if ( ! ( await untilReady( server, answers, 20000 ) ) ) {
		await server.stop();
		throw new Error( `Varnish did not start; see ${ log }.` );
	}
	return {
		url,
		stop: async () => {
			await server.stop();
			rmSync( home, { recursive: true, force: true } );
		},
	};
}
