/**
 * The one thing that a ticket asks of who gets it, as data.
 */
import type { FailureKind } from './logLines';
import type { Recipient } from './types';

const HOST: Record< FailureKind, string > = {
	fatal: 'Please send us the lines that the error log of PHP has for the seconds below, with file and line.',
	memory: 'Please tell us how much memory PHP may use for this site, and whether you can raise memory_limit; the seconds below show when it was not enough.',
	time: 'Please tell us which time limits PHP has on this site, and send us what the slow log has for the seconds below.',
	died: 'Please look up what ended the PHP process at the seconds below, and tell us the signal and the reason: a crash of PHP, a time limit or too little memory.',
	timeout:
		'Please tell us which time limit ended the requests at the seconds below and how long it is, and send us what the slow log of PHP-FPM has for them.',
	headers:
		'Please tell us how large the headers of an answer may be here (fastcgi_buffer_size or proxy_buffer_size), and whether you can raise that for this site.',
	'no-worker':
		'Please tell us how many PHP processes this site may have (pm.max_children), whether all of them were busy at the seconds below, and raise the number if you can.',
	'php-down':
		'Please start PHP for this site again, and tell us why it was not running at the seconds below.',
	gateway:
		'Please look up why the web server got no usable answer from PHP at the seconds below, and tell us what its error log says.',
	ended: 'Please send us what the logs of PHP and PHP-FPM have for the seconds below: the page ended in the middle, or was empty.',
	database:
		'Please check whether the database of this site was running and took connections at the seconds below, and tell us what its log says.',
	'object-cache':
		'Please check whether the object cache of this site (Redis or Memcached) was running at the seconds below, and start it again if not.',
	disk: 'Please check the free space, the inodes and the quota of this account, and tell us what fills them.',
	unreachable:
		'Please check whether the web server of this site was running and could be reached from the internet at the seconds below.',
	'past-the-edge':
		'Please check in the access log whether the requests below arrived at the server, and what it answered.',
	cached: 'Please empty the cache for the address below: it keeps an error although the page itself works again.',
	refused:
		'Please tell us which rule refused the requests below, and allow them: they are ordinary requests for a public page.',
	other: 'Please send us what the logs of the web server and of PHP have for the seconds below.',
};

const EDGE_DEFAULT =
	'Please look up the requests below by their numbers, and tell us what your servers got from ours and why visitors got this answer.';

const EDGE: Partial< Record< FailureKind, string > > = {
	cached: 'Please remove the kept copy of the address below: it is an error, and our server answers properly now. Tell us, too, why it was kept.',
	refused:
		'Please tell us which of your rules refused the requests below, by their numbers, and how we can allow them.',
};

const AUTHOR =
	'Please have a look at this failure. We will gladly try a version that mends it, or send more of what you need.';

/** The request; the seconds are those of the ticket. */
export function askOf( to: Recipient, kind: FailureKind ): string {
	switch ( to ) {
		case 'host':
			return HOST[ kind ];
		case 'edge':
			return EDGE[ kind ] ?? EDGE_DEFAULT;
		case 'author':
			return AUTHOR;
	}
}
