/**
 * A site in memory: everything behind the client and the prober, with faults as wanted.
 */
import type {
	Change,
	ChangeAnswer,
	ChangeRequest,
	Configuration,
	Plugin,
	Run,
	State,
	Theme,
} from '../../../contract/types';
import { configurationKey, loadOrder } from '../../../engine/configuration';
import type { Observation } from '../../../engine/types';
import type {
	Prober,
	Result,
	SiteClient,
	SiteError,
} from '../../../site/types';
import type { Boot } from '../../boot';
import type { Connection } from '../../connect';

/** What a configuration does to the front page; null when it is healthy. */
export type Fault = (
	configuration: Configuration
) => { status: number; fatalIn?: string } | null;

export const boot: Boot = {
	site: 'https://example.org/index.php',
	home: 'https://example.org/',
	ajax: 'https://example.org/wp-admin/admin-ajax.php',
	nonce: '0123456789',
	pass: 'pass',
	login: 'https://example.org/wp-login.php',
	version: '0.1.0',
	screen: 'https://example.org/wp-admin/tools.php?page=culprit',
	pluginsUrl: 'https://example.org/wp-admin/plugins.php',
	themesUrl: 'https://example.org/wp-admin/theme-install.php',
};

export const OWN = 'culprit/plugin.php';

export function pluginOf( name: string, more: Partial< Plugin > = {} ): Plugin {
	const slug = name.toLowerCase().replace( / /g, '-' );
	return {
		id: `${ slug }/${ slug }.php`,
		name,
		version: '1.2.3',
		author: 'Somebody',
		active: true,
		network_active: false,
		update: null,
		requires: [],
		own: false,
		...more,
	};
}

export function themeOf( name: string, more: Partial< Theme > = {} ): Theme {
	const folder = name.toLowerCase().replace( / /g, '-' );
	return {
		stylesheet: folder,
		template: folder,
		name,
		version: '4.5',
		active: false,
		default: false,
		probe_only: false,
		update: null,
		...more,
	};
}

/** A state with these plugins, Culprit, and the themes Astra, Twenty and the one for probes. */
export function stateOf(
	plugins: Plugin[],
	more: Partial< State > = {}
): State {
	const all = [
		...plugins,
		pluginOf( 'Culprit', { id: OWN, own: true, version: '0.1.0' } ),
	];
	return {
		version: '0.1.0',
		blog: 1,
		own: OWN,
		live: {
			plugins: all.filter( ( p ) => p.active ).map( ( p ) => p.id ),
			network: all
				.filter( ( p ) => p.network_active )
				.map( ( p ) => p.id ),
			template: 'astra',
			stylesheet: 'astra',
		},
		plugins: all,
		themes: [
			themeOf( 'Astra', { active: true } ),
			themeOf( 'Twenty', { default: true } ),
			themeOf( 'Probe', { probe_only: true } ),
		],
		default_theme: 'twenty',
		probe_theme: 'probe',
		guard: {
			installed: true,
			version: '0.1.0',
			expected: '0.1.0',
			answering: true,
			problem: null,
			message: '',
			file: 'wp-content/mu-plugins/culprit.php',
			earlier: [],
		},
		environment: {
			wordpress: '7.1.1',
			php: '8.2.20',
			server: 'nginx',
			multisite: false,
			home: boot.home,
			site: boot.home,
			persistent_object_cache: false,
			application_passwords: true,
			drop_ins: [],
			must_use: [],
			record_folder: true,
		},
		changes: [],
		runs: [],
		busy: null,
		renames: [],
		emergency: { installed: false, url: '', expires: null },
		may: {
			activate_plugins: true,
			switch_themes: true,
			network: false,
			install_themes: true,
		},
		user: { id: 1, name: 'admin' },
		...more,
	};
}

