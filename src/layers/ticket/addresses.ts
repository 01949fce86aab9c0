/**
 * Finds IP addresses in a text, and tells those of the internet from those of a house.
 */

/** Four numbers; five are a version. */
const IPV4 = /(?<!\d)(?<!\d\.)(?:\d{1,3}\.){3}\d{1,3}(?!\d)(?!\.\d)/g;

/** Anything that an IPv6 address can be written in. */
const HEXADECIMAL = /[0-9a-f:.]{2,}/gi;

/** Names that hosting platforms make of an address. */
const IN_A_NAME = /\bip(?:-\d{1,3}){4}\b/gi;

/** Networks that the internet does not know: RFC 1122, 1918, 3927, 6598 and 5771. */
const PRIVATE_IPV4 =
	/^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[3-5]\d)\./;

/** Loopback, link-local, unique local and multicast: RFC 4291 and 4193. */
const PRIVATE_IPV6 = /^(?:::|fe[89ab]|f[cd]|ff)/i;

const isIpv4 = ( text: string ) =>
	/^(?:\d{1,3}\.){3}\d{1,3}$/.test( text ) &&
	// A number with a nought before it is a version's.
	text
		.split( '.' )
		.every( ( part ) => Number( part ) <= 255 && ! /^0\d/.test( part ) );

function isIpv6( text: string ): boolean {
	const [ address = '' ] = text.split( '%' );
	const tail = /(?<=:)[\d.]+\.[\d.]+$/.exec( address )?.[ 0 ];
	const plain = tail ? address.slice( 0, -tail.length ) + '0:0' : address;
	if ( tail && ! isIpv4( tail ) ) {
		return false;
	}
	const [ before = '', after, more ] = plain.split( '::' );
	const groups = [ before, after ?? '' ].flatMap( ( half ) =>
		half === '' ? [] : half.split( ':' )
	);
	return (
		more === undefined &&
		groups.every( ( group ) => /^[0-9a-f]{1,4}$/i.test( group ) ) &&
		( after === undefined ? groups.length === 8 : groups.length <= 7 )
	);
}

/** Where in a run of such signs an address begins and ends, or null. A label and a colon may stand before it. */
function ipv6In(
	run: string,
	afterLetter: boolean
): [ number, number ] | null {
	const end =
		run.length -
		( /(?:(?<!:):|(?<=::):|\.+)$/.exec( run )?.[ 0 ] ?? '' ).length;
	for ( let start = afterLetter ? run.indexOf( ':' ) + 1 : 0; ; ) {
		const address = run.slice( start, end );
		if ( ( address.match( /:/g ) ?? [] ).length < 2 ) {
			return null;
		}
		if ( address !== '::' && isIpv6( address ) ) {
			return [ start, end ];
		}
		start += address.startsWith( ':' ) ? 1 : address.indexOf( ':' ) + 1;
	}
}

/** Whether anybody on the internet can use this IP address. */
export function isPublicAddress( address: string ): boolean {
	const [ plain = '' ] = address.toLowerCase().split( '%' );
	const bare = plain.replace( /^\[|\]$/g, '' );
	return isIpv4( bare )
		? ! PRIVATE_IPV4.test( bare )
		: isIpv6( bare ) && ! PRIVATE_IPV6.test( bare );
}

/**
 * The text with IP addresses replaced.
 *
 * @param text    The text.
 * @param keep    Addresses in lower case, and versions that look like one, that stay.
 * @param instead What stands in an address's place.
 */
export function withoutAddresses(
	text: string,
	keep: Set< string >,
	instead: string
): string {
	const replaced = ( address: string ) =>
		keep.has( address.toLowerCase() ) ? address : instead;
	return text
		.replace( HEXADECIMAL, ( run: string, offset: number ) => {
			// Longer than any address, and slow to search.
			if ( run.length > 100 ) {
				return instead;
			}
			const next = text[ offset + run.length ] ?? '';
			const found = ipv6In( run, /\w/.test( text[ offset - 1 ] ?? '' ) );
			// PHP writes two colons between a class and its method.
			if (
				! found ||
				/\w/.test( next ) ||
				( next === '(' && ! /\d/.test( run ) )
			) {
				return run;
			}
			return (
				run.slice( 0, found[ 0 ] ) +
				replaced( run.slice( ...found ) ) +
				run.slice( found[ 1 ] )
			);
		} )
		.replace( IPV4, ( found ) =>
			isIpv4( found ) ? replaced( found ) : found
		)
		.replace( IN_A_NAME, instead );
}
