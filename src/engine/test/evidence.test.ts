/**
 * Who PHP's own account points at, and in which order.
 */
import { suspects } from '../evidence';
import { judge } from '../judge';
import type { Callback, Report } from '../../contract/types';
import type { Observation, SearchInput } from '../types';
import {
	answer,
	callback,
	configuration,
	file,
	input,
	key,
	observation,
	report,
	theme,
} from './support/build';

const asked = input( {
	plugins: [ 'one', 'two', 'three' ],
	template: 'parent',
	stylesheet: 'child',
} );

/** A record of a PHP that died after all plugins had loaded. */
const died = (
	rest: Partial< NonNullable< Observation[ 'record' ] > > = {}
): NonNullable< Observation[ 'record' ] > => ( {
	claimed: true,
	age: 0,
	readable: true,
	ended: false,
	loaded: asked.live.plugins,
	loading: null,
	milestone: 'wp_footer',
	running: null,
	waiting: null,
	...rest,
} );

function pointedAt(
	rest: Partial< Observation >,
	search: SearchInput = asked
): string[] {
	const question = {
		id: '1',
		purpose: 'reproduce' as const,
		mode: 'guarded' as const,
		configuration: search.live,
		without: 0,
	};
	const seen = observation( search.live, rest );
	return suspects(
		[ answer( question, seen, judge( question, seen, search.symptom ) ) ],
		search
	).map( ( suspect ) => suspect.key );
}

const fatal = (
	path: string,
	message = 'Uncaught Error: x',
	frames: { file: string; line: number }[] = []
) => ( {
	report: report( asked.live, {
		ended: 'fatal' as const,
		error: { type: 1, message, file: path, line: 1, frames },
	} ),
} );

const at = ( path: string ) => ( { file: path, line: 7 } );

const path = ( word: string ) => `wp-content/plugins/${ file( word ) }`;

test( 'the plugin that owns the file of the error comes first, then those on the way to it', () => {
	expect(
		pointedAt(
			fatal(
				'wp-content/plugins/two/lib/a.php',
				'Uncaught Error: x in wp-content/plugins/two/lib/a.php:3',
				[
					at( 'wp-content/plugins/three/b.php' ),
					at( 'wp-content/themes/child/functions.php' ),
					at( 'wp-settings.php' ),
				]
			)
		)
	).toEqual( [ key( 'two' ), key( 'three' ), theme( 'child' ) ] );
} );

test( 'the frames are the stack: its copy in the message is not read', () => {
	expect(
		pointedAt(
			fatal(
				path( 'two' ),
				`Uncaught Error: x in ${ path(
					'two'
				) }:3\nStack trace:\n#0 ${ path( 'three' ) }(7): a()\n#1 {main}`
			)
		)
	).toEqual( [ key( 'two' ) ] );
} );

test( 'a plugin that the message itself names comes after the stack', () => {
	expect(
		pointedAt(
			fatal(
				path( 'two' ),
				`Cannot redeclare same() (previously declared in ${ path(
					'one'
				) }:3)`,
				[ at( path( 'three' ) ) ]
			)
		)
	).toEqual( [ key( 'two' ), key( 'three' ), key( 'one' ) ] );
} );

describe( 'callbacks that were running', () => {
	const running = [ callback( path( 'two' ) ), callback( path( 'three' ) ) ];
	const erring = ( message: string ) => ( {
		report: report( asked.live, {
			ended: 'fatal' as const,
			error: {
				type: 1,
				message,
				file: path( 'one' ),
				line: 1,
				frames: [ at( 'wp-content/themes/child/index.php' ) ],
			},
			running,
		} ),
	} );

	test.each( [
		'Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)',
		'Maximum execution time of 30 seconds exceeded',
		'Maximum call stack size of 8339456 bytes reached. Infinite recursion?',
	] )(
		'come before the line where an error struck by chance, the innermost first: %s',
		( message ) => {
			expect( pointedAt( erring( message ) ) ).toEqual( [
				key( 'two' ),
				key( 'three' ),
				key( 'one' ),
				theme( 'child' ),
			] );
		}
	);

	test( 'come after file and frames of any other error', () => {
		expect( pointedAt( erring( 'Uncaught Error: x' ) ) ).toEqual( [
			key( 'one' ),
			theme( 'child' ),
			key( 'two' ),
			key( 'three' ),
		] );
	} );

	test( 'are suspects where PHP died, and where it was ended', () => {
		expect(
			pointedAt( {
				marker: 'absent',
				status: 502,
				report: null,
				record: died( { milestone: 'init', running } ),
			} )
		).toEqual( [ key( 'two' ), key( 'three' ) ] );
		expect(
			pointedAt( {
				bytes: 0,
				excerpt: '',
				report: report( asked.live, {
					ended: 'exit',
					milestone: 'init',
					running,
				} ),
			} )
		).toEqual( [ key( 'two' ), key( 'three' ) ] );
	} );

	test( 'come after the plugin that was loading', () => {
		expect(
			pointedAt( {
				marker: 'absent',
				status: 502,
				report: null,
				record: died( {
					loaded: [],
					loading: file( 'one' ),
					milestone: 'muplugins_loaded',
					running,
				} ),
			} )
		).toEqual( [ key( 'one' ), key( 'two' ), key( 'three' ) ] );
	} );
} );

