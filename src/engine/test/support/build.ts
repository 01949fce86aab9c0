/**
 * Tiny builders for what a search is asked and what comes back.
 */
import { pluginKey, themeKey } from '../../configuration';
import type { Callback, Configuration, Report } from '../../../contract/types';
import type {
	Answer,
	Candidate,
	Observation,
	Question,
	SearchInput,
	Signature,
	Verdict,
} from '../../types';

export const OWN = 'culprit/plugin.php';

/** The file of a plugin that is called by one word. */
export const file = ( word: string ) => `${ word }/${ word }.php`;

/** The key of a plugin that is called by one word. */
export const key = ( word: string ) => pluginKey( file( word ) );

/** The key of a theme. */
export const theme = themeKey;

/** Words for so many plugins, in an order that is not the alphabet's. */
export const words = ( count: number ) =>
	Array.from( { length: count }, ( _, index ) => `p${ count - index }` );

export interface InputOptions {
	/** Plugins by one word each, or how many. */
	plugins?: string[] | number;
	network?: string[];
	/** What a plugin requires, by word. */
	requires?: Record< string, string[] >;
	template?: string;
	stylesheet?: string;
	symptom?: SearchInput[ 'symptom' ];
	/** By word. */
	leads?: string[];
}

/** An input: these plugins, Culprit and the theme "shop" over the floor theme "plain". */
export function input( {
	plugins = 3,
	network = [],
	requires = {},
	template = 'shop',
	stylesheet = template,
	symptom = { kind: 'error' },
	leads = [],
}: InputOptions = {} ): SearchInput {
	const site = typeof plugins === 'number' ? words( plugins ) : plugins;
	const live: Configuration = {
		plugins: [ ...site.map( file ), OWN ],
		network: network.map( file ),
		template,
		stylesheet,
	};
	const plugin = ( word: string ): Candidate => ( {
		key: key( word ),
		kind: 'plugin',
		id: file( word ),
		requires: ( requires[ word ] ?? [] ).map( key ),
	} );
	const themes: Candidate[] = [ ...new Set( [ template, stylesheet ] ) ].map(
		( id ) => ( {
			key: theme( id ),
			kind: 'theme',
			id,
			requires: id === template ? [] : [ theme( template ) ],
		} )
	);
	return {
		live,
		floorTheme: { template: 'plain', stylesheet: 'plain' },
		otherFloorTheme: null,
		keep: [ OWN ],
		candidates: [
			...network.map( plugin ),
			...site.map( plugin ),
			...themes,
		],
		page: { path: '/', asUser: false },
		symptom,
		route: 'browser',
		leads: leads.map( key ),
		versions: {},
	};
}

/** A configuration of plugins by word, without Culprit. */
export const configuration = (
	plugins: string[],
	rest: Partial< Configuration > = {}
): Configuration => ( {
	plugins: plugins.map( file ),
	network: [],
	template: 'shop',
	stylesheet: 'shop',
	...rest,
} );

/** What PHP reports of a page that it finished. */
export const report = (
	{ plugins, network, template, stylesheet }: Configuration,
	rest: Partial< Report > = {}
): Report => ( {
	probe: 'a'.repeat( 32 ),
	ended: 'completed',
	error: null,
	loaded: [ ...network, ...plugins ],
	loaded_ms: [ ...network, ...plugins ].map( () => 1 ),
	loading: null,
	template,
	stylesheet,
	milestone: 'wp_footer',
	running: null,
	status: 200,
	status_by: null,
	header_bytes: 300,
	headers: [],
	content_type: 'text/html; charset=UTF-8',
	body_bytes: 12_000,
	buffers: [],
	redirect: null,
	refused: { count: 0, samples: [] },
	outgoing: [],
	beyond: [],
	milliseconds: 60,
	peak_memory: 8_000_000,
	...rest,
} );

/** A healthy answer to a configuration. */
export const observation = (
	asked: Configuration,
	rest: Partial< Observation > = {}
): Observation => ( {
	probe: 'a'.repeat( 32 ),
	route: 'browser',
	url: 'https://example.org/',
	status: 200,
	headers: {},
	bytes: 12_000,
	excerpt: '<!doctype html><title>Shop</title>',
	milliseconds: 80,
	redirects: [],
	networkError: null,
	marker: 'ours',
	truncated: false,
	closed: true,
	report: report( asked ),
	record: null,
	...rest,
} );

/** An error as PHP reports it. */
export const error = (
	path: string,
	message = 'Uncaught Error: Call to a member function render() on null',
	line = 3
): NonNullable< Report[ 'error' ] > => ( {
	type: 1,
	message: `${ message } in ${ path }:${ line }\nStack trace:\n#0 {main}\n  thrown`,
	file: path,
	line,
	frames: [],
} );

/** A callback as the deep recorder writes it down. */
export const callback = (
	path: string,
	hook = 'init',
	name = 'run_it'
): Callback => ( { hook, name, file: path, line: 12 } );

/** A verdict: failing with this key, or healthy. */
export const verdict = ( signature: string | null ): Verdict => ( {
	outcome: signature === null ? 'healthy' : 'failing',
	signature:
		signature === null
			? null
			: ( {
					key: signature,
					kind: 'status',
					sentence: '',
					file: null,
				} satisfies Signature ),
	reason: null,
	sentence: '',
} );

/** An answer to a question. */
export const answer = (
	question: Question,
	seen: Observation,
	judged: Verdict
): Answer => ( {
	question: question.id,
	purpose: question.purpose,
	configuration: question.configuration,
	observation: seen,
	verdict: judged,
} );
