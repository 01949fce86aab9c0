/**
 * Type guards for the REST contract: a site with hostile plugins is never believed unseen.
 */
import {
	isBoolean,
	isNumber,
	isObject,
	isString,
	listOf,
	mapOf,
	nullable,
	oneOf,
	shapeOf,
} from './shape';
import type {
	BrowserCache,
	Busy,
	Callback,
	Change,
	ChangeAnswer,
	Changed,
	Configuration,
	EmergencyAnswer,
	Environment,
	Guard,
	Healthy,
	LoopbackAnswer,
	OutgoingRequest,
	Plugin,
	Probe,
	ProbeList,
	ProbeRecord,
	PurgeAnswer,
	Report,
	Run,
	RunEvent,
	RunSummary,
	State,
	Theme,
	Workers,
} from '../contract/types';

const strings = listOf( isString );

export const isConfiguration = shapeOf< Configuration >( {
	plugins: strings,
	network: strings,
	template: isString,
	stylesheet: isString,
} );

export const isRunning = nullable(
	listOf(
		shapeOf< Callback >( {
			hook: isString,
			name: isString,
			file: isString,
			line: isNumber,
		} )
	)
);

/** What a page waited for when PHP ended. */
export const isWaiting = nullable(
	shapeOf< OutgoingRequest >( {
		method: isString,
		host: isString,
		by: nullable( isString ),
	} )
);

export const isReport = shapeOf< Report >( {
	probe: isString,
	ended: oneOf( 'completed', 'exit', 'fatal' ),
	error: nullable(
		shapeOf< NonNullable< Report[ 'error' ] > >( {
			type: isNumber,
			message: isString,
			file: isString,
			line: isNumber,
			frames: listOf(
				shapeOf< { file: string; line: number } >( {
					file: isString,
					line: isNumber,
				} )
			),
		} )
	),
	loaded: strings,
	loaded_ms: listOf( isNumber ),
	loading: nullable( isString ),
	template: isString,
	stylesheet: isString,
	milestone: isString,
	running: isRunning,
	status: isNumber,
	status_by: nullable( isString ),
	header_bytes: isNumber,
	headers: listOf(
		shapeOf< Report[ 'headers' ][ number ] >( {
			name: isString,
			bytes: isNumber,
			lines: isNumber,
			by: nullable( isString ),
		} )
	),
	content_type: isString,
	body_bytes: isNumber,
	buffers: listOf(
		shapeOf< Report[ 'buffers' ][ number ] >( {
			name: isString,
			bytes: isNumber,
			by: nullable( isString ),
		} )
	),
	redirect: nullable( isString ),
	refused: shapeOf< Report[ 'refused' ] >( {
		count: isNumber,
		samples: strings,
	} ),
	outgoing: listOf(
		shapeOf< Report[ 'outgoing' ][ number ] >( {
			method: isString,
			host: isString,
			by: nullable( isString ),
			milliseconds: isNumber,
			status: nullable( isNumber ),
		} )
	),
	beyond: listOf(
		shapeOf< Report[ 'beyond' ][ number ] >( {
			what: oneOf( 'database', 'program', 'session', 'file', 'unseen' ),
			by: nullable( isString ),
			detail: isString,
		} )
	),
	milliseconds: isNumber,
	peak_memory: isNumber,
} );

const isWorkers = shapeOf< Workers >( {
	total: nullable( isNumber ),
	idle: nullable( isNumber ),
} );

export const isRecord = shapeOf< ProbeRecord >( {
	id: isString,
	workers: isWorkers,
	claimed: isBoolean,
	age: nullable( isNumber ),
	readable: isBoolean,
	ended: isBoolean,
	loaded: strings,
	loading: nullable( isString ),
	milestone: isString,
	running: isRunning,
	waiting: isWaiting,
	report: nullable( isReport ),
} );

const HEXADECIMAL = /^[0-9a-f]{32}$/;

const isHexadecimal = ( value: unknown ): value is string =>
	isString( value ) && HEXADECIMAL.test( value );

export const isProbeList = shapeOf< ProbeList >( {
	probes: listOf(
		shapeOf< Probe >( {
			id: isHexadecimal,
			url: isString,
			token: isString,
			marker: isHexadecimal,
			expires: isNumber,
		} )
	),
	workers: isWorkers,
} );

export const isLoopback = shapeOf< LoopbackAnswer >( {
	status: nullable( isNumber ),
	headers: mapOf( isString ),
	head: isString,
	tail: isString,
	bytes: isNumber,
	milliseconds: isNumber,
	error: nullable( isString ),
} );

const isChange = shapeOf< Change >( {
	id: isNumber,
	kind: oneOf( 'activate', 'deactivate', 'switch-theme' ),
	created: isString,
	user: isNumber,
	results: listOf(
		shapeOf< Change[ 'results' ][ number ] >( {
			id: isString,
			ok: isBoolean,
			code: isString,
			message: isString,
		} )
	),
	before: isConfiguration,
	after: isConfiguration,
	undone: nullable( isString ),
	can_undo: isBoolean,
} );

