/**
 * A token is good for one request, whoever sends it, however many at once, and whatever the caches say.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	call,
	freshSite,
	live,
	makeLive,
	mint,
	record,
	send,
	sql,
	stack,
} from './support.mjs';

const { plugin, always } = freshSite();

const isProbe = ( { headers } ) => headers[ 'x-culprit-marker' ] !== undefined;

test( 'of eight requests with one token that come at once, one is the probe, and the others are ordinary visits', async () => {
	// Of a probe that nobody may take for an ordinary page.
	const configuration = { ...( await live() ), plugins: [ CULPRIT ] };
	await makeLive(
		plugin(
			'odd',
			"add_action( 'wp_head', static function () { echo '<!-- alive -->'; } );"
		)
	);

	for ( let round = 1; round <= 5; round++ ) {
		const probe = await mint( { configuration } );
		const answers = await Promise.all(
			Array.from( { length: 8 }, () => send( probe ) )
		);

		assert.deepEqual(
			answers.map( ( { status } ) => status ),
			Array( 8 ).fill( 200 )
		);
		assert.equal( answers.filter( isProbe ).length, 1, `round ${ round }` );
		for ( const answer of answers ) {
			assert.equal(
				/<!-- alive -->/.test( answer.body ),
				! isProbe( answer )
			);
		}
	}
} );

test( 'of requests that have all seen the probe unclaimed, one claims it', async () => {
	const probe = await mint();
	const ask = () => send( probe, {}, 'patient' );
	const lock = sql(
		`BEGIN; SELECT 1 FROM wp_culprit_probes WHERE id = '${ probe.id }' FOR UPDATE; DO SLEEP( 2 ); COMMIT;`
	);
	while (
		( await sql( 'SHOW PROCESSLIST' ) ).every(
			( { Info } ) => ! /^DO SLEEP/.test( Info )
		)
	) {
		await sleep( 20 );
	}
	// Each reads the row, and then waits to write it: what they write differs from one second to the next.
	const early = [ ask(), ask() ];
	await sleep( 1050 );
	const late = [ ask(), ask() ];
	await lock;

	const answers = await Promise.all( [ ...early, ...late ] );

	for ( const { status, milliseconds } of answers ) {
		assert.equal( status, 200 );
		assert.ok( milliseconds > 300, 'It waited.' );
	}
	assert.equal( answers.filter( isProbe ).length, 1 );
} );

test( 'a token that was used, or is forged, or too old, or at another address makes an ordinary visit', async () => {
	const used = await mint();
	await send( used );
	const good = await mint();
	const old = await mint();
	await sql(
		`UPDATE wp_culprit_probes SET expires = 1 WHERE id = '${ old.id }'`
	);

	const changed = ( text ) =>
		text.replace( /.$/, ( last ) => ( last === '0' ? '1' : '0' ) );

	for ( const [ name, url, token ] of [
		[ 'used', used.url, used.token ],
		[ 'forged', good.url, changed( good.token ) ],
		[ 'almost its address', changed( good.url ), good.token ],
		[ 'another address', `${ stack.url }/`, good.token ],
		[ "another probe's address", used.url, good.token ],
		[ 'too old', old.url, old.token ],
		[ 'none', good.url, '' ],
	] ) {
		const answer = await visit( url, {
			headers: { 'X-Culprit-Probe': token },
		} );
		assert.deepEqual(
			[ answer.status, isProbe( answer ) ],
			[ 200, false ],
			name
		);
	}
	assert.ok( isProbe( await send( good ) ), 'None of that used it up.' );
} );

test( 'only GET is a probe', async () => {
	const probe = await mint();
	const headers = { 'X-Culprit-Probe': probe.token };
	for ( const [ url, init ] of [
		[ probe.url, { method: 'POST', body: 'a=1' } ],
		[ `${ probe.url }&_method=POST`, {} ],
		[ probe.url, { headers: { 'X-HTTP-Method-Override': 'POST' } } ],
	] ) {
		const answer = await fetch( url, {
			...init,
			headers: { ...headers, ...init.headers },
		} );
		await answer.text();
		assert.equal( answer.headers.get( 'x-culprit-marker' ), null );
	}

	assert.ok( isProbe( await send( probe ) ) );
} );

/**
 * An object cache.
 *
 * @param {string} get What it answers: PHP, with $key and $group; `parent::get( ... )` tells the truth.
 */
const objectCache = ( get ) =>
	always(
		'object-cache.php',
		`require_once ABSPATH . WPINC . '/class-wp-object-cache.php';
class Odd_Cache extends WP_Object_Cache {
	public function get( $key, $group = 'default', $force = false, &$found = null ) {
		${ get }
		return parent::get( $key, $group, $force, $found );
	}
}
eval( '?>' . str_replace( 'new WP_Object_Cache()', 'new Odd_Cache()', file_get_contents( ABSPATH . WPINC . '/cache.php' ) ) );`
	);

for ( const [ name, get ] of [
	[
		"lies about all that is Culprit's, each time otherwise",
		"if ( false !== strpos( $key, 'culprit' ) ) { $found = true; return bin2hex( random_bytes( 32 ) ); }",
	],
	[
		'has every transient there is',
		"if ( in_array( $group, array( 'transient', 'site-transient' ), true ) ) { $found = true; return array( 'forged' ); }",
	],
	[ 'forgets everything', '$found = false; return false;' ],
] ) {
	test( `an object cache that ${ name } keeps no probe from being minted, claimed once and read`, async () => {
		objectCache( get );
		assert.equal( ( await visit( `${ stack.url }/` ) ).status, 200 );

		assert.equal( ( await call( 'state' ) ).status, 200 );
		const probe = await mint();
		const answers = [ await send( probe ), await send( probe ) ];

		assert.deepEqual( answers.map( isProbe ), [ true, false ] );
		assert.equal( ( await record( probe ) ).ended, true );
	} );
}