export function observationOf(
	configuration: Configuration,
	fault: ReturnType< Fault > = null
): Observation {
	const { fatalIn } = fault ?? {};
	const asked = loadOrder( configuration );
	return {
		probe: 'a0',
		route: 'browser',
		url: boot.home,
		status: fault?.status ?? 200,
		headers: {},
		bytes: fault ? 300 : 12000,
		excerpt: '<p>Hello</p>',
		milliseconds: 400,
		redirects: [],
		networkError: null,
		marker: 'ours',
		truncated: false,
		closed: true,
		report: {
			probe: 'a0',
			ended: fatalIn ? 'fatal' : 'completed',
			error: fatalIn
				? {
						type: 1,
						message: 'Uncaught Error: Call to undefined function',
						file: `wp-content/plugins/${ fatalIn }`,
						line: 12,
						frames: [],
					}
				: null,
			loaded: fatalIn
				? asked.slice( 0, asked.indexOf( fatalIn ) )
				: asked,
			loaded_ms: [],
			loading: fatalIn ?? null,
			template: configuration.template,
			stylesheet: configuration.stylesheet,
			milestone: 'wp_footer',
			running: null,
			status_by: null,
			headers: [],
			body_bytes: 0,
			buffers: [],
			status: fault?.status ?? 200,
			header_bytes: 200,
			content_type: 'text/html',
			redirect: null,
			refused: { count: 0, samples: [] },
			outgoing: [],
			beyond: [],
			milliseconds: 300,
			peak_memory: 1000000,
		},
		record: null,
	};
}

function mocked< A extends unknown[], R >(
	run: ( ...given: A ) => R
): jest.Mock< R, A > {
	return jest.fn( run );
}

const ok = < T >( value: T ): Result< T > => ( { ok: true, value } );

export const failure = ( more: Partial< SiteError > = {} ): SiteError => ( {
	code: 'culprit_server_error',
	sentence: 'The server answered 502 Bad Gateway.',
	advice: 'Ask the host for the error log.',
	status: 502,
	...more,
} );

export interface FakeSite {
	connection: Connection;
	client: jest.Mocked< SiteClient >;
	prober: jest.Mocked< Prober >;
	/** The state as the server has it now. */
	now: () => State;
	/** Another page or person makes this configuration live. */
	changeElsewhere: ( live: Configuration ) => void;
	runs: Map< string, Run >;
}

