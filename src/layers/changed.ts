/**
 * What changed since a page was last healthy, in sentences.
 */
import type { Changed } from '../contract/types';

/** One thing that changed. */
export type Change = Changed[ 'changes' ][ number ];

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

/** Where nothing else decides: what breaks pages more often comes first. */
const RANK: Change[ 'what' ][] = [
	'plugin',
	'theme',
	'must-use',
	'drop-in',
	'core',
	'php',
	'server',
	'option',
];

/** The changes with the newest first, those without a time last. */
export const inOrder = ( changes: readonly Change[] ): Change[] =>
	[ ...changes ].sort(
		( a, b ) =>
			( b.at ?? -Infinity ) - ( a.at ?? -Infinity ) ||
			RANK.indexOf( a.what ) - RANK.indexOf( b.what ) ||
			a.name.localeCompare( b.name, 'en' )
	);

/**
 * One change in a sentence.
 *
 * @param change The change.
 * @param now    Unix time in seconds; the year is told where it is another one.
 */
export function sentenceOf( change: Change, now: number ): string {
	const when = change.at === null ? '' : ` on ${ dateOf( change.at, now ) }`;
	const byItself = change.automatic === true ? ', by itself' : '';
	return `${ whatHappened( change ) }${ when }${ byItself }.`;
}

/**
 * All of it in one line.
 *
 * @param changed What the site says.
 * @param now     Unix time in seconds.
 */
export function summaryOf( changed: Changed, now: number ): string {
	const [ newest, ...others ] = inOrder( changed.changes );
	if ( changed.healthy_at === null ) {
		return newest
			? `It is not known when this page was last healthy. ${ filesOf( others.length + 1 ) } in the last two weeks. The latest: ${ sentenceOf( newest, now ) }`
			: 'It is not known when this page was last healthy. No files of WordPress, plugins or themes were written in the last two weeks.';
	}
	const since = `Since this page was last seen healthy on ${ dateOf( changed.healthy_at, now ) },`;
	if ( ! newest ) {
		return `${ since } nothing changed in WordPress, plugins, themes or PHP.`;
	}
	return others.length === 0
		? `${ since } one thing changed: ${ sentenceOf( newest, now ) }`
		: `${ since } ${ others.length + 1 } things changed. ${ newest.at === null ? 'One of them' : 'The latest' }: ${ sentenceOf( newest, now ) }`;
}

const filesOf = ( count: number ): string =>
	count === 1
		? 'Files of one thing were written'
		: `Files of ${ count } things were written`;

/** A sentence without its time and its end. */
function whatHappened( { what, name, kind, from, to }: Change ): string {
	const called = nameOf( what, name );
	switch ( kind ) {
		case 'added':
			return `${ called }${ to === null ? '' : ` ${ to }` } was added`;
		case 'removed':
			return `${ called }${ from === null ? '' : ` ${ from }` } was removed`;
		case 'activated':
			return what === 'theme'
				? `${ called } became the site’s theme`
				: `${ called } was activated`;
		case 'deactivated':
			return what === 'theme'
				? `${ called } stopped being the site’s theme`
				: `${ called } was deactivated`;
		case 'files':
			return `Files of ${ called.replace( /^The (?=theme|must-use|drop-in)/, 'the ' ) }${ to === null ? '' : ` ${ to }` } were written`;
		case 'updated':
			return `${ called } ${ verbOf( what, from, to ) }${ from === null ? '' : ` from ${ from }` }${ to === null ? '' : ` to ${ to }` }`;
	}
}

function nameOf( what: Change[ 'what' ], name: string ): string {
	switch ( what ) {
		case 'theme':
			return `The theme ${ name }`;
		case 'must-use':
			return `The must-use plugin ${ name }`;
		case 'drop-in':
			return `The drop-in ${ name }`;
		case 'option':
			return `The setting ${ name }`;
		default:
			return name;
	}
}

function verbOf(
	what: Change[ 'what' ],
	from: string | null,
	to: string | null
): string {
	if ( what === 'option' || what === 'server' ) {
		return 'was changed';
	}
	return from !== null && to !== null && isOlder( to, from )
		? 'was taken back'
		: 'was updated';
}

/** Whether a version is older than another, by their numbers. */
function isOlder( version: string, than: string ): boolean {
	const numbers = ( text: string ) =>
		( text.match( /\d+/g ) ?? [] ).map( Number );
	const [ a, b ] = [ numbers( version ), numbers( than ) ];
	for ( let at = 0; at < Math.max( a.length, b.length ); at++ ) {
		const difference = ( a[ at ] ?? 0 ) - ( b[ at ] ?? 0 );
		if ( difference !== 0 ) {
			return difference < 0;
		}
	}
	return false;
}

/** Day and minute in UTC. */
function dateOf( unix: number, now: number ): string {
	const date = new Date( unix * 1000 );
	const year = date.getUTCFullYear();
	const two = ( value: number ) => String( value ).padStart( 2, '0' );
	return `${ date.getUTCDate() } ${ MONTHS[ date.getUTCMonth() ] }${
		year === new Date( now * 1000 ).getUTCFullYear() ? '' : ` ${ year }`
	}, ${ two( date.getUTCHours() ) }:${ two( date.getUTCMinutes() ) } UTC`;
}
