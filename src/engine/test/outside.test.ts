/**
 * What is failing about a page that PHP completed.
 */
import type { Callback, Report } from '../../contract/types';
import type { Observation, Symptom } from '../types';
import { callback, file, report } from './support/build';
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

	test( 'what visitors got decides: a status that PHP set after its headers had gone reached nobody', () => {
		expect(
			verdictOn( { report: report( asked, { status: 503 } ) } ).outcome
		).toBe( 'healthy' );
	} );

	test( 'the sentence on a status names the code that set it', () => {
		expect(
			verdictOn( {
				status: 502,
				report: report( asked, {
					status: 502,
					status_by: 'wp-content/plugins/two/two.php',
				} ),
			} )
		).toMatchObject( {
			sentence:
				'The page answered with status 502, which code in wp-content/plugins/two/two.php set.',
			signature: {
				key: 'status|502',
				file: 'wp-content/plugins/two/two.php',
			},
		} );
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

	test( 'a blank page that was ended in a callback names the callback, and is the same failure to a plain probe', () => {
		const blank = ( running: Callback[] | null ) =>
			verdictOn( {
				bytes: 0,
				excerpt: '',
				closed: null,
				report: report( asked, {
					ended: 'exit',
					milestone: 'template_redirect',
					running,
				} ),
			} );
		const deep = blank( [
			callback( 'wp-content/plugins/two/two.php', 'template_redirect' ),
		] );

		expect( deep.sentence ).toBe(
			'The page is blank: it was ended in run_it on the hook template_redirect (wp-content/plugins/two/two.php, line 12).'
		);
		expect( deep.signature?.key ).toBe( blank( null ).signature?.key );
	} );

	test( 'a page that a buffer threw away says which buffer, and whose', () => {
		const swallowed = ( by: string | null ) =>
			verdictOn( {
				bytes: 0,
				excerpt: '',
				closed: null,
				report: report( asked, {
					body_bytes: 5120,
					buffers: [
						{ name: 'default output handler', bytes: 0, by: null },
						{ name: 'two_minify', bytes: 5120, by },
					],
				} ),
			} );

		expect( swallowed( 'wp-content/plugins/two/two.php' ) ).toMatchObject( {
			sentence:
				'The page is blank: PHP had built 5.0 kB of it, but the output buffer “two_minify” from wp-content/plugins/two/two.php threw it away.',
			signature: {
				key: 'blank',
				kind: 'blank',
				file: 'wp-content/plugins/two/two.php',
			},
		} );
		expect( swallowed( null ).sentence ).toBe(
			'The page is blank: PHP had built 5.0 kB of it, but the output buffer “two_minify” threw it away.'
		);
	} );

	test( 'a page that was ended while a plugin loaded is not the fault of a buffer', () => {
		expect(
			verdictOn( {
				bytes: 0,
				excerpt: '',
				report: report( asked, {
					ended: 'exit',
					loaded: [ file( 'one' ) ],
					loading: file( 'two' ),
					milestone: 'muplugins_loaded',
					body_bytes: 3,
					buffers: [ { name: 'three_minify', bytes: 3, by: null } ],
				} ),
			} ).sentence
		).toContain( 'while the plugin two/two.php was loading' );
	} );

	test( 'a buffer that held nothing is not held responsible for a blank page', () => {
		expect(
			verdictOn( {
				bytes: 0,
				excerpt: '',
				closed: null,
				report: report( asked, {
					body_bytes: 0,
					buffers: [ { name: 'two_minify', bytes: 0, by: null } ],
				} ),
			} ).sentence
		).toBe(
			'The page is blank: the server answered, but with nothing in it.'
		);
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

describe( 'a page that was ended in the middle', () => {
	const ended = (
		rest: Partial< Report > = {},
		more: Partial< Observation > = { closed: false }
	) =>
		verdictOn( {
			report: report( asked, {
				ended: 'exit',
				milestone: 'wp_head',
				...rest,
			} ),
			...more,
		} );

	test.each( [ 'wp_head', 'admin_head' ] )(
		'is failing when its head was printed (%s) and its end was not',
		( milestone ) => {
			expect( ended( { milestone } ) ).toMatchObject( {
				outcome: 'failing',
				sentence:
					'PHP was ended in the middle of the page: the rest of it is missing.',
				signature: { key: 'cut', kind: 'cut' },
			} );
		}
	);

	test( 'is the same failure when it also broke off on the way', () => {
		expect(
			ended( {}, { closed: null, truncated: true } ).signature?.key
		).toBe( 'cut' );
	} );

	test( 'names the callback that ended it, and is the same failure to a plain probe', () => {
		const { sentence, signature } = ended( {
			running: [
				callback(
					'wp-content/plugins/two/two.php',
					'the_content',
					'{closure}'
				),
			],
		} );

		expect( sentence ).toBe(
			'PHP was ended in the middle of the page, in a function without a name on the hook the_content (wp-content/plugins/two/two.php, line 12): the rest of the page is missing.'
		);
		expect( signature?.key ).toBe( ended().signature?.key );
	} );

	test.each< [ string, Partial< Report >, Partial< Observation > ] >( [
		[
			'whose theme prints no footer hook but closes the page',
			{},
			{ closed: true },
		],
		[ 'whose end is not known', {}, { closed: null } ],
		[
			'whose footer was reached by a theme that never closes it',
			{ ended: 'completed', milestone: 'wp_footer' },
			{ closed: false },
		],
		[
			'that PHP says is complete',
			{ ended: 'completed' },
			{ closed: false },
		],
		[
			'that is an answer to a script and has no head',
			{ milestone: 'admin_init' },
			{ closed: false },
		],
	] )( 'is not taken for one %s', ( _, rest, more ) => {
		expect( ended( rest, more ).outcome ).toBe( 'healthy' );
	} );

	test( 'that was ended in good order and has no end is not said to be whole', () => {
		expect( ended( { milestone: 'init' } ).sentence ).toBe(
			'PHP ended in good order.'
		);
	} );
} );

describe( 'a page without its database', () => {
	const PAGE = '<h1>Error establishing a database connection</h1>';
	const CORE = '<h1>Can&#8217;t select database</h1>';

	test.each( [
		PAGE,
		CORE,
		'Can’t select database',
		'Cannot select database',
	] )( 'says so itself: %s', ( excerpt ) => {
		expect( verdictOn( { status: 500, excerpt } ) ).toMatchObject( {
			outcome: 'failing',
			signature: { key: 'database', kind: 'database' },
		} );
	} );

	test( 'names the callback that lost it', () => {
		expect(
			verdictOn( {
				status: 500,
				excerpt: CORE,
				report: report( asked, {
					ended: 'exit',
					milestone: 'wp_head',
					status: 500,
					running: [ callback( 'wp-content/plugins/two/two.php' ) ],
				} ),
			} ).sentence
		).toBe(
			'WordPress lost its database in run_it on the hook init (wp-content/plugins/two/two.php, line 12): the page says so and answered 500.'
		);
	} );

	test( 'is not meant by a page that only writes about it', () => {
		expect( verdictOn( { excerpt: PAGE } ).outcome ).toBe( 'healthy' );
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
