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

	test.each( [ 'prove-with', 'prove-without' ] )(
		'by one flip of %s accuses nobody and keeps the suspect',
		( purpose ) => {
			expect(
				flip( purpose )( silent( [ key( 'p7' ) ] ) )
			).toMatchObject( {
				outcome: 'unresolved',
				reason: 'intermittent',
				culprits: [],
				suspects: [ key( 'p7' ) ],
			} );
		}
	);

	test( 'by a set that is healthy once accuses nobody', () => {
		let alone = 0;
		const { outcome, reason, culprits } = find(
			[ silent( [ key( 'p7' ), key( 'p12' ) ] ) ],
			{
				instead: ( { purpose, configuration, without } ) =>
					purpose === 'prove-alone' && without === 19 && ++alone === 6
						? observation( configuration )
						: null,
			}
		);

		expect( { outcome, reason, culprits } ).toEqual( {
			outcome: 'unresolved',
			reason: 'intermittent',
			culprits: [],
		} );
	} );
} );
