/**
 * Small values of the REST contract for tests.
 */
import type {
	Configuration,
	Plugin,
	ProbeRecord,
	Report,
	State,
} from '../../../contract/types';

/** A 32-digit id made of one digit. */
export const id = ( digit: string | number ) => String( digit ).repeat( 32 );

/** A configuration with these plugins. */
export const configuration = (
	plugins: string[] = [ 'culprit/plugin.php' ]
): Configuration => ( {
	plugins,
	network: [],
	template: 'acorn',
	stylesheet: 'acorn',
} );

/** The report of a probe that ended well. */
export const report = ( more: Partial< Report > = {} ): Report => ( {
	probe: id( 1 ),
	ended: 'completed',
	error: null,
	loaded: [ 'culprit/plugin.php' ],
	loaded_ms: [ 1.5 ],
	loading: null,
	template: 'acorn',
	stylesheet: 'acorn',
	milestone: 'wp_footer',
	running: null,
	status: 200,
	status_by: null,
	header_bytes: 300,
	headers: [],
	content_type: 'text/html; charset=UTF-8',
	body_bytes: 0,
	buffers: [],
	redirect: null,
	refused: { count: 0, samples: [] },
	outgoing: [],
	beyond: [],
	milliseconds: 12.5,
	peak_memory: 4194304,
	...more,
} );

/** The record of a probe. */
export const record = ( more: Partial< ProbeRecord > = {} ): ProbeRecord => ( {
	id: id( 1 ),
	workers: { total: null, idle: null },
	claimed: true,
	age: 0,
	readable: true,
	ended: true,
	loaded: [ 'culprit/plugin.php' ],
	loading: null,
	milestone: 'wp_footer',
	running: null,
	waiting: null,
	report: null,
	...more,
} );

/** The trailer as the guard prints it. */
export const trailer = ( marker: string, value: unknown ) =>
	`\n<!-- culprit ${ marker } ${ Buffer.from(
		JSON.stringify( value )
	).toString( 'base64' ) } -->`;

/** An installed plugin. */
export const plugin = (
	file: string,
	more: Partial< Plugin > = {}
): Plugin => ( {
	id: file,
	name: file.split( '/' )[ 0 ] as string,
	version: '1.0',
	author: 'Somebody',
	active: true,
	network_active: false,
	update: null,
	requires: [],
	own: file.startsWith( 'culprit/' ),
	...more,
} );

/** The state of a site with these plugins active. */
export const state = (
	plugins: string[] = [ 'culprit/plugin.php' ],
	more: Partial< State > = {}
): State => ( {
	version: '0.1.0',
	blog: 1,
	own: 'culprit/plugin.php',
	live: configuration( plugins ),
	plugins: plugins.map( ( file ) => plugin( file ) ),
	themes: [ 'acorn', 'twentytwentyfive' ].map( ( theme ) => ( {
		stylesheet: theme,
		template: theme,
		name: theme,
		version: '1.0',
		active: theme === 'acorn',
		default: theme !== 'acorn',
		probe_only: false,
		update: null,
	} ) ),
	default_theme: 'twentytwentyfive',
	probe_theme: 'culprit-bare',
	guard: {
		installed: true,
		version: '0.1.0',
		expected: '0.1.0',
		answering: true,
		problem: null,
		message: '',
		file: 'wp-content/mu-plugins/0-culprit-guard.php',
		earlier: [],
	},
	environment: {
		wordpress: '7.1',
		php: '8.2',
		server: 'nginx',
		multisite: false,
		home: 'https://example.com',
		site: 'https://example.com',
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
} );
