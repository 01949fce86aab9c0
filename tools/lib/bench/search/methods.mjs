/**
 * How others look for a culprit, over `test( on )`, which looks at the site with only these candidates on.
 *
 * Each takes all candidates, which are known to fail together, looks at the site without any, and returns the set that it
 * names, or null.
 */

/**
 * By hand, as with Health Check: all off, then one after another on again, until it fails; the last one is it.
 *
 * @param {(on: Array) => string} test
 * @param {Array}                 all
 */
export function byHand( test, all ) {
	if ( test( [] ) === 'failing' ) {
		return null;
	}
	const last = all.findIndex(
		( _, index ) => test( all.slice( 0, index + 1 ) ) === 'failing'
	);
	return last < 0 ? null : [ all[ last ] ];
}

/**
 * VS Code's extension bisect: of the candidates from `low` to below `high`, those from `mid` on are off and everything
 * else is on, also what was ruled out before; in the first round `mid` is 0, and all are off. In the end the last one
 * is off once more, whether that was looked at before or not.
 *
 * @param {(on: Array) => string} test
 * @param {Array}                 all
 */
export function halving( test, all ) {
	let low = 0;
	let high = all.length;
	let mid = 0;
	for (;;) {
		const bad =
			test( all.filter( ( _, at ) => at < mid || at >= high ) ) ===
			'failing';
		if ( bad && mid === 0 && high === all.length ) {
			return null;
		}
		if ( low === high - 1 ) {
			return bad ? null : [ all[ low ] ];
		}
		[ low, high ] = bad ? [ low, mid ] : [ mid, high ];
		mid = Math.floor( ( low + high ) / 2 );
	}
}

/**
 * Zeller's ddmin: a failing part, else a failing complement of one, else finer parts. Of parts that are not equal the
 * earlier are the smaller.
 *
 * @param {(on: Array) => string} test
 * @param {Array}                 all
 */
export function ddmin( test, all ) {
	if ( test( [] ) === 'failing' ) {
		return null;
	}
	let set = all;
	let count = 2;
	while ( set.length > 1 ) {
		const parts = split( set, count );
		const part = parts.find( ( one ) => test( one ) === 'failing' );
		// Of two parts each is the other's complement.
		const complement =
			part || count === 2
				? null
				: parts
						.map( ( one ) =>
							set.filter( ( item ) => ! one.includes( item ) )
						)
						.find( ( rest ) => test( rest ) === 'failing' );
		if ( part ) {
			set = part;
			count = 2;
		} else if ( complement ) {
			set = complement;
			count = Math.max( count - 1, 2 );
		} else if ( count < set.length ) {
			count = Math.min( count * 2, set.length );
		} else {
			break;
		}
	}
	return set;
}

function split( set, count ) {
	const parts = [];
	let start = 0;
	for ( let left = count; left > 0; left-- ) {
		const end = start + Math.floor( ( set.length - start ) / left );
		parts.push( set.slice( start, end ) );
		start = end;
	}
	return parts;
}

/**
 * A test that looks only once at the same.
 *
 * @param {(on: Array) => string} test
 */
export function remembering( test ) {
	const known = new Map();
	return ( on ) => {
		const spelled = on.join( ' ' );
		if ( ! known.has( spelled ) ) {
			known.set( spelled, test( on ) );
		}
		return known.get( spelled );
	};
}

/** The methods by name, and whether what was looked at before is remembered. */
export const METHODS = {
	'by hand': { search: byHand, remembers: true },
	'VS Code': { search: halving, remembers: false },
	ddmin: { search: ddmin, remembers: true },
};
