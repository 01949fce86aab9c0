/**
 * The rules by which one observation is judged.
 */
import { judge } from '../judge';
import type { Observation, Symptom } from '../types';
import {
	configuration,
	error,
	file,
	observation,
	report,
} from './support/build';

const asked = configuration( [ 'one', 'two', 'three' ] );
const plugins = asked.plugins;

const verdictOn = (
	rest: Partial< Observation >,
	symptom: Symptom = { kind: 'error' }
) =>
	judge(
		{ configuration: asked, mode: 'guarded' },
		observation( asked, rest ),
		symptom
	);

const record = (
	rest: Partial< NonNullable< Observation[ 'record' ] > > = {}
): NonNullable< Observation[ 'record' ] > => ( {
	claimed: true,
	readable: true,
	ended: false,
	loaded: plugins,
	loading: null,
	milestone: 'wp_footer',
	...rest,
} );

const fatalReport = ( loaded: string[] ) =>
	report( asked, {
		ended: 'fatal',
		error: error( 'wp-content/plugins/two/two.php' ),
		loaded,
		status: 500,
	} );

describe( 'whose answer it is', () => {
	test( 'a page with our marker and a matching report is healthy', () => {
		expect( verdictOn( {} ) ).toMatchObject( {
			outcome: 'healthy',
			signature: null,
			reason: null,
		} );
	} );

	test( "another probe's marker is not ours, even on a broken page", () => {
		expect( verdictOn( { marker: 'foreign', status: 500 } ) ).toMatchObject(
			{ outcome: 'unresolved', reason: 'not-ours' }
		);
	} );

	test( 'a 502 without marker whose probe was never claimed accuses nobody', () => {
		expect(
			verdictOn( {
				marker: 'absent',
				status: 502,
				report: null,
				record: record( { claimed: false } ),
			} )
		).toMatchObject( { outcome: 'unresolved', reason: 'never-claimed' } );
	} );

	test( 'a page without marker and without record was never claimed', () => {
		expect(
			verdictOn( { marker: 'absent', report: null, record: null } )
		).toMatchObject( { outcome: 'unresolved', reason: 'never-claimed' } );
	} );

	test( 'no answer to a probe that was never claimed is no answer', () => {
		expect(
			verdictOn( {
				marker: 'absent',
				status: null,
				report: null,
				networkError: 'timeout',
				record: record( { claimed: false } ),
			} )
		).toMatchObject( { outcome: 'unresolved', reason: 'no-answer' } );
	} );

	test( 'a record on another machine says nothing', () => {
		expect(
			verdictOn( {
				marker: 'absent',
				status: 502,
				report: null,
				record: record( { readable: false } ),
			} )
		).toMatchObject( {
			outcome: 'unresolved',
			reason: 'record-elsewhere',
		} );
	} );

	test( 'a probe that was stopped says nothing, whatever arrived before', () => {
		expect(
			verdictOn( { networkError: 'aborted', report: fatalReport( [] ) } )
		).toMatchObject( { outcome: 'unresolved', reason: 'aborted' } );
	} );

	test( 'without marker, a claimed record with a completed report counts', () => {
		expect(
			verdictOn( { marker: 'absent', record: record( { ended: true } ) } )
				.outcome
		).toBe( 'healthy' );
	} );
} );

describe( 'what was loaded', () => {
	test.each( [
		[ 'one more', [ ...plugins, file( 'four' ) ] ],
		[ 'another order', [ ...plugins ].reverse() ],
		[ 'one less in the middle', [ file( 'one' ), file( 'three' ) ] ],
		[ 'one less at the end', plugins.slice( 0, 2 ) ],
	] )( 'a page that loaded %s than asked is not used', ( _, loaded ) => {
		expect(
			verdictOn( { report: report( asked, { loaded } ) } )
		).toMatchObject( { outcome: 'unresolved', reason: 'wrong-set' } );
	} );

	test( 'network plugins come before site plugins', () => {
		const both = { ...asked, network: [ file( 'net' ) ] };
		const judged = ( loaded: string[] ) =>
			judge(
				{ configuration: both, mode: 'guarded' },
				observation( both, { report: report( both, { loaded } ) } ),
				{ kind: 'error' }
			).outcome;

		expect( judged( [ file( 'net' ), ...plugins ] ) ).toBe( 'healthy' );
		expect( judged( [ ...plugins, file( 'net' ) ] ) ).toBe( 'unresolved' );
	} );

	test.each( [ 'template', 'stylesheet' ] as const )(
		'a page in another %s than asked is not used',
		( part ) => {
			expect(
				verdictOn( { report: report( asked, { [ part ]: 'other' } ) } )
			).toMatchObject( { outcome: 'unresolved', reason: 'wrong-set' } );
		}
	);

	test( 'a fatal error counts when what was loaded is the beginning of what was asked', () => {
		expect(
			verdictOn( { report: fatalReport( [ file( 'one' ) ] ) } ).outcome
		).toBe( 'failing' );
		expect(
			verdictOn( { report: fatalReport( [ file( 'two' ) ] ) } )
		).toMatchObject( { outcome: 'unresolved', reason: 'wrong-set' } );
	} );

	test( 'a dead PHP counts when what was loaded is the beginning of what was asked', () => {
		const died = ( loaded: string[] ) =>
			verdictOn( {
				marker: 'absent',
				status: 502,
				report: null,
				record: record( { loaded } ),
			} );

		expect( died( [ file( 'one' ) ] ).outcome ).toBe( 'failing' );
		expect( died( [ file( 'two' ) ] ).reason ).toBe( 'wrong-set' );
	} );
} );

