import type { Configuration, RunSummary } from '../../../contract/types';
import type {
	CulpritSet,
	Diagnosis,
	ProofStep,
	Purpose,
} from '../../../engine/types';
import { expectedProbes } from '../../../engine/estimate';
import { OWN, pluginOf, stateOf } from '../../test/support/fakeSite';
import {
	diagnosisAdvice,
	diagnosisHeadline,
	progressSentence,
	proofLines,
	resumableRun,
	stepWords,
} from '../search';

const state = stateOf(
	[ 'A', 'B', 'C', 'D', 'E', 'F' ].map( ( name ) => pluginOf( name ) )
);
const { live } = state;
const twenty = { template: 'twenty', stylesheet: 'twenty' };
const only = (
	letters: string,
	more: Partial< Configuration > = {}
): Configuration => ( {
	...live,
	plugins: [
		...letters
			.split( '' )
			.filter( Boolean )
			.map( ( letter ) => `${ letter }/${ letter }.php` ),
		OWN,
	],
	...more,
} );

describe( 'before a search', () => {
	it( 'tells how long it takes, within the targets', () => {
		expect( expectedProbes( 20 ) ).toEqual( { least: 6, usual: 15 } );
		expect( expectedProbes( 1 ) ).toEqual( { least: 6, usual: 10 } );
	} );
} );

describe( 'progress', () => {
	const words = ( configuration: Configuration, purpose: Purpose ) =>
		stepWords( state, live, { configuration, purpose } );

	it.each( [
		[ live, 'reproduce', 'loading the page as it is' ],
		[
			only( '', twenty ),
			'floor',
			'loading the page without any plugin, with the theme Twenty',
		],
		[ only( 'abc' ), 'search', 'loading the page without 3 plugins' ],
		[ only( 'abcde' ), 'search', 'loading the page without 1 plugin' ],
		[
			{ ...live, ...twenty },
			'search',
			'loading the page with all plugins, with the theme Twenty',
		],
		[
			only( 'abcde' ),
			'prove-without',
			'proof, loading the page without 1 plugin',
		],
		[ live, 'prove-with', 'proof, loading the page as it is' ],
		[
			only( '' ),
			'prove-alone',
			'proof, loading the page without any plugin',
		],
	] as const )( 'of %j for %s: %s', ( configuration, purpose, expected ) => {
		expect( words( configuration as Configuration, purpose ) ).toBe(
			expected
		);
	} );

	it( 'never counts beyond its own estimate', () => {
		expect( progressSentence( 3, 7, 'x' ) ).toBe( 'Step 3 of about 7: x' );
		expect( progressSentence( 9, 7, 'x' ) ).toBe( 'Step 9 of about 9: x' );
	} );
} );

const set = ( members: string[], proof: ProofStep[] = [] ): CulpritSet => ( {
	members,
	signature: { key: 'k', kind: 'status', sentence: 'S.', file: null },
	namedByPhp: false,
	costs: null,
	proof,
} );

const diagnosis = ( more: Partial< Diagnosis > ): Diagnosis => ( {
	outcome: 'culprits-found',
	culprits: [],
	layer: 'plugin',
	signature: null,
	reason: '',
	sentence: '',
	suspects: [],
	probes: 9,
	chance: null,
	...more,
} );

describe( 'the result', () => {
	const a = set( [ 'plugin:a/a.php' ] );
	const pair = set( [ 'plugin:a/a.php', 'theme:astra' ] );

	it.each( [
		[ { culprits: [ a ] }, 'A breaks your front page' ],
		[
			{ culprits: [ pair ] },
			'A and Astra break your front page together; each alone does not',
		],
		[
			{ culprits: [ a, set( [ 'plugin:b/b.php' ] ) ] },
			'2 independent causes break your front page',
		],
		[ { outcome: 'not-reproduced' }, 'Your front page did not fail' ],
		[
			{ outcome: 'below-plugins' },
			'It is neither a plugin nor the theme',
		],
		[ { outcome: 'unresolved' }, 'The culprit could not be proved' ],
	] as const )( '%j reads: %s', ( more, headline ) => {
		expect(
			diagnosisHeadline(
				state,
				diagnosis( more as Partial< Diagnosis > )
			)
		).toBe( headline );
	} );

	it( 'always offers a way on', () => {
		const advice = (
			[
				{ outcome: 'not-reproduced' },
				{ outcome: 'below-plugins', layer: 'drop-in' },
				{ outcome: 'below-plugins', layer: 'must-use' },
				{ outcome: 'below-plugins', layer: 'core' },
				{ outcome: 'below-plugins', layer: 'php' },
				{ outcome: 'below-plugins', layer: 'unknown' },
				{ outcome: 'unresolved', suspects: [ 'plugin:a/a.php' ] },
				{ outcome: 'unresolved' },
			] as Partial< Diagnosis >[]
		 ).map( ( more ) => diagnosisAdvice( diagnosis( more ) ) );
		expect( new Set( advice ).size ).toBe( advice.length );
		expect( advice.every( ( text ) => text.length > 40 ) ).toBe( true );
	} );

	it( 'counts what the proof saw, in the order of its first time', () => {
		const step = (
			role: ProofStep[ 'role' ],
			configuration: Configuration,
			outcome: ProofStep[ 'outcome' ]
		) => ( { role, configuration, outcome, probe: 'p' } );
		const without = step( 'without', only( 'bcdef' ), 'healthy' );
		const withIt = step( 'with', live, 'failing' );
		expect(
			proofLines(
				state,
				live,
				set(
					[ 'plugin:a/a.php' ],
					[
						step( 'alone', only( 'a', twenty ), 'failing' ),
						without,
						withIt,
						without,
						withIt,
					]
				)
			)
		).toEqual( [
			{ words: 'Only A, theme Twenty', outcome: 'failing', times: 1 },
			{ words: 'Without A', outcome: 'healthy', times: 2 },
			{
				words: 'Everything on, as it is live',
				outcome: 'failing',
				times: 2,
			},
		] );
	} );
} );

describe( 'resumableRun', () => {
	const run = ( more: Partial< RunSummary > ): RunSummary => ( {
		id: 'r',
		created: '2026-11-20T09:00:00Z',
		user: 1,
		sequence: 2,
		ended: false,
		...more,
	} );

	it.each( [
		[ 'none', [], null ],
		[ 'one that was broken off', [ run( {} ) ], 'r' ],
		[ 'somebody else’s', [ run( { user: 2 } ) ], null ],
		[
			'one that another admin’s stands before',
			[ run( { id: 'x', user: 2 } ), run( {} ) ],
			'r',
		],
		[ 'one that ended', [ run( { ended: true } ) ], null ],
		[
			'an old one with a newer one that ended',
			[ run( { ended: true } ), run( { id: 'old' } ) ],
			null,
		],
	] )( 'with %s', ( _, runs, expected ) => {
		expect( resumableRun( { ...state, runs } )?.id ?? null ).toBe(
			expected
		);
	} );
} );
