/**
 * Takes full paths of a server out of a text; what lies in WordPress is told relative to it.
 */

/** What a path does not follow: there a slash stands between two words, or a route of the REST API begins. */
const BEFORE = '(?<![\\p{L}\\p{N}_./:\\]]|rest_route=)';

/** Names between slashes, with single blanks in them. */
const NAME = '[^\\s/\\\\\'"`<>|:*?]+(?: [^\\s/\\\\\'"`<>|:*?]+)*';

/** The last name of a path, which ends at a blank. */
const LAST = '[^\\s/\\\\\'"`<>|:*?(){}\\[\\],;]+';

/** Folders that every WordPress has. */
const FOLDERS = 'wp-(?:content|includes|admin)';

/** `C:\folder\file`, `\\server\folder\file`, and the same with the signs doubled. */
const WINDOWS = new RegExp(
	`(?:(?<![A-Za-z0-9])[A-Za-z]:[\\\\/]+|(?<!\\\\)(?:\\\\\\\\|\\\\{4})(?=[\\w.-]+\\\\{1,2}[\\w$]))(?:${ NAME }[\\\\/]+)*(?:${ LAST })?`,
	'g'
);

/** What stands above WordPress, from the first slash on. */
const ABOVE = new RegExp(
	`(?:${ BEFORE }(?:~[\\w.-]*|file:/*)?/+|(?<=:)/(?!/))(?:${ NAME }/+)*?(?=${ FOLDERS }/)`,
	'gu'
);

/** Two names and more after slashes. */
const UNIX = new RegExp(
	`(?:${ BEFORE }(?:~[\\w.-]*|file:/*)?/+|(?<=:)/(?!/))${ LAST }(?:/+${ LAST })+/?|${ BEFORE }~[\\w.-]*/${ LAST }`,
	'gu'
);

/** The same as it stands in an address. */
const ENCODED = /(?:%2F[\w.~-]+){2,}/gi;

/** Where something begins that tells no more than WordPress's own layout. */
const INSIDE = new RegExp(
	`(?:^|/)((?:${ FOLDERS }|mu-plugins|plugins|themes)/.*)$`
);

/** Files of WordPress's own folder. */
const OWN_FILE =
	/\/((?:wp-(?:config|load|settings|login|cron|blog-header|mail|signup|activate|trackback|comments-post|links-opml)\.php|xmlrpc\.php|\.htaccess|\.maintenance|\.user\.ini))$/;

/** Signs after a path that are none of it. */
const END_OF_SENTENCE = /[.!…”’»]+$/;

/** The part of a path that is WordPress's layout, or null. */
function inside( path: string ): string | null {
	const plain = path.replace( /[\\/]+/g, '/' );
	return INSIDE.exec( plain )?.[ 1 ] ?? OWN_FILE.exec( plain )?.[ 1 ] ?? null;
}

/**
 * The text with full paths replaced, of Unix and of Windows.
 *
 * @param text    The text; addresses of pages are left out of it.
 * @param keep    Paths of pages, which look the same and stay.
 * @param instead What stands in a path's place where no part of it can stay.
 */
export function withoutPaths(
	text: string,
	keep: Set< string >,
	instead: string
): string {
	return text
		.replace( /\\\//g, '/' )
		.replace( WINDOWS, ( path ) => inside( path ) ?? instead )
		.replace( ABOVE, '' )
		.replace( UNIX, ( found ) => {
			const path = found.replace( END_OF_SENTENCE, '' );
			return keep.has( path ) || ! /[^/]\/+[^/]/.test( path )
				? found
				: ( inside( path ) ?? instead ) + found.slice( path.length );
		} )
		.replace( ENCODED, instead );
}
