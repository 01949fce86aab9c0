/**
 * Where a must-use plugin or WordPress itself dies while it starts: who may call is told by the guard, nobody else is.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAdmin, basic, call, freshSite, stack } from './support.mjs';

const site = freshSite();

const state = ( headers ) => call( 'state', null, { headers } );

const raw = async ( headers = {} ) => {
	const response = await fetch(
		`${ stack.url }/index.php?rest_route=/culprit/v1/state`,
		{ headers: { Accept: 'application/json', ...headers } }
	);
	return { status: response.status, text: await response.text() };
};

const lastLine = ( text ) => JSON.parse( text.trim().split( '\n' ).at( -1 ) );

test( 'an admin learns in which must-use plugin WordPress dies', async () => {
	site.always(
		'mu-plugins/zz-broken.php',
		'\nculprit_test_missing_function();'
	);
	const { status, text } = await raw( asAdmin() );
	assert.equal( status, 500 );
	const { code, data } = lastLine( text );
	assert.equal( code, 'culprit_died_at_start' );
	assert.equal( data.file, 'wp-content/mu-plugins/zz-broken.php' );
	assert.equal( data.line, 3 );
	assert.match( data.message, /culprit_test_missing_function/ );
	assert.doesNotMatch( text, new RegExp( stack.root ) );
} );

test( 'a parse error is told, too', async () => {
	site.always( 'mu-plugins/zz-broken.php', 'this is no PHP;' );
	const { data } = lastLine( ( await raw( asAdmin() ) ).text );
	assert.equal( data.file, 'wp-content/mu-plugins/zz-broken.php' );
} );

test( 'a visitor, and who gives a wrong password, learn nothing of it', async () => {
	site.always(
		'mu-plugins/zz-broken.php',
		'culprit_test_missing_function();'
	);
	for ( const headers of [
		{},
		{
			...basic( stack.user, 'wrong wrong wrong wrong' ),
			'X-Culprit-Pass': 'application-password',
		},
		{ 'X-Culprit-Pass': 'f'.repeat( 64 ) },
	] ) {
		const { text } = await raw( headers );
		// While WP_DEBUG is on, WordPress itself tells everybody.
		assert.doesNotMatch( text, /culprit_died_at_start/ );
	}
} );

test( 'a call that WordPress answers has nothing added to it', async () => {
	const { status, json } = await state( asAdmin() );
	assert.equal( status, 200 );
	assert.equal( json.code, undefined );
} );
