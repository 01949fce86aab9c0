/**
 * The JSON that scripts read.
 */
import { diagnosisReport } from '../report';
import { configuration, plugin, state } from '../../site/test/support/samples';
import type { Diagnosis } from '../../engine/types';

const diagnosis: Diagnosis = {
	outcome: 'culprits-found',
	culprits: [
		{
			members: [
				'plugin:a/a.php',
				'theme:acorn',
				'plugin:gone/gone.php',
			],
			signature: {
				key: 'blank',
				kind: 'blank',
				sentence: 'Blank.',
				file: null,
			},
			namedByPhp: false,
			costs: null,
			proof: [
				{
					role: 'without',
					configuration: configuration(),
					outcome: 'healthy',
					probe: '1'.repeat( 32 ),
				},
			],
		},
	],
	layer: 'plugin',
	signature: { key: 'blank', kind: 'blank', sentence: 'Blank.', file: null },
	reason: 'proved',
	sentence: 'It was them.',
	suspects: [],
	probes: 13,
	chance: null,
};

it( 'names members as they are installed, and promises nothing else', () => {
	const site = state( [ 'culprit/plugin.php', 'a/a.php' ], {
		plugins: [ plugin( 'a/a.php', { name: 'Alpha', version: '2.1' } ) ],
	} );
	expect( diagnosisReport( diagnosis, site, 1234.6 ) ).toEqual( {
		outcome: 'culprits-found',
		beyond: [],
		culprits: [
			{
				members: [
					{
						kind: 'plugin',
						id: 'a/a.php',
						name: 'Alpha',
						version: '2.1',
					},
					{
						kind: 'theme',
						id: 'acorn',
						name: 'acorn',
						version: '1.0',
					},
					{
						kind: 'plugin',
						id: 'gone/gone.php',
						name: '',
						version: '',
					},
				],
				costs_ms: null,
				proof: [
					{
						configuration: configuration(),
						outcome: 'healthy',
						probe: '1'.repeat( 32 ),
					},
				],
			},
		],
		layer: 'plugin',
		signature: diagnosis.signature,
		probes: 13,
		chance: null,
		elapsed_ms: 1235,
		reason: 'proved',
		sentence: 'It was them.',
		suspects: [],
	} );
} );

it( 'names who is still suspect, but nobody beside a culprit', () => {
	const suspects = [ 'theme:acorn' ];
	const report = ( outcome: Diagnosis[ 'outcome' ] ) =>
		diagnosisReport( { ...diagnosis, outcome, suspects }, state(), 0 );
	expect( report( 'unresolved' ).suspects ).toEqual( [
		{ kind: 'theme', id: 'acorn', name: 'acorn', version: '1.0' },
	] );
	expect( report( 'culprits-found' ).suspects ).toEqual( [] );
} );
