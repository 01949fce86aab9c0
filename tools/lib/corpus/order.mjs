/**
 * Where a fault's plugins stand among the innocent ones.
 */

/** The positions in which every fault is tried. */
export const POSITIONS = [ 'first', 'middle', 'last' ];

/**
 * The live list of one case.
 *
 * @param {string[]} innocents Plugin files, in order.
 * @param {string[]} faulty    The fault's plugin files, in order.
 * @param {string}   position  One of POSITIONS. Several in the middle are spread over the list.
 * @return {string[]} Plugin files.
 */
export function listWith( innocents, faulty, position ) {
	if ( position === 'first' ) {
		return [ ...faulty, ...innocents ];
	}
	if ( position === 'last' ) {
		return [ ...innocents, ...faulty ];
	}
	const list = [ ...innocents ];
	const step = innocents.length / ( faulty.length + 1 );
	// From the end, so that what was put in does not move the places before it.
	faulty
		.map( ( file, index ) => [ file, Math.round( step * ( index + 1 ) ) ] )
		.reverse()
		.forEach( ( [ file, at ] ) => list.splice( at, 0, file ) );
	return list;
}

/**
 * The cases to run.
 *
 * @param {Object[]} faults           Of the manifest.
 * @param {Object}   options
 * @param {boolean}  options.all      Every fault in every position; else each once, in positions that rotate.
 * @param {number}   options.rotation Where the rotation begins.
 * @return {{ fault: Object, position: string }[]} A fault that is in no plugin has one position.
 */
export function casesOf( faults, { all = false, rotation = 0 } = {} ) {
	return faults.flatMap( ( fault, index ) => {
		if ( fault.plugins.length === 0 ) {
			return [ { fault, position: '-' } ];
		}
		return all
			? POSITIONS.map( ( position ) => ( { fault, position } ) )
			: [
					{
						fault,
						position:
							POSITIONS[
								( index + rotation ) % POSITIONS.length
							],
					},
				];
	} );
}

/**
 * A list of texts as PHP serializes it.
 *
 * @param {string[]} list Texts.
 * @return {string} For an option.
 */
export function serialized( list ) {
	const entries = list.map(
		( text, index ) =>
			`i:${ index };s:${ Buffer.byteLength( text ) }:"${ text }";`
	);
	return `a:${ list.length }:{${ entries.join( '' ) }}`;
}
