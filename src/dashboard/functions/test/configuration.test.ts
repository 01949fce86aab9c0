import type { Configuration } from '../../../contract/types';
import { OWN, pluginOf, stateOf } from '../../test/support/fakeSite';
import { configurationWords, difference } from '../configuration';

const letters = [ 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J' ];
const file = ( letter: string ) =>
	`${ letter.toLowerCase() }/${ letter.toLowerCase() }.php`;
const state = stateOf( letters.map( ( letter ) => pluginOf( letter ) ) );
const { live } = state;
const only = ( on: string, more: Partial< Configuration > = {} ) => ( {
	...live,
	plugins: [ ...on.split( '' ).map( file ), OWN ],
	...more,
} );
const twenty = { template: 'twenty', stylesheet: 'twenty' };

describe( 'configurationWords', () => {
	it.each( [
		[ live, 'Everything on, as it is live' ],
		[ only( 'BCDEFGHIJ' ), 'Without A' ],
		[ only( 'CDEFGHIJ' ), 'Without A and B' ],
		[ only( 'A' ), 'Only A' ],
		[ only( 'ABC', twenty ), 'Only A, B, and C, theme Twenty' ],
		[ only( 'ABCDE' ), 'Without 5 plugins' ],
		[ only( '', twenty ), 'No plugins, theme Twenty' ],
		[ only( '' ), 'No plugins, theme Astra' ],
		[ { ...live, ...twenty }, 'All plugins, theme Twenty' ],
		[
			only( '', { template: 'probe', stylesheet: 'probe' } ),
			'No plugins, theme minimal (for probes only)',
		],
	] )( 'says of %j: %s', ( configuration, words ) => {
		expect( configurationWords( state, live, configuration ) ).toBe(
			words
		);
	} );

	it( 'names network plugins first, as they load', () => {
		const network = {
			...live,
			network: [ file( 'J' ) ],
			plugins: live.plugins.filter( ( id ) => id !== file( 'J' ) ),
		};
		expect(
			difference( network, { ...network, plugins: [ file( 'A' ) ] }, OWN )
				.on
		).toEqual( [ file( 'J' ), file( 'A' ) ] );
	} );
} );
