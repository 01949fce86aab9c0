import { hangs, timeLimit } from '../timeLimit';
import { answer, input, observation, verdict } from './support/build';
import { asked, record } from './support/verdict';
import type { Answer, Observation, SearchInput } from '../types';

const MOST = 30000;

const seen = ( rest: Partial< Observation >, failing = false ): Answer =>
	answer(
		{
			id: '1',
			purpose: 'search',
			mode: 'guarded',
			configuration: asked,
			without: 0,
		},
		observation( asked, rest ),
		verdict( failing ? 'died' : null )
	);

const hung = seen(
	{
		networkError: 'timeout',
		marker: 'absent',
		report: null,
		record: record(),
		milliseconds: MOST,
	},
	true
);
const healthy = ( milliseconds: number ) => seen( { milliseconds } );

const limit = ( answers: Answer[], symptom?: SearchInput[ 'symptom' ] ) =>
	timeLimit( { input: input( symptom ? { symptom } : {} ), answers }, MOST );

describe( 'the time limit of a probe', () => {
	it( 'is what the user allows while nothing hangs', () => {
		expect( limit( [] ) ).toBe( MOST );
		expect( limit( [ healthy( 50 ), healthy( 9000 ) ] ) ).toBe( MOST );
	} );

	it( 'is short once a page hangs', () => {
		expect( limit( [ hung ] ) ).toBe( 10000 );
		expect( limit( [ hung, healthy( 300 ) ] ) ).toBe( 8000 );
	} );

	it( 'leaves healthy pages five times the time that the slowest one took', () => {
		expect( limit( [ hung, healthy( 300 ), healthy( 2500 ) ] ) ).toBe(
			12500
		);
		expect( limit( [ hung, healthy( 9000 ) ] ) ).toBe( MOST );
	} );

	it( 'is never more than the user allows because of that', () => {
		expect( timeLimit( { input: input(), answers: [ hung ] }, 4000 ) ).toBe(
			4000
		);
	} );

	it( 'is not shortened where slowness is what is searched for', () => {
		expect(
			limit( [ hung, healthy( 300 ) ], {
				kind: 'slow',
				aboveMilliseconds: 9000,
			} )
		).toBe( MOST );
	} );

	it( 'is doubled for a probe after one that waited in a queue until it was given up', () => {
		const waited = seen( {
			networkError: 'timeout',
			marker: 'absent',
			report: null,
			record: record( { claimed: false } ),
		} );
		expect( limit( [ hung, waited ] ) ).toBe( 2 * MOST );
		expect( limit( [ hung, waited, healthy( 300 ) ] ) ).toBe( 8000 );
	} );
} );

describe( 'a page hangs', () => {
	it( 'when PHP was at work on it and had not ended', () => {
		expect( hangs( hung ) ).toBe( true );
	} );

	it.each( [
		[ 'it was answered', { networkError: null } ],
		[ 'PHP ended after all', { record: record( { ended: true } ) } ],
		[ 'PHP never began', { record: record( { claimed: false } ) } ],
		[ 'nobody knows', { record: null } ],
		[ 'somebody stopped the probe', { networkError: 'aborted' as const } ],
	] )( 'but not when %s', ( _, rest ) => {
		expect(
			hangs(
				seen( {
					networkError: 'timeout',
					report: null,
					record: record(),
					...rest,
				} )
			)
		).toBe( false );
	} );
} );
