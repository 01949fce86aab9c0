/**
 * Base64 of UTF-8 text, the same in browsers and in Node.
 */

/** Text as base64. */
export function encodeBase64( text: string ): string {
	let bytes = '';
	for ( const byte of new TextEncoder().encode( text ) ) {
		bytes += String.fromCharCode( byte );
	}
	return btoa( bytes );
}

/** The text in a base64 string, or null when it is damaged. */
export function decodeBase64( base64: string ): string | null {
	try {
		const bytes = Uint8Array.from( atob( base64 ), ( character ) =>
			character.charCodeAt( 0 )
		);
		return new TextDecoder( 'utf-8', { fatal: true } ).decode( bytes );
	} catch {
		return null;
	}
}