describe( 'what was sent', () => {
	const header = ( by: string | null ) => ( {
		name: 'set-cookie',
		bytes: 5000,
		lines: 40,
		by,
	} );
	const instead = ( rest: Partial< Report > ): Partial< Observation > => ( {
		marker: 'absent',
		status: 502,
		record: died( { ended: true } ),
		report: report( asked.live, rest ),
	} );

	test( 'whoever set a large header is a suspect where the web server refused them', () => {
		const headers = [
			header( path( 'two' ) ),
			header( null ),
			header( path( 'three' ) ),
		];

		expect(
			pointedAt( instead( { header_bytes: 9000, headers } ) )
		).toEqual( [ key( 'two' ), key( 'three' ) ] );
		expect(
			pointedAt( instead( { header_bytes: 2000, headers } ) )
		).toEqual( [ key( 'two' ), key( 'three' ) ] );
	} );

	test( 'a large header says nothing about an error that PHP itself answered, nor about a blank page', () => {
		const headers = [ header( path( 'two' ) ) ];

		expect(
			pointedAt( {
				status: 502,
				report: report( asked.live, { status: 502, headers } ),
			} )
		).toEqual( [] );
		expect(
			pointedAt( {
				bytes: 0,
				excerpt: '',
				report: report( asked.live, { body_bytes: 0, headers } ),
			} )
		).toEqual( [] );
	} );

	test( 'whoever made the status a failure is a suspect', () => {
		expect(
			pointedAt( {
				status: 502,
				report: report( asked.live, {
					status: 502,
					status_by: path( 'three' ),
				} ),
			} )
		).toEqual( [ key( 'three' ) ] );
	} );

	test( 'whose buffer held a page that came out blank is a suspect, plain buffers last', () => {
		const buffers = [
			{ name: 'default output handler', bytes: 0, by: path( 'three' ) },
			{ name: 'two_minify', bytes: 5000, by: path( 'two' ) },
		];

		expect(
			pointedAt( {
				bytes: 0,
				excerpt: '',
				report: report( asked.live, { body_bytes: 5000, buffers } ),
			} )
		).toEqual( [ key( 'two' ), key( 'three' ) ] );
		expect(
			pointedAt( {
				status: 500,
				report: report( asked.live, {
					status: 500,
					body_bytes: 5000,
					buffers,
				} ),
			} )
		).toEqual( [] );
	} );

	test( 'what PHP printed on the page names its file', () => {
		expect(
			pointedAt( {
				report: null,
				record: died( { readable: false } ),
				excerpt:
					'<b>Fatal error</b>:  Uncaught Error: x in /srv/www/wp-content/plugins/two/two.php:7',
			} )
		).toEqual( [ key( 'two' ) ] );
	} );
} );

