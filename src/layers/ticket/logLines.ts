/**
 * What servers write into their logs for each kind of failure, word for word, as data.
 *
 * nginx: messages of ngx_http_upstream and ngx_http_fastcgi. PHP-FPM: fpm_children and fpm_process_ctl. Apache: mod_proxy_fcgi and the MPMs, with
 * their AH numbers. All of them are part of a line: time, process and client stand around them.
 */

/** How a page fails, as far as a log tells it. */
export type FailureKind =
	| 'fatal'
	| 'memory'
	| 'time'
	| 'died'
	| 'timeout'
	| 'headers'
	| 'no-worker'
	| 'php-down'
	| 'gateway'
	| 'ended'
	| 'database'
	| 'object-cache'
	| 'disk'
	| 'unreachable'
	| 'past-the-edge'
	| 'cached'
	| 'refused'
	| 'other';

/** Where a line is found. */
export type Log =
	'PHP' | 'PHP-FPM' | 'nginx' | 'Apache' | 'database' | 'kernel' | 'access';

/** The logs as a host names them. */
export const LOG_NAMES: Record< Log, string > = {
	PHP: 'error log of PHP',
	'PHP-FPM': 'log of PHP-FPM',
	nginx: 'error log of nginx',
	Apache: 'error log of Apache',
	database: 'error log of the database',
	kernel: 'log of the kernel (dmesg, journal)',
	access: 'access log of the web server',
};

export interface LogLine {
	log: Log;
	text: string;
	/** What it says, for who does not read logs every day. */
	means: string;
}

const line = ( log: Log, text: string, means: string ): LogLine => ( {
	log,
	text,
	means,
} );

const FATAL = line(
	'PHP',
	'PHP Fatal error:',
	'PHP stopped at an error in the code'
);
const FATAL_APACHE = line(
	'Apache',
	"AH01071: Got error 'PHP message: PHP Fatal error:",
	'the same, where Apache writes it'
);
const MEMORY = line(
	'PHP',
	'Allowed memory size of',
	'memory_limit was reached'
);
const TIME = line(
	'PHP',
	'Maximum execution time of',
	'max_execution_time was reached'
);
const SIGNAL = line(
	'PHP-FPM',
	'exited on signal',
	'a process was killed; 11 is a crash, 9 mostly too little memory, 15 a time limit'
);
const TERMINATED = line(
	'PHP-FPM',
	'execution timed out',
	'request_terminate_timeout was reached'
);
const SLOW = line(
	'PHP-FPM',
	'executing too slow',
	'its slow log then says where PHP was'
);
const MAX_CHILDREN = line(
	'PHP-FPM',
	'server reached pm.max_children',
	'all PHP processes were busy'
);
const MAX_CHILDREN_ONDEMAND = line(
	'PHP-FPM',
	'server reached max_children setting',
	'the same, where processes are started on demand'
);
const RESET = line(
	'nginx',
	'recv() failed (104: Connection reset by peer)',
	'PHP went away before it had answered'
);
const CLOSED = line(
	'nginx',
	'upstream prematurely closed',
	'PHP closed the connection without an answer'
);
const BIG_HEADER = line(
	'nginx',
	'upstream sent too big header while reading response header from upstream',
	'the headers do not fit into fastcgi_buffer_size or proxy_buffer_size'
);
const TIMED_OUT = line(
	'nginx',
	'upstream timed out (110: Connection timed out)',
	'fastcgi_read_timeout or proxy_read_timeout was reached'
);
const NO_UPSTREAMS = line(
	'nginx',
	'no live upstreams',
	'nginx had given up on all servers behind it'
);
const REFUSED = line(
	'nginx',
	'connect() failed (111: Connection refused)',
	'nobody listens where PHP should be'
);
const NO_SOCKET = line(
	'nginx',
	'failed (2: No such file or directory) while connecting to upstream',
	'the socket of PHP-FPM is not there'
);
const QUEUE_FULL = line(
	'nginx',
	'failed (11: Resource temporarily unavailable) while connecting to upstream',
	'the queue before PHP-FPM was full'
);
const APACHE_HEADER = line(
	'Apache',
	'AH01067: Failed to read FastCGI header',
	'PHP went away before it had answered'
);
const APACHE_DISPATCH = line(
	'Apache',
	'AH01075: Error dispatching request to',
	'the exchange with PHP broke off or took too long'
);
const APACHE_CONNECT = line(
	'Apache',
	'AH01079: failed to make connection to backend',
	'nobody listens where PHP should be'
);
const APACHE_CHILD = line(
	'Apache',
	'AH00052: child pid',
	'a process of Apache was killed; the line names the signal'
);
const APACHE_WORKERS = line(
	'Apache',
	'server reached MaxRequestWorkers setting',
	'all processes of Apache were busy'
);
const OUT_OF_MEMORY = line(
	'kernel',
	'Out of memory: Killed process',
	'the machine or the account had no memory left'
);
const SEGFAULT = line( 'kernel', 'segfault at', 'PHP itself crashed' );
const ARRIVED = line(
	'access',
	'the request itself, by its time and address',
	'whether it arrived, and with which status it was answered'
);

