/**
 * Walks made by hand: a healthy site, of which a test changes what it is about.
 */
import type { Facts } from '../../../contract/types';
import type { Look, Visit, Walk } from '../../types';

/** Milliseconds since 1970 at which all walks begin. */
export const BEGUN = Date.UTC( 2026, 4, 3, 12, 0, 0 );

/** A visit of a healthy page. */
export const visit = ( facts: Partial< Visit > = {} ): Visit => ( {
	target: 'page',
	from: 'terminal',
	as: 'visitor',
	url: 'https://example.org/',
	at: BEGUN,
	status: 200,
	headers: { 'content-type': 'text/html', server: 'nginx' },
	bytes: 40000,
	excerpt: '<!DOCTYPE html><html><head><title>Example</title>',
	milliseconds: 200,
	networkError: null,
	redirects: [],
	...facts,
} );

/** Five visits of the same kind. */
export const five = ( facts: Partial< Visit > = {} ): Visit[] =>
	[ 0, 1, 2, 3, 4 ].map( ( index ) =>
		visit( { at: BEGUN + index * 1000, ...facts } )
	);

/** What nginx says when PHP does not answer. */
export const BAD_GATEWAY: Partial< Visit > = {
	status: 502,
	bytes: 150,
	excerpt:
		'<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
	milliseconds: 20,
};

/** A probe's look. */
export const look = (
	verdict: Partial< Look[ 'verdict' ] > = {},
	observation: Partial< Look[ 'observation' ] > = {}
): Look => ( {
	verdict: {
		outcome: 'healthy',
		signature: null,
		reason: null,
		sentence: 'The page is fine.',
		...verdict,
	},
	observation: {
		probe: '0'.repeat( 32 ),
		route: 'node',
		url: 'https://example.org/',
		status: 200,
		headers: {},
		bytes: 40000,
		excerpt: '',
		milliseconds: 200,
		redirects: [],
		networkError: null,
		marker: 'ours',
		truncated: false,
		closed: true,
		report: null,
		record: null,
		...observation,
	},
} );

/** What a healthy server says of itself. */
export const facts = ( changed: Partial< Facts > = {} ): Facts => ( {
	at: BEGUN / 1000,
	php: {
		version: '8.2.29',
		interface: 'fpm-fcgi',
		memory_limit: 268435456,
		max_execution_time: 30,
		jit: false,
		fpm: {
			manager: 'static',
			active: 1,
			idle: 3,
			total: 4,
			most_active: 2,
			queue: 0,
			longest_queue: 0,
			limit_reached: 0,
			slow: 0,
		},
	},
	disks: [
		{ place: 'wordpress', free: 5e10, total: 1e11, writable: true },
		{ place: 'uploads', free: 5e10, total: 1e11, writable: true },
		{ place: 'temporary', free: 5e10, total: 1e11, writable: true },
	],
	database: {
		server: 'MariaDB 10.11.6',
		milliseconds: 0.4,
		broken_tables: [],
	},
	object_cache: {
		persistent: false,
		works: null,
		milliseconds: null,
		error: null,
	},
	drop_ins: [],
	must_use: [],
	page_caches: [],
	maintenance: null,
	unfinished: [],
	unmet: [],
	outdated: [],
	addresses: {
		home: 'https://example.org/',
		site: 'https://example.org/',
		server: '203.0.113.7',
		port: 443,
		https: true,
	},
	outgoing: { blocked: false, cron: true },
	...changed,
} );

/** A walk on a healthy site. */
export const walkOf = ( changed: Partial< Walk > = {} ): Walk => ( {
	begun: BEGUN,
	ended: BEGUN + 12000,
	page: '/',
	tries: five(),
	uncached: visit( { target: 'page-uncached' } ),
	kept: null,
	serviceWorker: null,
	asUser: null,
	phone: visit( { as: 'phone' } ),
	file: visit( { target: 'static', bytes: 43, excerpt: 'GIF89a' } ),
	php: visit( { target: 'php', bytes: 7, excerpt: 'culprit' } ),
	core: null,
	maintenance: null,
	origin: visit( { from: 'server' } ),
	loopback: visit( { from: 'server' } ),
	outgoing: {
		host: 'api.wordpress.org',
		status: 200,
		milliseconds: 90,
		error: null,
	},
	live: look(),
	floor: null,
	facts: facts(),
	refused: null,
	death: null,
	changed: null,
	...changed,
} );

/** A site whose WordPress does not answer Culprit's own call. */
export const dead = ( changed: Partial< Walk > = {} ): Walk =>
	walkOf( {
		tries: five( {
			status: 500,
			bytes: 0,
			excerpt: '',
			milliseconds: 15,
			headers: { server: 'nginx' },
		} ),
		uncached: visit( { status: 500, bytes: 0, excerpt: '' } ),
		origin: null,
		loopback: null,
		outgoing: null,
		live: null,
		facts: null,
		core: visit( { target: 'core', bytes: 60000 } ),
		refused: {
			code: 'culprit_server_error',
			sentence: 'The server answered 500 to Culprit’s own call.',
			status: 500,
		},
		...changed,
	} );