/** A site whose changes and runs work as the real one's. */
export function fakeSite(
	initial: State,
	fault: Fault = () => null
): FakeSite {
	let state = initial;
	const runs = new Map< string, Run >();

	const live = ( next: Configuration ) => {
		state = {
			...state,
			live: next,
			plugins: state.plugins.map( ( plugin ) => ( {
				...plugin,
				active: next.plugins.includes( plugin.id ),
				network_active: next.network.includes( plugin.id ),
			} ) ),
		};
	};

	const answer = ( change: Change ): Result< ChangeAnswer > => {
		state = {
			...state,
			changes: [
				change,
				...state.changes.filter( ( { id } ) => id !== change.id ),
			].map( ( entry ) => ( {
				...entry,
				can_undo:
					entry.undone === null &&
					JSON.stringify( entry.after ) ===
						JSON.stringify( state.live ),
			} ) ),
		};
		return ok( { change: state.changes[ 0 ] as Change, state } );
	};

	const after = ( { kind, plugins = [], theme = '' }: ChangeRequest ) => {
		const before = state.live;
		switch ( kind ) {
			case 'switch-theme':
				return { ...before, template: theme, stylesheet: theme };
			case 'deactivate':
				return {
					...before,
					plugins: before.plugins.filter(
						( id ) => ! plugins.includes( id )
					),
				};
			default:
				return {
					...before,
					plugins: [ ...before.plugins, ...plugins ],
				};
		}
	};

	const summarise = () => {
		state = {
			...state,
			runs: [ ...runs.values() ]
				.map( ( { id, created, user, sequence, ended } ) => ( {
					id,
					created,
					user,
					sequence,
					ended,
				} ) )
				.reverse(),
		};
	};

	const client: jest.Mocked< SiteClient > = {
		state: jest.fn( async () => ok( state ) ),
		mint: jest.fn(),
		record: jest.fn(),
		loopback: jest.fn(),
		takeAway: jest.fn(),
		putBack: jest.fn(),
		keepAway: jest.fn(),
		watch: jest.fn(),
		setWatch: jest.fn(),
		makeEmergency: jest.fn(),
		removeEmergency: jest.fn(),
		layers: jest.fn(),
		origin: jest.fn(),
		outgoing: jest.fn(),
		purge: jest.fn(),
		clearBrowser: jest.fn(),
		healthy: jest.fn(),
		changed: jest.fn(),
		change: mocked<
			Parameters< SiteClient[ 'change' ] >,
			ReturnType< SiteClient[ 'change' ] >
		>( async ( request ) => {
			const before = state.live;
			if (
				request.expected &&
				configurationKey( request.expected ) !==
					configurationKey( before )
			) {
				return {
					ok: false,
					error: failure( {
						code: 'culprit_changed_meanwhile',
						sentence:
							'Nothing was changed, because the list is not as this page shows it.',
						advice: 'Look at the list and try again.',
						status: 409,
					} ),
				};
			}
			const change: Change = {
				id: state.changes.length + 1,
				kind: request.kind,
				created: '2026-11-20T10:00:00Z',
				user: 1,
				results: ( request.plugins ?? [ request.theme ?? '' ] ).map(
					( id ) => ( { id, ok: true, code: '', message: '' } )
				),
				before,
				after: after( request ),
				undone: null,
				can_undo: true,
			};
			live( change.after );
			return answer( change );
		} ),
		undo: jest.fn( async ( id ) => {
			const change = state.changes.find(
				( entry ) => entry.id === id
			) as Change;
			live( change.before );
			return answer( { ...change, undone: '2026-11-20T10:05:00Z' } );
		} ),
		startBusy: jest.fn( async ( request ) => {
			state = { ...state, busy: { ...request, until: 2000000000 } };
			return ok( state );
		} ),
		endBusy: jest.fn( async () => {
			state = { ...state, busy: null };
			return ok( state );
		} ),
		createRun: jest.fn( async ( { input } ) => {
			const run: Run = {
				id: `run${ runs.size + 1 }`,
				created: '2026-11-20T09:00:00Z',
				user: 1,
				input,
				sequence: 0,
				ended: false,
				events: [],
			};
			runs.set( run.id, run );
			summarise();
			return ok( run );
		} ),
		readRun: jest.fn( async ( id ) => ok( runs.get( id ) as Run ) ),
		appendRun: jest.fn( async ( id, { events } ) => {
			const old = runs.get( id ) as Run;
			const run: Run = {
				...old,
				events: [ ...old.events, ...events ],
				sequence: old.sequence + events.length,
				ended: events.some( ( { type } ) => type !== 'answers' ),
			};
			runs.set( id, run );
			summarise();
			return ok( run );
		} ),
	};

	const prober: jest.Mocked< Prober > = {
		workers: {
			told: jest.fn(),
			abandoned: jest.fn(),
			now: jest.fn( () => ( {
				total: null,
				idle: null,
				hanging: 0,
			} ) ),
			room: jest.fn( async () => {} ),
		},
		probe: mocked<
			Parameters< Prober[ 'probe' ] >,
			ReturnType< Prober[ 'probe' ] >
		>( async ( { configuration, mode } ) =>
			mode === 'observe' &&
			configurationKey( configuration ) !== configurationKey( state.live )
				? {
						ok: false,
						error: failure( {
							code: 'culprit_not_live',
							sentence: 'Plugins or theme were changed.',
							advice: '',
							status: 409,
						} ),
					}
				: ok( observationOf( configuration, fault( configuration ) ) )
		),
		prepare: mocked< Parameters< Prober[ 'prepare' ] >, Promise< void > >(
			async () => {}
		),
		visit: mocked<
			Parameters< Prober[ 'visit' ] >,
			ReturnType< Prober[ 'visit' ] >
		>( async () =>
			ok( {
				...observationOf( state.live, fault( state.live ) ),
				marker: 'absent' as const,
				report: null,
			} )
		),
	};

	return {
		connection: { client, route: 'browser', prober: () => prober },
		client,
		prober,
		now: () => state,
		changeElsewhere: live,
		runs,
	};
}

/** A fault that is there whenever all of these are on, named by PHP only when `named`. */
export function brokenBy( ids: string[], named = false ): Fault {
	return ( configuration ) =>
		ids.every(
			( id ) =>
				loadOrder( configuration ).includes( id ) ||
				configuration.stylesheet === id
		)
			? {
					status: 500,
					...( named && ids[ 0 ] ? { fatalIn: ids[ 0 ] } : {} ),
				}
			: null;
}
