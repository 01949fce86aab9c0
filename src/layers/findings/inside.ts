/**
 * What is wrong inside WordPress, by what its guard, its own account and the server's facts say.
 */
import { accountOf } from '../../engine/account';
import { layerOf } from '../../engine/floor';
import type { Answer, Layer } from '../../engine/types';
import { LEAST_FREE } from '../serverSteps';
import type { Evidence } from '../evidence';
import type { Death, Finding, Look } from '../types';

/** Where WordPress died while it started, by the name of the file. */
export function death( { walk }: Evidence ): Finding | null {
	if ( walk.death === null ) {
		return null;
	}
	if ( isLostCache( walk.death ) ) {
		return {
			code: 'object-cache-down',
			layer: 'object-cache',
			sentence: `WordPress does not start, because its object cache cannot reach its server: ${ walk.death.message } (${ walk.death.file }, line ${ walk.death.line }).`,
			todo: 'Ask the host to start the cache’s server (Redis or Memcached). Until then take wp-content/object-cache.php away: WordPress works without it, only slower.',
			certainty: 'certain',
			for: 'host',
		};
	}
	const layer = layerOfStart( walk.death );
	const { file, line, message, seenBy } = walk.death;
	return {
		code:
			layer === 'core' && /wp-config\.php$/.test( file )
				? 'config-broken'
				: ( CODES[ layer ] ?? 'before-plugins' ),
		layer,
		sentence: `WordPress breaks down while it starts, in ${ file } on line ${ line }: ${ message } That is ${ WHAT[ layer ] ?? 'no plugin of the list' }${
			seenBy === 'guard' ? '' : ', as Culprit’s stand-alone file saw'
		}.`,
		todo:
			layer === 'core'
				? 'Undo what was changed in that file last, or upload it anew in the same version.'
				: 'Take the file away for a while: Culprit renames it and puts it back by itself, or does so at your word with “culprit files”.',
		certainty: 'certain',
		for: 'admin',
	};
}

/** A drop-in that dies of its server. */
const isLostCache = ( { file, message }: Death ) =>
	/(?:^|\/)object-cache\.php$/.test( file ) &&
	/redis|memcache|relay|connection refused|connect\(\)/i.test( message );

const WHAT: Partial< Record< Layer, string > > = {
	'drop-in':
		'a drop-in: a file in wp-content that WordPress loads by its name alone',
	'must-use': 'a must-use plugin, which runs whatever plugins are active',
	core: 'one of WordPress’s own files',
	plugin: 'a plugin that loads before all others',
};

const CODES: Partial< Record< Layer, string > > = {
	'drop-in': 'drop-in',
	'must-use': 'must-use',
	core: 'update-broken-off',
	plugin: 'plugins',
};

function layerOfStart( { file, message }: Death ): Layer {
	const missing =
		/(?:Failed opening required|failed to open stream)[^']*'?([^' ]*)/i.exec(
			message
		)?.[ 1 ];
	const where =
		missing && /wp-(?:includes|admin)\//.test( missing ) ? missing : file;
	if ( /(?:^|\/)mu-plugins\//.test( where ) ) {
		return 'must-use';
	}
	if ( /(?:^|\/)plugins\//.test( where ) ) {
		return 'plugin';
	}
	return /^(?:wp-includes\/|wp-admin\/|[^/]+\.php$)/.test(
		where.replace( /^.*?(?=wp-(?:includes|admin)\/)/, '' )
	)
		? 'core'
		: 'drop-in';
}

const asAnswer = ( look: Look ): Answer => ( {
	question: '',
	purpose: 'floor',
	configuration: { plugins: [], network: [], template: '', stylesheet: '' },
	...look,
} );

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

/** It fails with everything on; without plugins and theme it does not. */
export function candidates( {
	walk: { live, floor },
}: Evidence ): Finding | null {
	if (
		live?.verdict.outcome !== 'failing' ||
		floor?.verdict.outcome !== 'healthy'
	) {
		return null;
	}
	const { signature, sentence } = live.verdict;
	const account = accountOf( live.observation );
	const slow = account?.waiting ?? slowest( live );
	const base = {
		sentence: `${ sentence } Without plugins and with a default theme the page is fine, so it is one of these.`,
		certainty: 'certain' as const,
		for: 'admin' as const,
	};
	if ( signature?.kind === 'headers' ) {
		return { ...base, code: 'headers', layer: 'plugin', todo: SEARCH };
	}
	if ( slow && signature?.kind === 'died' ) {
		return {
			...base,
			code: 'outgoing-slow',
			layer: 'plugin',
			sentence: `${ base.sentence } It was waiting for an answer of another server, ${ slow.host }.`,
			todo: `${ SEARCH } Until ${ slow.host } answers again, that plugin holds every page up.`,
		};
	}
	const theme = /(?:^|\/)themes\//.test( signature?.file ?? '' );
	return {
		...base,
		code: theme ? 'theme' : 'plugins',
		layer: theme ? 'theme' : 'plugin',
		todo: SEARCH,
	};
}

const SEARCH =
	'Find the culprit: the search names and proves it, and changes nothing meanwhile.';

/** The request to another server that took the longest, where it took most of the page's time. */
function slowest( { observation: { report, milliseconds } }: Look ) {
	const [ first ] = [ ...( report?.outgoing ?? [] ) ].sort(
		( one, other ) =>
			( other.milliseconds ?? 0 ) - ( one.milliseconds ?? 0 )
	);
	return first && ( first.milliseconds ?? 0 ) > milliseconds / 2
		? first
		: null;
}

/** The page waits for another server most of its time, without failing. */
export function slowOutgoing( { walk: { live } }: Evidence ): Finding | null {
	const slow = live?.verdict.outcome === 'healthy' ? slowest( live ) : null;
	const took = slow?.milliseconds ?? 0;
	return slow && took > 2000
		? {
				code: 'outgoing-slow',
				layer: 'plugin',
				sentence: `Each visit waits ${ ( took / 1000 ).toFixed( 1 ) } s for an answer of another server, ${ slow.host }${
					slow.by ? `, asked by code in ${ slow.by }` : ''
				}.`,
				todo: 'Look for whose server that is, and switch off or update the plugin that asks it on every visit.',
				certainty: 'certain',
				for: 'admin',
			}
		: null;
}

/** It fails without plugins and theme, too. */
export function belowPlugins( {
	walk: { live, floor },
}: Evidence ): Finding | null {
	if (
		live?.verdict.outcome !== 'failing' ||
		floor?.verdict.outcome !== 'failing'
	) {
		return null;
	}
	const layer = layerOf( asAnswer( floor ) );
	const what = WHAT[ layer ];
	return {
		code: CODES[ layer ] ?? 'below-plugins',
		layer,
		sentence: `${ floor.verdict.sentence } That is so without plugins and with a default theme, too${ what ? `: it is ${ what }` : '' }.`,
		todo:
			layer === 'must-use' || layer === 'drop-in'
				? 'Take the file away for a while: Culprit renames it and puts it back by itself.'
				: 'Send the ticket to the host: it says what was tried.',
		certainty: what ? 'certain' : 'likely',
		for: layer === 'must-use' || layer === 'drop-in' ? 'admin' : 'host',
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
