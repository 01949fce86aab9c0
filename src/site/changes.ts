/**
 * Activates and deactivates plugins so that one that breaks the site is named and does not stop the others.
 */
import { isBreakdown } from './failures';
import { statusText } from './statusText';
import type { Result, SiteClient, SiteError } from './types';
import type { Change, State } from '../contract/types';

/** What to change. */
export interface ChangePlugins {
	kind: 'activate' | 'deactivate';
	/** Plugin files. */
	plugins: string[];
	/** The state that the admin saw when choosing; what has changed since is never overwritten. */
	state: State;
	onProgress?: ( now: {
		done: number;
		total: number;
		/** The plugin that is changed now, or null when it is all of them. */
		plugin: string | null;
	} ) => void;
	/** Stops between two plugins. */
	signal?: AbortSignal;
}

/** What was changed. */
export interface Changed {
	/** The change that an undo takes back, with all results; null when nothing was changed. */
	change: Change | null;
	/** Ids of the changes that were made; one, unless a breakdown came in between. */
	changes: number[];
	/** One for each plugin asked for. */
	results: Change[ 'results' ];
	/** The site after all of it. */
	state: State;
}

type ChangeClient = Pick< SiteClient, 'state' | 'change' >;

const CANNOT_LOAD: SiteError = {
	code: 'culprit_site_cannot_load',
	sentence:
		'Plugins cannot be activated with their set-up routine while the site itself cannot load.',
	advice: 'Deactivate what breaks the site first, then activate these again.',
	status: null,
};

const NOT_TRIED = 'culprit_not_tried';

/** Errors after which no other plugin could be changed, either. */
const FINAL_STATUS = [ 401, 403, 409 ];

/** Changes plugins; an error only when none was tried. What became of each stands in the results. */
export function changePlugins(
	client: ChangeClient,
	wanted: ChangePlugins
): Promise< Result< Changed > > {
	return wanted.kind === 'deactivate'
		? deactivate( client, wanted )
		: activate( client, wanted );
}

/** In one go and without hooks: this must work on a site that cannot load. */
async function deactivate(
	client: ChangeClient,
	{ plugins, state, onProgress }: ChangePlugins
): Promise< Result< Changed > > {
	const total = plugins.length;
	onProgress?.( { done: 0, total, plugin: null } );
	const answer = await client.change(
		{ kind: 'deactivate', plugins, expected: state.live },
		'bare'
	);
	if ( ! answer.ok ) {
		return answer;
	}
	onProgress?.( { done: total, total, plugin: null } );
	const { change, state: after } = answer.value;
	return {
		ok: true,
		value: {
			change,
			changes: [ change.id ],
			results: change.results,
			state: after,
		},
	};
}

/** One request a plugin, so that a fatal error names one. */
async function activate(
	client: ChangeClient,
	{ plugins, state, onProgress, signal }: ChangePlugins
): Promise< Result< Changed > > {
	const loaded = await client.state( 'full' );
	if ( ! loaded.ok ) {
		return isBreakdown( loaded.error )
			? {
					ok: false,
					error: { ...CANNOT_LOAD, status: loaded.error.status },
				}
			: loaded;
	}
	const order = parentsFirst( plugins, state );
	const total = order.length;
	const changes: number[] = [];
	let change: Change | null = null;
	const results: Changed[ 'results' ] = [];
	let current = state;

	for ( const [ done, plugin ] of order.entries() ) {
		if ( signal?.aborted ) {
			results.push( notTried( plugin, 'The change was stopped.' ) );
			continue;
		}
		onProgress?.( { done, total, plugin } );
		const [ first ] = changes;
		const answer = await client.change(
			{
				kind: 'activate',
				plugins: [ plugin ],
				expected: current.live,
				...( first === undefined ? {} : { extends: first } ),
			},
			// Not the signal: a set-up routine that has begun should end.
			'full'
		);
		if ( answer.ok ) {
			change = answer.value.change;
			current = answer.value.state;
			if ( ! changes.includes( change.id ) ) {
				changes.push( change.id );
			}
			results.push( resultFor( plugin, change ) );
			continue;
		}
		const { error } = answer;
		if ( FINAL_STATUS.includes( error.status ?? 0 ) ) {
			if ( results.length === 0 ) {
				return answer;
			}
			order
				.slice( done )
				.forEach( ( other ) =>
					results.push( notTried( other, error.sentence ) )
				);
			break;
		}
		if ( isBreakdown( error ) || error.status === null ) {
			const seen = await client.state( 'bare' );
			current = seen.ok ? seen.value : current;
		}
		results.push( failed( plugin, error, current ) );
	}
	const tried = results.filter( ( { code } ) => code !== NOT_TRIED );
	onProgress?.( { done: tried.length, total, plugin: null } );
	return {
		ok: true,
		value: {
			change: change && { ...change, results },
			changes,
			results,
			state: current,
		},
	};
}

function resultFor( plugin: string, change: Change ) {
	// A change that was continued holds the results of all its parts.
	return (
		[ ...change.results ].reverse().find( ( { id } ) => id === plugin ) ?? {
			id: plugin,
			ok: true,
			code: '',
			message: '',
		}
	);
}

function failed( id: string, error: SiteError, { live }: State ) {
	if ( ! isBreakdown( error ) ) {
		const { code, sentence, advice } = error;
		return {
			id,
			ok: false,
			code,
			message: [ sentence, advice ].filter( Boolean ).join( ' ' ),
		};
	}
	const how =
		error.status === null || error.status < 400
			? ''
			: ` (${ statusText( error.status ) })`;
	const saved = [ ...live.plugins, ...live.network ].includes( id );
	return {
		id,
		ok: false,
		code: 'culprit_activation_broke',
		message: saved
			? `The site broke down while this plugin was activated${ how }, and it is active now: deactivate it.`
			: `The site broke down while this plugin was activated${ how }, so it stays off.`,
	};
}

function notTried( id: string, reason: string ) {
	return {
		id,
		ok: false,
		code: NOT_TRIED,
		message: `Not tried: ${ reason }`,
	};
}

/** The same plugins, each after those that it requires. */
function parentsFirst( plugins: string[], state: State ): string[] {
	const order = new Set< string >();
	const visit = ( plugin: string, path: string[] ) => {
		// A circle of requirements is walked once.
		if ( path.includes( plugin ) || order.has( plugin ) ) {
			return;
		}
		const folders =
			state.plugins.find( ( { id } ) => id === plugin )?.requires ?? [];
		for ( const folder of folders ) {
			plugins
				.filter(
					( other ) => other.replace( /\/.*|\.php$/, '' ) === folder
				)
				.forEach( ( other ) => visit( other, [ ...path, plugin ] ) );
		}
		order.add( plugin );
	};
	plugins.forEach( ( plugin ) => visit( plugin, [] ) );
	return [ ...order ];
}
