/**
 * The bench of the search: its sites, the methods that it compares, and how it counts.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { withPart } from '../bench/document.mjs';
import { compare, isBest } from '../bench/search/measure.mjs';
import { METHODS } from '../bench/search/methods.mjs';
import { searchBy } from '../bench/search/others.mjs';
import { ACCOUNTS, searchByEngine, untilName } from '../bench/search/ours.mjs';
import { isExact, KINDS, oracle, sites } from '../bench/search/sites.mjs';
import { percent } from '../bench/search/tables.mjs';
import { targets } from '../bench/search/targets.mjs';
import { loadEngine } from '../engine.mjs';
import { tempFolder } from './fake-npm.mjs';

const engine = loadEngine();

/**
 * A site that one knows.
 *
 * @param {number}          candidates
 * @param {Array<number[]>} sets
 */
const site = ( candidates, sets ) => ( {
	candidates,
	sets,
	alike: true,
	named: sets.map( ( [ first ] ) => first ),
	innocent: [ candidates - 1 ],
	rate: 1,
	seed: 1,
} );

const looks = ( candidates, sets ) => ( {
	...Object.fromEntries(
		Object.keys( METHODS ).map( ( method ) => [
			method,
			searchBy( method, site( candidates, sets ) ).looks,
		] )
	),
	Culprit: searchByEngine( engine, site( candidates, sets ), 'none' ).looks,
} );

test( 'the same seed gives the same sites, and another one others', () => {
	const options = { kind: 'triple', candidates: 30, count: 20, seed: 7 };

	assert.deepEqual( sites( options ), sites( options ) );
	assert.notDeepEqual( sites( options ), sites( { ...options, seed: 8 } ) );
} );

test( 'one culprit is every candidate equally often', () => {
	const times = new Map();
	for ( const { sets } of sites( {
		kind: 'one',
		candidates: 7,
		count: 21,
		seed: 1,
	} ) ) {
		times.set( sets[ 0 ][ 0 ], ( times.get( sets[ 0 ][ 0 ] ) ?? 0 ) + 1 );
	}

	assert.deepEqual( [ ...times.values() ], Array( 7 ).fill( 3 ) );
} );

for ( const [ kind, { sizes } ] of Object.entries( KINDS ) ) {
	test( `sites of the kind "${ kind }" have sets of that size, apart from each other, and blame whom they should`, () => {
		for ( const { sets, named, innocent } of sites( {
			kind,
			candidates: 6,
			count: 50,
			seed: 2,
		} ) ) {
			const members = sets.flat();
			assert.deepEqual(
				sets.map( ( { length } ) => length ),
				sizes
			);
			assert.equal( new Set( members ).size, members.length );
			assert.ok(
				sets.every( ( set, at ) => set.includes( named[ at ] ) )
			);
			assert.equal( innocent.length, sizes.length );
			assert.ok( ! innocent.some( ( one ) => members.includes( one ) ) );
		}
	} );
}

test( 'a site fails where a whole set is on, and one that comes and goes on that share of the looks', () => {
	const look = oracle( site( 5, [ [ 1, 3 ] ] ) );
	assert.equal( look( [ 0, 1, 3 ] ), 'failing' );
	assert.equal( look( [ 0, 1, 2, 4 ] ), 'healthy' );

	const flaky = oracle( { ...site( 5, [ [ 1 ] ] ), rate: 0.3 } );
	const failing = Array.from( { length: 10_000 }, () =>
		flaky( [ 1 ] )
	).filter( ( answer ) => answer === 'failing' );
	assert.ok( Math.abs( failing.length - 3000 ) < 150, `${ failing.length }` );
} );

for ( const method of Object.keys( METHODS ) ) {
	test( `${ method } names the culprit, wherever it stands`, () => {
		for ( let culprit = 0; culprit < 11; culprit++ ) {
			const { named, exact } = searchBy(
				method,
				site( 11, [ [ culprit ] ] )
			);

			assert.deepEqual( named, [ [ culprit ] ] );
			assert.equal( exact, true );
		}
	} );

	test( `${ method } names nobody where the page fails without any candidate`, () => {
		const { named } = searchBy( method, site( 4, [ [] ] ) );

		assert.deepEqual( named, [] );
	} );
}

test( 'looks are counted as by hand: four candidates, the first, and the third', () => {
	// All on, all off; then by hand 0. VS Code: 01, 0, 123. ddmin and Culprit: 01, 0.
	assert.deepEqual( looks( 4, [ [ 0 ] ] ), {
		'by hand': 3,
		'VS Code': 5,
		ddmin: 4,
		Culprit: 4,
	} );
	// By hand 0, 01, 012. VS Code: 01, 012, 013. ddmin: 01, 23, 2. Culprit: 01, 012, 2.
	assert.deepEqual( looks( 4, [ [ 2 ] ] ), {
		'by hand': 5,
		'VS Code': 5,
		ddmin: 5,
		Culprit: 5,
	} );
} );

test( 'looks are counted as by hand: a pair, the first and the third of four', () => {
	// All on, all off; ddmin: 01, 23, then 0, 1, 2, 3, 123, 023, then 03, 02. Culprit: 01, 012, 2, then 02, which is 0 known.
	const counted = looks( 4, [ [ 0, 2 ] ] );

	assert.equal( counted.ddmin, 12 );
	assert.equal( counted.Culprit, 6 );
	assert.equal( searchBy( 'ddmin', site( 4, [ [ 0, 2 ] ] ) ).exact, true );
	assert.deepEqual( searchBy( 'by hand', site( 4, [ [ 0, 2 ] ] ) ).named, [
		[ 2 ],
	] );
} );