describe( 'the theme', () => {
	const deadAt = ( milestone: string, running: Callback[] | null ) =>
		pointedAt( {
			marker: 'absent',
			status: 502,
			report: null,
			record: died( { milestone, running } ),
		} );
	const themes = [ theme( 'child' ), theme( 'parent' ) ];

	test.each( [ null, [] ] )(
		'is suspect, the child first, where PHP died while it loads and nobody runs: %j',
		( running ) => {
			expect( deadAt( 'setup_theme', running ) ).toEqual( themes );
		}
	);

	test( 'is suspect where it ended a blank page while it loads', () => {
		expect(
			pointedAt( {
				bytes: 0,
				excerpt: '',
				report: report( asked.live, {
					ended: 'exit',
					milestone: 'setup_theme',
				} ),
			} )
		).toEqual( themes );
	} );

	test( 'is suspect where it sends visitors in circles while it loads', () => {
		expect(
			pointedAt( {
				redirects: [ 'https://example.org/' ],
				report: report( asked.live, {
					milestone: 'setup_theme',
					redirect: 'https://example.org/',
				} ),
			} )
		).toEqual( themes );
	} );

	test( 'is no suspect for what is wrong with a page that was completed', () => {
		expect(
			pointedAt( {
				status: 503,
				report: report( asked.live, { status: 503, running: [] } ),
			} )
		).toEqual( [] );
	} );

	test.each( [ 'template_redirect', 'wp_head', 'wp_footer' ] )(
		'is suspect where PHP died in the page, after %s, and a deep probe saw nobody run',
		( milestone ) => {
			expect( deadAt( milestone, [] ) ).toEqual( themes );
			expect( deadAt( milestone, null ) ).toEqual( [] );
		}
	);

	test( 'is no suspect while a callback runs, nor in a stage that is not its own', () => {
		expect(
			deadAt( 'setup_theme', [ callback( path( 'two' ) ) ] )
		).toEqual( [ key( 'two' ) ] );
		expect( deadAt( 'init', [] ) ).toEqual( [] );
	} );

	test( 'that is only there for the probe is no suspect', () => {
		const floor = { ...asked.live, template: 'plain', stylesheet: 'plain' };
		const question = {
			id: '1',
			purpose: 'floor' as const,
			mode: 'guarded' as const,
			configuration: floor,
			without: 2,
		};
		const seen = observation( floor, {
			marker: 'absent',
			status: 502,
			report: null,
			record: died( { milestone: 'setup_theme' } ),
		} );

		expect(
			suspects(
				[
					answer(
						question,
						seen,
						judge( question, seen, asked.symptom )
					),
				],
				asked
			)
		).toEqual( [] );
	} );
} );

test( 'a child theme and its parent are told apart', () => {
	expect(
		pointedAt( fatal( 'wp-content/themes/parent/header.php' ) )
	).toEqual( [ theme( 'parent' ) ] );
} );

test( 'another content folder, and a path from Windows, are understood', () => {
	expect( pointedAt( fatal( 'app/plugins/one/one.php' ) ) ).toEqual( [
		key( 'one' ),
	] );
	expect(
		pointedAt( fatal( 'C:\\www\\wp-content\\plugins\\one\\one.php' ) )
	).toEqual( [ key( 'one' ) ] );
} );

test( 'a must-use plugin is not taken for a plugin of the same name', () => {
	expect( pointedAt( fatal( 'wp-content/mu-plugins/one/one.php' ) ) ).toEqual(
		[]
	);
	expect(
		pointedAt( fatal( 'wp-content/mu-plugins/host/plugins/one/one.php' ) )
	).toEqual( [] );
} );

test( 'a folder called plugins above the site is not taken for that of the plugins', () => {
	expect(
		pointedAt(
			fatal( '/srv/plugins/one/www/wp-content/plugins/two/two.php' )
		)
	).toEqual( [ key( 'two' ) ] );
} );

test( 'a folder called plugins inside a theme belongs to the theme', () => {
	expect(
		pointedAt( fatal( 'wp-content/themes/child/plugins/one/one.php' ) )
	).toEqual( [ theme( 'child' ) ] );
} );

test( 'what is kept on and what is not on the site is never a suspect', () => {
	expect(
		pointedAt( fatal( 'wp-content/plugins/culprit/plugin.php' ) )
	).toEqual( [] );
	expect( pointedAt( fatal( 'wp-content/plugins/gone/gone.php' ) ) ).toEqual(
		[]
	);
} );

test( 'of two plugins in one folder the file itself decides, else both are meant', () => {
	const pair: SearchInput = {
		...asked,
		candidates: [ 'pair/a.php', 'pair/b.php' ].map( ( id ) => ( {
			key: `plugin:${ id }`,
			kind: 'plugin',
			id,
			requires: [],
		} ) ),
	};

	expect(
		pointedAt( fatal( 'wp-content/plugins/pair/b.php' ), pair )
	).toEqual( [ 'plugin:pair/b.php' ] );
	expect(
		pointedAt( fatal( 'wp-content/plugins/pair/inc/c.php' ), pair )
	).toEqual( [ 'plugin:pair/a.php', 'plugin:pair/b.php' ] );
} );

