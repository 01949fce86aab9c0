/**
 * Everything the engine says to a person, in one place so that it can be translated.
 */
import type { Report } from '../contract/types';

type PhpError = NonNullable< Report[ 'error' ] >;

/** A candidate's key as a person reads it. */
export function name( key: string ): string {
	const id = key.slice( key.indexOf( ':' ) + 1 );
	return key.startsWith( 'theme:' )
		? `the theme ${ id }`
		: `the plugin ${ id }`;
}

function list( keys: string[] ): string {
	const names = keys.map( name );
	const last = names.pop() ?? 'nothing';
	return names.length === 0 ? last : `${ names.join( ', ' ) } and ${ last }`;
}

const begin = ( text: string ) =>
	text.charAt( 0 ).toUpperCase() + text.slice( 1 );

// One probe.

export const fatal = ( message: string, { file, line }: PhpError ) =>
	`PHP stopped with a fatal error in ${ file } on line ${ line }: ${ message }`;

export const died = (
	how: 'answered' | 'cut' | 'timeout',
	status: number | null,
	loading: string | null,
	milestone: string
) => {
	const where = loading
		? `while the plugin ${ loading } was loading`
		: `after WordPress reached the stage ${ milestone }`;
	const outside = {
		answered: `the server answered ${ status } instead`,
		cut: 'the connection was cut',
		timeout: 'no answer came within the time limit',
	}[ how ];
	return `PHP was stopped from outside ${ where }; ${ outside }.`;
};

export const status = ( code: number, marked: boolean ) =>
	marked
		? `The page answered with status ${ code }.`
		: `PHP finished the page, but the web server answered ${ code } in its place.`;

export const blank = ( loading: string | null ) =>
	loading
		? `The page is blank: it was ended while the plugin ${ loading } was loading.`
		: 'The page is blank: the server answered, but with nothing in it.';

export const truncated = () =>
	'The page broke off before its end, although the server had promised more.';

export const redirectLoop = ( count: number ) =>
	`The page sends its visitors in circles: after ${ count } redirects it had still not arrived.`;

export const slow = ( milliseconds: number, limit: number ) =>
	`The page took ${ Math.round(
		milliseconds
	) } ms, more than the ${ limit } ms that were set as the limit.`;

export const textMissing = ( text: string ) =>
	`The text “${ text }” is missing from the page.`;

export const textPresent = ( text: string ) =>
	`The text “${ text }” is on the page.`;

export const healthy = ( code: number | null ) =>
	code !== null && code >= 400
		? `The page was built to its end. It answered ${ code }, which is an answer of the site and not a breakdown.`
		: 'The page was built to its end.';

export const healthyFromOutside = () =>
	'The page looks right from outside; what PHP itself had to say about it could not be read.';

export const aborted = () =>
	'The probe was stopped before its answer was in, so it says nothing.';

export const noAnswer = () =>
	'No answer arrived, and the site never saw the probe. Check that the site can be reached from here, then go on.';

export const answerLost = () =>
	'PHP finished the page, but its answer never arrived here. Check the connection, then go on.';

export const notOurs = () =>
	'The answer belongs to another probe: something in between keeps copies of probes. Pause caches and CDN for the search.';

export const neverClaimed = ( code: number | null ) =>
	`Something in front of the site answered${
		code === null ? '' : ` (status ${ code })`
	} and the probe never reached WordPress: a cache, a login or a firewall. Let the probe through, then go on.`;

export const recordElsewhere = () =>
	'The record of this probe cannot be read: it lies on another machine of the site, or could not be written.';

export const wrongSet = () =>
	'The site loaded other plugins or another theme than it was asked to, so this answer cannot be used.';

// Why somebody is a suspect.

export const whyFile = ( file: string ) => `The error is in ${ file }.`;

export const whyTrace = ( path: string ) =>
	`PHP's account of the error leads through ${ path }.`;

export const whyLoading = ( plugin: string ) =>
	`${ plugin } was loading when PHP ended.`;

// The whole search.

export const notReproduced = ( count: number ) => {
	// The rate at which a fault would still stay unseen in one of twenty searches.
	const missed = 1 - Math.pow( 0.05, 1 / count );
	return `The page was healthy ${ count } times in a row, so the fault is not there now. A fault on fewer than about 1 in ${ Math.floor(
		1 / missed
	) } loads can still be missed.`;
};

export const belowPlugins = ( detail: string ) =>
	`The page fails in the same way without any plugin and with a default theme, so the fault lies below plugins and theme. ${ detail }`;

export const culprits = ( sets: string[][], bystanders: string[] ) => {
	const accused = sets.map( ( members ) =>
		members.length === 1
			? `${ begin( list( members ) ) } breaks the page.`
			: `${ begin(
					list( members )
				) } break the page together; each alone does not.`
	);
	const proof =
		sets.length === 1
			? 'The page failed each time with it and was healthy each time without.'
			: 'The page failed each time with one of them and was healthy each time without all of them.';
	const rest =
		bystanders.length === 0
			? ''
			: ` ${ begin(
					list( bystanders )
				) } fails as well while that is off; it may only need it, so it is not accused.`;
	return `${ accused.join( ' ' ) } ${ proof }${ rest }`;
};

const UNRESOLVED: Record< string, string > = {
	'no-answer':
		'The site gave no answer to several probes, so nobody is accused. Check that the site can be reached, then search again.',
	'not-ours':
		'Something in between answers with copies of other probes, so nobody is accused. Pause caches and CDN, then search again.',
	'never-claimed':
		'Something in front of the site answers in its place, so nobody is accused. Let the probes through, then search again.',
	'wrong-set':
		'The site did not load the plugins and the theme it was asked to, so nobody is accused. A plugin or the host changes the list.',
	'record-elsewhere':
		'The records of the probes cannot be read, so nobody is accused. The site runs on several machines, or has no folder to write to.',
	'different-failure':
		'With fewer plugins the page fails in another way, which hides the first failure, so nobody is accused.',
	'probe-disturbs-page':
		'The page fails in another way, or not at all, when nothing may be written, so a search without changing the site cannot tell.',
	aborted: 'The search was stopped.',
	intermittent:
		'The same configuration failed once and was healthy another time: the fault comes and goes, so nobody is accused.',
	'too-many':
		'The page only fails with many plugins at once, as when memory runs out, so no few of them can be accused.',
};

export const unresolved = ( reason: string, suspects: string[] ) => {
	const rest =
		suspects.length === 0
			? ''
			: ` Still suspect: ${ suspects.map( name ).join( ', ' ) }.`;
	return `${ UNRESOLVED[ reason ] ?? 'It cannot be told.' }${ rest }`;
};