test( 'of two culprits both are named, one after the other, and looks count until the second name', () => {
	const both = site( 4, [ [ 1 ], [ 2 ] ] );

	// All on, all off, 0, 01: the second; then 023, 02: the third.
	assert.deepEqual( searchBy( 'by hand', both ), {
		looks: 6,
		exact: true,
		named: [ [ 1 ], [ 2 ] ],
	} );
	assert.equal( searchBy( 'ddmin', both ).exact, true );
	assert.deepEqual( searchBy( 'VS Code', both ).named, [] );
} );

for ( const kind of Object.keys( KINDS ) ) {
	test( `the engine is exact and within the targets on small sites of the kind "${ kind }"`, () => {
		for ( const one of sites( {
			kind,
			candidates: 12,
			count: 24,
			seed: 3,
		} ) ) {
			for ( const account of ACCOUNTS ) {
				const { ended, toName, probes } = searchByEngine(
					engine,
					one,
					account
				);
				const { name, proof } = targets( kind, 12, account );

				assert.equal( ended, 'right' );
				assert.ok( proof === null || probes <= proof );
				assert.ok(
					name === null || kind === 'two unlike' || toName <= name
				);
			}
		}
	} );
}

test( 'a right account takes four looks, and a wrong one at most one more than the most without any', () => {
	const all = { none: [], right: [], wrong: [] };
	for ( let culprit = 0; culprit < 19; culprit++ ) {
		for ( const account of ACCOUNTS ) {
			const one = site( 20, [ [ culprit ] ] );
			all[ account ].push( searchByEngine( engine, one, account ).looks );
		}
	}

	assert.deepEqual( new Set( all.right ), new Set( [ 4 ] ) );
	assert.equal( Math.max( ...all.wrong ), Math.max( ...all.none ) + 1 );
} );

for ( const { method, kind, candidates, mean, deviation } of compare(
	engine,
	400,
	1
).filter( ( line ) => line.kind !== 'triple' ) ) {
	test( `${ method }, ${ kind }, N = ${ candidates }: the mean is that of the earlier simulation, ${ mean }, within 5 %`, () => {
		assert.ok( Math.abs( deviation ) < 0.05, `${ deviation }` );
	} );
}

test( 'the name is known before the proof begins', () => {
	const before = [ 'reproduce-observed', 'reproduce', 'floor', 'search' ];

	assert.equal(
		untilName( [
			...before,
			'prove-alone',
			'look-again',
			'prove-with',
			'prove-without',
		] ),
		5
	);
	assert.equal(
		untilName( [
			...before,
			'prove-alone',
			'look-again',
			'prove-alone',
			'prove-member',
		] ),
		5
	);
	assert.equal(
		untilName( [
			...before,
			'look-again',
			'search',
			'prove-alone',
			'look-again',
			'prove-with',
		] ),
		7
	);
	assert.equal( untilName( before ), 4 );
} );

test( 'the targets are those for 20 candidates', () => {
	assert.deepEqual( targets( 'one', 20, 'none' ), { name: null, proof: 15 } );
	assert.deepEqual( targets( 'one', 20, 'right' ), { name: null, proof: 6 } );
	assert.equal( targets( 'pair', 20, 'none' ).name, 15 );
	assert.equal( targets( 'triple', 20, 'none' ).name, 21 );
} );

test( 'only the very sets are exact', () => {
	assert.ok( isExact( [ [ 2, 1 ], [ 3 ] ], [ [ 3 ], [ 1, 2 ] ] ) );
	assert.ok( ! isExact( [ [ 1 ] ], [ [ 1, 2 ] ] ) );
	assert.ok( ! isExact( [ [ 1, 2, 3 ] ], [ [ 1, 2 ] ] ) );
	assert.ok( ! isExact( [ [ 1 ] ], [ [ 1 ], [ 2 ] ] ) );
} );

test( 'it is best only where it is exact and not above another that is', () => {
	const method = ( mean, exact ) => ( { looks: { mean }, exact } );

	assert.ok( isBest( method( 5, 1 ), [ method( 5, 1 ), method( 3, 0.9 ) ] ) );
	assert.ok( ! isBest( method( 5, 1 ), [ method( 4.9, 1 ) ] ) );
	assert.ok( ! isBest( method( 5, 0.99 ), [ method( 9, 1 ) ] ) );
} );

test( 'a share is never rounded to all or to none', () => {
	assert.equal( percent( 1 ), '100 %' );
	assert.equal( percent( 0 ), '0 %' );
	assert.equal( percent( 0.997 ), '99.7 %' );
	assert.equal( percent( 0.0004 ), '0.04 %' );
} );

test( 'a part of the page takes the place of the one before, and nothing else changes', () => {
	const first = withPart( null, 'search', 'one' );
	const more = withPart( first, 'probes', 'two' );

	assert.match(
		first,
		/^# .+\n[^]+<!-- search -->\n\none\n\n<!-- \/search -->\n$/
	);
	assert.ok( more.startsWith( first.trimEnd() ) );
	assert.equal(
		withPart( more, 'search', 'three' ),
		more.replace( '\none\n', '\nthree\n' )
	);
} );

test( 'loading the engine leaves nothing behind', ( context ) => {
	const folder = tempFolder( context );
	const before = process.env.TMPDIR;
	process.env.TMPDIR = folder;
	context.after( () => {
		if ( before === undefined ) {
			delete process.env.TMPDIR;
		} else {
			process.env.TMPDIR = before;
		}
	} );

	assert.equal( typeof loadEngine().ask, 'function' );
	assert.deepEqual( readdirSync( folder ), [] );
} );
