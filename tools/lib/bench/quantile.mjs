/**
 * The value below which a share of the others lies.
 *
 * @param {number[]} values
 * @param {number}   share  From 0 to 1.
 */
export function quantile( values, share ) {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	return sorted[ Math.floor( ( sorted.length - 1 ) * share ) ];
}
