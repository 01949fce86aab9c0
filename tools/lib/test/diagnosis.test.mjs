/**
 * What counts as the right answer, and what is said about it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, namesOnly, parseDiagnosis } from '../diagnosis.mjs';

const FILE = 'shop/shop.php';
const shop = { kind: 'plugin', id: FILE, name: 'Shop', version: '1.2' };
const mail = { kind: 'plugin', id: 'mail/mail.php', name: 'Mail', version: '' };

const found = ( ...culprits ) => ( {
	outcome: 'culprits-found',
	culprits: culprits.map( ( members ) => ( { members, proof: [] } ) ),
	layer: 'plugin',
	signature: { sentence: 'PHP stopped.' },
	probes: 6,
	reason: 'proved',
} );

test( 'only the one plugin alone is the right answer', () => {
	assert.ok( namesOnly( found( [ shop ] ), FILE ) );
	for ( const wrong of [
		found(),
		found( [ mail ] ),
		found( [ shop, mail ] ),
		found( [ shop ], [ mail ] ),
		found( [ { ...shop, kind: 'theme' } ] ),
		{ ...found( [ shop ] ), outcome: 'unresolved' },
	] ) {
		assert.ok( ! namesOnly( wrong, FILE ), JSON.stringify( wrong ) );
	}
} );

test( 'what is no diagnosis is refused', () => {
	assert.deepEqual( parseDiagnosis( JSON.stringify( found() ) ), found() );
	assert.throws( () => parseDiagnosis( '' ), /printed no JSON/ );
	assert.throws( () => parseDiagnosis( 'Fatal' ), /It printed: Fatal/ );
	for ( const text of [
		'null',
		'[]',
		'{"outcome":"guessed","culprits":[]}',
		'{"outcome":"toString","culprits":[]}',
		'{"outcome":"culprits-found"}',
		'{"outcome":"culprits-found","culprits":[{}]}',
	] ) {
		assert.throws( () => parseDiagnosis( text ), /is no diagnosis/, text );
	}
} );

test( 'it is told in words', () => {
	const set = found( [ shop, mail ] );
	const step = ( plugins, outcome ) => ( {
		configuration: {
			plugins,
			network: [ 'net/net.php' ],
			template: 'plain',
			stylesheet: 'plain',
		},
		outcome,
		probe: null,
	} );
	set.culprits[ 0 ].proof = [
		step( [], 'healthy' ),
		step( [ shop.id, mail.id ], 'failing' ),
		step( [ mail.id ], 'healthy' ),
	];
	assert.equal(
		describe( set, 12.345 ),
		`Diagnosis:   found what breaks the page
Culprit:     Shop 1.2 (plugin shop/shop.php) together with Mail (plugin mail/mail.php)
  proof:     without it, 1 plugin on: healthy
  proof:     with it, 3 plugins on: failing
  proof:     with a part of it, 2 plugins on: healthy
What fails:  PHP stopped.
Layer:       plugin
Reason:      proved
Probes:      6
Time:        12.3 s from the command to the end
`
	);
} );
