import { searchInput } from '../../../engine/input';
import { observationOf, pluginOf, stateOf } from '../../test/support/fakeSite';
import { searchReport } from '../report';

describe( 'searchReport', () => {
	const state = stateOf( [ pluginOf( 'A' ), pluginOf( 'B' ) ] );
	const input = searchInput( state, {
		page: { path: '/', asUser: false },
		symptom: { kind: 'error' },
		route: 'browser',
	} );
	const report = searchReport(
		{
			...state,
			environment: { ...state.environment, drop_ins: [ 'db.php' ] },
		},
		{
			input,
			answers: [
				{
					question: '1',
					purpose: 'search',
					configuration: {
						...state.live,
						plugins: [ 'b/b.php', state.own ],
					},
					observation: observationOf( state.live, { status: 502 } ),
					verdict: {
						outcome: 'failing',
						signature: null,
						reason: null,
						sentence: 'The page answered with status 502.',
					},
				},
			],
			diagnosis: {
				outcome: 'below-plugins',
				culprits: [],
				layer: 'php',
				signature: null,
				reason: 'below-plugins',
				sentence: 'The fault lies below.',
				suspects: [],
				probes: 1,
				chance: null,
			},
		},
		new Date( '2026-11-20T10:00:00Z' )
	).split( '\n' );

	it( 'says when, where and on what', () => {
		expect( report ).toEqual(
			expect.arrayContaining( [
				'Culprit 0.1.0, 2026-11-20T10:00:00.000Z',
				'Site: https://example.org/',
				'WordPress 7.1.1, PHP 8.2.20, nginx',
				'Drop-ins: db.php',
			] )
		);
	} );

	it( 'says of each probe what was off and what was seen', () => {
		expect( report ).toContain(
			'1. without a/a.php | status 502 | 300 bytes | 400 ms | failing: The page answered with status 502. | probe a0'
		);
	} );
} );
