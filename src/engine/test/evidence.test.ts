/**
 * Who PHP's own account points at, and in which order.
 */
import { suspects } from '../evidence';
import { judge } from '../judge';
import type { Observation, SearchInput } from '../types';
import {
	answer,
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

const fatal = ( path: string, message = 'Uncaught Error: x' ) => ( {
	report: report( asked.live, {
		ended: 'fatal' as const,
		error: { type: 1, message, file: path, line: 1 },
	} ),
} );

test( 'the plugin that owns the file of the error comes first, then those on the way to it', () => {
	expect(
		pointedAt(
			fatal(
				'wp-content/plugins/two/lib/a.php',
				'Uncaught Error: x in wp-content/plugins/two/lib/a.php:3\nStack trace:\n#0 /srv/www/wp-content/plugins/three/b.php(7): a()\n#1 wp-content/themes/child/functions.php(1): b()\n#2 wp-settings.php(545): include()\n#3 {main}'
			)
		)
	).toEqual( [ key( 'two' ), key( 'three' ), theme( 'child' ) ] );
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
				readable: true,
				ended: false,
				loaded: [ file( 'one' ) ],
				loading: file( 'two' ),
				milestone: 'muplugins_loaded',
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
