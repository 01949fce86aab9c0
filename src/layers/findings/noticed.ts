/**
 * What the server's own facts say, whether or not the page fails of it.
 */
import { LEAST_FREE } from '../serverSteps';
import type { Evidence } from '../evidence';
import type { Finding } from '../types';

/** The cache for objects does not work; WordPress may be slow, or dead. */
export function objectCache( { walk }: Evidence ): Finding | null {
	const cache = walk.facts?.object_cache;
	if ( ! cache?.persistent || cache.works !== false ) {
		return null;
	}
	return {
		code: 'object-cache-down',
		layer: 'object-cache',
		sentence: `The drop-in object-cache.php cannot reach its server${
			cache.error ? ` (${ cache.error })` : ''
		}: what it is given is not there a moment later.`,
		todo: 'Ask the host to start the cache’s server (Redis or Memcached), or take the drop-in away for a while.',
		certainty: 'certain',
		for: 'host',
	};
}

/** A disk is full, or cannot be written. */
export function disk( { walk }: Evidence ): Finding | null {
	const full = walk.facts?.disks.find(
		( { free, writable } ) =>
			! writable || ( free !== null && free < LEAST_FREE )
	);
	if ( ! full ) {
		return null;
	}
	const where = {
		wordpress: 'the folder of WordPress',
		uploads: 'the folder of uploads',
		temporary: 'the folder for temporary files',
	}[ full.place ];
	const isFull = full.free !== null && full.free < LEAST_FREE;
	return {
		code: isFull ? 'disk-full' : 'not-writable',
		layer: 'host',
		sentence: isFull
			? `The disk is full: ${ where } has ${ Math.round( ( full.free ?? 0 ) / 1024 ) } kB left.`
			: `Nothing can be written into ${ where }.`,
		todo: isFull
			? 'Delete old backups and logs, or book more space; ask the host what fills it.'
			: 'Ask the host to set the owner and rights of that folder right, if you did not lock it on purpose.',
		certainty: isFull ? 'certain' : 'possible',
		for: 'host',
	};
}

/** Tables that the database cannot read. */
export function tables( { walk }: Evidence ): Finding | null {
	const broken = walk.facts?.database.broken_tables ?? [];
	return broken.length === 0
		? null
		: {
				code: 'tables-broken',
				layer: 'database',
				sentence: `The database cannot read ${ broken.join( ', ' ) }.`,
				todo: 'Repair them in phpMyAdmin (Repair table), or ask the host to; make a backup of the database first.',
				certainty: 'certain',
				for: 'host',
			};
}

/** An update failed or was broken off. */
export function unfinished( { walk, failing }: Evidence ): Finding | null {
	const grave = walk.facts?.unfinished.filter(
		( { problem } ) =>
			problem === 'missing-file' ||
			problem === 'failed' ||
			problem === 'checksum'
	);
	const [ first ] = grave ?? [];
	if ( ! first ) {
		return null;
	}
	const what = first.name || 'WordPress';
	return {
		code: 'update-broken-off',
		layer: first.kind,
		sentence:
			first.problem === 'failed'
				? `The last update of ${ what } failed${ first.detail === '' ? '' : ` (${ first.detail })` }.`
				: `${ what } is not whole: ${ first.detail || 'a file' } is missing or not as it was published, as after an update that was broken off.`,
		todo:
			first.kind === 'core'
				? 'Under Dashboard > Updates choose “Re-install”: your content stays.'
				: `Install ${ what } anew: its settings stay.`,
		certainty: failing ? 'likely' : 'possible',
		for: 'admin',
	};
}

/** The server reaches nobody. */
export function outgoing( { walk }: Evidence ): Finding | null {
	const { outgoing: asked, facts } = walk;
	if ( asked === null || asked.error === null ) {
		return null;
	}
	return {
		code: 'outgoing-blocked',
		layer: 'host',
		sentence: `The server could not reach ${ asked.host }${
			facts?.outgoing.blocked
				? ', because wp-config.php forbids it (WP_HTTP_BLOCK_EXTERNAL)'
				: ''
		}: updates, licences and mail services may not work.`,
		todo: facts?.outgoing.blocked
			? 'Allow the servers that your plugins need with WP_ACCESSIBLE_HOSTS.'
			: 'Ask the host whether outgoing connections are open.',
		certainty: 'possible',
		for: facts?.outgoing.blocked ? 'admin' : 'host',
	};
}

/** Plugins or a theme that ask for more than there is. */
export function unmet( { walk }: Evidence ): Finding | null {
	const [ first ] = walk.facts?.unmet ?? [];
	if ( ! first ) {
		return null;
	}
	const needs = {
		php: `PHP ${ first.version }`,
		wordpress: `WordPress ${ first.version }`,
		plugin: `the plugin ${ first.version }`,
	}[ first.needs ];
	return {
		code: 'requirement',
		layer: first.kind,
		sentence: `${ first.name } needs ${ needs }, which this site does not have.`,
		todo: `Deactivate it, or bring ${ needs }.`,
		certainty: 'possible',
		for: 'admin',
	};
}

/** PHP-FPM had no worker left at some time. */
export function crowded( { walk }: Evidence ): Finding | null {
	const fpm = walk.facts?.php.fpm;
	if ( ! fpm || ( fpm.limit_reached === 0 && fpm.longest_queue === 0 ) ) {
		return null;
	}
	return {
		code: 'crowded',
		layer: 'php',
		sentence: `PHP ran out of workers ${ fpm.limit_reached } times since it was started (${ fpm.total } now, longest queue ${ fpm.longest_queue }): then visitors wait, or get 502, 503 or 504.`,
		todo: 'If the page fails now and then, send the ticket to the host: it asks for more PHP workers.',
		certainty: 'possible',
		for: 'host',
	};
}

/** Updates that wait: nothing is wrong with them, but a fault may be mended there already. */
export function outdated( { walk }: Evidence ): Finding | null {
	const waiting = walk.facts?.outdated ?? [];
	if ( waiting.length === 0 ) {
		return null;
	}
	const names = waiting
		.slice( 0, 5 )
		.map(
			( { name, version, newest } ) =>
				`${ name } ${ version } (${ newest } is out)`
		);
	const more = waiting.length > 5 ? ` and ${ waiting.length - 5 } more` : '';
	return {
		code: 'outdated',
		layer: waiting.some( ( { kind } ) => kind === 'core' )
			? 'core'
			: 'plugin',
		sentence: `Updates wait: ${ names.join( ', ' ) }${ more }.`,
		todo: 'Make a backup and update; what breaks the page may be mended there already.',
		certainty: 'possible',
		for: 'admin',
	};
}
