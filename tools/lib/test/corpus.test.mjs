/**
 * How the corpus of faults is laid out, judged and written down.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { faults as corpus } from '../../../tests/fixtures/faults/faults.mjs';
import { documentOf } from '../corpus/document.mjs';
import { casesOf, listWith, serialized } from '../corpus/order.mjs';
import { isSetUp, overall, summary, verdictOn } from '../corpus/verdict.mjs';

const expect = {
	outcome: 'culprits-found',
	culprits: [ [ 'plugin:bad/bad.php' ] ],
};

const named = ( ...sets ) => ( {
	code: 0,
	diagnosis: {
		outcome: 'culprits-found',
		culprits: sets.map( ( ids ) => ( {
			members: ids.map( ( id ) => ( { kind: 'plugin', id } ) ),
		} ) ),
	},
} );

const without = ( outcome, code = 0 ) => ( {
	code,
	diagnosis: { outcome, culprits: [] },
} );

test( 'the culprit alone is the right answer', () => {
	assert.equal( verdictOn( expect, named( [ 'bad/bad.php' ] ) ), 'right' );
} );

test( 'naming an innocent is a wrong accusation, also beside the culprit', () => {
	for ( const found of [
		named( [ 'good/good.php' ] ),
		named( [ 'bad/bad.php' ], [ 'good/good.php' ] ),
		named( [ 'bad/bad.php', 'good/good.php' ] ),
	] ) {
		assert.equal( verdictOn( expect, found ), 'wrong accusation' );
	}
} );

test( 'naming one of two, or one of a set, is not right', () => {
	const two = {
		outcome: 'culprits-found',
		culprits: [ [ 'plugin:a.php' ], [ 'plugin:b.php' ] ],
	};
	assert.equal( verdictOn( two, named( [ 'a.php' ] ) ), 'missed' );
	const pair = {
		outcome: 'culprits-found',
		culprits: [ [ 'plugin:b.php', 'plugin:a.php' ] ],
	};
	assert.equal( verdictOn( pair, named( [ 'a.php', 'b.php' ] ) ), 'right' );
	assert.equal( verdictOn( pair, named( [ 'a.php' ] ) ), 'wrong accusation' );
} );

test( 'that it cannot be told is unresolved, also where that is allowed', () => {
	assert.equal(
		verdictOn( expect, without( 'unresolved', 2 ) ),
		'unresolved'
	);
	assert.equal(
		verdictOn(
			{ ...expect, outcome: [ 'culprits-found', 'unresolved' ] },
			without( 'unresolved', 2 )
		),
		'unresolved'
	);
} );

test( 'a culprit that was overlooked is missed', () => {
	for ( const found of [
		without( 'not-reproduced' ),
		without( 'below-plugins' ),
		{ code: 69, diagnosis: null },
		{ code: 70, diagnosis: null },
	] ) {
		assert.equal( verdictOn( expect, found ), 'missed' );
	}
} );

test( 'a site that lets nobody in is known by the exit status', () => {
	assert.equal(
		verdictOn( { exit: 69 }, { code: 69, diagnosis: null } ),
		'right'
	);
	assert.equal(
		verdictOn( { exit: 69 }, { code: 77, diagnosis: null } ),
		'missed'
	);
	assert.equal(
		verdictOn( { exit: 69 }, named( [ 'good/good.php' ] ) ),
		'wrong accusation'
	);
} );

test( 'a fault is set up when visitors see what is written', () => {
	const wanted = { status: [ 500, 502 ], truncated: false };
	const seen = { status: 502, bytes: 157, truncated: false };
	assert.ok( isSetUp( wanted, seen ) );
	assert.ok( ! isSetUp( wanted, { ...seen, status: 200 } ) );
	assert.ok( ! isSetUp( wanted, { ...seen, truncated: true } ) );
	assert.ok( ! isSetUp( { status: 502, empty: true }, seen ) );
} );

test( 'a wrong accusation counts, whatever else went wrong, and a changed site is never right', () => {
	const bad = { changed: true, setUp: false };
	assert.equal( overall( 'wrong accusation', bad ), 'wrong accusation' );
	assert.equal( overall( 'right', bad ), 'changed the site' );
	assert.equal(
		overall( 'right', { changed: false, setUp: false } ),
		'not set up'
	);
	assert.equal(
		overall( 'right', { changed: false, setUp: true } ),
		'right'
	);
} );

test( 'a run is good without wrong and missed answers and with at most one in twenty unresolved', () => {
	const results = ( right, ...others ) => [
		...Array.from( { length: right }, () => ( { verdict: 'right' } ) ),
		...others.map( ( verdict ) => ( { verdict } ) ),
	];
	assert.ok( summary( results( 19, 'unresolved' ) ).ok );
	assert.ok( ! summary( results( 18, 'unresolved' ) ).ok );
	assert.ok( ! summary( results( 99, 'missed' ) ).ok );
	assert.ok( ! summary( results( 99, 'wrong accusation' ) ).ok );
	assert.ok( ! summary( results( 99, 'not set up' ) ).ok );
	assert.ok( ! summary( [] ).ok );
} );

test( 'faults stand first, in the middle or last, and sets are spread', () => {
	const innocents = [ 'a', 'b', 'c', 'd', 'e', 'f' ];
	assert.deepEqual( listWith( innocents, [ 'X', 'Y' ], 'first' ), [
		'X',
		'Y',
		...innocents,
	] );
	assert.deepEqual( listWith( innocents, [ 'X' ], 'last' ), [
		...innocents,
		'X',
	] );
	assert.deepEqual( listWith( innocents, [ 'X', 'Y' ], 'middle' ), [
		'a',
		'b',
		'X',
		'c',
		'd',
		'Y',
		'e',
		'f',
	] );
} );

test( 'in three days every fault stands in every position', () => {
	const faults = [ 'a', 'b', 'c', 'd' ].map( ( id ) => ( {
		id,
		plugins: [ id ],
	} ) );
	const all = [ 0, 1, 2 ]
		.flatMap( ( rotation ) => casesOf( faults, { rotation } ) )
		.map( ( { fault, position } ) => `${ fault.id } ${ position }` );
	const every = casesOf( faults, { all: true } ).map(
		( { fault, position } ) => `${ fault.id } ${ position }`
	);
	assert.deepEqual( all.sort(), every.sort() );
} );

test( 'a fault that is in no plugin is tried once', () => {
	assert.deepEqual(
		casesOf( [ { id: 'theme', plugins: [] } ], { all: true } ).map(
			( { position } ) => position
		),
		[ '-' ]
	);
} );

test( 'a list is serialized as PHP does it', () => {
	assert.equal(
		serialized( [ 'a/ä.php', 'b.php' ] ),
		'a:2:{i:0;s:8:"a/ä.php";i:1;s:5:"b.php";}'
	);
} );

test( 'the page of faults has a line for each, and says what was not right', () => {
	const fault = {
		id: 'dies',
		title: 'dies in a hook',
		row: 'killed',
		note: '',
	};
	const result = {
		id: 'dies',
		verdict: 'right',
		visitor: { status: 502, bytes: 157, truncated: false },
		named: [ 'plugin:dies/dies.php' ],
		sentence: 'PHP | died.',
		probes: 6,
	};
	const page = documentOf(
		[ fault ],
		[
			{ ...result, position: 'first' },
			{
				...result,
				position: 'last',
				verdict: 'unresolved',
				named: [],
				outcome: 'unresolved',
				reason: 'intermittent',
				probes: 9,
			},
		],
		'7.1.1'
	);
	assert.match( page, /2 searches: 1 right, 1 unresolved/ );
	assert.match( page, /- `dies`, last: intermittent/ );
	assert.match(
		page,
		/\| dies in a hook \| 502 \| PHP \\\| died\. \| plugin:dies\/dies\.php; nobody: unresolved \(unresolved\) \| 6, 9 \|/
	);
} );

test( 'docs/faults.md has a line for every fault there is, and for no other', async () => {
	const page = await readFile(
		new URL( '../../../docs/faults.md', import.meta.url ),
		'utf8'
	);
	const written = page
		.split( '\n' )
		.filter( ( line ) => /^\| (?!fault \|)/.test( line ) )
		.map( ( line ) => line.split( ' | ' )[ 0 ].slice( 2 ) );

	assert.deepEqual(
		written.sort(),
		corpus
			.map( ( { title, note } ) =>
				note ? `${ title } (${ note })` : title
			)
			.sort()
	);
} );
