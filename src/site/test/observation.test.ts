/**
 * What an observation says about the end of a page.
 */
import { observe, type Facts } from '../observation';
import { id, report, trailer } from './support/samples';
import { findTrailer } from '../trailer';

const probe = { id: id( 1 ), marker: id( 2 ) };

const seen = (
	tail: string,
	{ type = 'text/html; charset=UTF-8', bytes = tail.length } = {}
) =>
	observe( {
		probe: null,
		route: 'node',
		url: 'https://example.com/',
		answer: {
			status: 200,
			headers: { 'content-type': type },
			bytes,
			head: '',
			tail,
			found: null,
			milliseconds: 1,
			networkError: null,
			truncated: false,
			hidden: false,
		},
		marker: 'ours',
		trailer: findTrailer( tail, probe ),
		report: null,
		record: null,
		milliseconds: 1,
		redirects: [],
	} satisfies Facts ).closed;

describe( 'the end of a page', () => {
	it( 'is there with the last tag of HTML, whatever comes behind it', () => {
		expect( seen( '<p>Hello</p></body></html>' ) ).toBe( true );
		expect( seen( '</HTML >\n<!-- cached at noon -->' ) ).toBe( true );
		expect(
			seen( `</body></html>${ trailer( probe.marker, report() ) }` )
		).toBe( true );
	} );

	it( 'is missing when the page breaks off, also before a trailer', () => {
		expect( seen( '<p>Hel' ) ).toBe( false );
		expect( seen( `<p>Hel${ trailer( probe.marker, report() ) }` ) ).toBe(
			false
		);
	} );

	it( 'is not read from the trailer', () => {
		const value = report( { content_type: '</html>' } );
		expect( seen( `<p>Hel${ trailer( probe.marker, value ) }` ) ).toBe(
			false
		);
	} );

	it( 'is no question for what is no page', () => {
		expect( seen( '{}', { type: 'application/json' } ) ).toBeNull();
		expect( seen( '', { bytes: 0 } ) ).toBeNull();
	} );
} );
