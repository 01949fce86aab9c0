/**
 * What a search does with answers that cannot be used and with proofs that do not hold.
 */
import { key, observation, report } from './support/build';
import { find, silent } from './support/find';
import type { Fault } from './support/site';

describe( 'answers that cannot be used', () => {
	const lost = {
		marker: 'absent' as const,
		report: null,
		record: null,
	};

	test( 'are asked once more', () => {
		const seen = new Set< string >();
		const { sets } = find( [ silent( [ key( 'p7' ) ] ) ], {
			instead: ( { configuration, mode, purpose } ) => {
				const question = JSON.stringify( [
					configuration,
					mode,
					purpose,
				] );
				const first = ! seen.has( question );
				seen.add( question );
				return first ? observation( configuration, lost ) : null;
			},
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	} );

	test( 'are gone around: other places of the order tell as well', () => {
		const { sets } = find( [ silent( [ key( 'p7' ) ] ) ], {
			instead: ( { configuration, purpose } ) =>
				purpose === 'search' && configuration.plugins.length % 2 === 1
					? observation( configuration, {
							report: report( configuration, {
								template: 'mobile',
							} ),
						} )
					: null,
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	} );

	test( 'end the search with the reason and the smallest interval when the site falls silent', () => {
		const { outcome, reason, suspects, culprits, probes } = find(
			[ silent( [ key( 'p7' ) ] ) ],
			{
				instead: ( { configuration }, number ) =>
					number > 4 ? observation( configuration, lost ) : null,
			}
		);

		expect( { outcome, reason, culprits } ).toEqual( {
			outcome: 'unresolved',
			reason: 'never-claimed',
			culprits: [],
		} );
		expect( suspects ).toContain( key( 'p7' ) );
		expect( suspects.length ).toBeLessThan( 21 );
		expect( probes ).toBeLessThan( 20 );
	} );
} );

describe( 'a proof that does not hold', () => {
	const flip =
		( purpose: string ) =>
		( culprit: Fault ): ReturnType< typeof find > => {
			let flipped = false;
			return find( [ culprit ], {
				instead: ( question, _, seen ) => {
					if ( flipped || question.purpose !== purpose ) {
						return null;
					}
					flipped = true;
					return seen.report?.status === 200
						? observation( question.configuration, {
								status: 500,
							} )
						: observation( question.configuration );
				},
			} );
		};

	test( 'because the culprit was healthy once is made anew, by the rules of faults that come and go', () => {
		const { sets, chance, way } = flip( 'prove-with' )(
			silent( [ key( 'p7' ) ] )
		);

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( chance?.failed ).toBeGreaterThanOrEqual( 20 );
		expect( chance?.loads ).toBe( ( chance?.failed ?? 0 ) + 1 );
		expect(
			way.filter( ( step ) => step === 'prove-alone -20' ).length
		).toBeGreaterThan( 3 );
	} );

	test( 'because the page failed once without the culprit accuses nobody and keeps the suspect', () => {
		expect(
			flip( 'prove-without' )( silent( [ key( 'p7' ) ] ) )
		).toMatchObject( {
			outcome: 'unresolved',
			reason: 'intermittent',
			culprits: [],
			suspects: [ key( 'p7' ) ],
		} );
	} );

	test( 'because a set was healthy once is made anew', () => {
		let alone = 0;
		const { sets, chance } = find(
			[ silent( [ key( 'p7' ), key( 'p12' ) ] ) ],
			{
				instead: ( { purpose, configuration, without } ) =>
					purpose === 'prove-alone' && without === 19 && ++alone === 6
						? observation( configuration )
						: null,
			}
		);

		expect( sets ).toEqual( [ [ key( 'p12' ), key( 'p7' ) ] ] );
		expect( chance?.pValue ).toBeLessThan( 0.0001 );
	} );
} );
