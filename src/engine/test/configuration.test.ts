/**
 * What sets of candidates look like as configurations.
 */
import fc from 'fast-check';
import {
	allKeys,
	configurationKey,
	configurationOf,
	generators,
	searchOrder,
	withoutMembers,
} from '../configuration';
import { file, input, key, OWN, theme } from './support/build';

const shop = input( {
	plugins: [ 'zebra', 'addon', 'cart', 'extra' ],
	network: [ 'net' ],
	requires: { addon: [ 'cart' ], extra: [ 'addon' ] },
	template: 'parent',
	stylesheet: 'child',
} );

test( 'everything on is the live configuration, byte for byte', () => {
	expect( JSON.stringify( configurationOf( shop, allKeys( shop ) ) ) ).toBe(
		JSON.stringify( shop.live )
	);
} );

test( 'nothing on leaves what is kept and the floor theme', () => {
	expect( configurationOf( shop, [] ) ).toEqual( {
		plugins: [ OWN ],
		network: [],
		template: 'plain',
		stylesheet: 'plain',
	} );
} );

test( 'a subset keeps the live order, whatever order it is asked in', () => {
	expect(
		configurationOf( shop, [ key( 'cart' ), key( 'zebra' ) ] ).plugins
	).toEqual( [ file( 'zebra' ), file( 'cart' ), OWN ] );
} );

test( 'what a candidate requires comes with it, through all generations', () => {
	expect( configurationOf( shop, [ key( 'extra' ) ] ).plugins ).toEqual( [
		file( 'addon' ),
		file( 'cart' ),
		file( 'extra' ),
		OWN,
	] );
} );

test( 'a child theme brings its parent; a parent alone stands in for both', () => {
	expect( configurationOf( shop, [ theme( 'child' ) ] ) ).toMatchObject( {
		template: 'parent',
		stylesheet: 'child',
	} );
	expect( configurationOf( shop, [ theme( 'parent' ) ] ) ).toMatchObject( {
		template: 'parent',
		stylesheet: 'parent',
	} );
} );

test( 'without a member, everything that requires it is off as well', () => {
	expect( withoutMembers( shop, [ key( 'cart' ) ] ) ).toEqual( [
		key( 'net' ),
		key( 'zebra' ),
		theme( 'parent' ),
		theme( 'child' ),
	] );
} );

test( 'equal configurations have equal keys, and order makes a difference', () => {
	const { live } = shop;

	expect( configurationKey( live ) ).toBe( configurationKey( { ...live } ) );
	expect( configurationKey( live ) ).not.toBe(
		configurationKey( { ...live, plugins: [ ...live.plugins ].reverse() } )
	);
	expect( configurationKey( live ) ).not.toBe(
		configurationKey( { ...live, stylesheet: 'parent' } )
	);
} );

test( 'the search order puts leads first and parents before their add-ons', () => {
	expect( searchOrder( shop, allKeys( shop ), [ key( 'extra' ) ] ) ).toEqual(
		[
			key( 'cart' ),
			key( 'addon' ),
			key( 'extra' ),
			key( 'net' ),
			key( 'zebra' ),
			theme( 'parent' ),
			theme( 'child' ),
		]
	);
} );

test( 'a circle of requirements does not hang the search order', () => {
	const circle = input( {
		plugins: [ 'a', 'b' ],
		requires: { a: [ 'b' ], b: [ 'a' ] },
	} );

	expect( searchOrder( circle, allKeys( circle ) ).sort() ).toEqual(
		allKeys( circle ).sort()
	);
	expect( configurationOf( circle, [ key( 'a' ) ] ).plugins ).toContain(
		file( 'b' )
	);
} );

test( 'a parent that comes along anyway is not named beside its add-on', () => {
	expect(
		generators( shop, [ key( 'cart' ), key( 'extra' ), key( 'zebra' ) ] )
	).toEqual( [ key( 'extra' ), key( 'zebra' ) ] );
} );

test( 'any subset loads in live order and never without what it requires', () => {
	fc.assert(
		fc.property( fc.subarray( allKeys( shop ) ), ( keys ) => {
			const { plugins } = configurationOf( shop, keys );
			const places = plugins.map( ( one ) =>
				shop.live.plugins.indexOf( one )
			);

			expect( places ).toEqual( [ ...places ].sort( ( a, b ) => a - b ) );
			expect(
				! plugins.includes( file( 'addon' ) ) ||
					plugins.includes( file( 'cart' ) )
			).toBe( true );
		} ),
		{ numRuns: 200, seed: 1 }
	);
} );
