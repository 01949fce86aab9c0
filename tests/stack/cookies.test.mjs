/**
 * A probe that has to carry a browser's credentials shows the page no cookies, and brings none back.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	CULPRIT,
	basic,
	freshSite,
	live,
	mint,
	record,
	send,
} from './support.mjs';

const { plugin } = freshSite();

/** Too little for nginx to mind, and too much to keep. */
const FORTY =
	"add_action( 'init', static function () { header( 'X-Seen: ' . implode( ',', array_keys( $_COOKIE ) ) ); for ( $i = 0; $i < 40; $i++ ) { setcookie( \"odd$i\", str_repeat( 'x', 20 ) ); } } );";

const forty = async () => ( {
	configuration: {
		...( await live() ),
		plugins: [ CULPRIT, plugin( 'odd', FORTY ) ],
	},
} );

const BROWSER = { Cookie: 'wordpress_logged_in_x=admin; b=2' };

for ( const [ name, pool, headers ] of [
	[ 'with credentials', 'terminate', {} ],
	[
		'with the password of basic auth in front',
		'protected',
		basic( 'visitor', 'staging' ),
	],
] ) {
	test( `a probe ${ name } shows the page no cookies and gets none, and they are in the record`, async () => {
		const probe = await mint( { ...( await forty() ), credentials: true } );

		const answer = await send( probe, { ...BROWSER, ...headers }, pool );

		assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
		assert.equal( answer.headers[ 'x-seen' ], '' );
		assert.equal( answer.headers[ 'set-cookie' ], undefined );
		const { report } = await record( probe );
		assert.deepEqual(
			[ report.headers[ 0 ].name, report.headers[ 0 ].lines ],
			[ 'set-cookie', 40 ]
		);
	} );
}

test( 'without credentials there is nothing to keep back: the page answers as it answers a visitor', async () => {
	const probe = await mint( await forty() );

	const { headers } = await send( probe );

	assert.equal( headers[ 'x-seen' ], '' );
	assert.equal( headers[ 'set-cookie' ].length, 40 );
	assert.equal( ( await record( probe ) ).report.headers[ 0 ].lines, 40 );
} );

test( 'a user who probes with credentials is logged in by the guard, not by what the browser sent', async () => {
	const probe = await mint( {
		...( await forty() ),
		credentials: true,
		as_user: true,
	} );

	const { headers } = await send( probe, BROWSER );

	const seen = headers[ 'x-seen' ].split( ',' );
	assert.equal( seen.length, 3 );
	for ( const name of seen ) {
		assert.match( name, /^wordpress_(?:sec_|logged_in_)?[0-9a-f]{32}$/ );
	}
	assert.equal( headers[ 'set-cookie' ], undefined );
} );

test( 'basic auth in front refuses a probe that comes without its password, which can still be used', async () => {
	const probe = await mint( { credentials: true } );

	assert.equal( ( await send( probe, {}, 'protected' ) ).status, 401 );
	assert.equal( ( await record( probe ) ).claimed, false );

	const { headers } = await send(
		probe,
		basic( 'visitor', 'staging' ),
		'protected'
	);
	assert.equal( headers[ 'x-culprit-marker' ], probe.marker );
} );
