import { createBusyKeeper, type BusyScope } from '../busy';
import { down } from './support/searching';
import { state } from '../../site/test/support/samples';

function keeping( scope: BusyScope = 'page' ) {
	const calls: string[] = [];
	const agreed = { scope };
	const clock = { time: 0 };
	const keeper = createBusyKeeper( {
		client: {
			startBusy: async ( request ) => {
				calls.push( `${ request.scope } ${ request.page }` );
				return { ok: true, value: state() };
			},
			endBusy: async () => {
				calls.push( 'end' );
				return { ok: true, value: state() };
			},
		},
		page: '/shop/',
		scope: () => agreed.scope,
		now: () => clock.time,
	} );
	return { keeper, calls, agreed, clock };
}

describe( 'the busy answer', () => {
	it( 'is never given without consent', async () => {
		const { keeper, calls } = keeping( null );
		await keeper.keep();
		await keeper.end();
		expect( calls ).toEqual( [] );
	} );

	it( 'is renewed long before it runs out, and ended', async () => {
		const { keeper, calls, clock } = keeping();
		await keeper.keep();
		clock.time = 19000;
		await keeper.keep();
		expect( calls ).toEqual( [ 'page /shop/' ] );
		clock.time = 21000;
		await keeper.keep();
		await keeper.end();
		await keeper.end();
		expect( calls ).toEqual( [ 'page /shop/', 'page /shop/', 'end' ] );
	} );

	it( 'begins and ends as the admin says, also while the search runs', async () => {
		const { keeper, calls, agreed } = keeping( null );
		await keeper.keep();
		agreed.scope = 'site';
		await keeper.keep();
		agreed.scope = null;
		await keeper.keep();
		await keeper.end();
		expect( calls ).toEqual( [ 'site /shop/', 'end' ] );
	} );

	it( 'is no reason to end a search when it cannot be had', async () => {
		const keeper = createBusyKeeper( {
			client: {
				startBusy: async () => down(),
				endBusy: async () => down(),
			},
			page: '/',
			scope: () => 'page',
			now: () => 0,
		} );
		await expect( keeper.keep() ).resolves.toBeUndefined();
		await expect( keeper.end() ).resolves.toBeUndefined();
	} );
} );
