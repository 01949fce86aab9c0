/**
 * Reads an error that PHP printed on the page itself, for where PHP gave no other account.
 */
import * as say from './sentences';
import { normalise, outsideSignature } from './signature';
import type { Signature } from './types';
import { ERROR_WORDS } from './words';

/** The last place in a message, as uncaught errors name it and as all others do. */
const PLACE = /^(.*) in (.+?)(?:\(\d+\) : .*?)?(?::| on line )\d+\s*$/;

/** What stands above WordPress in a full path. */
const ABOVE = /^.*?(?=wp-(?:content|includes|admin)\/)/;

/** The failure that the beginning of a page tells of, or null. */
export function printedError( excerpt: string ): Signature | null {
	const [ words ] = ERROR_WORDS.exec( excerpt ) ?? [];
	if ( words === undefined ) {
		return null;
	}
	const after = excerpt.slice( excerpt.indexOf( words ) + words.length );
	const line = ( after
		.replace( /<[^>]*>/g, '' )
		.trim()
		.split( /\n|Stack trace:/ )[ 0 ] ?? '' ) as string;
	const [ , message = line, path = '' ] = PLACE.exec( line.trim() ) ?? [];
	const file = path.replace( /\\/g, '/' ).replace( ABOVE, '' );
	return outsideSignature( {
		kind: 'error-text',
		sentence: say.printed( line.trim() ),
		detail: `${ normalise( message ) }|${ file }`,
		file: file === '' ? null : file,
	} );
}
