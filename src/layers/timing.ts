/**
 * What the time until an error says of who gave up: a crash is instant, a timer is round.
 */

/** How long failing answers took. */
export interface Timing {
	kind: 'none' | 'instant' | 'timer' | 'platform' | 'slow' | 'varying';
	/** The middle of them. */
	milliseconds: number;
	/** For a person; empty where there is nothing to say. */
	sentence: string;
}

/** Limits that servers and platforms are usually set to, in seconds, and whose they are. */
const TIMERS: [ seconds: number, whose: string ][] = [
	[ 5, 'a limit that the host set' ],
	[ 10, 'a limit that the host set' ],
	[ 15, 'a limit that the host set' ],
	[ 20, 'a limit that the host set' ],
	[
		30,
		'often PHP’s max_execution_time or PHP-FPM’s request_terminate_timeout',
	],
	[
		60,
		'often the web server’s (nginx’s fastcgi_read_timeout) or the host’s own',
	],
	[ 90, 'a limit that the host set' ],
	[ 100, 'often Cloudflare’s' ],
	[ 120, 'often PHP’s or Cloudflare’s' ],
	[ 300, 'a limit that the host set' ],
];

const INSTANT = 1000;

/** What platforms that end requests at 59 or 60 s take, in milliseconds. */
const PLATFORM = [ 58500, 61500 ] as const;

/** The timing of failing answers; their own time limit must be longer than what is to be recognised. */
export function timingOf( milliseconds: number[] ): Timing {
	const sorted = [ ...milliseconds ].sort( ( one, other ) => one - other );
	const shortest = sorted[ 0 ];
	const longest = sorted.at( -1 );
	const middle = sorted[ Math.floor( sorted.length / 2 ) ];
	if (
		shortest === undefined ||
		longest === undefined ||
		middle === undefined
	) {
		return { kind: 'none', milliseconds: 0, sentence: '' };
	}
	const timing = ( kind: Timing[ 'kind' ], sentence: string ): Timing => ( {
		kind,
		milliseconds: middle,
		sentence,
	} );
	if ( longest < INSTANT ) {
		return timing(
			'instant',
			'Each error came at once, as after a crash, not after a time limit.'
		);
	}
	const timer = sorted.length > 1 ? timerAt( shortest, longest ) : null;
	if ( timer ) {
		const [ limit, whose ] = timer;
		const isPlatform = middle >= PLATFORM[ 0 ] && middle <= PLATFORM[ 1 ];
		return timing(
			isPlatform ? 'platform' : 'timer',
			`Each error came after ${
				isPlatform ? Math.round( middle / 1000 ) : limit
			} s: that is a time limit, ${ whose }.`
		);
	}
	return longest > 2 * shortest && longest - shortest > INSTANT
		? timing(
				'varying',
				'The errors came after times that differ much, as where a server is too busy.'
			)
		: timing(
				'slow',
				`The errors came after ${ ( middle / 1000 ).toFixed( 1 ) } s.`
			);
}

/** The limit that all of these fit, or null. */
function timerAt( shortest: number, longest: number ) {
	return (
		TIMERS.find( ( [ seconds ] ) => {
			// A limit is never over before its time, but for those of platforms that end a request just before the minute; what is around it takes a moment.
			const least = seconds === 60 ? PLATFORM[ 0 ] : seconds * 1000 - 250;
			const slack = Math.max( 1000, seconds * 50 );
			return (
				shortest >= least &&
				longest <= seconds * 1000 + slack &&
				longest - shortest <= slack
			);
		} ) ?? null
	);
}
