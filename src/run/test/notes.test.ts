/**
 * What a search has learned, kept in the background.
 */
import { createNotes } from '../notes';
import { down } from './support/searching';
import { observation } from './support/memoryProber';
import { configuration } from '../../site/test/support/samples';
import type { RunEvent } from '../../contract/types';
import type { Answer } from '../../engine/types';

const answer = ( question: string ): Answer => ( {
	question,
	purpose: 'search',
	configuration: configuration(),
	observation: observation( configuration() ),
	verdict: {
		outcome: 'healthy',
		signature: null,
		reason: null,
		sentence: '',
	},
} );

/** A journal whose calls are answered when they are let go. */
const slow = ( works = true ) => {
	const calls: RunEvent[][] = [];
	const going: ( () => void )[] = [];
	return {
		calls,
		letGo: async () => {
			going.shift()?.();
			// Until what waits for it has run.
			for ( let turn = 0; turn < 5; turn++ ) {
				await Promise.resolve();
			}
		},
		journal: {
			id: '',
			add: async ( events: RunEvent[] ) => {
				calls.push( events );
				await new Promise< void >( ( resolve ) =>
					going.push( resolve )
				);
				return works ? { ok: true as const, value: undefined } : down();
			},
		},
	};
};

const questions = ( events: RunEvent[] | undefined ) =>
	( events ?? [] ).map( ( { type, data } ) =>
		type === 'answers'
			? ( data as { answers: Answer[] } ).answers.map(
					( { question } ) => question
				)
			: type
	);

it( 'one call is under way at a time; what comes meanwhile goes together into the next', async () => {
	const { journal, calls, letGo } = slow();
	const notes = createNotes( journal );
	for ( const question of [ '1', '2', '3' ] ) {
		notes.learned( answer( question ) );
		notes.keep();
	}
	expect( calls.map( questions ) ).toEqual( [ [ [ '1' ] ] ] );

	await letGo();
	expect( calls.map( questions ) ).toEqual( [
		[ [ '1' ] ],
		[ [ '2', '3' ] ],
	] );
} );

it( 'the end waits for what is under way, and comes last', async () => {
	const { journal, calls, letGo } = slow();
	const notes = createNotes( journal );
	notes.learned( answer( '1' ) );
	notes.keep();
	notes.learned( answer( '2' ) );
	const ended = notes.end( { type: 'stopped', data: {} } );
	await letGo();
	await letGo();
	await letGo();

	expect( await ended ).toEqual( { ok: true, value: undefined } );
	expect( calls.flatMap( questions ) ).toEqual( [
		[ '1' ],
		[ '2' ],
		'stopped',
	] );
} );

it( 'an answer that is taken back before it is kept never was; after that it is told', async () => {
	const { journal, calls, letGo } = slow();
	const notes = createNotes( journal );
	notes.learned( answer( '1' ) );
	notes.takenBack( answer( '1' ) );
	notes.learned( answer( '2' ) );
	notes.keep();
	await letGo();
	notes.takenBack( answer( '2' ) );
	notes.keep();

	expect( calls.flatMap( questions ) ).toEqual( [ [ '2' ], 'undone' ] );
} );

it( 'what cannot be kept is lost for good, and nothing is sent after it', async () => {
	const { journal, calls, letGo } = slow( false );
	const notes = createNotes( journal );
	notes.learned( answer( '1' ) );
	notes.keep();
	await letGo();
	notes.learned( answer( '2' ) );
	notes.keep();

	expect( notes.lost() ).toMatchObject( { sentence: expect.any( String ) } );
	expect( ( await notes.end() ).ok ).toBe( false );
	expect( calls ).toHaveLength( 1 );
} );

it( 'without a journal nothing is lost', async () => {
	const notes = createNotes( undefined );
	notes.learned( answer( '1' ) );
	notes.keep();

	expect( await notes.end() ).toEqual( { ok: true, value: undefined } );
} );
