/**
 * Everything the engine says to a person, in one place so that it can be translated.
 */
import type { Callback, OutgoingRequest, Report } from '../contract/types';
import type { Chance, Stranger } from './types';

type PhpError = NonNullable< Report[ 'error' ] >;
type Header = Report[ 'headers' ][ number ];
type OutputBuffer = Report[ 'buffers' ][ number ];

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

/** A callback as a person reads it. */
const callback = ( { hook, name: called, file, line }: Callback ) =>
	`${
		called === '{closure}' ? 'a function without a name' : called
	} on the hook ${ hook }${ file === '' ? '' : ` (${ file }, line ${ line })` }`;

/** An output buffer as a person reads it. */
const buffer = ( handler: string ) =>
	handler === 'Closure::__invoke'
		? 'an output buffer without a name'
		: `the output buffer “${ handler }”`;

/** A size that a person can compare. */
const size = ( bytes: number ) =>
	bytes < 1024 ? `${ bytes } bytes` : `${ ( bytes / 1024 ).toFixed( 1 ) } kB`;

export const died = (
	how: 'answered' | 'cut' | 'timeout',
	status: number | null,
	loading: string | null,
	running: Callback[] | null,
	waiting: OutgoingRequest | null,
	milestone: string
) => {
	const [ innermost ] = running ?? [];
	const inHook = innermost
		? `in ${ callback( innermost ) }`
		: `after WordPress reached the stage ${ milestone }`;
	const inside = loading
		? `while the plugin ${ loading } was loading`
		: inHook;
	const where = waiting
		? `${ inside }, waiting for an answer from ${ waiting.host }`
		: inside;
	const outside = {
		answered: `the server answered ${ status } instead`,
		cut: 'the connection was cut',
	}[ how === 'cut' ? 'cut' : 'answered' ];
	return how === 'timeout'
		? `PHP was still at work ${ where } when the time limit was over.`
		: `PHP was stopped from outside ${ where }; ${ outside }.`;
};

export const printed = ( line: string ) =>
	`PHP printed an error on the page: ${ line }`;

export const status = ( code: number, by: string | null ) =>
	`The page answered with status ${ code }${
		by === null ? '' : `, which code in ${ by } set`
	}.`;

export const refused = ( code: number ) =>
	code === 504
		? 'PHP finished the page, but too late: the web server had stopped waiting and answered 504 in its place.'
		: `PHP finished the page, but the web server answered ${ code } in its place.`;

export const largeHeaders = (
	php: { status: number; bytes: number; largest: Header | null },
	code: number
) => {
	const { largest } = php;
	const lines =
		largest && largest.lines > 1 ? ` in ${ largest.lines } lines` : '';
	const by = largest?.by ? `, set by code in ${ largest.by }` : '';
	const which = largest
		? ` The largest is ${ largest.name } with ${ size(
				largest.bytes
			) }${ lines }${ by }.`
		: '';
	return `PHP answered ${ php.status }, but its response headers take ${ size(
		php.bytes
	) }, near or above the 4 or 8 kB that web servers take: this one answered ${ code } instead.${ which }`;
};

export const database = ( code: number, running: Callback[] | null ) => {
	const [ innermost ] = running ?? [];
	const where = innermost ? ` in ${ callback( innermost ) }` : '';
	return `WordPress lost its database${ where }: the page says so and answered ${ code }.`;
};

export const cut = ( running: Callback[] | null ) => {
	const [ innermost ] = running ?? [];
	return innermost
		? `PHP was ended in the middle of the page, in ${ callback(
				innermost
			) }: the rest of the page is missing.`
		: 'PHP was ended in the middle of the page: the rest of it is missing.';
};

export const blank = ( loading: string | null, running: Callback[] | null ) => {
	const [ innermost ] = running ?? [];
	if ( loading ) {
		return `The page is blank: it was ended while the plugin ${ loading } was loading.`;
	}
	return innermost
		? `The page is blank: it was ended in ${ callback( innermost ) }.`
		: 'The page is blank: the server answered, but with nothing in it.';
};

export const swallowed = (
	bytes: number,
	{ name: called, by }: OutputBuffer
) =>
	`The page is blank: PHP had built ${ size( bytes ) } of it, but ${ buffer(
		called
	) }${ by === null ? '' : ` from ${ by }` } threw it away.`;

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

export const healthy = ( code: number | null, closed: boolean | null ) => {
	const built =
		closed === false
			? 'PHP ended in good order.'
			: 'The page was built to its end.';
	return code !== null && code >= 400
		? `${ built } It answered ${ code }, which is an answer of the site and not a breakdown.`
		: built;
};

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

export const sentToLogIn = () =>
	'The page sends its visitors to the log-in page, so what it shows was not seen.';

