/**
 * Sites that break, by a seed: who is behind it, and whom PHP names.
 */
import { draw, random } from './dice.mjs';

/** Members of each set that breaks the page, the sets having none in common; and whether all break it in the same way. */
export const KINDS = {
	one: { sizes: [ 1 ], alike: true },
	pair: { sizes: [ 2 ], alike: true },
	triple: { sizes: [ 3 ], alike: true },
	'two alike': { sizes: [ 1, 1 ], alike: true },
	'two unlike': { sizes: [ 1, 1 ], alike: false },
};

/**
 * So many sites of one kind.
 *
 * Candidates are numbers in load order. Where there is one culprit, every candidate is it equally often, or once more
 * than another: the mean is that over all places, not one of a lucky draw.
 *
 * @param {Object} options
 * @param {string} options.kind       Of KINDS.
 * @param {number} options.candidates How many there are.
 * @param {number} options.count      How many sites.
 * @param {number} options.seed
 * @param {number} options.rate       The share of loads on which a fault shows.
 * @return {Object[]} `candidates`, `sets`, `alike`, of each set `named`, a member, and `innocent`, a candidate of no
 *                    set; `rate`, and a `seed` of its own.
 */
export function sites( { kind, candidates, count, seed, rate = 1 } ) {
	const dice = random( seed );
	const all = Array.from( { length: candidates }, ( _, index ) => index );
	const { sizes, alike } = KINDS[ kind ];
	let deck = [];
	return Array.from( { length: count }, () => {
		const most = sizes.reduce( ( sum, size ) => sum + size, 0 );
		if ( deck.length === 0 ) {
			deck = draw( all, all.length, dice );
		}
		const drawn = kind === 'one' ? [ deck.pop() ] : draw( all, most, dice );
		const innocents = all.filter( ( one ) => ! drawn.includes( one ) );
		const sets = sizes.map( ( size ) =>
			drawn.splice( 0, size ).sort( ( a, b ) => a - b )
		);
		return {
			candidates,
			sets,
			alike,
			named: sets.map( ( set ) => draw( set, 1, dice )[ 0 ] ),
			innocent: draw( innocents, sets.length, dice ),
			rate,
			seed: Math.floor( dice() * 4294967296 ),
		};
	} );
}

/**
 * Looks at a site with only some candidates on.
 *
 * @param {Object} site As sites() gave it.
 * @return {(on: number[]) => 'failing' | 'healthy'} The next look.
 */
export function oracle( site ) {
	const { sets, rate, seed } = site;
	const dice = random( seed );
	return ( on ) => {
		const there = new Set( on );
		const broken = sets.some( ( set ) =>
			set.every( ( member ) => there.has( member ) )
		);
		return broken && ( rate === 1 || dice() < rate )
			? 'failing'
			: 'healthy';
	};
}

/**
 * Whether exactly these sets were named, in whatever order.
 *
 * @param {Array<Array>} named
 * @param {Array<Array>} truth
 */
export function isExact( named, truth ) {
	const spelled = ( sets ) =>
		JSON.stringify(
			sets.map( ( set ) => [ ...set ].sort().join( ' ' ) ).sort()
		);
	return spelled( named ) === spelled( truth );
}
