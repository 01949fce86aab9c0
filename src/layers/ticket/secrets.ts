/**
 * Takes secrets out of a text: those that their name or their form gives away.
 */

/** Parts of names that nothing else has. */
const STRONG =
	'passw(?:or)?d|passphrase|passwort|secret|token|nonce|credential|api[_-]?key|sess(?:ion)?[_-]?id|sessid|private[_-]?key|wordpress_(?:logged_in|sec)';

/** Words that say it only by themselves, or between signs. */
const WEAK =
	'pass|pwd|pw|key|salt|auth|hash|sig|signature|jwt|otp|pin|session|cookie|bearer|csrf|xsrf|licen[cs]e';

const SIGN = '[\\w.\\[\\]-]{0,60}';
const NAME = `(?<![\\w-])(?:${ SIGN }(?:${ STRONG })${ SIGN }|(?:[\\w.\\[\\]-]{0,60}[_.\\[\\]-])?(?:${ WEAK })s?(?:[_.\\[\\]-]${ SIGN })?)`;

/** A quoted value, one whose quote never ends, or one without. */
const VALUE =
	'(\'(?:[^\'\\\\]|\\\\.)*(?:\'|$)|"(?:[^"\\\\]|\\\\.)*(?:"|$)|[^\\s,;&)}\\]\'"<>]+)';

/** `password=…`, `"password": "…"`, `'password' => '…'` and PHP's `s:8:"password";s:7:"…"`. */
const ASSIGNED = new RegExp(
	`(${ NAME })(['"\\]]*\\s*(?:=>|[:=]|;s:\\d+:)\\s*)${ VALUE }`,
	'gi'
);

/** `define( 'AUTH_KEY', '…' )`. */
const DEFINED = new RegExp( `(['"]${ NAME }['"]\\s*,\\s*)${ VALUE }`, 'gi' );

/** What is said of a secret without telling it, and what stands for one already. */
const HARMLESS = /^(?:yes|no|true|false|null|none|empty|set|unset|\[secret)$/i;

/** Lines of a request or an answer that hold nothing but a secret. */
const HEADER =
	/((?<![\w-])(?:(?:proxy-)?authorization|(?:set-)?cookie2?|x-[\w-]{0,60}(?:key|token|auth|nonce|pass|probe|secret)[\w-]{0,60})['"]?\s*(?:=>|[:=])\s*)[^\r\n]+/gi;

/** A way to log in and what follows it, which is no ordinary word. */
const SCHEME =
	/\b(Bearer|Basic|Digest|Token|ApiKey)\s+(?![A-Za-z]?[a-z]+(?![\w+/=.~-]))[A-Za-z0-9+/=_.~-]{6,}/gi;

const PRIVATE_KEY =
	/-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g;

/** Name and password in an address. */
const IN_ADDRESS = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]*@/gi;

/** Keys whose makers begin them alike. */
const KNOWN_BEGINNING =
	/(?<![A-Za-z0-9])(?:[spr]k_(?:live|test)_|gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|AKIA|ASIA|AIza|SG\.|whsec_|npm_|shp(?:at|ss)_|EAA|ya29\.|eyJ)[A-Za-z0-9_.-]{8,}/g;

/** Groups of four, as WordPress shows an application password. */
const GROUPS =
	/(?<![A-Za-z0-9])(?:[A-Za-z0-9]{4}(?:[ +\u00a0]|%20)){5,}[A-Za-z0-9]{4}(?![A-Za-z0-9])/g;

/** What no six words of four letters have. */
const NO_WORD = /[a-z][A-Z0-9]|[A-Z][0-9]|[0-9][A-Za-z]|[A-Z]{2}[a-z]/;

/** Brackets are left out: what stands for a secret already has them. So are the signs around names of a database. */
const SYMBOLS = /[!@#$%^&*{}<>~+=|;?]/g;

/** An address with arguments; those are looked at elsewhere. */
const QUERY = /^[^?&=]*\?[\w.[\]%-]+=/;

/** Whether a word is made of everything that a keyboard has, as WordPress's salts are. */
function isSalt( word: string ): boolean {
	const symbols = word.match( SYMBOLS ) ?? [];
	const signs = new Set( word.match( /[!-/:-@[-`{-~]/g ) );
	const isWild =
		new Set( symbols ).size >= 3 && symbols.length >= word.length / 20;
	return (
		word.length >= 12 &&
		( isWild ||
			( word.length >= 20 && symbols.length > 0 && signs.size >= 6 ) ) &&
		/[A-Za-z]/.test( word ) &&
		! QUERY.test( word )
	);
}

/** Whether a word could be a piece of a salt. */
const isMixed = ( word: string ) =>
	/[A-Za-z0-9]/.test( word ) &&
	/[^\w.,:'"()/-]/.test( word ) &&
	! word.startsWith( '[' );

/** A blank may be part of a salt, so what stands next to one goes with it. */
function withoutSalts( text: string, instead: string ): string {
	const words = text.split( ' ' );
	const salty = words.map( isSalt );
	const spread = ( index: number, from: number ) => {
		salty[ index ] ||=
			( salty[ from ] ?? false ) && isMixed( words[ index ] as string );
	};
	words.forEach( ( _, index ) => spread( index, index - 1 ) );
	words.forEach( ( _, index ) =>
		spread( words.length - 1 - index, words.length - index )
	);
	return words
		.map( ( word, index ) => ( salty[ index ] ? instead : word ) )
		.join( ' ' );
}

/**
 * The text with secrets replaced.
 *
 * @param text    The text.
 * @param instead What stands in a secret's place.
 */
export function withoutSecrets( text: string, instead: string ): string {
	const hidden = ( value: string ) => {
		const bare = value.replace( /^['"]|['"]$/g, '' );
		return HARMLESS.test( bare ) ? value : instead;
	};
	const named = text
		.replace( PRIVATE_KEY, instead )
		.replace( IN_ADDRESS, `$1${ instead }@` )
		.replace( HEADER, `$1${ instead }` )
		.replace( SCHEME, `$1 ${ instead }` )
		.replace(
			DEFINED,
			( _, name: string, value: string ) => name + hidden( value )
		)
		.replace(
			ASSIGNED,
			( _, name: string, sign: string, value: string ) =>
				name + sign + hidden( value )
		)
		.replace( KNOWN_BEGINNING, instead )
		.replace( GROUPS, ( groups ) =>
			groups
				.split( /[ +\u00a0]|%20/ )
				.some( ( group ) => NO_WORD.test( group ) )
				? instead
				: groups
		);
	return withoutSalts( named, instead );
}
