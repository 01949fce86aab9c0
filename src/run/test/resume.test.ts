/**
 * Stored runs, whole and damaged.
 */
import { drive } from '../driver';
import { diagnosisOfRun, stateOfRun } from '../resume';
import { inputFor, memoryProber, siteWith } from './support/memoryProber';
import type { Run, RunEvent } from '../../contract/types';

const input = inputFor( siteWith( [ 'a/a.php', 'b/b.php', 'c/c.php' ] ) );

/** A run as the server gives it back. */
async function storedRun(): Promise< Run > {
	const events: RunEvent[] = [];
	await drive( {
		input,
		prober: memoryProber( { culprits: [ 'b/b.php' ] } ),
		journal: {
			id: '',
			add: async ( more ) => {
				events.push( ...more );
				return { ok: true, value: undefined };
			},
		},
		signal: new AbortController().signal,
		onProgress: () => undefined,
	} );
	return JSON.parse(
		JSON.stringify( {
			id: 'c'.repeat( 32 ),
			created: '2026-11-22T10:00:00Z',
			user: 1,
			input,
			sequence: events.length,
			ended: true,
			events,
		} )
	);
}

/** The state in a whole run. */
const read = ( run: Run ) => {
	const known = stateOfRun( run );
	return known.ok ? known.value : null;
};

const answersOf = ( run: Run ) =>
	run.events
		.filter( ( { type } ) => type === 'answers' )
		.flatMap( ( { data } ) => ( data as { answers: object[] } ).answers );

it( 'a run gives back its state and its diagnosis', async () => {
	const run = await storedRun();
	const state = read( run );
	expect( state?.input ).toEqual( input );
	expect( state?.answers ).toEqual( answersOf( run ) );
	expect( state?.answers.length ).toBeGreaterThan( 5 );
	expect( diagnosisOfRun( run ) ).toMatchObject( {
		outcome: 'culprits-found',
		culprits: [ { members: [ 'plugin:b/b.php' ] } ],
	} );
} );

it( 'a run that has only begun has a state without answers', async () => {
	const run = { ...( await storedRun() ), events: [] };
	expect( read( run ) ).toEqual( { input, answers: [] } );
	expect( diagnosisOfRun( run ) ).toBeUndefined();
} );

it( 'empty objects that PHP wrote as lists are no damage', async () => {
	const run = JSON.parse(
		JSON.stringify( await storedRun() ).replaceAll(
			'"headers":{}',
			'"headers":[]'
		)
	);
	expect( read( run )?.answers.length ).toBeGreaterThan( 5 );
} );

it( 'an answer that was taken back is none', async () => {
	const run = await storedRun();
	const [ first ] = answersOf( run );
	run.events = [
		{ type: 'answers', data: { answers: answersOf( run ).slice( 0, 2 ) } },
		{ type: 'undone', data: { question: 'the second' } },
	] as RunEvent[];
	expect( read( run )?.answers ).toEqual( [ first ] );
} );

describe( 'a damaged run is refused with a reason:', () => {
	const damage: [ string, ( run: Run ) => void ][] = [
		[ 'no input', ( run ) => void ( run.input = {} ) ],
		[
			'candidates without keys',
			( run ) => void ( run.input[ 'candidates' ] = [ {} ] ),
		],
		[
			'an unknown symptom',
			( run ) => void ( run.input[ 'symptom' ] = { kind: 'smell' } ),
		],
		[
			'answers that are no list',
			( { events } ) =>
				void ( ( events[ 0 ] as RunEvent ).data = { answers: {} } ),
		],
		[
			'an answer without an observation',
			( run ) =>
				void delete (
					answersOf( run )[ 0 ] as Record< string, unknown >
				 )[ 'observation' ],
		],
		[
			'an answer with an unknown outcome',
			( run ) =>
				void Object.assign( answersOf( run )[ 1 ] ?? {}, {
					verdict: {
						outcome: 'odd',
						signature: null,
						reason: null,
						sentence: '',
					},
				} ),
		],
		[
			'an answer to a question that is not asked',
			( run ) =>
				void Object.assign( answersOf( run )[ 1 ] ?? {}, {
					question: 'no such question',
				} ),
		],
	];

	it.each( damage )( '%s', async ( _name, break_ ) => {
		const run = await storedRun();
		break_( run );
		expect( stateOfRun( run ) ).toMatchObject( {
			ok: false,
			error: {
				code: 'culprit_damaged_run',
				sentence: expect.stringMatching(
					/^This search cannot be gone on with: .{20,}\.$/
				),
				advice: 'Start a new search.',
			},
		} );
	} );

	it( 'nor has it a diagnosis that lacks its parts', async () => {
		const run = await storedRun();
		const last = run.events.at( -1 ) as RunEvent;
		last.data = { diagnosis: { outcome: 'culprits-found' } };
		expect( diagnosisOfRun( run ) ).toBeUndefined();
	} );
} );
