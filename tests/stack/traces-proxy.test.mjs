/**
 * Something between PHP and the database server: whether the connection is read-only is asked, not believed.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freshSite, makeLive, mint, record, send, stack } from './support.mjs';
import {
	changes,
	everything,
	file,
	installTreacherous,
} from './treacherous.mjs';

const { always, plugin } = freshSite();
installTreacherous();

const NOT_READ_ONLY =
	'not refused: writes that a statement hides, for the connection is not read-only';

const folder = mkdtempSync( path.join( tmpdir(), 'culprit-proxy-' ) );
const socket = path.join( folder, 'db.sock' );

/** Statements that the proxy answers with success without passing them on. */
let swallowed = null;

/** What passed the proxy. */
const passed = [];

const proxy = createServer( ( client ) => {
	const server = connect( stack.socket );
	client.on( 'data', ( data ) => {
		const text = data.toString( 'latin1' );
		passed.push( text.slice( 5 ) );
		// Of the same length, which stands in front.
		server.write(
			swallowed && text.includes( swallowed )
				? text.replace( swallowed, 'DO 1'.padEnd( swallowed.length ) )
				: text,
			'latin1'
		);
	} );
	server.on( 'data', ( data ) =>
		client.write(
			data.toString( 'latin1' ).replaceAll( 'MariaDB', 'Percona' ),
			'latin1'
		)
	);
	for ( const [ one, other ] of [
		[ client, server ],
		[ server, client ],
	] ) {
		one.on( 'close', () => other.end() );
		one.on( 'error', () => other.destroy() );
	}
} );

before( async () => {
	await new Promise( ( resolve ) => proxy.listen( socket, resolve ) );
	// PHP-FPM runs as somebody else.
	chmodSync( folder, 0o755 );
	chmodSync( socket, 0o777 );
} );

after( () => {
	proxy.close();
	rmSync( folder, { recursive: true } );
} );

/**
 * Has WordPress connect by the proxy, and probes.
 *
 * @param {string[]} plugins Files that are live.
 * @return {Promise<{ refused: Object, changed: string[], body: string }>} What the probe was kept from, what it left behind.
 */
async function probed( ...plugins ) {
	await makeLive( ...plugins );
	always(
		'db.php',
		`$GLOBALS['wpdb'] = new wpdb( DB_USER, DB_PASSWORD, DB_NAME, 'localhost:${ socket }' );`
	);
	const probe = await mint();
	const earlier = everything();
	passed.length = 0;
	const { body, headers } = await send( probe );
	assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
	assert.ok(
		passed.some( ( text ) =>
			text.startsWith( 'SET SESSION TRANSACTION READ ONLY' )
		)
	);
	const changed = changes( earlier );
	return {
		refused: ( await record( probe ) ).report.refused,
		changed,
		body,
	};
}

test( 'a server by another name than its own is asked in words it knows', async () => {
	swallowed = null;
	const slug = plugin(
		'names-server',
		`add_action( 'wp_footer', static function () { echo '<!-- server: ', mysqli_get_server_info( $GLOBALS['wpdb']->dbh ), ' -->'; } );`
	);

	const { refused, body } = await probed( slug );

	assert.match( body, /<!-- server: .*Percona/ );
	assert.deepEqual( refused, { count: 0, samples: [] } );
} );

test( 'a proxy that takes the setting without passing it on is told, and what the statements show is refused all the same', async () => {
	swallowed = 'SET SESSION TRANSACTION READ ONLY';

	const { refused, changed } = await probed(
		...[
			'flushes',
			'locks',
			'schedules',
			'upgrades',
			'writes-on-load',
		].map( file )
	);

	assert.deepEqual( changed, [] );
	assert.ok( refused.count > 10, 'More than are listed.' );
	assert.equal(
		refused.samples.filter( ( sample ) => sample === NOT_READ_ONLY ).length,
		1,
		refused.samples.join( '\n' )
	);
} );
