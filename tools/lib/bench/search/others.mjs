/**
 * A search by one of the other methods, from the first look at the broken site.
 */
import { METHODS, remembering } from './methods.mjs';
import { isExact, oracle } from './sites.mjs';

/** Looks at a site that does not fail, before nobody goes on: as many as the engine takes. */
const PATIENCE = 26;

/**
 * Looks for all that breaks a site: what was named stays off, and where it fails still, the method begins again.
 *
 * None of them says when to stop; it is done so for all, so that each names as much as it can.
 *
 * @param {string} method Of METHODS.
 * @param {Object} site   As sites() gave it.
 * @return {{ looks: number, exact: boolean, named: Array<number[]> }} How many looks until the last name, or until it
 *                                                                        gave up, the one at the broken site among
 *                                                                        them.
 */
export function searchBy( method, site ) {
	const { search, remembers } = METHODS[ method ];
	const look = oracle( site );
	let looks = 0;
	const counted = ( on ) => {
		looks++;
		return look( on );
	};
	const test = remembers ? remembering( counted ) : counted;
	let on = Array.from( { length: site.candidates }, ( _, index ) => index );
	const named = [];
	let atName = 0;
	for ( let left = PATIENCE; left > 0 && named.length === 0; left-- ) {
		if ( counted( on ) === 'failing' ) {
			break;
		}
	}
	do {
		const set = search( test, on );
		atName = looks;
		if ( ! set ) {
			break;
		}
		named.push( set );
		on = on.filter( ( one ) => ! set.includes( one ) );
	} while ( on.length > 0 && test( on ) === 'failing' );
	return { looks: atName, exact: isExact( named, site.sets ), named };
}
