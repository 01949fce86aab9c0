/**
 * How the state of a site becomes the input of a search.
 */
import { searchInput } from '../input';
import type { Plugin, State, Theme } from '../../contract/types';

const plugin = ( id: string, requires: string[] = [] ): Plugin => ( {
	id,
	name: id,
	version: '1.0',
	author: '',
	active: true,
	network_active: false,
	update: null,
	requires,
	own: id === 'culprit/plugin.php',
} );

const theme = ( stylesheet: string, rest: Partial< Theme > = {} ): Theme => ( {
	stylesheet,
	template: stylesheet,
	name: stylesheet,
	version: '1.0',
	active: false,
	default: stylesheet.startsWith( 'twenty' ),
	probe_only: false,
	update: null,
	...rest,
} );

const state = ( rest: Partial< State > = {} ): State => ( {
	version: '0.1.0',
	blog: 1,
	own: 'culprit/plugin.php',
	live: {
		plugins: [ 'b/b.php', 'culprit/plugin.php', 'a/a.php', 'hello.php' ],
		network: [ 'net/net.php' ],
		template: 'parent',
		stylesheet: 'child',
	},
	plugins: [
		plugin( 'a/a.php', [ 'b', 'hello', 'absent' ] ),
		plugin( 'b/b.php', [ 'net' ] ),
		plugin( 'culprit/plugin.php' ),
		plugin( 'hello.php' ),
		plugin( 'net/net.php' ),
	],
	themes: [
		theme( 'child', { template: 'parent', active: true } ),
		theme( 'parent' ),
		theme( 'twentyone' ),
		theme( 'twentytwo' ),
	],
	default_theme: 'twentytwo',
	probe_theme: 'culprit-probe',
	guard: {
		installed: true,
		version: '0.1.0',
		expected: '0.1.0',
		answering: true,
		problem: null,
		message: '',
		file: 'wp-content/mu-plugins/0-culprit.php',
		earlier: [],
	},
	environment: {
		wordpress: '7.1',
		php: '8.2',
		server: 'nginx',
		multisite: false,
		home: 'https://example.org',
		site: 'https://example.org',
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
	...rest,
} );

const options = {
	page: { path: '/', asUser: false },
	symptom: { kind: 'error' as const },
	route: 'browser' as const,
};

const live = ( template: string, stylesheet = template ) => ( {
	live: { ...state().live, template, stylesheet },
} );

test( 'candidates stand in live order, network first, themes last, without Culprit itself', () => {
	expect(
		searchInput( state(), options ).candidates.map( ( { key } ) => key )
	).toEqual( [
		'plugin:net/net.php',
		'plugin:b/b.php',
		'plugin:a/a.php',
		'plugin:hello.php',
		'theme:parent',
		'theme:child',
	] );
} );

test( 'requirements are read by folder or file name; what is not active is left out', () => {
	const { candidates } = searchInput( state(), options );

	expect(
		candidates.map( ( { id, requires } ) => [ id, requires ] )
	).toEqual( [
		[ 'net/net.php', [] ],
		[ 'b/b.php', [ 'plugin:net/net.php' ] ],
		[ 'a/a.php', [ 'plugin:b/b.php', 'plugin:hello.php' ] ],
		[ 'hello.php', [] ],
		[ 'parent', [] ],
		[ 'child', [ 'theme:parent' ] ],
	] );
} );

test( 'what is kept stays on with all that it requires, and nobody requires it any more', () => {
	const { keep, candidates } = searchInput( state(), {
		...options,
		keep: [ 'b/b.php', 'not-active/x.php' ],
	} );

	expect( keep ).toEqual( [
		'culprit/plugin.php',
		'b/b.php',
		'net/net.php',
	] );
	expect( candidates.map( ( { id } ) => id ) ).toEqual( [
		'a/a.php',
		'hello.php',
		'parent',
		'child',
	] );
	expect( candidates[ 0 ]?.requires ).toEqual( [ 'plugin:hello.php' ] );
} );

test( 'a theme without a parent is one candidate', () => {
	expect(
		searchInput( state( live( 'parent' ) ), options ).candidates.filter(
			( { kind } ) => kind === 'theme'
		)
	).toEqual( [
		{ key: 'theme:parent', kind: 'theme', id: 'parent', requires: [] },
	] );
} );

test.each( [
	[ 'the newest default theme', {}, 'twentytwo' ],
	[ 'another one when the newest is live', live( 'twentytwo' ), 'twentyone' ],
	[
		'another one when the newest is the parent of the live one',
		live( 'twentytwo', 'child' ),
		'twentyone',
	],
	[
		'the probe theme when there is no default theme',
		{ themes: [ theme( 'parent' ) ], default_theme: null },
		'culprit-probe',
	],
	[
		'the probe theme when the only default theme is live',
		{
			...live( 'twentyone' ),
			themes: [ theme( 'twentyone' ) ],
			default_theme: 'twentyone',
		},
		'culprit-probe',
	],
] )( 'the floor theme is %s', ( _, rest, expected ) => {
	expect( searchInput( state( rest ), options ).floorTheme ).toEqual( {
		template: expected,
		stylesheet: expected,
	} );
} );

test( 'page, symptom, route and the live configuration are passed on as they are', () => {
	const {
		page,
		symptom,
		route,
		live: passed,
	} = searchInput( state(), options );

	expect( { page, symptom, route } ).toEqual( options );
	expect( passed ).toEqual( state().live );
} );
