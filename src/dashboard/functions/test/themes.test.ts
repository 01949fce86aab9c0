import { stateOf, themeOf } from '../../test/support/fakeSite';
import { installUrl, replacementTheme } from '../themes';

const state = stateOf( [] );
const newest = themeOf( 'Twenty', { default: true } );
const older = themeOf( 'Nineteen', { default: true } );

describe( 'replacementTheme', () => {
	it( 'is the newest default theme', () => {
		expect(
			replacementTheme( { ...state, themes: [ older, newest ] } )
		).toBe( newest );
	} );

	it( 'is another one when the newest is in use, also as a parent', () => {
		expect(
			replacementTheme( {
				...state,
				themes: [ newest, older ],
				live: {
					...state.live,
					template: 'twenty',
					stylesheet: 'my-child',
				},
			} )
		).toBe( older );
	} );

	it( 'is never the theme for probes', () => {
		expect(
			replacementTheme( {
				...state,
				default_theme: null,
				themes: [
					themeOf( 'Probe', { probe_only: true, default: true } ),
				],
			} )
		).toBeNull();
	} );
} );

describe( 'installUrl', () => {
	it( 'searches on the themes screen', () => {
		expect(
			installUrl( 'https://example.org/wp-admin/theme-install.php' )
		).toBe(
			'https://example.org/wp-admin/theme-install.php?search=Twenty+Twenty'
		);
	} );
} );
