/**
 * How PHP's own account decides, before the status.
 */
import type { Callback } from '../../contract/types';
import { callback, file, report } from './support/build';
import {
	asked,
	fatalReport,
	plugins,
	record,
	verdictOn,
} from './support/verdict';

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
				loading: file( 'two' ),
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

		expect( signature?.key ).toBe( 'died|hook' );
		expect( sentence ).toContain( 'wp_footer' );
	} );

	test( 'a death in a callback names it, and is the same failure to a plain probe', () => {
		const death = ( running: Callback[] | null ) =>
			verdictOn( {
				marker: 'absent',
				status: 502,
				report: null,
				record: record( { milestone: 'init', running } ),
			} );
		const deep = death( [
			callback( 'wp-content/plugins/two/two.php' ),
			callback( 'wp-content/plugins/one/one.php', 'wp' ),
		] );

		expect( deep.sentence ).toBe(
			'PHP was stopped from outside in run_it on the hook init (wp-content/plugins/two/two.php, line 12); the server answered 502 instead.'
		);
		expect( deep.signature?.key ).toBe( 'died|hook|init' );
		expect( death( null ).signature?.key ).toBe( 'died|hook|init' );
		expect( death( [] ).signature?.key ).toBe( 'died|hook|init' );
	} );

	test( 'a page that was ended early counts as broken even before the first plugin loaded', () => {
		expect(
			verdictOn( {
				bytes: 0,
				excerpt: '',
				report: report( asked, {
					ended: 'exit',
					loaded: [],
					milestone: 'claimed',
				} ),
			} ).signature
		).toMatchObject( { key: 'blank|claimed', file: null } );
	} );

	test( 'deaths before the page begins are told apart by their stage, unless time ran out', () => {
		const died = ( status: number, milestone: string ) =>
			verdictOn( {
				marker: 'absent',
				status,
				report: null,
				record: record( { milestone } ),
			} ).signature?.key;

		expect( died( 502, 'init' ) ).not.toBe( died( 502, 'wp_footer' ) );
		expect( died( 502, 'wp_head' ) ).toBe( died( 502, 'wp_footer' ) );
		expect( died( 504, 'init' ) ).toBe( died( 504, 'wp_footer' ) );
	} );

	test( 'a death before the first plugin names no plugin', () => {
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
		expect( sentence ).toContain( 'when the time limit was over' );
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
