/**
 * What the server of a sound site says of itself.
 */
import type { Facts } from '../../../contract/types';

/** Facts with nothing wrong in them. */
export const facts = ( more: Partial< Facts > = {} ): Facts => ( {
	at: 1_800_000_000,
	php: {
		version: '8.2.20',
		interface: 'fpm-fcgi',
		memory_limit: 268_435_456,
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
		{ place: 'wordpress', free: 5e9, total: 1e10, writable: true },
		{ place: 'uploads', free: 5e9, total: 1e10, writable: true },
		{ place: 'temporary', free: null, total: null, writable: true },
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
	must_use: [
		{
			file: '0-culprit-guard.php',
			name: 'Culprit Guard',
			version: '0.1.0',
			modified: 1_790_000_000,
			own: true,
			used: true,
			plugin: 'culprit/plugin.php',
		},
	],
	page_caches: [],
	maintenance: null,
	unfinished: [],
	unmet: [],
	outdated: [],
	addresses: {
		home: 'https://example.org/',
		site: 'https://example.org/',
		server: '192.0.2.1',
		port: 443,
		https: true,
	},
	outgoing: { blocked: false, cron: true },
	...more,
} );
