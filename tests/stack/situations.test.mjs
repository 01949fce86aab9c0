/**
 * Each situation on a real stack with real components in front: the layer is named rightly, and the site is well again afterwards.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { SITUATIONS } from './situations/situations.mjs';
import { startWorld } from './situations/world.mjs';

let world;
before( async () => ( world = await startWorld() ) );
after( () => world?.stop() );
afterEach( () => world.mend() );

for ( const { title, layer, code, speaks, arrange } of SITUATIONS ) {
	test( `the layer is ${ layer }: ${ title }`, async () => {
		const asked = ( await arrange( world ) ) ?? {};
		const { finding, walk } = await world.look( asked );
		assert.equal(
			`${ finding.layer }: ${ finding.code }`,
			`${ layer }: ${ code }`,
			`${ finding.layer }: ${ finding.code }: ${ finding.sentence }\n${ JSON.stringify( walk.tries, null, 1 ).slice( 0, 3000 ) }`
		);
		assert.match( finding.sentence, /[.!]$/ );
		assert.match( finding.todo, /[.!]$/ );
		assert.equal(
			walk.death?.seenBy === 'stand-alone-file',
			speaks === 'the stand-alone file'
		);
		await world.mend();
		const healed = await fetch( `${ world.url }/` );
		assert.equal( healed.status, 200, 'the site is well again' );
	} );
}
