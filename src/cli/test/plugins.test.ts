/**
 * The plugins that a command line names.
 */
import { plugin, state } from '../../site/test/support/samples';
import { filesOf, unknownOf } from '../plugins';

const site = state( [ 'culprit/plugin.php' ], {
	plugins: [
		plugin( 'shop/shop.php' ),
		plugin( 'shop-more/more.php' ),
		plugin( 'hello.php' ),
	],
} );

it( 'a folder and a file mean the same plugin, and not one whose name begins alike', () => {
	expect( filesOf( [ 'shop' ], site ) ).toEqual( [ 'shop/shop.php' ] );
	expect( filesOf( [ 'shop/shop.php', 'shop' ], site ) ).toEqual( [
		'shop/shop.php',
	] );
	expect( filesOf( [ 'hello.php' ], site ) ).toEqual( [ 'hello.php' ] );
} );

it( 'what no plugin is called is unknown', () => {
	expect( unknownOf( [ 'shop', 'shp', 'more' ], site ) ).toEqual( [
		'shp',
		'more',
	] );
} );
