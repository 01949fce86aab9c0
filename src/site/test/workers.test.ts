import { record } from './support/samples';
import { createWorkerCount } from '../workers';
import type { SiteError } from '../types';

/** A count over a clock that only waiting moves; probes end at the given times. */
function counting( ends: Record< string, number > = {} ) {
	let time = 0;
	const asked: string[] = [];
	const workers = createWorkerCount( {
		client: {
			record: async ( probe ) => {
				asked.push( probe );
				return {
					ok: true,
					value: record( {
						id: probe,
						workers: { total: workers.now().total, idle: 0 },
						ended: time >= ( ends[ probe ] ?? Infinity ),
					} ),
				};
			},
		},
		now: () => time,
		wait: async ( milliseconds ) => {
			time += milliseconds;
		},
	} );
	const room = async ( limit = 60000, signal?: AbortSignal ) => {
		const onWait = jest.fn();
		await workers.room( limit, onWait, signal );
		return { time, waited: onWait.mock.calls.length > 0 };
	};
	return { workers, room, asked };
}

const now = { time: 0, waited: false };

describe( 'probes that were given up', () => {
	it( 'leave two workers to everybody else', async () => {
		const { workers, room } = counting( { a: 5000 } );
		workers.told( { total: 4, idle: 3 } );
		workers.told( { total: 4, idle: 2 } );
		workers.abandoned( 'a' );
		expect( await room() ).toEqual( now );
		workers.abandoned( 'b' );
		expect( await room() ).toEqual( { time: 6000, waited: true } );
		expect( workers.now() ).toEqual( { total: 4, idle: 0, hanging: 1 } );
	} );

	it( 'may be two where nobody knows how many workers there are', async () => {
		const { workers, room } = counting( { a: 5000 } );
		workers.abandoned( 'a' );
		expect( await room() ).toEqual( now );
		workers.abandoned( 'b' );
		expect( ( await room() ).waited ).toBe( true );
	} );

	it( 'have ended when the only worker answers', async () => {
		const { workers, room } = counting();
		workers.told( { total: 1, idle: 0 } );
		workers.abandoned( 'a' );
		expect( await room() ).toEqual( now );
	} );

	it.each( [ 2, 3 ] )(
		'may be one at a time with %d workers',
		async ( total ) => {
			const { workers, room } = counting( { a: 3000 } );
			workers.told( { total, idle: 0 } );
			expect( await room() ).toEqual( now );
			workers.abandoned( 'a' );
			expect( await room() ).toEqual( { time: 4000, waited: true } );
		}
	);

	it( 'are believed to have ended after the longest time that is known', async () => {
		const { workers, room } = counting();
		workers.told( { total: 3, idle: 1 } );
		workers.abandoned( 'a' );
		expect( await room( 9000 ) ).toEqual( { time: 10000, waited: true } );
	} );

	it( 'have ended when all workers but the one that says so are idle', async () => {
		const { workers, room } = counting();
		workers.told( { total: 3, idle: 1 } );
		workers.abandoned( 'a' );
		workers.told( { total: 3, idle: 2 } );
		expect( await room() ).toEqual( now );
		expect( workers.now().hanging ).toBe( 0 );
	} );

	it( 'have ended when nobody knows them any more', async () => {
		const error: SiteError = {
			code: 'culprit_unknown_probe',
			sentence: '',
			advice: '',
			status: 404,
		};
		const workers = createWorkerCount( {
			client: { record: async () => ( { ok: false, error } ) },
			now: () => 0,
		} );
		workers.told( { total: 1, idle: 0 } );
		workers.abandoned( 'a' );
		const onWait = jest.fn();
		await workers.room( 60000, onWait );
		expect( onWait ).not.toHaveBeenCalled();
	} );

	it( 'have ended when the server says so while it is waited for', async () => {
		const answers = [ 0, 0, 2 ];
		const workers = createWorkerCount( {
			client: {
				record: async ( probe ) => ( {
					ok: true,
					value: record( {
						id: probe,
						ended: false,
						workers: { total: 3, idle: answers.shift() ?? 2 },
					} ),
				} ),
			},
			now: () => 0,
			wait: async () => undefined,
		} );
		workers.told( { total: 3, idle: 0 } );
		workers.abandoned( 'a' );
		await workers.room( 60000, () => undefined );
		expect( answers ).toEqual( [] );
		expect( workers.now().hanging ).toBe( 0 );
	} );

	it( 'are asked for only when there is no room', async () => {
		const { workers, room, asked } = counting();
		workers.told( { total: 8, idle: 3 } );
		workers.abandoned( 'a' );
		await room();
		expect( asked ).toEqual( [] );
	} );

	it( 'are not waited for once the search is stopped', async () => {
		const { workers, room } = counting();
		workers.told( { total: 1, idle: 0 } );
		workers.abandoned( 'a' );
		expect( ( await room( 60000, AbortSignal.abort() ) ).time ).toBe( 0 );
	} );
} );
