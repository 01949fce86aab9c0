/**
 * A PHP-FPM of our own: one folder, one socket a pool, no system configuration but PHP's own extensions.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { startServer, untilReady } from '../child.mjs';

/** What a host sets, and what keeps one fault from being seen in the next. */
const SETTINGS = {
	memory_limit: '128M',
	max_execution_time: '30',
	output_buffering: '4096',
	display_errors: '0',
	log_errors: '1',
	// A host compiles a file once; here it may change from one second to the same.
	'opcache.enable': '1',
	'opcache.revalidate_freq': '0',
	realpath_cache_size: '0',
};

/**
 * Where PHP-FPM is; Debian's name holds the version.
 *
 * @return {string|undefined} Its path; undefined when it is not installed.
 */
export function findFpm() {
	const folders = [
		...( process.env.PATH ?? '' ).split( delimiter ),
		'/usr/local/sbin',
		'/usr/sbin',
	];
	for ( const folder of folders ) {
		const names = list( folder ).filter( ( name ) =>
			/^php-fpm(?:\d+\.\d+)?$/.test( name )
		);
		if ( names.length > 0 ) {
			return join( folder, names.sort().at( -1 ) );
		}
	}
	return undefined;
}

function list( folder ) {
	try {
		return readdirSync( folder );
	} catch {
		return [];
	}
}

/**
 * Starts PHP-FPM.
 *
 * @param {Object}  options
 * @param {string}  options.folder   An existing folder that is ours alone.
 * @param {Object}  options.pools    By name: `socket`, `workers`, and `terminate`, the seconds after which a request is ended, or 0.
 * @param {?string} options.user     Account of the workers, for root.
 * @param {Object}  options.settings Other settings of PHP.
 * @return {Promise<{ pid: number, stop: () => Promise<void> }>} It is also stopped when this process ends.
 */
export async function startFpm( { folder, pools, user, settings = {} } ) {
	const file = join( folder, 'fpm.conf' );
	const log = join( folder, 'fpm.log' );
	writeFileSync( file, configuration( { folder, pools, user } ) );
	const server = startServer(
		findFpm(),
		[
			'--nodaemonize',
			'--fpm-config',
			file,
			'--prefix',
			folder,
			...Object.entries( { ...SETTINGS, ...settings } ).flatMap(
				( [ name, value ] ) => [ '-d', `${ name }=${ value }` ]
			),
		],
		{ log }
	);
	const sockets = Object.values( pools ).map( ( { socket } ) => socket );
	const answers = async () =>
		( await Promise.all( sockets.map( accepts ) ) ).every( Boolean );
	if ( ! ( await untilReady( server, answers, 10000 ) ) ) {
		await server.stop();
		throw new Error( `PHP-FPM did not start; see ${ log }.` );
	}
	return server;
}

function configuration( { folder, pools, user } ) {
	const account = user ? `user = ${ user }\ngroup = ${ user }\n` : '';
	return `[global]
pid = ${ folder }/fpm.pid
error_log = ${ folder }/fpm.log
; Many segmentation faults in a row are what it is here for.
emergency_restart_threshold = 0
${ Object.entries( pools )
	.map(
		( [ name, { socket, workers, terminate } ] ) => `[${ name }]
${ account }listen = ${ socket }
listen.mode = 0666
pm = static
pm.max_children = ${ workers }
request_terminate_timeout = ${ terminate }s
catch_workers_output = yes
php_admin_value[error_log] = ${ folder }/php.log
`
	)
	.join( '' ) }`;
}

function accepts( socket ) {
	return new Promise( ( resolve ) => {
		const connection = connect( socket );
		connection.on( 'connect', () => {
			connection.destroy();
			resolve( true );
		} );
		connection.on( 'error', () => resolve( false ) );
	} );
}
