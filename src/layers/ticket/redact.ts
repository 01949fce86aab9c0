/**
 * Takes out of a text what nobody but the site's owner should read, and says what kind of thing that was.
 */
import { isPublicAddress, withoutAddresses } from './addresses';
import { withoutPaths } from './paths';
import { wordsOf, withoutKeys } from './random';
import { withoutSecrets } from './secrets';

/** Kinds of things that are left out. */
export type LeftOut =
	'secret' | 'value' | 'email' | 'path' | 'address' | 'name' | 'trace';

/** What stands in its place. None of it is changed when it is read again. */
export const INSTEAD: Record< LeftOut, string > = {
	secret: '[secret]',
	value: '[value]',
	email: '[e-mail]',
	path: '[path]',
	address: '[address]',
	name: '[name]',
	trace: '[stack trace]',
};

/** What may stay although it looks like something else, and the names that may not. */
export interface Known {
	/** Names under which the site is known to anybody, without port. */
	hosts: string[];
	/** The server's IP address; stays where it is public. */
	address: string | null;
	/** Names of users. */
	users: string[];
	/** Versions; one of four numbers looks like an address. */
	versions: string[];
	/** By which a provider finds a request in its logs. */
	ids: string[];
	/** Paths of pages of the site. */
	pages: string[];
}

/** Arguments of an address that tell which page is asked for, and nothing else. */
const HARMLESS =
	/^(?:p|page|paged|page_id|post|post_type|cat|tag|m|w|year|monthnum|day|feed|ver|v|lang|order|orderby|action|tab|attachment_id|taxonomy|rest_route|preview)$/;

/** Values that such an argument has. */
const PLAIN_VALUE = /^[\w./,:-]{0,60}$/;

