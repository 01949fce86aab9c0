/**
 * Chance that is the same for the same seed.
 */

/**
 * Numbers from 0 to below 1 (mulberry32).
 *
 * @param {number} seed
 * @return {() => number} The next one.
 */
export function random( seed ) {
	let state = seed;
	/* eslint-disable no-bitwise -- Arithmetic on 32 bits. */
	return () => {
		state = ( state + 0x6d2b79f5 ) | 0;
		let mixed = Math.imul( state ^ ( state >>> 15 ), 1 | state );
		mixed =
			( mixed + Math.imul( mixed ^ ( mixed >>> 7 ), 61 | mixed ) ) ^
			mixed;
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 4294967296;
	};
	/* eslint-enable no-bitwise */
}

/**
 * Some of these, each at most once, in a random order.
 *
 * @param {Array}        from
 * @param {number}       count
 * @param {() => number} dice  As random() gave it.
 */
export function draw( from, count, dice ) {
	const left = [ ...from ];
	return Array.from(
		{ length: count },
		() => left.splice( Math.floor( dice() * left.length ), 1 )[ 0 ]
	);
}
