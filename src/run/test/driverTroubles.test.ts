/**
 * The driver when it is stopped, when the site is away, and when a cache is in between.
 */
import { DROPS_ARGUMENTS } from '../../site/prober';
import { observation } from './support/memoryProber';
import {
	down,
	input,
	memoryJournal,
	search,
	valueOf,
} from './support/searching';

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
		expect( added.flat().at( -1 ) ).toEqual( {
			type: 'stopped',
			data: {},
		} );

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
			.flatMap(
				( { data } ) => ( data as { answers: unknown[] } ).answers
			);
		expect( answers ).toHaveLength( 3 );
	} );
} );

describe( 'a cache', () => {
	it( 'is looked for once', async () => {
		const { ended, prober } = search( { culprits: [ 'c/c.php' ] } );
		await valueOf( ended );
		expect( prober.visits ).toEqual( [ input.page ] );
	} );

	it( 'that keeps probes ends the search', async () => {
		const { journal, added } = memoryJournal();
		const { ended, prober } = search(
			{
				culprits: [ 'c/c.php' ],
				visit: { marker: 'foreign' },
				headers: { via: '1.1 varnish' },
			},
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
		// Nothing with a plugin left out was asked.
		for ( const { configuration } of prober.probed ) {
			expect( configuration ).toEqual( input.live );
		}
		expect( added.flat().map( ( { type } ) => type ) ).toContain(
			'diagnosis'
		);
	} );

	it( 'that does not show itself ends the search as well', async () => {
		const { ended, prober } = search( {
			culprits: [ 'c/c.php' ],
			visit: { marker: 'foreign' },
		} );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: { reason: 'cache-keeps-probes', culprits: [] },
		} );
		expect( prober.visits ).toEqual( [ input.page ] );
	} );

	it( 'keeps no error, so on a page that fails with one it is looked for after the first healthy answer', async () => {
		const error = ( number: number ) =>
			number <= 2
				? {
						ok: true as const,
						value: observation( input.live, { status: 500 } ),
					}
				: undefined;
		const { ended, prober } = search( {
			culprits: [ 'c/c.php' ],
			instead: error,
			visit: { marker: 'foreign' },
		} );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: { reason: 'cache-keeps-probes' },
		} );
		expect( prober.visits ).toEqual( [ input.page ] );
		expect( prober.probed.length ).toBeGreaterThan( 2 );
	} );

	it( 'was looked for already when a search goes on', async () => {
		const first = await valueOf(
			search( { culprits: [ 'c/c.php' ] } ).ended
		);
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
