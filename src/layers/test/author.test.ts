import fc from 'fast-check';
import { runs } from '../../engine/test/support/property';
import { authorText } from '../author';
import { report, state } from '../ticket/test/support/material';
import { planted } from '../ticket/test/support/planted';

const [ set ] = report.culprits;
if ( ! set || ! report.signature ) {
	throw new Error( 'The search of these tests found somebody.' );
}
const { signature } = report;

describe( 'the text for an author', () => {
	it( 'reads so', () => {
		expect( authorText( report, state, { page: '/shop/' } ) )
			.toMatchInlineSnapshot( `
		"Acme Forms 2.1.3: a page fails with WordPress 6.8.3, PHP 8.2.29

		Hello,

		the plugin Acme Forms 2.1.3 makes a page fail on our site.
		What was seen: PHP stopped with a fatal error in wp-content/plugins/acme-forms/acme-forms.php on line 12: Uncaught Error: Call to undefined function acme_render()

		Culprit 0.1.0 found that. It loads a page in other configurations without changing the site:
		- The page without Acme Forms 2.1.3; 1 other plugin; theme harbour-child: the page works
		- The page with Acme Forms 2.1.3; no other plugin; a minimal theme: the page fails
		- The page without Acme Forms 2.1.3; 1 other plugin; theme harbour-child: the page works

		To see it:
		1. Take WordPress 6.8.3 on PHP 8.2.29 with any theme.
		2. Activate Acme Forms 2.1.3; no other plugin is needed.
		3. Open the page /shop/.

		Our web server is nginx/1.22.1.
		Could you please have a look? We will gladly try a version that mends it, or send more of what you need. Thank you.
		"
	` );
	} );

	it( 'says of a set that all of it is needed, and with which theme it fails', () => {
		const text = authorText(
			{
				...report,
				culprits: [
					{
						...set,
						members: [
							...set.members,
							{
								kind: 'plugin',
								id: 'beacon-shop/beacon-shop.php',
								name: 'Beacon Shop',
								version: '9.1.0.4',
							},
						],
						proof: [
							{
								configuration: state.live,
								outcome: 'failing',
								probe: 'b1',
							},
						],
					},
				],
			},
			state
		);
		expect( text ).toContain(
			'Acme Forms 2.1.3 and Beacon Shop 9.1.0.4 make a page fail on our site when all of them are on'
		);
		expect( text ).toContain( 'with the theme Harbour Child 1.0.' );
		expect( text ).toContain(
			'2. Activate Acme Forms 2.1.3 and Beacon Shop 9.1.0.4; no other plugin is needed.'
		);
		expect( text ).toContain( '3. Open the page that fails.' );
	} );

	it( 'tells of a second set nothing that was seen of the first', () => {
		const text = authorText(
			{ ...report, culprits: [ set, { ...set, costs_ms: 1234.5 } ] },
			state,
			{ set: 1 }
		);
		expect( text ).not.toContain( 'acme_render' );
		expect( text ).toContain( 'about 1235 ms' );
	} );

	it( 'says how often a fault that comes and goes showed', () => {
		expect(
			authorText(
				{
					...report,
					chance: {
						failed: 9,
						loads: 30,
						p_value: 0.001,
						missed: 0.1,
					},
				},
				state
			)
		).toContain( 'It comes and goes: 9 of 30 loads failed.' );
	} );

	it( 'is none where nobody was proved', () => {
		expect( authorText( { ...report, culprits: [] }, state ) ).toBeNull();
		expect( authorText( report, state, { set: 1 } ) ).toBeNull();
	} );

	it( 'lets no planted secret out', () => {
		fc.assert(
			fc.property( planted, ( { text: sentence, secret, kind } ) => {
				fc.pre( kind !== 'name' || ! secret.startsWith( 'Zq' ) );
				expect(
					authorText(
						{ ...report, signature: { ...signature, sentence } },
						state,
						{ page: kind === 'path' ? '/' : sentence }
					)
				).not.toContain( secret );
			} ),
			runs( 111, 1000 )
		);
	} );
} );
