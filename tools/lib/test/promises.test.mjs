/**
 * The breaks of the promises: there is one for each, each fits the code as it is, and docs/promises.md shows them all.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { BREAKS, PROMISES } from '../promises/breaks.mjs';
import { documentOf } from '../promises/document.mjs';
import { fromJest, fromJunit, fromTap } from '../promises/results.mjs';
import { endOf } from '../promises/runner.mjs';
import { root } from '../setup.mjs';

const read = ( file ) => readFileSync( path.join( root, file ), 'utf8' );

test( 'each of the twelve promises is broken, in their order', () => {
	const numbers = BREAKS.map( ( { promise } ) => promise );

	assert.deepEqual(
		[ ...new Set( numbers ) ],
		[ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ]
	);
	assert.deepEqual(
		numbers,
		[ ...numbers ].sort( ( a, b ) => a - b )
	);
	assert.deepEqual( Object.keys( PROMISES ).map( Number ), [
		...new Set( numbers ),
	] );
} );

for ( const { what, file, from, to, test: named } of BREAKS ) {
	test( `can be broken: ${ what }`, () => {
		assert.equal(
			read( file ).split( from ).length - 1,
			1,
			`${ file } has to hold this once: ${ from }`
		);
		assert.notEqual( from, to );
		// Jest puts the names of groups in front, and some tests are one for each of several: a third of the name in one piece.
		const words = named.name.split( ' ' );
		const piece = Math.ceil( words.length / 3 );
		const text = read( named.file );
		assert.ok(
			words
				.slice( 0, words.length - piece + 1 )
				.some( ( _, at ) =>
					text.includes( words.slice( at, at + piece ).join( ' ' ) )
				),
			`${ named.file } has to have a test that is called ${ named.name }`
		);
	} );
}

test( 'docs/promises.md shows all of them', () => {
	assert.equal( read( 'docs/promises.md' ), documentOf( BREAKS ) );
} );

test( "PHPUnit's report is read: what failed, what broke off, what was skipped", () => {
	assert.deepEqual(
		fromJunit(
			`<testsuite name="php" tests="5"><testcase name="test_a" class="A" time="0.1"/>
<testcase name="test_b with data set &quot;one&quot;" class="A"><failure type="x">Failed</failure></testcase>
<testcase name="test_c" class="A"><error type="y">Broke
off</error></testcase><testcase name="test_d" class="A"><skipped/></testcase></testsuite>`
		),
		[
			{ name: 'test_a', ended: 'passed' },
			{ name: 'test_b', ended: 'failed' },
			{ name: 'test_c', ended: 'error' },
		]
	);
} );

test( "the report of Node's runner is read, groups and all", () => {
	assert.deepEqual(
		fromTap( `TAP version 13
# Subtest: whole \\# one
ok 1 - whole \\# one
  ---
  duration_ms: 1
  ...
# Subtest: left out
ok 2 - left out # SKIP test name does not match pattern
  ---
  duration_ms: 1
  ...
# Subtest: group
    # Subtest: inside
    not ok 1 - inside
      ---
      failureType: 'testCodeFailure'
      code: 'ERR_ASSERTION'
      ...
    1..1
not ok 3 - group
  ---
  failureType: 'subtestsFailed'
  code: 'ERR_TEST_FAILURE'
  ...
# Subtest: broken off
not ok 4 - broken off
  ---
  code: 'ERR_TEST_FAILURE'
  ...
1..4
` ),
		[
			{ name: 'whole # one', ended: 'passed' },
			{ name: 'inside', ended: 'failed' },
			{ name: 'group', ended: 'error' },
			{ name: 'broken off', ended: 'error' },
		]
	);
} );

test( "Jest's report is read: what failed, what broke off, what was not asked for", () => {
	const one = ( fullName, status, ...failureMessages ) => ( {
		fullName,
		status,
		failureMessages,
	} );

	assert.deepEqual(
		fromJest(
			JSON.stringify( {
				testResults: [
					{
						assertionResults: [
							one( 'a', 'passed' ),
							one(
								'b',
								'failed',
								'Error: \u001b[2mexpect(\u001b[22mreceived).toBe()'
							),
							one( 'c', 'failed', 'TypeError: x is undefined' ),
							one( 'd', 'pending' ),
						],
					},
					// A file that could not be read.
					{ assertionResults: [] },
				],
			} )
		),
		[
			{ name: 'a', ended: 'passed' },
			{ name: 'b', ended: 'failed' },
			{ name: 'c', ended: 'error' },
		]
	);
} );

test( 'a test that did not run has not passed, and one data set that fails is enough', () => {
	const ended = ( ...ends ) =>
		endOf(
			{ name: 'a' },
			ends.map( ( end ) => ( { name: 'a', ended: end } ) )
		);

	assert.equal( ended(), 'missing' );
	assert.equal(
		endOf( { name: 'b' }, [ { name: 'a', ended: 'passed' } ] ),
		'missing'
	);
	assert.equal( ended( 'passed', 'passed' ), 'passed' );
	assert.equal( ended( 'passed', 'failed', 'error' ), 'failed' );
	assert.equal( ended( 'passed', 'error' ), 'error' );
} );
