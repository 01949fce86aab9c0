/**
 * Redirects that a probe's page wants, against a local server that stands in for a site.
 */
import { asked, front, probing, stopAll } from './support/probing';
import type { StandInOptions } from './support/standIn';

afterEach( stopAll );

describe( 'redirects', () => {
	const redirecting = (
		targets: Record< string, string >
	): StandInOptions => ( {
		page: ( { received, answer } ) => {
			const path = received.url.split( '?' )[ 0 ] as string;
			const target = targets[ path ];
			answer(
				`<html>${ path }</html>`,
				target === undefined
					? {}
					: {
							redirect: target.replace(
								'SITE',
								`http://${ received.headers.host }`
							),
							status: 302,
						}
			);
		},
	} );

	it( 'are followed with a new probe each, in the same configuration and mode', async () => {
		const { site, observe } = await probing(
			redirecting( { '/': '/a/', '/a/': 'SITE/b/?x=1' } )
		);
		const observation = await observe();
		expect( observation ).toMatchObject( {
			url: `${ site.url }/b/?x=1`,
			excerpt: '<html>/b/</html>',
			redirects: [ `${ site.url }/a/`, `${ site.url }/b/?x=1` ],
			probe: site.minted[ 2 ]?.id,
		} );
		expect( site.minted.map( ( { wanted } ) => wanted ) ).toEqual( [
			{ ...asked, page: '/' },
			{ ...asked, page: '/a/' },
			{ ...asked, page: '/b/?x=1' },
		] );
	} );

	it( 'do not leave the site', async () => {
		const { site, observe } = await probing(
			redirecting( { '/': 'https://example.com/' } )
		);
		const observation = await observe();
		expect( observation.redirects ).toEqual( [] );
		expect( observation.report?.redirect ).toBe( 'https://example.com/' );
		expect( site.minted ).toHaveLength( 1 );
	} );

	it( 'stop at an address that was seen', async () => {
		const { site, observe } = await probing(
			redirecting( { '/': '/a/', '/a/': '/' } )
		);
		const { redirects } = await observe();
		expect( redirects ).toEqual( [ `${ site.url }/a/`, `${ site.url }/` ] );
		expect( site.minted ).toHaveLength( 2 );
	} );

	it( 'stop after ten', async () => {
		let number = 0;
		const { site, observe } = await probing( {
			page: ( { answer } ) =>
				answer( '', { redirect: `/${ ++number }/`, status: 302 } ),
		} );
		const { redirects } = await observe();
		expect( site.minted ).toHaveLength( 11 );
		expect( redirects ).toHaveLength( 11 );
	} );

	it( 'that keep the argument and lead to the same page are a circle', async () => {
		const { site, observe } = await probing( {
			page: ( { received, answer } ) =>
				answer( '', { redirect: received.url, status: 301 } ),
		} );
		const { redirects } = await observe();
		expect( redirects ).toEqual( [ `${ site.url }/` ] );
		expect( site.minted ).toHaveLength( 1 );
	} );

	it( 'that only drop the argument of the probe are said to do so', async () => {
		const { prober } = await probing( {
			page: ( { received, answer } ) =>
				received.url === '/'
					? answer()
					: answer( '', { redirect: '/', status: 301 } ),
		} );
		expect( await prober.probe( asked, front ) ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_page_drops_arguments' },
		} );
	} );

	it( 'that send every visitor to the page itself are a circle', async () => {
		const { site, observe } = await probing( {
			page: ( { received, probe, answer, response } ) => {
				if ( probe ) {
					answer( '', { redirect: '/', status: 302 } );
				} else {
					response.writeHead( 302, { Location: received.url } );
					response.end();
				}
			},
		} );
		const { redirects } = await observe();
		expect( redirects ).toEqual( [ `${ site.url }/` ] );
	} );
} );
