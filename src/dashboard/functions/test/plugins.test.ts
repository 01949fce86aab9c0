import type { State } from '../../../contract/types';
import { pluginOf, stateOf } from '../../test/support/fakeSite';
import {
	countPlugins,
	dependentsOf,
	filterPlugins,
	isSelectable,
	selectionState,
	splitByState,
} from '../plugins';

const plugins = [
	pluginOf( 'Akismet', { author: 'Automattic' } ),
	pluginOf( 'Hello Dolly', { active: false } ),
	pluginOf( 'Shop', { update: '2.0' } ),
	pluginOf( 'Tracker', { active: false, network_active: true } ),
];
const names = ( found: { name: string }[] ) =>
	found.map( ( { name } ) => name );

describe( 'the views of the table', () => {
	it( 'counts network-active plugins among the active ones', () => {
		expect( countPlugins( plugins ) ).toEqual( {
			all: 4,
			active: 3,
			inactive: 1,
			update: 1,
		} );
	} );

	it.each( [
		[ 'all', '', [ 'Akismet', 'Hello Dolly', 'Shop', 'Tracker' ] ],
		[ 'active', '', [ 'Akismet', 'Shop', 'Tracker' ] ],
		[ 'inactive', '', [ 'Hello Dolly' ] ],
		[ 'update', '', [ 'Shop' ] ],
		[ 'all', 'dolly HELLO', [ 'Hello Dolly' ] ],
		[ 'all', 'automattic', [ 'Akismet' ] ],
		[ 'inactive', 'shop', [] ],
	] as const )( 'shows in %s for "%s": %j', ( filter, search, expected ) => {
		expect( names( filterPlugins( plugins, filter, search ) ) ).toEqual(
			expected
		);
	} );
} );

describe( 'who can be chosen', () => {
	const state = stateOf( plugins );
	const may = ( more: Partial< State[ 'may' ] > ): State => ( {
		...state,
		may: { ...state.may, ...more },
	} );
	const own = state.plugins.find( ( plugin ) => plugin.own );
	const network = pluginOf( 'Tracker', { network_active: true } );

	it( 'never Culprit itself', () => {
		expect( own && isSelectable( own, state ) ).toBe( false );
	} );

	it( 'a network-active plugin only by who may manage the network', () => {
		expect( isSelectable( network, may( { network: false } ) ) ).toBe(
			false
		);
		expect( isSelectable( network, may( { network: true } ) ) ).toBe(
			true
		);
	} );

	it( 'nothing by who may not activate plugins', () => {
		expect(
			isSelectable(
				pluginOf( 'Shop' ),
				may( { activate_plugins: false } )
			)
		).toBe( false );
	} );

	it.each( [
		[ [], 'none' ],
		[ [ 'a' ], 'some' ],
		[ [ 'a', 'b' ], 'all' ],
		[ [ 'hidden' ], 'none' ],
	] )( 'of two shown, %j is %s', ( chosen, expected ) => {
		expect( selectionState( [ 'a', 'b' ], new Set( chosen ) ) ).toBe(
			expected
		);
	} );

	it( 'is none when nothing can be chosen', () => {
		expect( selectionState( [], new Set() ) ).toBe( 'none' );
	} );

	it( 'is split into those that are on and those that are off', () => {
		const all = new Set( plugins.map( ( { id } ) => id ) );
		expect( splitByState( plugins, all ) ).toEqual( {
			on: [
				'akismet/akismet.php',
				'shop/shop.php',
				'tracker/tracker.php',
			],
			off: [ 'hello-dolly/hello-dolly.php' ],
		} );
	} );
} );

describe( 'dependentsOf', () => {
	const shop = pluginOf( 'Shop' );
	const pay = pluginOf( 'Pay', { requires: [ 'shop' ] } );
	const payPlus = pluginOf( 'Pay Plus', { requires: [ 'pay' ] } );
	const off = pluginOf( 'Old Pay', { requires: [ 'shop' ], active: false } );
	const other = pluginOf( 'Other', { requires: [ 'shopping' ] } );
	const all = [ payPlus, pay, off, other, shop ];

	it( 'finds them through others, active ones only', () => {
		expect( dependentsOf( all, [ shop.id ] ) ).toEqual( [
			pay.id,
			payPlus.id,
		] );
	} );

	it( 'does not name what is asked for anyway', () => {
		expect( dependentsOf( all, [ shop.id, pay.id, payPlus.id ] ) ).toEqual(
			[]
		);
	} );

	it( 'ends on plugins that need each other', () => {
		const a = pluginOf( 'A', { requires: [ 'b' ] } );
		const b = pluginOf( 'B', { requires: [ 'a' ] } );
		expect( dependentsOf( [ a, b ], [ a.id ] ) ).toEqual( [ b.id ] );
	} );

	it( 'never names Culprit', () => {
		const own = pluginOf( 'Culprit', { own: true, requires: [ 'shop' ] } );
		expect( dependentsOf( [ shop, own ], [ shop.id ] ) ).toEqual( [] );
	} );

	it( 'knows a plugin that is a single file', () => {
		const hello = pluginOf( 'Hello', { id: 'hello.php' } );
		const more = pluginOf( 'More', { requires: [ 'hello' ] } );
		expect( dependentsOf( [ hello, more ], [ 'hello.php' ] ) ).toEqual( [
			more.id,
		] );
	} );
} );
