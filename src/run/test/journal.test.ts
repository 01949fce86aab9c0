/**
 * The journal on a client that keeps runs in memory.
 */
import { answerError } from '../../site/errors';
import { failureError } from '../../site/failures';
import { createJournal, openJournal } from '../journal';
import { inputFor, observation, siteWith } from './support/memoryProber';
import type { Run, RunEvent } from '../../contract/types';
import type { Result, SiteClient } from '../../site/types';

const input = inputFor( siteWith( [ 'a/a.php' ] ) );
const ID = 'c'.repeat( 32 );
const STOPPED: RunEvent = { type: 'stopped', data: {} };

const answers = ( probe: string ): RunEvent => ( {
	type: 'answers',
	data: {
		answers: [ { observation: observation( input.live, { probe } ) } ],
	},
} );

const movedOn = answerError( {
	status: 409,
	url: '',
	authenticate: null,
	location: null,
	text: JSON.stringify( {
		code: 'culprit_run_moved_on',
		message: 'Moved on.',
		data: { status: 409, sequence: 5 },
	} ),
} );

const cut = failureError( new TypeError( 'Failed to fetch' ) );

/** Runs in memory; `lose` names appends whose answer is lost, `drop` those that never arrive. */
function memoryClient( {
	lose = [] as number[],
	drop = [] as number[],
	first = [] as RunEvent[],
} = {} ) {
	const events: RunEvent[] = [ ...first ];
	const expected: number[] = [];
	const run = (): Run => ( {
		id: ID,
		created: '2026-11-22T10:00:00Z',
		user: 1,
		input: { ...input },
		sequence: events.length,
		ended: false,
		events: [ ...events ],
	} );
	const client: Pick< SiteClient, 'createRun' | 'readRun' | 'appendRun' > = {
		createRun: async () => ( { ok: true, value: run() } ),
		readRun: async () => ( { ok: true, value: run() } ),
		appendRun: async ( _id, request ): Promise< Result< Run > > => {
			expected.push( request.expected );
			if ( drop.includes( expected.length ) ) {
				return { ok: false, error: cut };
			}
			if ( request.expected !== events.length ) {
				return { ok: false, error: movedOn };
			}
			events.push( ...request.events );
			return lose.includes( expected.length )
				? { ok: false, error: cut }
				: { ok: true, value: run() };
		},
	};
	return { client, events, expected };
}

const patience = { wait: async () => undefined };

async function journalOf( site: ReturnType< typeof memoryClient > ) {
	const created = await createJournal( site.client, input, patience );
	if ( ! created.ok ) {
		throw new Error( created.error.sentence );
	}
	return created.value;
}

describe( 'a journal', () => {
	it( 'appends behind what is there', async () => {
		const site = memoryClient();
		const journal = await journalOf( site );
		expect( journal.id ).toBe( ID );
		expect(
			await journal.add( [ answers( '1' ), answers( '2' ) ] )
		).toEqual( { ok: true, value: undefined } );
		await journal.add( [ STOPPED ] );
		expect( site.events ).toEqual( [
			answers( '1' ),
			answers( '2' ),
			STOPPED,
		] );
		expect( site.expected ).toEqual( [ 0, 2 ] );
	} );

	it( 'keeps its order when it is not waited for', async () => {
		const site = memoryClient();
		const journal = await journalOf( site );
		await Promise.all( [
			journal.add( [ answers( '1' ) ] ),
			journal.add( [ answers( '2' ) ] ),
			journal.add( [ STOPPED ] ),
		] );
		expect( site.events ).toEqual( [
			answers( '1' ),
			answers( '2' ),
			STOPPED,
		] );
		expect( site.expected ).toEqual( [ 0, 1, 2 ] );
	} );

	it( 'stops when somebody else goes on with the run, for good', async () => {
		const site = memoryClient();
		const journal = await journalOf( site );
		site.events.push( STOPPED );
		const added = await journal.add( [ answers( '1' ) ] );
		expect( added ).toMatchObject( {
			ok: false,
			error: {
				code: 'culprit_run_moved_on',
				sentence: expect.stringMatching( /^Somebody else goes on/ ),
				status: 409,
			},
		} );
		expect( await journal.add( [ STOPPED ] ) ).toEqual( added );
		expect( site.events ).toEqual( [ STOPPED ] );
	} );

	it( 'tries again when a call does not arrive', async () => {
		const site = memoryClient( { drop: [ 1, 2 ] } );
		const journal = await journalOf( site );
		expect( ( await journal.add( [ answers( '1' ) ] ) ).ok ).toBe( true );
		expect( site.events ).toEqual( [ answers( '1' ) ] );
	} );

	it( 'writes nothing twice when only the answer was lost', async () => {
		const site = memoryClient( { lose: [ 1 ] } );
		const journal = await journalOf( site );
		expect( ( await journal.add( [ answers( '1' ) ] ) ).ok ).toBe( true );
		await journal.add( [ STOPPED ] );
		expect( site.events ).toEqual( [ answers( '1' ), STOPPED ] );
	} );

	it( 'does not take the events of somebody else for its own', async () => {
		const site = memoryClient( { drop: [ 1 ] } );
		const journal = await journalOf( site );
		site.events.push( answers( '9' ) );
		expect( await journal.add( [ answers( '1' ) ] ) ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_run_moved_on' },
		} );
	} );

	it( 'gives up on a site that stays away', async () => {
		const site = memoryClient( { drop: [ 1, 2, 3, 4 ] } );
		const journal = await journalOf( site );
		expect( await journal.add( [ STOPPED ] ) ).toEqual( {
			ok: false,
			error: cut,
		} );
		expect( site.expected ).toHaveLength( 4 );
	} );

	it( 'is opened with the run that it goes on with', async () => {
		const site = memoryClient( { first: [ answers( '1' ) ] } );
		const opened = await openJournal( site.client, ID, patience );
		expect( opened.ok && opened.value.run.events ).toEqual( [
			answers( '1' ),
		] );
		await ( opened.ok ? opened.value.journal.add( [ STOPPED ] ) : null );
		expect( site.events ).toEqual( [ answers( '1' ), STOPPED ] );
	} );
} );
