/**
 * What is wrong inside WordPress, by what its guard and its own account say.
 */
import { accountOf } from '../../engine/account';
import { layerOf } from '../../engine/floor';
import type { Answer, Layer } from '../../engine/types';
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