/** The lines of each kind, the likeliest first. */
export const LOG_LINES: Record< FailureKind, LogLine[] > = {
	fatal: [ FATAL, FATAL_APACHE ],
	memory: [ MEMORY, FATAL, FATAL_APACHE ],
	time: [ TIME, FATAL, FATAL_APACHE ],
	died: [
		SIGNAL,
		TERMINATED,
		RESET,
		CLOSED,
		APACHE_HEADER,
		APACHE_DISPATCH,
		APACHE_CHILD,
		OUT_OF_MEMORY,
		SEGFAULT,
	],
	timeout: [ TIMED_OUT, TERMINATED, SLOW, TIME, APACHE_DISPATCH ],
	headers: [ BIG_HEADER, APACHE_HEADER ],
	'no-worker': [
		MAX_CHILDREN,
		MAX_CHILDREN_ONDEMAND,
		QUEUE_FULL,
		TIMED_OUT,
		APACHE_WORKERS,
	],
	'php-down': [
		REFUSED,
		NO_SOCKET,
		NO_UPSTREAMS,
		APACHE_CONNECT,
		SIGNAL,
		OUT_OF_MEMORY,
	],
	gateway: [
		SIGNAL,
		RESET,
		CLOSED,
		BIG_HEADER,
		REFUSED,
		NO_UPSTREAMS,
		MAX_CHILDREN,
		FATAL,
		APACHE_HEADER,
		APACHE_DISPATCH,
		APACHE_CONNECT,
	],
	ended: [ FATAL, FATAL_APACHE, SIGNAL, CLOSED ],
	database: [
		line(
			'PHP',
			'WordPress database error',
			'which question to the database failed'
		),
		line(
			'PHP',
			'MySQL server has gone away',
			'the database closed the connection'
		),
		line(
			'database',
			'Too many connections',
			'max_connections was reached'
		),
		line( 'database', 'marked as crashed', 'a table must be repaired' ),
		OUT_OF_MEMORY,
	],
	'object-cache': [
		line( 'PHP', 'RedisException', 'Redis did not answer' ),
		line( 'PHP', 'Memcached', 'Memcached did not answer' ),
		FATAL,
	],
	disk: [
		line(
			'PHP',
			'No space left on device',
			'the disk or its inodes are used up'
		),
		line(
			'PHP',
			'Disk quota exceeded',
			'the account’s share of the disk is used up'
		),
		line( 'database', 'Disk full', 'the database cannot write' ),
	],
	unreachable: [
		ARRIVED,
		line(
			'nginx',
			'worker_connections are not enough',
			'nginx had no connection left'
		),
		APACHE_WORKERS,
		OUT_OF_MEMORY,
	],
	'past-the-edge': [ ARRIVED, RESET, TIMED_OUT, APACHE_DISPATCH ],
	cached: [ ARRIVED ],
	refused: [
		ARRIVED,
		line(
			'nginx',
			'access forbidden by rule',
			'a rule of nginx refused it'
		),
		line(
			'Apache',
			'ModSecurity: Access denied',
			'a rule of ModSecurity refused it'
		),
		line(
			'Apache',
			'AH01630: client denied by server configuration',
			'a rule of Apache refused it'
		),
	],
	other: [ FATAL, SIGNAL, RESET, TIMED_OUT, APACHE_DISPATCH, ARRIVED ],
};