const URL_IN_TEXT = /\bhttps?:\/\/[^\s"'<>`{}|\\^]+/gi;
const ARGUMENT = /([?&]|&amp;)([\w.%[\]-]{1,80})=(?!\[value\])([^\s&#"<>)]*)/g;
const LONE_ARGUMENT = /(\/[^\s?#"'<>]*\?)([^\s=&#"'<>)]{4,})(?=$|[\s&#"'<>)])/g;
const FRAGMENT = /(\/[^\s#"'<>]*)#[^\s"'<>)]+/g;

/** Signs of the part before the @, which may be almost any. */
const LOCAL = "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]";

/** An e-mail address. PHP's `class@anonymous` is none, and neither is a page of a person: `//host/@name`. */
const EMAIL = new RegExp(
	`(?:"[^"\\s@]{1,64}"|(?<!${ LOCAL })(?!//)${ LOCAL }{1,128})(?:@|%40|&#0?64;|\\s?[[(]at[\\])]\\s?)(?!anonymous\\b)[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?`,
	'giu'
);

/** PHP's stack of calls, which shows what functions were given. */
const TRACE =
	/\s*(?:Stack trace:\s*#\d|#\d+ (?:[^#]{1,300}\(\d+\)|\[internal function\]): )[\s\S]*$/;

/** Where a name is told as a user's. */
const USER =
	/(\b(?:user(?:[ _]?(?:name|login))?|login|logged in as|author\/|display_name|user_nicename)\b['"]?\s*(?:=>|[:=])?\s*['"]|\b(?:user(?:[ _]?(?:name|login))?|login)['"]?\s*(?:=>|[:=])\s*|\/author\/)([^\s'"<>/?&#,;)[]{1,80})/gi;

/** MySQL says which value was there twice. */
const DUPLICATE = /(Duplicate entry )'(?:[^'\\]|\\.)*'/g;

/** Words that every text about WordPress has. */
const ORDINARY =
	/^(?:admin|administrator|administrators|author|editor|subscriber|user|users|root|wordpress|wp|test|demo|www|web|webmaster|site|host|page|plugin|theme|server|php|mysql|culprit)$/i;

const escaped = ( text: string ) =>
	text.replace( /[.*+?^${}()|[\]\\]/g, '\\$&' );

/** One line of signs that can be seen and sent. */
const clean = ( text: string ) =>
	text
		.replace( /\p{Cf}/gu, '' )
		.replace( /\p{Cs}/gu, '\ufffd' )
		.replace( /[\p{Cc}\s]+/gu, ' ' )
		.trim();

/** An address without its fragment and the values of its arguments. */
const withoutValues = ( text: string ) =>
	text
		.replace( FRAGMENT, '$1' )
		.replace(
			ARGUMENT,
			( all, sign: string, name: string, value: string ) =>
				HARMLESS.test( name ) && PLAIN_VALUE.test( value )
					? all
					: `${ sign }${ name }=${ INSTEAD.value }`
		)
		.replace( LONE_ARGUMENT, `$1${ INSTEAD.value }` );

/** Full paths are no addresses of pages: the two are looked at apart. */
function outsideAddresses(
	text: string,
	change: ( part: string ) => string
): string {
	let last = 0;
	let out = '';
	for ( const { 0: found, index } of text.matchAll( URL_IN_TEXT ) ) {
		out += change( text.slice( last, index ) ) + found;
		last = index + found.length;
	}
	return out + change( text.slice( last ) );
}

/** Names of users that are no ordinary words; those of the site's own addresses stay. */
function withoutNames( text: string, { users, hosts }: Known ): string {
	const told = text.replace( USER, `$1${ INSTEAD.name }` );
	const names = users.filter(
		( user ) => user.trim().length >= 3 && ! ORDINARY.test( user.trim() )
	);
	if ( names.length === 0 ) {
		return told;
	}
	const stays = [ ...hosts, ...Object.values( INSTEAD ) ];
	const alternatives = names.map( ( user ) => {
		const name = clean( user );
		// A short one is a part of settings and files, such as max_children.
		const beside = name.length < 5 ? '[\\p{L}\\p{N}_-]' : '[\\p{L}\\p{N}]';
		return `(?<!${ beside })${ escaped( name ) }(?!${ beside })`;
	} );
	return told.replace(
		new RegExp(
			`(${ stays.map( escaped ).join( '|' ) })|${ alternatives.join( '|' ) }`,
			'giu'
		),
		( _, kept?: string ) => kept ?? INSTEAD.name
	);
}

/** One kind after the other: what comes first is what a later one would take apart. */
function passes( known: Known ): [ LeftOut, ( text: string ) => string ][] {
	const addresses = new Set(
		[
			...known.versions,
			...( known.address !== null && isPublicAddress( known.address )
				? [ known.address ]
				: [] ),
		].map( ( text ) => text.toLowerCase() )
	);
	const ids = new Set( known.ids.flatMap( wordsOf ) );
	const pages = new Set( known.pages );
	return [
		[
			'trace',
			( text ) =>
				text.replace( TRACE, ` ${ INSTEAD.trace }` ).trimStart(),
		],
		[ 'value', withoutValues ],
		[ 'secret', ( text ) => withoutSecrets( text, INSTEAD.secret ) ],
		[
			'value',
			( text ) => text.replace( DUPLICATE, `$1'${ INSTEAD.value }'` ),
		],
		[ 'email', ( text ) => text.replace( EMAIL, INSTEAD.email ) ],
		[ 'name', ( text ) => withoutNames( text, known ) ],
		[
			'path',
			( text ) =>
				outsideAddresses( text, ( part ) =>
					withoutPaths( part, pages, INSTEAD.path )
				),
		],
		[
			'address',
			( text ) => withoutAddresses( text, addresses, INSTEAD.address ),
		],
		[ 'secret', ( text ) => withoutKeys( text, ids, INSTEAD.secret ) ],
	];
}

/** How much is read of one text, and how much is kept. */
const READ = 4000;
const KEPT = 700;

/** A text of at most so many signs that ends with a whole word. */
const cut = ( text: string, most: number ) =>
	text.length <= most
		? text
		: `${ text.slice( 0, most ).replace( /\S*$/, '' ).trimEnd() }…`;

/**
 * A text without what is not for others, and the kinds of what was left out. Secrets are known by the name next to them or by their
 * looks: a password that is a word and stands by itself is not known, nor is one random key of some thousands.
 */
export const redact = ( text: string, known: Known ) =>
	passed( text, passes( known ) );

function passed(
	text: string,
	all: ReturnType< typeof passes >
): { text: string; leftOut: LeftOut[] } {
	const leftOut: LeftOut[] = [];
	let rest = cut( clean( text ), READ );
	for ( const [ kind, pass ] of all ) {
		const next = pass( rest );
		if ( next !== rest ) {
			leftOut.push( kind );
		}
		rest = next;
	}
	return { text: cut( rest, KEPT ), leftOut: [ ...new Set( leftOut ) ] };
}

/** Any plain data with each text in it redacted, and the kinds of what was left out. */
export function redactAll< T >(
	value: T,
	known: Known
): { value: T; leftOut: LeftOut[] } {
	const all = passes( known );
	const leftOut = new Set< LeftOut >();
	const walk = ( part: unknown ): unknown => {
		if ( typeof part === 'string' ) {
			const redacted = passed( part, all );
			redacted.leftOut.forEach( ( kind ) => leftOut.add( kind ) );
			return redacted.text;
		}
		if ( Array.isArray( part ) ) {
			return part.map( walk );
		}
		return part !== null && typeof part === 'object'
			? Object.fromEntries(
					Object.entries( part ).map( ( [ key, inner ] ) => [
						key,
						walk( inner ),
					] )
				)
			: part;
	};
	return { value: walk( value ) as T, leftOut: [ ...leftOut ] };
}