const STRANGERS: Record< Stranger, ( answered: string ) => string > = {
	'never-claimed': ( answered ) =>
		`Something in front of the site ${ answered } and the probe never reached WordPress: a cache, a login, a firewall, or a web server whose PHP is down or busy. Let the probe through, then go on.`,
	'cached-copy': ( answered ) =>
		`A cache ${ answered } with a copy that it had kept, so the probe never reached WordPress. Empty this cache and pause it for the search, then go on.`,
	'login-page': ( answered ) =>
		`A login page or a password prompt ${ answered }, so the probe never reached WordPress. Switch the password protection off for the search, then go on.`,
	'challenge-page': ( answered ) =>
		`A firewall ${ answered } and asked for proof of a human, so the probe never reached WordPress. Allow your own address there, or pause the firewall for the search, then go on.`,
	maintenance: ( answered ) =>
		`The site ${ answered } because it is in maintenance. Wait until the update is done; if it stays so for more than ten minutes, delete the file .maintenance in the WordPress folder, then go on.`,
	database: ( answered ) =>
		`The site ${ answered } because WordPress cannot reach its database. Check the database server and the four DB_ lines in wp-config.php, or ask your host to, then go on.`,
	'dead-before-guard': ( answered ) =>
		`The server ${ answered } and the probe was not recognised: something on the way takes the probe's header away, or PHP dies before Culprit's guard runs (a drop-in, wp-config.php, a must-use plugin that sorts earlier, the database). PHP's error log tells which.`,
};

export const stranger = ( who: Stranger, code: number | null ) =>
	STRANGERS[ who ](
		code === null ? 'answered' : `answered (status ${ code })`
	);

export const recordElsewhere = () =>
	'The record of this probe cannot be read: it lies on another machine of the site, or could not be written.';

export const wrongSet = () =>
	'The site loaded other plugins or another theme than it was asked to, so this answer cannot be used.';

// Why somebody is a suspect.

export const whyFile = ( file: string ) => `The error is in ${ file }.`;

export const whyTrace = ( path: string ) =>
	`PHP's account of the error leads through ${ path }.`;

export const whyPrinted = ( file: string ) =>
	`The error on the page names ${ file }.`;

export const whyRunning = ( running: Callback ) =>
	`PHP ended while ${ callback( running ) } was running.`;

export const whyWaiting = ( { host }: OutgoingRequest, by: string ) =>
	`PHP ended while code in ${ by } was waiting for an answer from ${ host }.`;

export const whyHeader = ( { name: header, bytes }: Header, by: string ) =>
	`Code in ${ by } set most of the header ${ header }, which takes ${ size(
		bytes
	) }.`;

export const whyStatus = ( by: string ) =>
	`The status became an error while code in ${ by } was running.`;

export const whyBuffer = ( { name: called }: OutputBuffer, by: string ) =>
	`${ begin( buffer( called ) ) } from ${ by } held the page when PHP ended.`;

export const whyThemeLoading = ( theme: string ) =>
	`PHP ended in the stage in which the theme ${ theme } loads, and no callback was seen running.`;

export const whyThemePage = ( theme: string ) =>
	`PHP ended in the page itself, which the theme ${ theme } builds, and no callback of a plugin was running.`;

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

/** How often a fault shows, as a sentence; empty where it is always there. */
const often = ( chance: Chance | null ) =>
	chance === null
		? ''
		: ` The fault comes and goes: it showed on ${ chance.failed } of ${
				chance.loads
			} loads that it can break.`;

export const belowPlugins = ( detail: string, chance: Chance | null ) =>
	`The page fails in the same way without any plugin and with a default theme, so the fault lies below plugins and theme.${ often(
		chance
	) } ${ detail }`;

export const culprits = (
	sets: string[][],
	bystanders: string[],
	chance: Chance | null,
	costs: number[] = []
) => {
	if ( costs.length > 0 ) {
		return slowSets( sets, costs );
	}
	const accused = sets.map( ( members ) =>
		members.length === 1
			? `${ begin( list( members ) ) } breaks the page.`
			: `${ begin(
					list( members )
				) } break the page together; each alone does not.`
	);
	const proof = chance
		? `${ often( chance ).trim() }${ sure( chance ) }`
		: steady( sets );
	const rest =
		bystanders.length === 0
			? ''
			: ` ${ begin(
					list( bystanders )
				) } fails as well while that is off; it may only need it, so it is not accused.`;
	return `${ accused.join( ' ' ) } ${ proof }${ rest }`;
};

/** Who makes the page slow, and what each costs. */
const slowSets = ( sets: string[][], costs: number[] ) =>
	`${ sets
		.map(
			( members, index ) =>
				`${ begin( list( members ) ) } ${
					members.length === 1 ? 'makes' : 'together make'
				} the page ${ seconds( costs[ index ] ?? 0 ) } slower.`
		)
		.join(
			' '
		) } With it the page was slow again and again, and without it fast; the times are those in the middle of several loads.`;

export const slowerThan = ( page: number, floor: number ) =>
	`The page takes ${ seconds( page ) }, and ${ seconds(
		floor
	) } without plugins and with a default theme.`;

export const notSeen = () =>
	'You did not see the fault on the page as it is, so there is nothing to search for now.';

export const seen = () => 'You saw the fault on this page.';

