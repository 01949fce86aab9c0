/**
 * Plugins that write, lock, call and clean up wherever they can: a guarded probe of them leaves no trace.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	freshSite,
	live,
	makeLive,
	mint,
	send,
	sql,
	stack,
} from './support.mjs';
import {
	TREACHEROUS,
	UNSTOPPABLE,
	changes,
	everything,
	file,
	installTreacherous,
} from './treacherous.mjs';

freshSite();
installTreacherous();

/** What was sent to another server meanwhile. */
const received = [];
const other = createServer( ( request, response ) => {
	received.push( request.url );
	response.end();
} );

before(
	() => new Promise( ( resolve ) => other.listen( 0, '127.0.0.1', resolve ) )
);

after( () => other.close() );

/**
 * Probes a live site in all the ways a search does.
 *
 * @param {string[]} slugs Plugins that are live.
 * @return {Promise<{ changed: string[], sent: string[] }>} What that left behind.
 */
async function probed( slugs ) {
	await makeLive(
		...slugs.map( file ),
		...[ 'healthy-a', 'healthy-b', 'healthy-c' ].map( file )
	);
	await sql(
		`INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( 'calls_out_server', 'http://localhost:${ other.address().port }', 'no' )`
	);
	const whole = await live();
	const probes = [];
	for ( const plugins of [
		whole.plugins,
		[ CULPRIT, ...slugs.map( file ) ],
		[ CULPRIT, ...whole.plugins.slice( 1 ).reverse() ],
	] ) {
		probes.push( await mint( { configuration: { ...whole, plugins } } ) );
	}
	probes.push( await mint( { page: '/wp-admin/index.php', as_user: true } ) );
	received.length = 0;
	const earlier = everything();
	for ( const probe of probes ) {
		const { headers } = await send( probe );
		assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
	}
	return { changed: changes( earlier ), sent: received.splice( 0 ) };
}

for ( const slug of TREACHEROUS ) {
	test( `${ slug } leaves no trace`, async () => {
		assert.deepEqual( ( await probed( [ slug ] ) ).changed, [] );
	} );
}

test( 'all of them together leave no trace', async () => {
	assert.deepEqual( ( await probed( TREACHEROUS ) ).changed, [] );
} );

test( 'of what is sent, only what WordPress lets pass unseen and what asks for nothing but a page arrives', async () => {
	const { sent } = await probed( [ 'calls-out' ] );

	assert.deepEqual( [ ...new Set( sent ) ].sort(), [
		'/fetched-by-wordpress',
		'/posted-by-curl',
	] );
} );

for ( const [ slug, trace ] of Object.entries( UNSTOPPABLE ) ) {
	test( `${ slug } goes past WordPress, and only that is left`, async () => {
		const { changed } = await probed( [ slug ] );

		assert.match( changed.join( '\n' ), trace );
	} );
}

for ( const slug of [ 'flushes', 'schedules', 'upgrades', 'writes-on-load' ] ) {
	test( `${ slug } does leave traces on an ordinary visit`, async () => {
		await makeLive( file( slug ) );
		const earlier = everything();

		await visit( `${ stack.url }/` );

		assert.notDeepEqual( changes( earlier ), [] );
	} );
}
