/**
 * A redirect in a probe is an answer that can be read; a visitor's stays a redirect.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from '../../tools/lib/corpus/visit.mjs';
import {
	CULPRIT,
	freshSite,
	live,
	makeLive,
	mint,
	record,
	send,
	stack,
	trailer,
} from './support.mjs';

const { plugin } = freshSite();
const TARGET = `${ stack.url }/elsewhere/?a=1&b=%C3%A9`;

for ( const [ name, code, status ] of [
	...[ 301, 302, 303, 307, 308 ].map( ( wanted ) => [
		`wp_redirect() with ${ wanted }`,
		`wp_redirect( '${ TARGET }', ${ wanted } ); exit;`,
		wanted,
	] ),
	[ "PHP's own header", `header( 'Location: ${ TARGET }' ); exit;`, 302 ],
	[
		'a header that comes before its status',
		`header( 'location:${ TARGET }', true ); http_response_code( 307 ); exit;`,
		307,
	],
] ) {
	test( `${ name } is 200 in a probe and names its target, and is ${ status } for visitors`, async () => {
		const odd = plugin(
			'odd',
			`add_action( 'template_redirect', static function () { ${ code } } );`
		);
		const probe = await mint( {
			configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
		} );

		const answer = await send( probe );

		assert.equal( answer.status, 200 );
		assert.equal( answer.headers.location, undefined );
		assert.equal( answer.headers[ 'x-culprit-marker' ], probe.marker );
		assert.equal(
			Buffer.from(
				answer.headers[ 'x-culprit-redirect' ],
				'base64'
			).toString(),
			TARGET
		);
		const report = trailer( answer.body, probe );
		assert.deepEqual(
			[ report.redirect, report.status, report.ended ],
			[ TARGET, status, 'completed' ]
		);
		assert.deepEqual( ( await record( probe ) ).report, report );

		await makeLive( odd );
		const visitor = await visit( `${ stack.url }/` );
		assert.deepEqual(
			[ visitor.status, visitor.headers.location ],
			[ status, TARGET ]
		);
	} );
}

test( 'a Location that is no redirect stays as it is', async () => {
	const odd = plugin(
		'odd',
		`add_action( 'template_redirect', static function () { header( 'Location: ${ TARGET }', true, 201 ); exit; } );`
	);
	const probe = await mint( {
		configuration: { ...( await live() ), plugins: [ CULPRIT, odd ] },
	} );

	const { status, headers } = await send( probe );

	assert.deepEqual( [ status, headers.location ], [ 201, TARGET ] );
	assert.equal( headers[ 'x-culprit-redirect' ], undefined );
	assert.equal( ( await record( probe ) ).report.redirect, null );
} );
