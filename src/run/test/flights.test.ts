import { createFlights } from '../flights';
import { inputFor, observation, siteWith } from './support/memoryProber';
import type { Question } from '../../engine/types';

const { live } = inputFor( siteWith( [ 'a/a.php', 'b/b.php' ] ) );

const question = ( id: string, more: Partial< Question > = {} ): Question => ( {
	id,
	purpose: 'search',
	mode: 'guarded',
	configuration: live,
	without: 0,
	...more,
} );

const other = { configuration: { ...live, plugins: [] } };

const landed = { ok: true as const, value: observation( live ) };

/** A probe that comes back when it is told to. */
function held() {
	let land = () => {};
	const flight = new Promise< typeof landed >( ( resolve ) => {
		land = () => resolve( landed );
	} );
	return { land: () => land(), send: () => flight };
}

it( 'what came back before it was wanted answers the next question of its kind, once', async () => {
	const flights = createFlights();
	flights.launch( question( '1' ), async () => landed );
	await flights.next( [] );

	expect( flights.takeLanded( question( '2', other ) ) ).toBeNull();
	expect( flights.takeLanded( question( '3', { deep: true } ) ) ).toBeNull();
	expect(
		flights.takeLanded( question( '4', { mode: 'observe' } ) )
	).toBeNull();
	expect( flights.takeLanded( question( '5' ) ) ).toBe( landed );
	expect( flights.takeLanded( question( '6' ) ) ).toBeNull();
} );

it( 'sends what is not on its way yet, each as often as it is asked, and never more at once than may be', () => {
	const flights = createFlights();
	flights.launch( question( '1' ), held().send );

	expect(
		flights
			.notYet(
				[ question( '2' ), question( '3' ), question( '4', other ) ],
				4
			)
			.map( ( { id } ) => id )
	).toEqual( [ '3', '4' ] );
	expect( flights.notYet( [ question( '5', other ) ], 1 ) ).toEqual( [] );
} );

it( 'does not wait where the answer is there already, nor where nothing is on its way', async () => {
	const flights = createFlights();
	await flights.next( [ question( '1' ) ] );
	flights.launch( question( '1' ), async () => landed );
	flights.launch( question( '2', other ), held().send );
	await flights.next( [] );

	await flights.next( [ question( '1' ) ] );
	expect( flights.takeLanded( question( '1' ) ) ).toBe( landed );
} );

it( 'tells each probe how many fly with it', () => {
	const flights = createFlights();
	const beside: number[] = [];
	for ( const id of [ '1', '2', '3' ] ) {
		flights.launch( question( id ), ( count ) => {
			beside.push( count );
			return held().send();
		} );
	}

	expect( beside ).toEqual( [ 1, 2, 3 ] );
} );

it( 'ends when all are back, or at once when the search is stopped', async () => {
	const flights = createFlights();
	const { land, send } = held();
	const stop = new AbortController();
	flights.launch( question( '1' ), send );
	const ended = flights.end( stop.signal );
	land();
	await ended;

	flights.launch( question( '2' ), held().send );
	stop.abort();

	await expect( flights.end( stop.signal ) ).resolves.toBeUndefined();
} );
