import { hangLimit, isStrained, queued } from '../server';
import { answer, observation, report, verdict } from './support/build';
import { asked, record } from './support/verdict';
import type { Answer, Observation } from '../types';

const seen = ( rest: Partial< Observation > ): Answer =>
	answer(
		{
			id: '1',
			purpose: 'search',
			mode: 'guarded',
			configuration: asked,
			without: 0,
		},
		observation( asked, rest ),
		verdict( null )
	);

const waited = ( milliseconds: number, inside: number ) => ( {
	milliseconds,
	report: report( asked, { milliseconds: inside } ),
} );

describe( 'how long a page that hangs keeps its worker', () => {
	it( 'is a minute where nobody knows', () => {
		expect( hangLimit( [ seen( {} ) ] ) ).toBe( 60000 );
	} );

	it( 'is what the server was seen to take when it stopped PHP', () => {
		const stopped = {
			status: 502,
			marker: 'absent' as const,
			report: null,
			record: record(),
		};
		expect(
			hangLimit( [
				seen( { ...stopped, milliseconds: 2100 } ),
				seen( { ...stopped, milliseconds: 10020 } ),
			] )
		).toBe( 10020 );
	} );

	it( 'is not known from a gateway that gave up by itself', () => {
		expect(
			hangLimit( [
				seen( {
					status: 504,
					marker: 'absent',
					report: null,
					record: record(),
					milliseconds: 3000,
				} ),
			] )
		).toBe( 60000 );
	} );
} );

describe( 'a queue in front of PHP', () => {
	it( 'shows in the time before PHP began', () => {
		expect( queued( seen( waited( 1500, 300 ) ).observation ) ).toBe(
			1200
		);
		expect( queued( seen( waited( 300, 301 ) ).observation ) ).toBe( 0 );
	} );

	it( 'does not show where PHP told nothing, or where the page led elsewhere', () => {
		expect( queued( seen( { report: null } ).observation ) ).toBeNull();
		expect(
			queued(
				seen( {
					...waited( 1500, 300 ),
					redirects: [ 'https://example.org/b/' ],
				} ).observation
			)
		).toBeNull();
	} );

	it( 'strains the server when the last probe waited two seconds, or was never taken up', () => {
		const never = seen( {
			networkError: 'timeout',
			report: null,
			record: record( { claimed: false } ),
		} );
		expect( isStrained( [] ) ).toBe( false );
		expect( isStrained( [ seen( waited( 2400, 300 ) ) ] ) ).toBe( true );
		expect( isStrained( [ seen( waited( 1500, 300 ) ) ] ) ).toBe( false );
		expect( isStrained( [ never ] ) ).toBe( true );
		expect( isStrained( [ never, seen( waited( 400, 300 ) ) ] ) ).toBe(
			false
		);
	} );
} );