describe( "PHP's own account decides before the status", () => {
	test( 'a fatal error is failing although the page answered 200', () => {
		expect(
			verdictOn( { status: 200, report: fatalReport( plugins ) } )
		).toMatchObject( {
			outcome: 'failing',
			signature: {
				kind: 'fatal',
				file: 'wp-content/plugins/two/two.php',
			},
		} );
	} );

	test( 'the sentence on a fatal error names file, line and message', () => {
		expect( verdictOn( { report: fatalReport( plugins ) } ).sentence ).toBe(
			'PHP stopped with a fatal error in wp-content/plugins/two/two.php on line 3: Uncaught Error: Call to a member function render() on null'
		);
	} );

	test( "a gateway's page over a claimed probe that did not end is a death that names who was loading", () => {
		const { outcome, signature, sentence } = verdictOn( {
			marker: 'absent',
			status: 502,
			report: null,
			record: record( {
				loaded: [ file( 'one' ) ],
				milestone: 'muplugins_loaded',
			} ),
		} );

		expect( outcome ).toBe( 'failing' );
		expect( signature ).toMatchObject( {
			key: 'died|two/two.php',
			kind: 'died',
			file: 'wp-content/plugins/two/two.php',
		} );
		expect( sentence ).toBe(
			'PHP was stopped from outside while the plugin two/two.php was loading; the server answered 502 instead.'
		);
	} );

	test( 'a death after all plugins names the stage', () => {
		const { signature, sentence } = verdictOn( {
			marker: 'absent',
			status: 502,
			report: null,
			record: record(),
		} );

		expect( signature?.key ).toBe( 'died|hook|wp_footer' );
		expect( sentence ).toContain( 'wp_footer' );
	} );

	test( 'deaths in different stages are different failures, unless time ran out', () => {
		const died = ( status: number, milestone: string ) =>
			verdictOn( {
				marker: 'absent',
				status,
				report: null,
				record: record( { milestone } ),
			} ).signature?.key;

		expect( died( 502, 'init' ) ).not.toBe( died( 502, 'wp_footer' ) );
		expect( died( 504, 'init' ) ).toBe( died( 504, 'wp_footer' ) );
	} );

	test( 'a death before the first plugin names no plugin, since must-use plugins load there', () => {
		expect(
			verdictOn( {
				marker: 'absent',
				status: 502,
				report: null,
				record: record( { loaded: [], milestone: 'claimed' } ),
			} ).signature
		).toMatchObject( { key: 'died|hook|claimed', file: null } );
	} );

	test( 'a page with our marker but neither trailer nor end in the record died after it began', () => {
		expect(
			verdictOn( { truncated: true, report: null, record: record() } )
				.signature?.kind
		).toBe( 'died' );
	} );

	test( 'a claimed probe that gave no answer in time is failing and says so', () => {
		const { outcome, sentence } = verdictOn( {
			marker: 'absent',
			status: null,
			report: null,
			networkError: 'timeout',
			record: record(),
		} );

		expect( outcome ).toBe( 'failing' );
		expect( sentence ).toContain( 'no answer came within the time limit' );
	} );

	test( 'a claimed probe whose connection was cut is failing', () => {
		expect(
			verdictOn( {
				marker: 'absent',
				status: null,
				report: null,
				networkError: 'unreachable',
				record: record(),
			} ).sentence
		).toContain( 'the connection was cut' );
	} );

	test( 'an answer that was lost after PHP completed accuses nobody', () => {
		expect(
			verdictOn( {
				marker: 'absent',
				status: null,
				networkError: 'unreachable',
				record: record( { ended: true } ),
			} )
		).toMatchObject( { outcome: 'unresolved', reason: 'no-answer' } );
	} );
} );

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
				report: report( asked, { loaded: [ file( 'one' ) ] } ),
			} ).signature
		).toMatchObject( {
			key: 'blank|two/two.php',
			kind: 'blank',
			file: 'wp-content/plugins/two/two.php',
		} );
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
