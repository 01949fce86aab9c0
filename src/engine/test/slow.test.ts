/**
 * Slow pages: who moves the time in the middle, and by how much.
 */
import { input, key, observation } from './support/build';
import { random } from './support/dice';
import { solve } from './support/site';
import type { InputOptions } from './support/build';

/** What the page takes by itself, in milliseconds. */
const OWN = 300;

/** A site on which plugins cost time, with a jitter and, now and then, a hiccup of the server. */
function slow(
	costs: Record< string, number >,
	{
		above = null,
		jitter = 40,
		hiccups = 0,
		own = OWN,
		...rest
	}: InputOptions & {
		above?: number | null;
		jitter?: number;
		/** Share of loads that take three seconds more. */
		hiccups?: number;
		own?: number;
	} = {}
) {
	const dice = random( 5 );
	const solved = solve( {
		input: input( {
			plugins: 20,
			symptom: { kind: 'slow', aboveMilliseconds: above },
			...rest,
		} ),
		faults: [],
		instead: ( { configuration } ) =>
			observation( configuration, {
				milliseconds:
					own +
					Object.entries( costs ).reduce(
						( sum, [ word, cost ] ) =>
							configuration.plugins.includes(
								`${ word }/${ word }.php`
							)
								? sum + cost
								: sum,
						0
					) +
					dice() * jitter +
					( dice() < hiccups ? 3000 : 0 ),
			} ),
	} );
	return {
		...solved.diagnosis,
		sets: solved.diagnosis.culprits.map( ( { members } ) => members ),
	};
}

test( 'the plugin that makes the page slow is named, with the seconds that it costs', () => {
	const { sets, culprits, sentence } = slow( { p7: 1500, p3: 20 } );

	expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
	expect( culprits[ 0 ]?.costs ).toBeGreaterThan( 1400 );
	expect( culprits[ 0 ]?.costs ).toBeLessThan( 1600 );
	expect( sentence ).toContain( 'the page 1.5 s slower' );
} );

test( 'several that each cost a good part are all named, each with its own cost', () => {
	const { culprits } = slow( { p7: 1000, p15: 600 } );

	expect(
		culprits.map( ( { members, costs } ) => [
			members,
			Math.round( ( costs ?? 0 ) / 100 ),
		] )
	).toEqual( [
		[ [ key( 'p15' ) ], 6 ],
		[ [ key( 'p7' ) ], 10 ],
	] );
} );

test( 'a hiccup of the server on every tenth load names nobody else', () => {
	expect( slow( { p7: 1500 }, { hiccups: 0.1, above: 1000 } ).sets ).toEqual(
		[ [ key( 'p7' ) ] ]
	);
} );

test( 'with a limit, who brings the page above it counts', () => {
	expect( slow( { p7: 500, p3: 120 }, { above: 600 } ).sets ).toEqual( [
		[ key( 'p7' ) ],
	] );
} );

test( 'a page that is not slow ends in that', () => {
	expect( slow( { p7: 50 } ) ).toMatchObject( {
		outcome: 'not-reproduced',
		culprits: [],
	} );
	expect( slow( { p7: 500 }, { above: 2000 } ) ).toMatchObject( {
		outcome: 'not-reproduced',
		sentence: expect.stringContaining( 'not slow' ),
	} );
} );

test( 'a page that is as slow without plugins has its cause below them', () => {
	expect( slow( { p7: 50 }, { own: 3000 } ) ).toMatchObject( {
		outcome: 'below-plugins',
		culprits: [],
		sentence: expect.stringContaining( 'as slow without any plugin' ),
	} );
} );

test( 'times that lie all over each other accuse nobody', () => {
	expect( slow( { p7: 400 }, { jitter: 2500 } ) ).toMatchObject( {
		outcome: 'unresolved',
		reason: 'times-vary',
		culprits: [],
	} );
} );
