/**
 * The driver with the real engine and a prober that answers from memory.
 */
import { drive, type DriveOptions, type Driven } from '../driver';
import { DROPS_ARGUMENTS } from '../../site/prober';
import { failureError } from '../../site/failures';
import {
	inputFor,
	memoryProber,
	observation,
	siteWith,
	type Behaviour,
} from './support/memoryProber';
import type { RunEvent } from '../../contract/types';
import type { SearchState } from '../../engine/types';
import type { Result } from '../../site/types';
import type { Journal } from '../journal';

const PLUGINS = [ 'a/a.php', 'b/b.php', 'c/c.php', 'd/d.php' ];
const site = siteWith( PLUGINS );
const input = inputFor( site );

function memoryJournal( fails?: ( number: number ) => boolean ) {
	const added: RunEvent[][] = [];
	const journal: Journal = {
		id: 'c'.repeat( 32 ),
		add: async ( events ) => {
			added.push( events );
			return fails?.( added.length )
				? {
						ok: false,
						error: failureError( new TypeError() ),
					}
				: { ok: true, value: undefined };
		},
	};
	return { journal, added };
}

const search = ( behaviour: Behaviour, more: Partial< DriveOptions > = {} ) => {
	const prober = memoryProber( behaviour );
	const seen: SearchState[] = [];
	return {
		prober,
		seen,
		ended: drive( {
			input,
			prober,
			signal: new AbortController().signal,
			onProgress: ( { state } ) => seen.push( state ),
			wait: async () => undefined,
			...more,
		} ),
	};
};

async function valueOf( ended: Promise< Result< Driven > > ) {
	const result = await ended;
	if ( ! result.ok ) {
		throw new Error( result.error.sentence );
	}
	return result.value;
}

const down = () => ( {
	ok: false as const,
	error: failureError( new TypeError( 'Failed to fetch' ) ),
} );

describe( 'a search to its end', () => {
	it( 'names the culprit', async () => {
		const { ended, prober, seen } = search( { culprits: [ 'c/c.php' ] } );
		const driven = await valueOf( ended );
		expect( driven ).toMatchObject( {
			kind: 'diagnosis',
			diagnosis: {
				outcome: 'culprits-found',
				culprits: [ { members: [ 'plugin:c/c.php' ] } ],
				probes: prober.probed.length,
			},
		} );
		expect( seen ).toHaveLength( prober.probed.length + 1 );
		expect( seen.at( -1 )?.answers ).toHaveLength( prober.probed.length );
	} );

	it( 'names two that fail together only', async () => {
		const { ended } = search( { culprits: [ 'a/a.php', 'd/d.php' ] } );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: {
				culprits: [ { members: [ 'plugin:a/a.php', 'plugin:d/d.php' ] } ],
			},
		} );
	} );

	it( 'accuses nobody on a healthy page', async () => {
		const { ended } = search( {} );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: { outcome: 'not-reproduced', culprits: [] },
		} );
	} );

	it( 'prepares what is asked first, and never more than sixteen', async () => {
		const { ended, prober } = search( { culprits: [ 'c/c.php' ] } );
		await valueOf( ended );
		let next = 0;
		for ( const { questions, page } of prober.prepared ) {
			expect( questions.length ).toBeGreaterThan( 0 );
			expect( questions.length ).toBeLessThanOrEqual( 16 );
			expect( page ).toEqual( input.page );
			expect( questions[ 0 ] ).toMatchObject( prober.probed[ next ] ?? {} );
			const asked = questions.findIndex(
				( { configuration }, index ) =>
					JSON.stringify( configuration ) !==
					JSON.stringify(
						prober.probed[ next + index ]?.configuration
					)
			);
			next += asked < 1 ? 1 : 1;
		}
	} );
} );

describe( 'the journal', () => {
	it( 'gets every answer once, in order, and the diagnosis last', async () => {
		const { journal, added } = memoryJournal();
		const { ended } = search( { culprits: [ 'c/c.php' ] }, { journal } );
		const driven = await valueOf( ended );
		const events = added.flat();
		const answers = events.flatMap( ( { type, data } ) =>
			type === 'answers' ? ( data as { answers: unknown[] } ).answers : []
		);
		expect( answers ).toEqual( driven.state.answers );
		expect( events.filter( ( { type } ) => type === 'diagnosis' ) ).toEqual( [
			{
				type: 'diagnosis',
				data: {
					diagnosis:
						driven.kind === 'diagnosis' && driven.diagnosis,
				},
			},
		] );
		expect( events.at( -1 )?.type ).toBe( 'diagnosis' );
	} );

	it( 'ends the search when it cannot go on', async () => {
		const { journal } = memoryJournal( ( number ) => number === 2 );
		const { ended, prober } = search(
			{ culprits: [ 'c/c.php' ] },
			{ journal }
		);
		expect( await ended ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_unreachable' },
		} );
		expect( prober.probed.length ).toBeLessThanOrEqual( 4 );
	} );
} );

