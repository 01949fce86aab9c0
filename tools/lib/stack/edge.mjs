/**
 * A second nginx in front of the stack that answers as a known product does, in one of several moods.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, run, startServer, untilReady } from '../child.mjs';
import { visit } from '../corpus/visit.mjs';
import { ensureDebian } from '../php.mjs';
import { freePorts } from './ports.mjs';

/** Takes nginx's own Server header away: a product in front sends its name alone. */
const MODULE = '/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so';

/** Installs what is missing. */
export const ensureEdge = () =>
	ensureDebian( [ 'libnginx-mod-http-headers-more-filter' ] );

/**
 * Starts an edge.
 *
 * @param {Object} options
 * @param {string} options.folder  An existing folder that is ours alone.
 * @param {string} options.origin  Address of the stack.
 * @param {Object} options.product As in tests/fixtures/front/products.mjs.
 * @param {string} options.mood    passes; broken: its own error for the front page; keeps: a cache that keeps errors, too;
 *                                 challenges: everybody; loopback: what WordPress itself asks.
 * @return {Promise<{ url: string, stop: () => Promise<void> }>} It is also stopped when this process ends.
 */
export async function startEdge( { folder, origin, product, mood } ) {
	await ensureEdge();
	const home = join(
		folder,
		`edge-${ Math.random().toString( 36 ).slice( 2 ) }`
	);
	mkdirSync( join( home, 'pages' ), { recursive: true } );
	writeFileSync( join( home, 'pages/error.html' ), product.error );
	writeFileSync(
		join( home, 'pages/challenge.html' ),
		product.challenge ?? ''
	);
	const [ port ] = await freePorts( [ 0 ] );
	const file = join( home, 'nginx.conf' );
	writeFileSync(
		file,
		configuration( { home, origin, product, mood, port } )
	);
	const program = findProgram( 'nginx' );
	const log = join( home, 'nginx.log' );
	const args = [ '-p', home, '-c', file, '-e', log ];
	const checked = await run( program, [ ...args, '-t', '-q' ] );
	if ( checked.code !== 0 ) {
		throw new Error( `The edge does not start. ${ checked.output }` );
	}
	const server = startServer( program, args, { log } );
	const url = `http://127.0.0.1:${ port }`;
	const answers = async () =>
		null !== ( await visit( `${ url }/license.txt` ) ).status;
	if ( ! ( await untilReady( server, answers, 10000 ) ) ) {
		await server.stop();
		throw new Error( `The edge did not start; see ${ log }.` );
	}
	return {
		url,
		stop: async () => {
			await server.stop();
			rmSync( home, { recursive: true, force: true } );
		},
	};
}

const quoted = ( text ) => `'${ text.replaceAll( "'", "\\'" ) }'`;

const headersOf = ( headers = {} ) =>
	Object.entries( headers )
		.map( ( [ name, value ] ) =>
			// nginx adds its own Server next to one that add_header sets; clients then believe the first.
			name === 'Server'
				? `more_set_headers ${ quoted( `Server: ${ value }` ) };`
				: `add_header ${ name } ${ quoted( value ) } always;`
		)
		.join( '\n\t\t' );

function configuration( { home, origin, product, mood, port } ) {
	const own = headersOf( product.headers );
	const status = product.status ?? 502;
	const refuse = `root ${ home }/pages; ${ own } ${ headersOf( product.challengeHeaders ) } error_page 403 /challenge.html; return 403;`;
	const temporary = [ 'client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi' ]
		.map( ( name ) => `\t${ name }_temp_path ${ home }/temp-${ name };` )
		.join( '\n' );
	return `load_module ${ MODULE };
daemon off;
worker_processes 1;
pid ${ home }/nginx.pid;
events { worker_connections 128; }
http {
	access_log off;
	default_type text/html;
${ temporary }
	proxy_cache_path ${ home }/cache keys_zone=edge:1m;
	map $http_user_agent $own { default 0; ~^WordPress/ 1; }
	server {
		listen 127.0.0.1:${ port };
		location = /challenge.html { internal; root ${ home }/pages; ${ own } ${ headersOf( product.challengeHeaders ) } }
		location = /error.html { internal; root ${ home }/pages; ${ own } }
		location / {
			${ mood === 'challenges' ? refuse : '' }
			${ mood === 'loopback' ? `if ($own) { return 403; } error_page 403 /challenge.html;` : '' }
			${
				mood === 'broken'
					? `error_page ${ status } /error.html; set $page "$uri$http_x_culprit_pass$arg_rest_route"; if ($page = /) { return ${ status }; }`
					: ''
			}
			proxy_pass ${ origin };
			proxy_set_header Host $http_host;
			proxy_read_timeout 90s;
			proxy_hide_header Server;
			proxy_pass_header X-Culprit-Marker;
			${
				mood === 'keeps'
					? 'proxy_cache edge; proxy_cache_key $uri$is_args$args; proxy_cache_valid 200 500 502 10m; proxy_ignore_headers Cache-Control Expires Set-Cookie X-Accel-Expires; proxy_cache_bypass $http_x_culprit_probe $arg_rest_route; proxy_no_cache $http_x_culprit_probe $arg_rest_route; add_header CF-Cache-Status $upstream_cache_status always;'
					: ''
			}
			${ own }
		}
	}
}
`;
}
