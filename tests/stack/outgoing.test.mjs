/**
 * Requests of a page to other servers: how long it waited for each, and for which it was waiting when PHP was killed.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { CULPRIT, freshSite, live, mint, record, send } from './support.mjs';

const { plugin } = freshSite();

/** A server elsewhere, which takes its time, or never answers. */
const other = createServer( ( request, response ) => {
	if ( request.url === '/slow' ) {
		setTimeout( () => response.end(), 300 );
	}
	if ( request.url === '/missing' ) {
		response.writeHead( 404 ).end();
	}
} );

let address;

before( async () => {
	await new Promise( ( resolve ) => other.listen( 0, '127.0.0.1', resolve ) );
	// WordPress takes it for another server, by its name.
	address = `http://localhost:${ other.address().port }`;
} );

after( () => {
	other.close();
	other.closeAllConnections();
} );

async function recordOf( code ) {
	const file = plugin(
		'odd',
		`add_action( 'init', static function () { ${ code } } );`
	);
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, file ] },
	} );
	await send( probe );
	return record( probe );
}

const sent = {
	method: 'GET',
	host: 'localhost',
	by: 'wp-content/plugins/odd/odd.php',
};

test( 'each is timed, with its host and who sent it', async () => {
	const { report, waiting } = await recordOf(
		`wp_remote_get( '${ address }/slow' ); wp_remote_head( '${ address }/missing' ); wp_remote_get( '${ address }/never', array( 'timeout' => 0.2 ) );`
	);

	assert.equal( waiting, null );
	assert.deepEqual(
		report.outgoing.map( ( { milliseconds, ...rest } ) => rest ),
		[
			{ ...sent, status: 200 },
			{ ...sent, method: 'HEAD', status: 404 },
			{ ...sent, status: null },
		]
	);
	assert.ok( report.outgoing[ 0 ].milliseconds >= 300 );
	assert.ok( report.outgoing[ 1 ].milliseconds < 300 );
	assert.ok( report.outgoing[ 2 ].milliseconds >= 190 );
} );

test( 'one that was refused was not waited for', async () => {
	const { report } = await recordOf(
		`wp_remote_post( '${ address }/slow' );`
	);

	assert.deepEqual( report.outgoing, [] );
	assert.deepEqual( report.refused.samples, [ 'HTTP POST localhost' ] );
} );

test( 'the one that PHP was waiting for when it was killed is in the record', async () => {
	const { ended, waiting } = await recordOf(
		`wp_remote_get( '${ address }/missing' ); wp_remote_get( '${ address }/never', array( 'timeout' => 30 ) );`
	);

	assert.equal( ended, false );
	assert.deepEqual( waiting, sent );
} );

test( 'who was killed after all were answered was waiting for none', async () => {
	const { ended, waiting } = await recordOf(
		`wp_remote_get( '${ address }/missing' ); posix_kill( getmypid(), 9 );`
	);

	assert.equal( ended, false );
	assert.equal( waiting, null );
} );
