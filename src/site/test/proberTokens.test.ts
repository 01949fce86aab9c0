/**
 * Probes that are minted ahead, against a local server that stands in for a site.
 */
import { asked, front, probing, stopAll } from './support/probing';
import { configuration } from './support/samples';
import { refuse } from './support/server';

afterEach( stopAll );

describe( 'prepared probes', () => {
	const other = { ...asked, configuration: configuration( [] ) };

	it( 'are minted in one call and used once each', async () => {
		const { site, prober, observe, calls } = await probing();
		await prober.prepare( [ asked, other, asked ], front );
		expect( site.minted ).toHaveLength( 3 );
		await observe();
		await observe();
		expect( site.minted ).toHaveLength( 3 );
		await observe();
		expect( site.minted ).toHaveLength( 4 );
		expect( calls( /probes$/ ) ).toHaveLength( 2 );
		const used = site
			.pages()
			.map( ( { headers } ) => headers[ 'x-culprit-probe' ] );
		expect( new Set( used ).size ).toBe( 3 );
	} );

	it( 'serve their own configuration, mode, depth and page only', async () => {
		const { site, prober } = await probing();
		await prober.prepare( [ asked ], front );
		await prober.probe( other, front );
		await prober.probe( { ...asked, mode: 'observe' }, front );
		await prober.probe( { ...asked, deep: true }, front );
		await prober.probe( asked, { path: '/a/', asUser: false } );
		await prober.probe( asked, { path: '/', asUser: true } );
		expect( site.minted ).toHaveLength( 6 );
		await prober.probe( asked, front );
		expect( site.minted ).toHaveLength( 6 );
	} );

	it( 'cost no call while the next one is at hand', async () => {
		const { prober, calls } = await probing();
		await prober.prepare( [ asked ], front, undefined, () => [ other ] );
		const more = jest.fn( () => [ asked, asked ] );
		await prober.prepare( [ other ], front, undefined, more );
		// To look ahead costs time, too.
		expect( more ).not.toHaveBeenCalled();
		expect( calls( /probes$/ ) ).toHaveLength( 1 );
	} );

	it( 'are never more than sixteen', async () => {
		const { site, prober } = await probing();
		await prober.prepare( Array( 20 ).fill( asked ), front );
		expect( site.minted ).toHaveLength( 16 );
	} );

	it( 'are forgotten when they have waited too long', async () => {
		let now = 0;
		const { site, prober, observe } = await probing(
			{},
			{ now: () => now }
		);
		await prober.prepare( [ asked ], front );
		now = 241000;
		await observe();
		expect( site.minted ).toHaveLength( 2 );
	} );

	it( 'that the site does not know any more are replaced', async () => {
		const { site, prober, observe } = await probing();
		await prober.prepare( [ asked ], front );
		( site.minted[ 0 ] as { token: string } ).token = 'expired';
		const observation = await observe();
		expect( observation.marker ).toBe( 'ours' );
		expect( observation.probe ).toBe( site.minted[ 1 ]?.id );
	} );

	it( 'are no reason to fail when they cannot be had', async () => {
		let broken = true;
		const { prober, observe } = await probing( {
			before: ( _received, response ) => {
				if ( broken ) {
					refuse( response, 500, 'culprit_probe_not_stored' );
				}
				return broken;
			},
		} );
		await prober.prepare( [ asked ], front );
		broken = false;
		expect( ( await observe() ).marker ).toBe( 'ours' );
	} );
} );