const isPlugin = shapeOf< Plugin >( {
	id: isString,
	name: isString,
	version: isString,
	author: isString,
	active: isBoolean,
	network_active: isBoolean,
	update: nullable( isString ),
	requires: strings,
	own: isBoolean,
} );

const isTheme = shapeOf< Theme >( {
	stylesheet: isString,
	template: isString,
	name: isString,
	version: isString,
	active: isBoolean,
	default: isBoolean,
	probe_only: isBoolean,
	update: nullable( isString ),
} );

const isGuard = shapeOf< Guard >( {
	installed: isBoolean,
	version: nullable( isString ),
	expected: isString,
	answering: nullable( isBoolean ),
	problem: oneOf(
		'not-installed',
		'folder-unwritable',
		'other-version',
		'not-answering',
		'file-mods-disallowed',
		'no-direct-filesystem',
		null
	),
	message: isString,
	file: isString,
	earlier: strings,
} );

const isEnvironment = shapeOf< Environment >( {
	wordpress: isString,
	php: isString,
	server: isString,
	multisite: isBoolean,
	home: isString,
	site: isString,
	persistent_object_cache: isBoolean,
	application_passwords: isBoolean,
	drop_ins: strings,
	must_use: strings,
	record_folder: isBoolean,
} );

const isRunSummary = shapeOf< RunSummary >( {
	id: isHexadecimal,
	created: isString,
	user: isNumber,
	sequence: isNumber,
	ended: isBoolean,
} );

export const isState = shapeOf< State >( {
	version: isString,
	blog: isNumber,
	own: isString,
	live: isConfiguration,
	plugins: listOf( isPlugin ),
	themes: listOf( isTheme ),
	default_theme: nullable( isString ),
	probe_theme: isString,
	guard: isGuard,
	environment: isEnvironment,
	changes: listOf( isChange ),
	runs: listOf( isRunSummary ),
	renames: listOf(
		shapeOf< State[ 'renames' ][ number ] >( {
			id: isString,
			file: isString,
			user: isNumber,
			at: isNumber,
			until: nullable( isNumber ),
		} )
	),
	emergency: shapeOf< State[ 'emergency' ] >( {
		installed: isBoolean,
		url: isString,
		expires: nullable( isNumber ),
	} ),
	busy: nullable(
		shapeOf< NonNullable< Busy > >( {
			scope: oneOf( 'page', 'site' ),
			page: isString,
			until: isNumber,
		} )
	),
	may: shapeOf< State[ 'may' ] >( {
		activate_plugins: isBoolean,
		switch_themes: isBoolean,
		network: isBoolean,
		install_themes: isBoolean,
	} ),
	user: shapeOf< State[ 'user' ] >( { id: isNumber, name: isString } ),
} );

export const isChangeAnswer = shapeOf< ChangeAnswer >( {
	change: isChange,
	state: isState,
} );

export const isPurgeAnswer = shapeOf< PurgeAnswer >( {
	purged: listOf(
		shapeOf< PurgeAnswer[ 'purged' ][ number ] >( {
			id: isString,
			name: isString,
			outcome: oneOf( 'emptied', 'failed', 'not-there' ),
			sentence: isString,
		} )
	),
	state: isState,
} );

export const isBrowserCache = shapeOf< BrowserCache >( {
	asked: isBoolean,
	sentence: isString,
} );

export const isHealthy = shapeOf< Healthy >( {
	page: isString,
	healthy_at: isNumber,
} );

export const isChanged = shapeOf< Changed >( {
	healthy_at: nullable( isNumber ),
	changes: listOf(
		shapeOf< Changed[ 'changes' ][ number ] >( {
			what: oneOf(
				'plugin',
				'theme',
				'core',
				'php',
				'server',
				'drop-in',
				'must-use',
				'option'
			),
			id: isString,
			name: isString,
			kind: oneOf(
				'added',
				'removed',
				'updated',
				'activated',
				'deactivated',
				'files'
			),
			from: nullable( isString ),
			to: nullable( isString ),
			at: nullable( isNumber ),
			automatic: nullable( isBoolean ),
		} )
	),
} );

export const isRun = shapeOf< Run >( {
	id: isHexadecimal,
	created: isString,
	user: isNumber,
	input: isObject,
	sequence: isNumber,
	ended: isBoolean,
	events: listOf(
		shapeOf< RunEvent >( {
			type: oneOf( 'answers', 'diagnosis', 'stopped' ),
			data: ( value ): value is RunEvent[ 'data' ] =>
				// PHP writes an empty object as a list.
				isObject( value ) ||
				( Array.isArray( value ) && value.length === 0 ),
		} )
	),
} );

export const isEmergencyAnswer = shapeOf< EmergencyAnswer >( {
	code: nullable( isString ),
	state: isState,
} );
