/**
 * Whose answer it is, and whether it is an answer to what was asked.
 */
import { judge } from '../judge';
import { file, observation, report } from './support/build';
import {
	asked,
	fatalReport,
	plugins,
	record,
	verdictOn,
} from './support/verdict';

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

describe( 'a page that sends its visitors to the log-in page', () => {
	const sent = {
		url: 'https://example.org/wp-login.php?redirect_to=%2F',
		redirects: [ 'https://example.org/wp-login.php?redirect_to=%2F' ],
	};

	it( 'was not seen, so nothing is said about it', () => {
		expect( verdictOn( sent ) ).toMatchObject( {
			outcome: 'unresolved',
			reason: 'sent-to-log-in',
		} );
		expect(
			verdictOn( sent, { kind: 'text-missing', text: 'Shop' } ).outcome
		).toBe( 'unresolved' );
	} );

	it( 'fails when the log-in page does', () => {
		expect( verdictOn( { ...sent, status: 502 } ).outcome ).toBe(
			'failing'
		);
	} );

	it( 'is healthy when it is the log-in page itself', () => {
		expect( verdictOn( { ...sent, redirects: [] } ).outcome ).toBe(
			'healthy'
		);
	} );
} );
