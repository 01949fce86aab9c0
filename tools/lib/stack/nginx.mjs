/**
 * An nginx of our own: one folder, loopback only, no system configuration.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { visit } from '../corpus/visit.mjs';
import { findProgram, run, startServer, untilReady } from '../child.mjs';

/** What nginx passes to PHP; Debian's own file leaves the port out of HTTP_HOST. */
const PARAMETERS = {
	QUERY_STRING: '$query_string',
	REQUEST_METHOD: '$request_method',
	CONTENT_TYPE: '$content_type',
	CONTENT_LENGTH: '$content_length',
	SCRIPT_FILENAME: '$document_root$fastcgi_script_name',
	SCRIPT_NAME: '$fastcgi_script_name',
	REQUEST_URI: '$request_uri',
	DOCUMENT_URI: '$document_uri',
	DOCUMENT_ROOT: '$document_root',
	SERVER_PROTOCOL: '$server_protocol',
	REQUEST_SCHEME: '$scheme',
	GATEWAY_INTERFACE: 'CGI/1.1',
	SERVER_SOFTWARE: 'nginx',
	REMOTE_ADDR: '$remote_addr',
	REMOTE_PORT: '$remote_port',
	SERVER_ADDR: '$server_addr',
	SERVER_PORT: '$server_port',
	SERVER_NAME: '$host',
	HTTP_HOST: '$http_host',
	REDIRECT_STATUS: '200',
};

/** What stands in front of PHP, by the name of the server. */
const IN_FRONT = {
	cached: [
		'fastcgi_cache pages;',
		'fastcgi_cache_key $scheme$request_method$host$request_uri;',
		'fastcgi_cache_valid 200 10m;',
		'add_header X-Cache-Status $upstream_cache_status always;',
	],
	protected: [
		'auth_basic "Staging";',
		// {PLAIN} is one of the forms nginx knows.
		'auth_basic_user_file passwords;',
	],
};

/**
 * Starts nginx.
 *
 * @param {Object}  options
 * @param {string}  options.folder  An existing folder that is ours alone.
 * @param {string}  options.root    Web root.
 * @param {Object}  options.servers By name: `port`, and `socket` of the PHP-FPM pool behind it.
 * @param {number}  options.gateway Seconds after which it gives up on PHP.
 * @param {?string} options.user    Account to run as, for root.
 * @return {Promise<{ pid: number, stop: () => Promise<void> }>} It is also stopped when this process ends. Rejects with what nginx said.
 */
export async function startNginx( { folder, root, servers, gateway, user } ) {
	for ( const name of [ 'temp', 'cache' ] ) {
		mkdirSync( join( folder, name ), { recursive: true } );
	}
	writeFileSync( join( folder, 'passwords' ), 'visitor:{PLAIN}staging\n' );
	const file = join( folder, 'nginx.conf' );
	writeFileSync(
		file,
		configuration( { folder, root, servers, gateway, user } )
	);
	const program = findProgram( 'nginx' );
	const log = join( folder, 'nginx.log' );
	const args = [ '-p', folder, '-c', file, '-e', log ];
	const checked = await run( program, [ ...args, '-t', '-q' ] );
	if ( checked.code !== 0 ) {
		throw new Error( `nginx does not start. ${ checked.output }` );
	}
	const server = startServer( program, args, { log } );
	const { port } = Object.values( servers )[ 0 ];
	const answers = async () =>
		null !==
		( await visit( `http://127.0.0.1:${ port }/license.txt` ) ).status;
	if ( ! ( await untilReady( server, answers, 10000 ) ) ) {
		await server.stop();
		throw new Error( `nginx did not start; see ${ log }.` );
	}
	return server;
}

function configuration( { folder, root, servers, gateway, user } ) {
	const temporary = [ 'client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi' ];
	return `${ user ? `user ${ user };\n` : '' }daemon off;
worker_processes 1;
pid ${ folder }/nginx.pid;
events { worker_connections 256; }
http {
	access_log ${ folder }/access.log;
	types {
		text/html html htm;
		text/css css;
		text/plain txt;
		application/javascript js mjs;
		application/json json;
		image/svg+xml svg;
		image/png png;
		image/jpeg jpg jpeg;
		font/woff2 woff2;
	}
	default_type application/octet-stream;
${ temporary
	.map( ( name ) => `\t${ name }_temp_path ${ folder }/temp/${ name };` )
	.join( '\n' ) }
	fastcgi_cache_path ${ folder }/cache keys_zone=pages:1m;
	fastcgi_read_timeout ${ gateway }s;
	# Its default follows the machine's memory pages.
	fastcgi_buffer_size 4k;
	client_max_body_size 16m;
${ Object.entries( PARAMETERS )
	.map( ( [ name, value ] ) => `\tfastcgi_param ${ name } ${ value };` )
	.join( '\n' ) }
${ Object.entries( servers )
	.map(
		( [ name, { port, socket } ] ) => `	server {
		listen 127.0.0.1:${ port };
		root ${ root };
		index index.php index.html;
		${ ( IN_FRONT[ name ] ?? [] ).join( '\n\t\t' ) }
		location / { try_files $uri $uri/ /index.php?$args; }
		location ~ \\.php$ {
			try_files $uri =404;
			fastcgi_pass unix:${ socket };
		}
	}`
	)
	.join( '\n' ) }
}
`;
}
