import { pluginOf, stateOf } from '../../test/support/fakeSite';
import {
	candidateName,
	candidateVersion,
	joinNames,
	ownerName,
	parseKey,
	withNames,
} from '../names';

const state = stateOf( [
	pluginOf( 'Event Countdown' ),
	pluginOf( 'Hello', { id: 'hello.php' } ),
	pluginOf( 'Event Countdown Pro', {
		id: 'event-countdown/event-countdown.php-pro.php',
	} ),
] );

describe( 'names', () => {
	it( 'reads keys', () => {
		expect( parseKey( 'theme:astra' ) ).toEqual( {
			kind: 'theme',
			id: 'astra',
		} );
		expect( parseKey( 'plugin:a/b:c.php' ) ).toEqual( {
			kind: 'plugin',
			id: 'a/b:c.php',
		} );
	} );

	it( 'names candidates, and falls back to the file of what is gone', () => {
		expect( candidateName( state, 'theme:astra' ) ).toBe( 'Astra' );
		expect( candidateName( state, 'plugin:hello.php' ) ).toBe( 'Hello' );
		expect( candidateName( state, 'plugin:gone/gone.php' ) ).toBe(
			'gone/gone.php'
		);
		expect( candidateVersion( state, 'theme:astra' ) ).toBe( '4.5' );
		expect( candidateVersion( state, 'plugin:gone/gone.php' ) ).toBe( '' );
	} );

	it.each( [
		[ 'wp-content/plugins/event-countdown/a/b.php', 'Event Countdown' ],
		[ 'wp-content/plugins/hello.php', 'Hello' ],
		[ 'app/themes/astra/functions.php', 'Astra' ],
		[ 'wp-content/mu-plugins/plugins/hello.php', null ],
		[ 'wp-includes/load.php', null ],
		[ 'wp-content/plugins/gone/gone.php', null ],
	] )( 'says whose %s is: %s', ( path, owner ) => {
		expect( ownerName( state, path ) ).toBe( owner );
	} );

	it( 'puts names in place of files in a sentence', () => {
		expect(
			withNames(
				state,
				'The plugin hello.php breaks the page. Still suspect: the plugin event-countdown/event-countdown.php-pro.php, the theme astra.'
			)
		).toBe(
			'Hello breaks the page. Still suspect: Event Countdown Pro, Astra.'
		);
	} );

	it( 'joins names in the page’s language', () => {
		document.documentElement.lang = 'de-DE';
		expect( joinNames( [ 'A', 'B', 'C' ] ) ).toBe( 'A, B und C' );
		document.documentElement.lang = 'not_a_language';
		expect( joinNames( [ 'A', 'B' ] ) ).toBe( 'A and B' );
		document.documentElement.lang = '';
	} );
} );
