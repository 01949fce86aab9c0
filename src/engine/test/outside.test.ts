/**
 * What is failing about a page that PHP completed.
 */
import type { Symptom } from '../types';
import { file, report } from './support/build';
import {
	asked,
	fatalReport,
	plugins,
	record,
	verdictOn,
} from './support/verdict';

describe( 'what a completed page looks like', () => {
	test( 'status 500 and above is failing, below it is not', () => {
		expect( verdictOn( { status: 500 } ).signature?.key ).toBe(
			'status|500'
		);
		expect( verdictOn( { status: 499 } ).outcome ).toBe( 'healthy' );
	} );

	test( 'a status that only PHP saw is failing too', () => {
		expect(
			verdictOn( { report: report( asked, { status: 503 } ) } ).signature
				?.key
		).toBe( 'status|503' );
	} );

	test( 'a 502 in place of a page that PHP completed is the web server speaking', () => {
		const { outcome, sentence } = verdictOn( {
			marker: 'absent',
			status: 502,
			record: record( { ended: true } ),
		} );

		expect( outcome ).toBe( 'failing' );
		expect( sentence ).toBe(
			'PHP finished the page, but the web server answered 502 in its place.'
		);
	} );

	test( 'a 404 that was built to its end is healthy, and the sentence says so', () => {
		const { outcome, sentence } = verdictOn( { status: 404 } );

		expect( outcome ).toBe( 'healthy' );
		expect( sentence ).toContain( '404' );
	} );

	test.each( [
		[ 'no byte', { bytes: 0, excerpt: '' } ],
		[ 'nothing but white space', { bytes: 3, excerpt: ' \n\n' } ],
	] )( 'a page with %s is blank', ( _, body ) => {
		expect( verdictOn( body ).signature?.kind ).toBe( 'blank' );
	} );

	test( 'an empty page that sends its visitor elsewhere is not blank', () => {
		expect(
			verdictOn( {
				bytes: 0,
				excerpt: '',
				report: report( asked, { redirect: 'https://other.example/' } ),
			} ).outcome
		).toBe( 'healthy' );
	} );

	test( 'a blank page that a plugin ended while it loaded names that plugin', () => {
		expect(
			verdictOn( {
				bytes: 0,
				excerpt: '',
				report: report( asked, {
					loaded: [ file( 'one' ) ],
					loading: file( 'two' ),
					milestone: 'muplugins_loaded',
				} ),
			} ).signature
		).toMatchObject( {
			key: 'blank|two/two.php',
			kind: 'blank',
			file: 'wp-content/plugins/two/two.php',
		} );
	} );

	test( 'a page that was ended early is told from one that was ended late', () => {
		const blank = ( milestone: string ) =>
			verdictOn( {
				bytes: 0,
				excerpt: '',
				report: report( asked, { milestone } ),
			} ).signature?.key;

		expect( blank( 'init' ) ).toBe( 'blank|init' );
		expect( blank( 'wp_head' ) ).toBe( 'blank' );
		expect( blank( 'wp_footer' ) ).toBe( 'blank' );
	} );

	test( 'a page that broke off is failing', () => {
		expect( verdictOn( { truncated: true } ).signature?.kind ).toBe(
			'truncated'
		);
	} );

	test( 'without any account the page is judged by what it looks like', () => {
		const unread = { report: null, record: record( { readable: false } ) };

		expect( verdictOn( { ...unread, status: 500 } ).outcome ).toBe(
			'failing'
		);
		expect( verdictOn( unread ) ).toMatchObject( {
			outcome: 'healthy',
			sentence:
				'The page looks right from outside; what PHP itself had to say about it could not be read.',
		} );
	} );
} );

describe( 'redirects', () => {
	const site = ( path: string ) => `https://example.org${ path }`;

	test( 'a page that moved is healthy', () => {
		expect(
			verdictOn( { redirects: [ site( '/new' ) ], url: site( '/new' ) } )
				.outcome
		).toBe( 'healthy' );
	} );

	test( 'a page that moved elsewhere is healthy', () => {
		expect(
			verdictOn( {
				redirects: [ 'https://other.example/' ],
				url: site( '/' ),
				report: report( asked, { redirect: 'https://other.example/' } ),
			} ).outcome
		).toBe( 'healthy' );
	} );

	test.each< [ string, string[], string, string ] >( [
		[ 'an address twice', [ '/a', '/b', '/a' ], '/b', '/a' ],
		[ 'itself', [ '/a' ], '/a', '/a?c0123abcd=0123456789ab' ],
		[ 'where it came from', [ '/b', '/a' ], '/b', '/a' ],
	] )(
		'a page that leads to %s is a loop',
		( _, redirects, url, redirect ) => {
			expect(
				verdictOn( {
					redirects: redirects.map( site ),
					url: site( url ),
					report: report( asked, { redirect } ),
				} ).signature?.kind
			).toBe( 'redirect-loop' );
		}
	);

	test( 'more than ten redirects are a loop, ten are not', () => {
		const hops = ( count: number ) =>
			Array.from( { length: count }, ( _, hop ) => site( `/${ hop }` ) );

		expect( verdictOn( { redirects: hops( 11 ) } ).outcome ).toBe(
			'failing'
		);
		expect( verdictOn( { redirects: hops( 10 ) } ).outcome ).toBe(
			'healthy'
		);
	} );
} );

describe( 'other symptoms than an error', () => {
	const slow: Symptom = { kind: 'slow', aboveMilliseconds: 2000 };

	test( 'slow is failing above the limit only', () => {
		expect( verdictOn( { milliseconds: 2001 }, slow ).signature?.key ).toBe(
			'slow'
		);
		expect( verdictOn( { milliseconds: 2000 }, slow ).outcome ).toBe(
			'healthy'
		);
	} );

	test( 'a text that is missing is failing', () => {
		const text = ( wanted: string ) =>
			verdictOn( {}, { kind: 'text-missing', text: wanted } ).outcome;

		expect( text( 'Cart' ) ).toBe( 'failing' );
		expect( text( 'Shop' ) ).toBe( 'healthy' );
	} );

	test( 'a text that is there is failing', () => {
		const text = ( unwanted: string ) =>
			verdictOn( {}, { kind: 'text-present', text: unwanted } ).outcome;

		expect( text( 'Shop' ) ).toBe( 'failing' );
		expect( text( 'Cart' ) ).toBe( 'healthy' );
	} );

	test( 'an error keeps its own signature, so that it is not taken for the symptom', () => {
		expect(
			verdictOn(
				{ report: fatalReport( plugins ) },
				{ kind: 'text-missing', text: 'Cart' }
			).signature?.kind
		).toBe( 'fatal' );
	} );
} );