test( 'a plugin that is one file is found by its file', () => {
	const hello: SearchInput = {
		...asked,
		candidates: [
			{
				key: 'plugin:hello.php',
				kind: 'plugin',
				id: 'hello.php',
				requires: [],
			},
		],
	};

	expect(
		pointedAt( fatal( 'wp-content/plugins/hello.php' ), hello )
	).toEqual( [ 'plugin:hello.php' ] );
} );

test( 'where PHP died, the plugin that was loading is the suspect', () => {
	expect(
		pointedAt( {
			marker: 'absent',
			status: 502,
			report: null,
			record: {
				claimed: true,
				age: 0,
				readable: true,
				ended: false,
				loaded: [ file( 'one' ) ],
				loading: file( 'two' ),
				milestone: 'muplugins_loaded',
				running: null,
				waiting: null,
			},
		} )
	).toEqual( [ key( 'two' ) ] );
} );

test( 'a healthy answer points at nobody', () => {
	const question = {
		id: '1',
		purpose: 'floor' as const,
		mode: 'guarded' as const,
		configuration: configuration( [] ),
		without: 5,
	};
	const seen = observation( asked.live, {
		report: report( asked.live, { loaded: [] } ),
	} );
	const healthy = {
		outcome: 'healthy' as const,
		signature: null,
		reason: null,
		sentence: '',
	};

	expect( suspects( [ answer( question, seen, healthy ) ], asked ) ).toEqual(
		[]
	);
} );

test( 'why somebody is a suspect is said in a sentence', () => {
	const question = {
		id: '1',
		purpose: 'reproduce' as const,
		mode: 'guarded' as const,
		configuration: asked.live,
		without: 0,
	};
	const seen = observation(
		asked.live,
		fatal( 'wp-content/plugins/two/a.php' )
	);

	expect(
		suspects(
			[
				answer(
					question,
					seen,
					judge( question, seen, asked.symptom )
				),
			],
			asked
		)[ 0 ]?.why
	).toBe( 'The error is in wp-content/plugins/two/a.php.' );
} );

test.each< [ string, Partial< Observation > ] >( [
	[
		'PHP ended while code in wp-content/plugins/two/two.php was waiting for an answer from api.example.com.',
		{
			marker: 'absent',
			status: 504,
			report: null,
			record: died( {
				running: [ callback( path( 'one' ) ) ],
				waiting: {
					method: 'GET',
					host: 'api.example.com',
					by: path( 'two' ),
				},
			} ),
		},
	],
	[
		'PHP ended while run_it on the hook init (wp-content/plugins/two/two.php, line 12) was running.',
		{
			marker: 'absent',
			status: 502,
			report: null,
			record: died( { running: [ callback( path( 'two' ) ) ] } ),
		},
	],
	[
		'Code in wp-content/plugins/two/two.php set most of the header set-cookie, which takes 4.9 kB.',
		{
			marker: 'absent',
			status: 502,
			record: died( { ended: true } ),
			report: report( asked.live, {
				header_bytes: 5200,
				headers: [
					{
						name: 'set-cookie',
						bytes: 5000,
						lines: 40,
						by: path( 'two' ),
					},
				],
			} ),
		},
	],
	[
		'The status became an error while code in wp-content/plugins/two/two.php was running.',
		{
			status: 503,
			report: report( asked.live, {
				status: 503,
				status_by: path( 'two' ),
			} ),
		},
	],
	[
		'The output buffer “two_minify” from wp-content/plugins/two/two.php held the page when PHP ended.',
		{
			bytes: 0,
			excerpt: '',
			report: report( asked.live, {
				buffers: [
					{ name: 'two_minify', bytes: 12, by: path( 'two' ) },
				],
			} ),
		},
	],
	[
		'PHP ended in the stage in which the theme child loads, and no callback was seen running.',
		{
			marker: 'absent',
			status: 502,
			report: null,
			record: died( { milestone: 'setup_theme' } ),
		},
	],
	[
		'PHP ended in the page itself, which the theme child builds, and no callback of a plugin was running.',
		{
			marker: 'absent',
			status: 502,
			report: null,
			record: died( { running: [] } ),
		},
	],
] )( 'so is: %s', ( why, rest ) => {
	const question = {
		id: '1',
		purpose: 'reproduce' as const,
		mode: 'guarded' as const,
		configuration: asked.live,
		without: 0,
	};
	const seen = observation( asked.live, rest );

	expect(
		suspects(
			[
				answer(
					question,
					seen,
					judge( question, seen, asked.symptom )
				),
			],
			asked
		)[ 0 ]?.why
	).toBe( why );
} );
