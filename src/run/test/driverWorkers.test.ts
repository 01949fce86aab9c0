/**
 * What the driver does for a server that runs out of PHP workers.
 */
import { observation } from './support/memoryProber';
import { down, input, search, valueOf } from './support/searching';
import type { Observation } from '../../engine/types';
import type { Strain } from '../strain';

const hung: Partial< Observation > = {
	status: null,
	marker: 'absent',
	networkError: 'timeout',
	milliseconds: 30000,
	report: null,
	record: {
		claimed: true,
		age: 0,
		readable: true,
		ended: false,
		loaded: input.live.plugins,
		loading: null,
		milestone: 'init',
		running: null,
		waiting: null,
	},
};

/** The live page hangs. */
const hanging = ( number: number ) =>
	number <= 2
		? {
				ok: true as const,
				value: observation( input.live, hung ),
			}
		: undefined;

describe( 'a page that hangs on a server with one worker', () => {
	it( 'is not probed again unless the admin agreed', async () => {
		const { ended, prober } = search( {
			instead: hanging,
			workers: { total: 1, idle: 0 },
		} );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: { outcome: 'unresolved', reason: 'one-worker' },
		} );
		expect( prober.probed ).toHaveLength( 1 );
	} );

	it( 'is searched when the admin agreed', async () => {
		const { ended, prober } = search(
			{ instead: hanging, workers: { total: 1, idle: 0 } },
			{ mayBlock: () => true }
		);
		await valueOf( ended );
		expect( prober.probed.length ).toBeGreaterThan( 2 );
	} );
} );

it( 'a page that breaks at once is searched with one worker, too', async () => {
	const { ended } = search( {
		culprits: [ 'c/c.php' ],
		workers: { total: 1, idle: 0 },
	} );
	expect( await valueOf( ended ) ).toMatchObject( {
		diagnosis: { outcome: 'culprits-found' },
	} );
} );

it( 'probes are given up sooner once a page hung', async () => {
	const limits: ( number | undefined )[] = [];
	const { ended, prober } = search( { instead: hanging } );
	const { probe } = prober;
	prober.probe = ( question, ...rest ) => {
		limits.push( question.timeLimit );
		return probe( question, ...rest );
	};
	await valueOf( ended );
	expect( limits.slice( 0, 3 ) ).toEqual( [ 30000, 10000, 10000 ] );
} );

it( 'the search waits for room, tells that it does, and then goes on', async () => {
	const strains: Strain[] = [];
	const { ended, prober } = search(
		{ culprits: [ 'c/c.php' ], workers: { total: 4, idle: 0, hanging: 2 } },
		{ onProgress: ( { strain } ) => strains.push( strain ) }
	);
	prober.workers.room = async ( _, onWait ) => onWait();
	await valueOf( ended );
	expect( strains ).toContainEqual( {
		total: 4,
		idle: 0,
		hanging: 2,
		queue: true,
		slow: false,
		waiting: true,
	} );
} );

it( 'the only worker is not called busy because it answers', async () => {
	const strains: Strain[] = [];
	const { ended } = search(
		{ culprits: [ 'c/c.php' ], workers: { total: 1, idle: 0 } },
		{ onProgress: ( { strain } ) => strains.push( strain ) }
	);
	await valueOf( ended );
	expect( strains.some( ( { queue } ) => queue ) ).toBe( false );
} );

describe( 'the busy answer', () => {
	const kept = () => {
		const calls: string[] = [];
		return {
			calls,
			busy: {
				keep: async () => void calls.push( 'keep' ),
				end: async () => void calls.push( 'end' ),
			},
		};
	};

	it( 'is kept before each probe and ended with the search', async () => {
		const { calls, busy } = kept();
		const { ended, prober } = search(
			{ culprits: [ 'c/c.php' ] },
			{ busy }
		);
		await valueOf( ended );
		expect( calls ).toEqual( [
			...prober.probed.map( () => 'keep' ),
			'end',
		] );
	} );

	it( 'is ended also when the site cannot be asked any more', async () => {
		const { calls, busy } = kept();
		const { ended } = search( { instead: down }, { busy } );
		await ended;
		expect( calls.at( -1 ) ).toBe( 'end' );
	} );
} );
