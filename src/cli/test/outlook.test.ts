/**
 * What a search will take, said before it starts.
 */
import { input } from '../../engine/test/support/build';
import { outlook } from '../outlook';

const budget = { probes: 1000, milliseconds: 30 * 60000 };

it( 'says how many can be the culprit, what it usually takes and the most it may', () => {
	const words = outlook( input( { plugins: 19 } ), { budget } );

	expect( words ).toContain( '20 plugins and themes can be the culprit.' );
	expect( words ).toMatch(
		/takes \d+ page loads when PHP names the culprit and about \d+ when it does not/
	);
	expect( words ).toContain( 'At most 1000 page loads and 30 minutes.' );
	expect( words ).not.toContain( 'earlier search' );
} );

it( 'says how often a person will be asked', () => {
	expect(
		outlook( input( { symptom: { kind: 'seen' } } ), { budget } )
	).toMatch( /You will be asked about \d+ times\./ );
} );

it( 'says when it begins with whom an earlier search found', () => {
	expect(
		outlook( input( { leads: [ 'p1' ] } ), {
			budget: { probes: 5, milliseconds: 60000 },
		} )
	).toMatch( /At most 5 page loads and 1 minute\..*\n.*earlier search/ );
} );