export const notSeenHere = () => 'You did not see the fault on this page.';

export const cannotTell = () =>
	'You could not tell whether the fault was on this page.';

export const notSlow = () =>
	'The page was not slow on several loads, so there is nothing to search for now.';

export const slowBelow = ( detail: string ) =>
	`The page is about as slow without any plugin and with a default theme, so the cause lies below plugins and theme. ${ detail }`;

const seconds = ( milliseconds: number ) =>
	`${ ( milliseconds / 1000 ).toFixed( 1 ) } s`;

const steady = ( sets: string[][] ) =>
	sets.length === 1
		? 'The page failed each time with it and was healthy each time without.'
		: 'The page failed each time with one of them and was healthy each time without all of them.';

/** How sure a proof by chance is. */
const sure = ( { pValue, missed }: Chance ) =>
	pValue === null || missed === null
		? ''
		: ` Without it the page was always healthy; ${
				pValue < 1e-6
					? 'less than once in a million times'
					: `once in ${ Math.floor( 1 / pValue ) } times`
			} that is an accident. Another fault, on fewer than about 1 in ${ Math.floor(
				1 / missed
			) } loads, can still be missed.`;

const UNRESOLVED: Record< string, string > = {
	'no-answer':
		'The site gave no answer to several probes, so nobody is accused. Check that the site can be reached, then search again.',
	'not-ours':
		'Something in between answers with copies of other probes, so nobody is accused. Pause caches and CDN, then search again.',
	'never-claimed':
		'Something in front of the site answers in its place, so nobody is accused: a cache, a login, a firewall, or a web server whose PHP is down or busy. Let the probes through, then search again.',
	'cached-copy':
		'A cache answers with copies that it kept, so nobody is accused. Empty this cache and pause it, then search again.',
	'login-page':
		'A login page or a password prompt answers in the place of the site, so nobody is accused. Switch the password protection off for the search, then search again.',
	'sent-to-log-in':
		'The page sends everybody who is not logged in to the log-in page, so what it shows could not be seen, and nobody is accused. Search a page that visitors may see, or search as a user who is logged in (in the terminal: --logged-in).',
	'challenge-page':
		'A firewall asks the probes for proof of a human, so nobody is accused. Allow your own address there, or pause the firewall, then search again.',
	maintenance:
		'The site is in maintenance, so nobody is accused. Wait until the update is done, or delete the file .maintenance in the WordPress folder when it was left behind, then search again.',
	database:
		'WordPress cannot reach its database, so nobody is accused. Check the database server and the four DB_ lines in wp-config.php, or ask your host to, then search again.',
	'dead-before-guard':
		"The server answers 500 and does not recognise the probes, so nobody is accused. Look into PHP's error log: if it names a drop-in in wp-content (db.php, object-cache.php, advanced-cache.php), rename that; wp-config.php, a must-use plugin or the database may be at fault, too. If it names a plugin, something between here and PHP takes the header X-Culprit-Probe away: ask the host to let it through, then search again.",
	'text-needs-others':
		'Without any plugin and with a default theme the text is missing, too: a plugin or the theme may be what prints it, so a search by switching off cannot tell who took it away. Give a text of the content itself, or another sign of the fault.',
	'wrong-set':
		'The site did not load the plugins and the theme it was asked to, so nobody is accused. A plugin or the host changes the list: pause what switches plugins or themes by itself, then search again.',
	'record-elsewhere':
		'The records of the probes cannot be read, so nobody is accused. The site runs on several machines, or has no folder to write to. Ask your host for a temporary folder that PHP may write to, or to let one machine answer alone, then search again.',
	'different-failure':
		'With fewer plugins the page fails in another way, which hides the first failure, so nobody is accused. Mend that other failure first, or keep on what it needs, then search again.',
	'probe-disturbs-page':
		'The page fails in another way, or not at all, when nothing may be written, so a search without changing the site cannot tell. Try it on a copy of the site, where plugins can be switched off for real.',
	aborted: 'The search was stopped before it had an answer. Search again.',
	intermittent:
		'The same configuration failed once and was healthy another time, too seldom or too irregularly to tell who it is, so nobody is accused. Search again when it fails more often.',
	'times-vary':
		'The page takes now longer and now shorter than without plugins, so its times tell nothing. Search again at a quiet hour, or give a limit (in the terminal: --slow-above).',
	'cannot-tell':
		'Several times it could not be told whether the fault was there, so nobody is accused. Describe for yourself what exactly to look at, then search again.',
	'too-many':
		'The page only fails with many plugins at once, as when memory runs out, so no few of them can be accused. Ask your host for more memory for PHP, or deactivate what is not needed, then search again.',
};

export const unresolved = (
	reason: string,
	suspects: string[],
	chance: Chance | null = null
) => {
	const rest =
		suspects.length === 0
			? ''
			: ` Still suspect: ${ suspects.map( name ).join( ', ' ) }.`;
	return `${ UNRESOLVED[ reason ] ?? 'It cannot be told.' }${ often(
		chance
	) }${ rest }`;
};
