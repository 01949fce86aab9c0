/**
 * Tells words that a machine made so that nobody can guess them from words that a person wrote.
 */

/** Everything that keys, hashes and tokens are written in. */
const WORD = /[A-Za-z0-9+/=_-]{10,}/g;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A time as ISO 8601 writes it without signs. */
const TIME = /^\d{8}T\d{6}Z?$/;

/** A number, perhaps with a unit or a sign of what it counts. */
const NUMBERED = /^[A-Za-z]{0,3}\d+[A-Za-z]{0,3}$/;

/** Where a path begins that is one of this site's. */
const FOLDER =
	/^(?:\/|\.{1,2}\/|(?:wp-(?:content|includes|admin|json)|plugins|mu-plugins|themes|uploads)\/)/;

/** A word with a capital at most at its beginning, or one in capitals, or a number. */
const HUMPS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;

const count = ( text: string, pattern: RegExp ) =>
	( text.match( pattern ) ?? [] ).length;

/** Letters that stand next to each other in no word, or hardly. */
const STRANGE_PAIR =
	/q(?!u)|j[^aeiou]|[bcdfghjkmpqvwxz][jqxz]|[vwz][bcdfgjkmpqvxz]/gi;

/** The share of letters that stand in something like a word of so many letters. */
function wordShare( part: string, least: number ): number {
	const words = ( part.match( HUMPS ) ?? [] ).filter(
		( hump ) =>
			hump.length >= least &&
			/^(?=.*[aeiouy])[a-z]+$/i.test( hump ) &&
			( /[a-z]/.test( hump ) || ! /[a-z]/.test( part ) )
	);
	return words.join( '' ).length / part.length;
}

/** Whether letters without a digit are no words. */
const areStrange = ( letters: string ) =>
	wordShare( letters, 4 ) < 0.5 ||
	/[^aeiouy]{6}/i.test( letters ) ||
	count( letters, /[aeiouy]/gi ) < letters.length / 5 ||
	count( letters, STRANGE_PAIR ) >= 2;

/** Whether letters and digits without a sign between them are no words with a number. */
function isOdd( part: string ): boolean {
	const { length } = part;
	const numbers = count( part, /\d+/g );
	if ( numbers === 0 ) {
		return length < 16
			? /[a-z][A-Z]/.test( part ) && wordShare( part, 3 ) === 0
			: areStrange( part );
	}
	if ( length >= 10 && /^(?=.*[a-f])[0-9a-f]+$/i.test( part ) ) {
		return true;
	}
	if ( NUMBERED.test( part ) || TIME.test( part ) ) {
		return false;
	}
	if ( length >= 16 ) {
		return numbers >= 3 || areStrange( part );
	}
	return wordShare( part, 3 ) < ( length >= 10 && numbers >= 2 ? 0.6 : 0.4 );
}

/** Whether letters of both cases, wherever signs stand between them, make few words. */
function isMixture( parts: string[] ): boolean {
	const letters = parts.join( '' );
	const words = parts.reduce(
		( sum, part ) => sum + wordShare( part, 4 ) * part.length,
		0
	);
	return (
		letters.length >= 20 &&
		/[a-z]/.test( letters ) &&
		/[A-Z]/.test( letters ) &&
		words / letters.length < 0.4
	);
}

/** Whether a word is a key, hash or token by its looks. */
function isKey( word: string ): boolean {
	if ( UUID.test( word ) ) {
		return true;
	}
	const parts = word.split( /[^A-Za-z0-9]+/ ).filter( Boolean );
	const odd = parts.filter( ( part ) => part.length >= 4 && isOdd( part ) );
	return (
		isMixture( parts ) ||
		odd.some( ( { length } ) => length >= 10 ) ||
		odd.join( '' ).length >= 14
	);
}

/** The words of a text that could be keys, whether or not they look like it. */
export const wordsOf = ( text: string ): string[] => text.match( WORD ) ?? [];

/**
 * The text with all that looks like a key replaced. A key made of real words is not known by its looks.
 *
 * @param text    The text.
 * @param keep    Words that stay whatever they look like.
 * @param instead What stands in a key's place.
 */
export function withoutKeys(
	text: string,
	keep: Set< string >,
	instead: string
): string {
	return text.replace( WORD, ( word ) => {
		if ( keep.has( word ) ) {
			return word;
		}
		const parts = word.split( '/' );
		if ( parts.length > 1 && FOLDER.test( word ) ) {
			return parts
				.map( ( part ) => ( isKey( part ) ? instead : part ) )
				.join( '/' );
		}
		return isKey( word ) ? instead : word;
	} );
}