describe( 'stopping', () => {
	it( 'keeps what was learned, writes it down, and goes on from there', async () => {
		const stopping = new AbortController();
		const { journal, added } = memoryJournal();
		const first = search(
			{
				culprits: [ 'c/c.php' ],
				instead: ( number ) => {
					if ( number < 4 ) {
						return undefined;
					}
					stopping.abort();
					return {
						ok: true,
						value: observation( input.live, {
							networkError: 'aborted',
						} ),
					};
				},
			},
			{ journal, signal: stopping.signal }
		);
		const stopped = await valueOf( first.ended );
		expect( stopped.kind ).toBe( 'stopped' );
		expect( stopped.state.answers ).toHaveLength( 3 );
		expect( added.flat().at( -1 ) ).toEqual( { type: 'stopped', data: {} } );

		const whole = search( { culprits: [ 'c/c.php' ] } );
		const rest = search(
			{ culprits: [ 'c/c.php' ] },
			{ answers: stopped.state.answers }
		);
		const expected = await valueOf( whole.ended );
		const resumed = await valueOf( rest.ended );
		expect( resumed.kind === 'diagnosis' && resumed.diagnosis ).toEqual(
			expected.kind === 'diagnosis' && expected.diagnosis
		);
		expect( rest.prober.probed ).toHaveLength(
			whole.prober.probed.length - 3
		);
	} );

	it( 'before it began sends nothing', async () => {
		const { ended, prober } = search(
			{ culprits: [ 'c/c.php' ] },
			{ signal: AbortSignal.abort() }
		);
		expect( ( await valueOf( ended ) ).kind ).toBe( 'stopped' );
		expect( prober.probed ).toEqual( [] );
		expect( prober.prepared ).toEqual( [] );
	} );
} );

describe( 'a site that cannot be asked', () => {
	it( 'is asked up to four times, with longer and longer pauses', async () => {
		const pauses: number[] = [];
		const { ended, prober } = search(
			{ instead: down },
			{
				wait: async ( milliseconds ) => {
					pauses.push( milliseconds );
				},
			}
		);
		expect( await ended ).toEqual( down() );
		expect( prober.probed ).toHaveLength( 4 );
		expect( pauses ).toEqual( [ 1000, 3000, 9000 ] );
	} );

	it( 'that comes back is searched to the end', async () => {
		const { ended } = search( {
			culprits: [ 'c/c.php' ],
			instead: ( number ) =>
				number === 3 || number === 4 ? down() : undefined,
		} );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: { culprits: [ { members: [ 'plugin:c/c.php' ] } ] },
		} );
	} );

	it( 'is not asked again when it refuses', async () => {
		const error = {
			code: 'culprit_not_live',
			sentence: 'Changed.',
			advice: 'Reload.',
			status: 409,
		};
		const { ended, prober } = search( {
			instead: () => ( { ok: false, error } ),
		} );
		expect( await ended ).toEqual( { ok: false, error } );
		expect( prober.probed ).toHaveLength( 1 );
	} );

	it( 'leaves in the journal what was learned before', async () => {
		const { journal, added } = memoryJournal();
		const { ended } = search(
			{
				culprits: [ 'c/c.php' ],
				instead: ( number ) => ( number > 3 ? down() : undefined ),
			},
			{ journal }
		);
		expect( ( await ended ).ok ).toBe( false );
		const answers = added
			.flat()
			.flatMap( ( { data } ) => ( data as { answers: unknown[] } ).answers );
		expect( answers ).toHaveLength( 3 );
	} );
} );

describe( 'a cache', () => {
	it( 'is looked for once, right after the first read-only probe of live', async () => {
		const { ended, prober } = search( { culprits: [ 'c/c.php' ] } );
		await valueOf( ended );
		expect( prober.visits ).toEqual( [ input.page ] );
	} );

	it( 'that keeps probes ends the search', async () => {
		const { journal, added } = memoryJournal();
		const { ended, prober } = search(
			{ culprits: [ 'c/c.php' ], visit: { marker: 'foreign' } },
			{ journal }
		);
		const driven = await valueOf( ended );
		expect( driven ).toMatchObject( {
			kind: 'diagnosis',
			diagnosis: {
				outcome: 'unresolved',
				layer: 'page-cache',
				reason: 'cache-keeps-probes',
				sentence: expect.stringMatching( /^A cache/ ),
				culprits: [],
				probes: prober.probed.length,
				signature: { kind: 'blank' },
			},
		} );
		expect( prober.probed.at( -1 ) ).toEqual( {
			configuration: input.live,
			mode: 'guarded',
		} );
		expect( added.flat().map( ( { type } ) => type ) ).toContain(
			'diagnosis'
		);
	} );

	it( 'was looked for already when a search goes on', async () => {
		const first = await valueOf( search( { culprits: [ 'c/c.php' ] } ).ended );
		const { ended, prober } = search(
			{ culprits: [ 'c/c.php' ] },
			{ answers: first.state.answers.slice( 0, 4 ) }
		);
		await valueOf( ended );
		expect( prober.visits ).toEqual( [] );
	} );
} );

it( 'a page that drops arguments is no culprit, but unresolved', async () => {
	const { ended } = search( {
		instead: () => ( { ok: false, error: DROPS_ARGUMENTS } ),
	} );
	expect( await valueOf( ended ) ).toMatchObject( {
		diagnosis: { outcome: 'unresolved', reason: 'page-drops-arguments' },
	} );
} );
