/**
 * The busy answer between what the admin wants and what the server hears.
 */
import { act, renderHook } from '@testing-library/react';
import type { State } from '../../../contract/types';
import type { Result } from '../../../site/types';
import { failure, stateOf } from '../../test/support/fakeSite';
import { useBusy } from '../useBusy';

const ok: Result< State > = { ok: true, value: stateOf( [] ) };
const down: Result< State > = { ok: false, error: failure() };

/** A server that answers each call when it is told to. */
function slowServer() {
	const heard: string[] = [];
	const answers: ( ( result: Result< State > ) => void )[] = [];
	const call = ( name: string ) => {
		heard.push( name );
		return new Promise< Result< State > >( ( resolve ) =>
			answers.push( resolve )
		);
	};
	const client = {
		startBusy: ( { scope }: { scope: string } ) => call( scope ),
		endBusy: () => call( 'end' ),
	};
	const { result } = renderHook( () => useBusy( client, '/' ) );
	return {
		heard,
		now: () => result.current,
		answer: ( with_: Result< State > ) =>
			act( async () => answers.shift()?.( with_ ) ),
		keeper: () => {
			let keeper = null as unknown as ReturnType<
				typeof result.current.forSearch
			>;
			act( () => {
				keeper = result.current.forSearch();
			} );
			return keeper;
		},
		agree: ( scope: 'page' | 'site' | null ) =>
			act( async () => result.current.answer( scope ) ),
	};
}

afterEach( () => jest.useRealTimers() );

it( 'is nobody’s before there is a search', async () => {
	const { heard, agree } = slowServer();
	await agree( 'page' );
	expect( heard ).toEqual( [] );
} );

it( 'begins on the click, and counts when the server says so', async () => {
	const { heard, agree, answer, keeper, now } = slowServer();
	const { end } = keeper();
	await agree( 'page' );
	expect( heard ).toEqual( [ 'page' ] );
	expect( now() ).toMatchObject( { scope: null, pending: 'begin' } );
	await answer( ok );
	expect( now() ).toMatchObject( { scope: 'page', pending: null } );
	await act( async () => void end() );
	await answer( ok );
} );

it( 'a search that ends while it begins ends it after it began', async () => {
	const { heard, agree, answer, keeper, now } = slowServer();
	const { end } = keeper();
	await agree( 'page' );
	let ended: Promise< void > = Promise.resolve();
	await act( async () => {
		ended = end();
	} );
	expect( heard ).toEqual( [ 'page' ] );
	await answer( ok );
	expect( heard ).toEqual( [ 'page', 'end' ] );
	await answer( ok );
	await ended;
	expect( now() ).toMatchObject( { scope: null, problem: null } );
} );

it( 'who agrees when the search is over comes too late', async () => {
	const { heard, agree, keeper } = slowServer();
	const { end } = keeper();
	await act( () => end() );
	await agree( 'site' );
	expect( heard ).toEqual( [] );
} );

it( 'a prolonging that fails leaves it on for a while, and is tried again', async () => {
	jest.useFakeTimers();
	const { heard, agree, answer, keeper, now } = slowServer();
	const { end } = keeper();
	await agree( 'page' );
	await answer( ok );
	await act( () => jest.advanceTimersByTimeAsync( 20000 ) );
	await answer( down );
	expect( now() ).toMatchObject( {
		scope: 'page',
		problem: { what: 'renew' },
	} );
	await act( () => jest.advanceTimersByTimeAsync( 20000 ) );
	await answer( ok );
	expect( heard ).toEqual( [ 'page', 'page', 'page' ] );
	expect( now() ).toMatchObject( { scope: 'page', problem: null } );
	await act( async () => void end() );
	await answer( ok );
} );
