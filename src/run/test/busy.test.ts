import { createBusyKeeper, type BusyNow, type BusyScope } from '../busy';
import { down } from './support/searching';
import { state } from '../../site/test/support/samples';

function keeping( scope: BusyScope = 'page' ) {
	const calls: string[] = [];
	const agreed = { scope };
	const clock = { time: 0 };
	const timer: { run: ( () => void ) | null; milliseconds: number } = {
		run: null,
		milliseconds: 0,
	};
	const changes: BusyNow[] = [];
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
		onChange: ( now ) => changes.push( now ),
		every: ( run, milliseconds ) => {
			timer.run = run;
			timer.milliseconds = milliseconds;
			return () => ( timer.run = null );
		},
	} );
	return { keeper, calls, agreed, clock, timer, changes };
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

	it( 'is renewed by a clock, too, until it ends: one probe may hang for longer than it lasts', async () => {
		const { keeper, calls, clock, timer } = keeping();
		await keeper.keep();
		clock.time = timer.milliseconds;
		timer.run?.();
		await keeper.end();
		expect( calls ).toEqual( [ 'page /shop/', 'page /shop/', 'end' ] );
		expect( timer.run ).toBeNull();
	} );

	it( 'changes at once when the admin widens it', async () => {
		const { keeper, calls, agreed, changes } = keeping();
		await keeper.keep();
		agreed.scope = 'site';
		await keeper.keep();
		expect( calls ).toEqual( [ 'page /shop/', 'site /shop/' ] );
		expect( changes ).toEqual( [
			{ scope: 'page', error: null },
			{ scope: 'site', error: null },
		] );
	} );

	it( 'is told when it cannot be had', async () => {
		const changes: BusyNow[] = [];
		const keeper = createBusyKeeper( {
			client: {
				startBusy: async () => down(),
				endBusy: async () => down(),
			},
			page: '/',
			scope: () => 'page',
			now: () => 0,
			onChange: ( now ) => changes.push( now ),
			every: () => () => undefined,
		} );
		await keeper.keep();
		expect( changes ).toMatchObject( [
			{ scope: null, error: { sentence: expect.any( String ) } },
		] );
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
			every: () => () => undefined,
		} );
		await expect( keeper.keep() ).resolves.toBeUndefined();
		await expect( keeper.end() ).resolves.toBeUndefined();
	} );
} );
