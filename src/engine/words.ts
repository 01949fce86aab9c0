/**
 * How pages that are not the site's own give themselves away, as data: headers and words, each with what they mean.
 */

/** A header and how its value looks. */
export type HeaderSign = [ name: string, value: RegExp ];

/** Headers of an answer that a cache had kept. */
export const CACHED_HEADERS: HeaderSign[] = [
	[ 'age', /^\s*[1-9]/ ],
	...[
		'cf-cache-status',
		'cdn-cache',
		'x-ac',
		'x-cache',
		'x-cache-status',
		'x-kinsta-cache',
		'x-litespeed-cache',
		'x-proxy-cache',
		'x-sucuri-cache',
	].map( ( name ): HeaderSign => [
		name,
		/(?:^|[^a-z])(?:hit|stale|updating|revalidated)(?:[^a-z]|$)/i,
	] ),
	// Also RefreshHit and HitStale, https://techdocs.akamai.com/terraform/v6.5/reference/ga-return-cache-status
	[ 'akamai-cache-status', /hit/i ],
	// Two numbers: of this request and of the one that filled the cache.
	[ 'x-varnish', /^\s*\d+\s+\d+/ ],
];

/** Headers that something which may keep pages adds to each answer, kept or not. */
export const CACHE_HEADERS = [
	'age',
	'akamai-cache-status',
	'cdn-cache',
	'cf-cache-status',
	'cf-ray',
	'via',
	'x-ac',
	'x-cache',
	'x-cache-status',
	'x-kinsta-cache',
	'x-litespeed-cache',
	'x-proxy-cache',
	'x-sucuri-cache',
	'x-varnish',
];

/** Headers of a cache that lies before the server, on a network of its own. */
export const CDN_HEADERS = [
	'akamai-cache-status',
	'cdn-cache',
	'cf-cache-status',
	'cf-ray',
	'x-sucuri-cache',
];

/** Headers of a firewall that asks for proof of a human. */
export const CHALLENGE_HEADERS: HeaderSign[] = [
	[ 'cf-mitigated', /\S/ ],
	[ 'sg-captcha', /challenge/i ],
	[ 'x-amzn-waf-action', /captcha|challenge/i ],
	[ 'x-sucuri-block', /\S/ ],
];

/** Statuses that firewalls answer with. */
export const CHALLENGE_STATUSES = [ 403, 429, 503 ];

/** Words of a firewall's page. */
export const CHALLENGE_WORDS =
	/just a moment|attention required|checking your browser|sucuri|captcha/i;

/** The form of wp-login.php, or an address that leads to it. */
export const LOGIN_FORM = /<form\b[^>]*\b(?:id|name)=["']loginform["']/i;
export const LOGIN_ADDRESS = /\/wp-login\.php(?:[?#]|$)/;

/** The page that WordPress shows while it is being updated. */
export const MAINTENANCE_WORDS =
	/briefly unavailable for scheduled maintenance/i;

/** What it says in Retry-After, whatever its language. */
export const MAINTENANCE_SECONDS = '600';

/** The page of a WordPress that has no database; one in another language is not known by its words. */
export const DATABASE_WORDS =
	/error establishing a database connection|can(?:[’']|&#8217;|&#0?39;|&rsquo;)t select database|cannot select database/i;

/** How PHP begins an error that it prints, with and without HTML. */
export const ERROR_WORDS =
	/<b>(?:Fatal|Parse) error<\/b>:|\bFatal error:\s+(?=Uncaught\b)|\bParse error:/;
