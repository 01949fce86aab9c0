/**
 * A shop behind Cloudflare whose PHP processes are killed, made up by hand down to the last detail.
 */
import type { Facts, Plugin, State } from '../../../../contract/types';
import type { Look, Layers, Made, Visit, Walk } from '../../../types';
import type { DiagnosisReport } from '../../../../run/report';
import type { Material } from '../../types';

const BEGUN = Date.UTC( 2026, 4, 3, 14, 2, 7 );

export const visit = ( changed: Partial< Visit > = {} ): Visit => ( {
	target: 'page',
	from: 'browser',
	as: 'visitor',
	url: 'https://example.org/shop/checkout/',
	at: BEGUN,
	status: 502,
	headers: {
		server: 'cloudflare',
		'cf-ray': '8f1c2d3e4b5a6789-AMS',
		'set-cookie': 'PHPSESSID=0123456789abcdef',
	},
	bytes: 157,
	excerpt:
		'<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>',
	milliseconds: 5031.6,
	networkError: null,
	redirects: [],
	...changed,
} );

/** A stand-in for the table of makers: it knows this shop only. */
export function makerOf( { headers, status }: Visit ): Made {
	const isEdge = headers[ 'cf-ray' ] !== undefined;
	return {
		by: status === 502 ? 'nginx' : 'unknown',
		name: status === 502 ? 'nginx' : 'the site',
		kind: status === 502 ? 'web-server' : 'unknown',
		how: 'words',
		challenge: false,
		cached: false,
		age: null,
		edge: isEdge ? 'cloudflare' : null,
		ids: isEdge
			? [ { name: 'cf-ray', value: headers[ 'cf-ray' ] as string } ]
			: [],
	};
}

const look = ( sentence: string, failing: boolean ): Look => ( {
	observation: {
		probe: 'p1',
		route: 'browser',
		url: 'https://example.org/shop/checkout/',
		status: failing ? 502 : 200,
		headers: {},
		bytes: 157,
		excerpt: '',
		milliseconds: 5010,
		redirects: [],
		networkError: null,
		marker: 'absent',
		truncated: false,
		closed: null,
		report: null,
		record: null,
	},
	verdict: {
		outcome: failing ? 'failing' : 'healthy',
		signature: failing
			? { key: 'died|hook', kind: 'died', sentence, file: null }
			: null,
		reason: null,
		sentence,
	},
} );

const facts: Facts = {
	at: BEGUN / 1000,
	php: {
		version: '8.2.29',
		interface: 'fpm-fcgi',
		memory_limit: 256 * 1024 * 1024,
		max_execution_time: 30,
		jit: true,
		fpm: {
			manager: 'dynamic',
			active: 2,
			idle: 3,
			total: 5,
			most_active: 5,
			queue: 0,
			longest_queue: 7,
			limit_reached: 3,
			slow: 1,
		},
	},
	disks: [
		{
			place: 'uploads',
			free: 3 * 1024 ** 3,
			total: 20 * 1024 ** 3,
			writable: true,
		},
	],
	database: {
		server: 'MariaDB 10.11.6-MariaDB-0+deb12u1',
		milliseconds: 0.4,
		broken_tables: [],
	},
	object_cache: {
		persistent: true,
		works: true,
		milliseconds: 0.2,
		error: null,
	},
	drop_ins: [],
	must_use: [],
	page_caches: [
		{
			id: 'example',
			name: 'Example Cache',
			from: 'plugin',
			purgeable: true,
		},
	],
	maintenance: null,
	unfinished: [],
	unmet: [],
	outdated: [],
	addresses: {
		home: 'https://example.org',
		site: 'https://example.org',
		server: '203.0.113.9',
		port: 443,
		https: true,
	},
	outgoing: { blocked: false, cron: true },
};

const walk: Walk = {
	begun: BEGUN,
	ended: BEGUN + 60000,
	page: '/shop/checkout/',
	tries: [ 0, 1, 2, 3 ].map( ( number ) =>
		visit( {
			at: BEGUN + number * 7000,
			headers: {
				server: 'cloudflare',
				'cf-ray': `8f1c2d3e4b5a678${ number }-AMS`,
			},
			...( number === 2
				? { status: 200, bytes: 65210, milliseconds: 412 }
				: {} ),
		} )
	),
	uncached: visit( { at: BEGUN + 30000 } ),
	phone: null,
	file: visit( {
		target: 'static',
		url: 'https://example.org/wp-includes/images/blank.gif',
		status: 200,
		bytes: 43,
		milliseconds: 21,
	} ),
	php: visit( {
		target: 'php',
		url: 'https://example.org/wp-content/plugins/culprit/ping.php',
		status: 200,
		bytes: 7,
		milliseconds: 30,
	} ),
	origin: visit( { from: 'server', headers: { server: 'nginx/1.22.1' } } ),
	kept: null,
	serviceWorker: null,
	asUser: null,
	core: null,
	maintenance: null,
	loopback: null,
	outgoing: null,
	death: null,
	changed: null,
	live: look(
		'PHP was stopped from outside after WordPress reached the stage wp_footer.',
		true
	),
	floor: look( 'The page is complete.', false ),
	facts,
	refused: null,
};

