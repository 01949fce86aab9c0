/**
 * Faults that are there without any plugin, and the layer they lie in.
 */
import { loadOrder } from '../configuration';
import type { Configuration, Report } from '../../contract/types';
import type { Observation } from '../types';
import {
	error,
	file,
	input,
	key,
	observation,
	OWN,
	report,
} from './support/build';
import { solve } from './support/site';
import { record } from './support/verdict';

const shop = input( { plugins: [ 'one', 'two' ], network: [ 'kept' ] } );
const keeping = {
	...shop,
	keep: [ file( 'kept' ), OWN ],
	candidates: shop.candidates.filter( ( one ) => one.key !== key( 'kept' ) ),
};

/** The diagnosis of a site that always answers like this. */
const always = ( seen: ( asked: Configuration ) => Observation ) =>
	solve( {
		input: keeping,
		faults: [],
		instead: ( { configuration } ) => seen( configuration ),
	} ).diagnosis;

const fatal =
	( path: string, message?: string ) =>
	( asked: Configuration ): Observation =>
		observation( asked, {
			report: report( asked, {
				ended: 'fatal',
				error: error( path, message ),
			} ),
		} );

test.each( [
	[ 'wp-content/mu-plugins/host/host.php', 'must-use' ],
	[ 'wp-content/object-cache.php', 'drop-in' ],
	[ 'app/db.php', 'drop-in' ],
	[ 'wp-includes/class-wpdb.php', 'core' ],
	[ 'wp-admin/includes/file.php', 'core' ],
	[ 'wp-config.php', 'core' ],
	[ 'wp-content/plugins/kept/kept.php', 'plugin' ],
	[ 'wp-content/themes/plain/functions.php', 'theme' ],
	[ 'wp-content/plugins/one/db.php', 'unknown' ],
] )( 'an error in %s lies in the layer %s', ( path, layer ) => {
	expect( always( fatal( path ) ) ).toMatchObject( {
		outcome: 'below-plugins',
		layer,
		culprits: [],
		probes: 3,
	} );
} );

test( 'a drop-in is found behind the plugin folder that it loads from', () => {
	expect(
		always(
			fatal(
				'wp-content/plugins/cache/lib.php',
				'Uncaught Error: x in wp-content/plugins/cache/lib.php:1\nStack trace:\n#0 wp-content/object-cache.php(9): load()\n#1 {main}'
			)
		).layer
	).toBe( 'drop-in' );
} );

test( 'a drop-in is found in the frames behind a plugin folder that it loads from', () => {
	expect(
		always( ( asked ) =>
			observation( asked, {
				report: report( asked, {
					ended: 'fatal',
					error: {
						...error( 'wp-content/plugins/cache/lib.php' ),
						frames: [
							{ file: 'wp-content/object-cache.php', line: 9 },
						],
					},
				} ),
			} )
		).layer
	).toBe( 'drop-in' );
} );

test.each< [ string, string, Partial< Observation >, Partial< Report > ] >( [
	[
		'a lost database',
		'database',
		{
			status: 500,
			excerpt: '<h1>Error establishing a database connection</h1>',
		},
		{ status: 500 },
	],
	[
		'a web server that refuses large headers',
		'web-server',
		{ status: 502, marker: 'absent' },
		{ header_bytes: 9000 },
	],
	[
		'a web server that answers in the place of PHP',
		'web-server',
		{ status: 502, marker: 'absent' },
		{},
	],
	[
		'an error that PHP itself answers',
		'php',
		{ status: 503 },
		{ status: 503 },
	],
	[
		'a page that is ended in the middle',
		'php',
		{ closed: false },
		{ ended: 'exit', milestone: 'wp_head' },
	],
] )( '%s without any plugin lies in the layer %s', ( _, layer, seen, told ) => {
	expect(
		always( ( asked ) =>
			observation( asked, {
				...seen,
				report: report( asked, told ),
				record: record( { ended: true } ),
			} )
		)
	).toMatchObject( { outcome: 'below-plugins', layer } );
} );

test( 'an error that is only printed on the page lies where its file does', () => {
	expect(
		always( ( asked ) =>
			observation( asked, {
				report: null,
				excerpt:
					'<b>Fatal error</b>:  Uncaught Error: x in /srv/www/wp-content/mu-plugins/host.php:7',
			} )
		).layer
	).toBe( 'must-use' );
} );

test( 'memory that runs out without any plugin is a matter of PHP, wherever it happens', () => {
	expect(
		always(
			fatal(
				'wp-includes/load.php',
				'Allowed memory size of 1 bytes exhausted'
			)
		).layer
	).toBe( 'php' );
} );

const died =
	( loaded: ( asked: Configuration ) => string[] ) =>
	( asked: Configuration ): Observation =>
		observation( asked, {
			marker: 'absent',
			status: 502,
			report: null,
			record: {
				claimed: true,
				age: 0,
				readable: true,
				ended: false,
				loaded: loaded( asked ),
				loading: loadOrder( asked )[ loaded( asked ).length ] ?? null,
				milestone: 'muplugins_loaded',
				running: null,
				waiting: null,
			},
		} );

test( 'a PHP that dies without an account is a matter of PHP', () => {
	expect( always( died( loadOrder ) ).layer ).toBe( 'php' );
} );

test( 'a PHP that dies while a kept plugin loads is a matter of that plugin', () => {
	expect( always( died( () => [] ) ).layer ).toBe( 'plugin' );
} );

test( 'a PHP that ends before the first plugin is a matter of a must-use plugin, unless plugins of the network come first', () => {
	const early = ( asked: Configuration ): Observation =>
		observation( asked, {
			bytes: 0,
			excerpt: '',
			report: report( asked, {
				ended: 'exit',
				loaded: [],
				milestone: 'claimed',
			} ),
		} );

	expect( always( early ).layer ).toBe( 'unknown' );
	expect(
		solve( {
			input: input( { plugins: [ 'one' ] } ),
			faults: [],
			instead: ( { configuration } ) => early( configuration ),
		} ).diagnosis
	).toMatchObject( { outcome: 'below-plugins', layer: 'must-use' } );
} );

test( 'a blank page without any plugin stays unknown', () => {
	expect(
		always( ( asked ) => observation( asked, { bytes: 0, excerpt: '' } ) )
			.layer
	).toBe( 'unknown' );
} );

test( 'another failure at the floor is asked once more and then accuses nobody', () => {
	const { diagnosis, asked } = solve( {
		input: shop,
		faults: [ { members: [ key( 'one' ) ], shows: 'status', at: 'hook' } ],
		instead: ( { purpose, configuration } ) =>
			purpose === 'floor'
				? observation( configuration, { bytes: 0, excerpt: '' } )
				: null,
	} );

	expect( diagnosis ).toMatchObject( {
		outcome: 'unresolved',
		reason: 'different-failure',
		culprits: [],
	} );
	expect(
		asked.filter( ( { purpose } ) => purpose === 'floor' )
	).toHaveLength( 2 );
} );

test( 'a text that only others print is no fault below them', () => {
	const { diagnosis } = solve( {
		input: {
			...keeping,
			symptom: { kind: 'text-missing', text: 'Add to cart' },
		},
		faults: [],
		instead: ( { configuration } ) =>
			observation( configuration, {
				excerpt: 'Hello',
				report: report( configuration ),
			} ),
	} );

	expect( diagnosis.outcome ).toBe( 'unresolved' );
	expect( diagnosis.reason ).toBe( 'text-needs-others' );
	expect( diagnosis.sentence ).toContain( 'Give a text of the content' );
} );