const layers: Layers = {
	steps: [
		{
			id: 'php',
			layer: 'php',
			name: 'PHP',
			state: 'broken',
			sentence: 'PHP was stopped from outside.',
		},
	],
	finding: {
		code: 'died',
		layer: 'php',
		sentence:
			'PHP is stopped from outside about five seconds after the page was asked for.',
		todo: 'Send this ticket to your host.',
		certainty: 'likely',
		for: 'host',
	},
	others: [],
};

const plugin = ( changed: Partial< Plugin > ): Plugin => ( {
	id: 'acme-forms/acme-forms.php',
	name: 'Acme Forms',
	version: '2.1.3',
	author: 'Acme Ltd',
	active: true,
	network_active: false,
	update: '2.2',
	requires: [],
	own: false,
	...changed,
} );

export const state: State = {
	version: '0.1.0',
	blog: 1,
	own: 'culprit/plugin.php',
	live: {
		plugins: [
			'acme-forms/acme-forms.php',
			'beacon-shop/beacon-shop.php',
			'culprit/plugin.php',
		],
		network: [],
		template: 'harbour',
		stylesheet: 'harbour-child',
	},
	plugins: [
		plugin( {
			id: 'old-slider/old-slider.php',
			name: 'Old Slider',
			version: '1.0.2',
			active: false,
			update: null,
		} ),
		plugin( {
			id: 'beacon-shop/beacon-shop.php',
			name: 'Beacon Shop',
			version: '9.1.0.4',
			author: 'Beacon',
			update: null,
		} ),
		plugin( {} ),
		plugin( {
			id: 'culprit/plugin.php',
			name: 'Culprit',
			version: '0.1.0',
			own: true,
			update: null,
		} ),
	],
	themes: [
		{
			stylesheet: 'harbour',
			template: 'harbour',
			name: 'Harbour',
			version: '3.0',
			active: false,
			default: false,
			probe_only: false,
			update: null,
		},
		{
			stylesheet: 'harbour-child',
			template: 'harbour',
			name: 'Harbour Child',
			version: '1.0',
			active: true,
			default: false,
			probe_only: false,
			update: null,
		},
	],
	default_theme: 'twentytwentyfive',
	probe_theme: 'culprit-probe',
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
		wordpress: '6.8.3',
		php: '8.2.29',
		server: 'nginx/1.22.1',
		multisite: false,
		home: 'https://example.org',
		site: 'https://example.org',
		persistent_object_cache: true,
		application_passwords: true,
		drop_ins: [ 'object-cache.php' ],
		must_use: [ '0-culprit-guard.php' ],
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
	user: { id: 1, name: 'zqalice' },
};

const live = state.live;
const without = {
	...live,
	plugins: live.plugins.filter( ( id ) => ! id.startsWith( 'acme' ) ),
};

/** A search that found Acme Forms. */
export const report: DiagnosisReport = {
	outcome: 'culprits-found',
	culprits: [
		{
			members: [
				{
					kind: 'plugin',
					id: 'acme-forms/acme-forms.php',
					name: 'Acme Forms',
					version: '2.1.3',
				},
			],
			costs_ms: null,
			proof: [
				{ configuration: without, outcome: 'healthy', probe: 'a1' },
				{
					configuration: {
						...live,
						plugins: [
							'acme-forms/acme-forms.php',
							'culprit/plugin.php',
						],
						stylesheet: 'culprit-probe',
						template: 'culprit-probe',
					},
					outcome: 'failing',
					probe: 'a2',
				},
				{ configuration: without, outcome: 'healthy', probe: 'a3' },
			],
		},
	],
	layer: 'plugin',
	signature: {
		key: 'fatal|Error',
		kind: 'fatal',
		sentence:
			'PHP stopped with a fatal error in wp-content/plugins/acme-forms/acme-forms.php on line 12: Uncaught Error: Call to undefined function acme_render()',
		file: 'wp-content/plugins/acme-forms/acme-forms.php',
	},
	probes: 6,
	chance: null,
	elapsed_ms: 2100,
	reason: 'proved',
	sentence: 'The page fails because of the plugin Acme Forms.',
	suspects: [],
	beyond: [],
};

/** All that can be known of the shop's dead PHP. */
export const material: Material = {
	walk,
	layers,
	report: null,
	state,
	changed: [
		'Beacon Shop was updated from 9.0 to 9.1.0.4 on 3 May, 13:40 UTC, by itself.',
		'zqalice (alice@example.org) changed /home/shop/public_html/wp-content/mu-plugins/cache.php on 2 May, 09:12 UTC.',
	],
	now: BEGUN + 420000,
};
