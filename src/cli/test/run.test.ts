/**
 * The whole command against a local server that stands in for a site, with the real engine.
 */
import { run } from '../run';
import {
	standIn,
	type Page,
	type StandIn,
} from '../../site/test/support/standIn';
import { json, refuse } from '../../site/test/support/server';
import { culprit, terminal } from './support/terminal';

const OWN = 'culprit/plugin.php';
const PLUGINS = [ OWN, 'a/a.php', 'bad/bad.php', 'c/c.php' ];

let site: StandIn;

afterEach( () => site.close() );

const isolate = ( ...more: string[] ) => [
	'isolate',
	site.url,
	...[ '--user', 'admin', '--password', 'top secret' ],
	...more,
];

/** A page that a plugin ends with a fatal error. */
const brokenBy =
	( culprits: string[] ): Page =>
	( { configuration, answer, probe, response } ) => {
		if (
			! culprits.every( ( file ) =>
				configuration.plugins.includes( file )
			)
		) {
			answer();
		} else if ( probe ) {
			const [ culprit_ = '' ] = culprits;
			answer(
				'<html>Sorry</html>',
				{
					ended: 'fatal',
					error: {
						type: 1,
						message:
							'Uncaught Error: Call to undefined function bad()',
						file: `wp-content/plugins/${ culprit_ }`,
						line: 7,
					},
					loaded: configuration.plugins,
					milestone: 'wp_loaded',
				},
				500
			);
		} else {
			response.writeHead( 500 );
			response.end( '<html>Sorry</html>' );
		}
	};

describe( 'a site that a plugin breaks', () => {
	beforeEach( async () => {
		site = await standIn( {
			plugins: PLUGINS,
			page: brokenBy( [ 'bad/bad.php' ] ),
		} );
	} );

	it( 'as JSON: only that on stdout, the way there on stderr', async () => {
		const { code, stdout, stderr } = await culprit( isolate( '--json' ) );
		expect( code ).toBe( 0 );
		const report = JSON.parse( stdout );
		expect( report ).toEqual( {
			outcome: 'culprits-found',
			culprits: [
				{
					members: [
						{
							kind: 'plugin',
							id: 'bad/bad.php',
							name: 'bad',
							version: '1.0',
						},
					],
					proof: expect.any( Array ),
				},
			],
			layer: 'plugin',
			signature: expect.objectContaining( { kind: 'fatal' } ),
			probes: site.minted.filter( ( { record } ) => record.claimed )
				.length,
			elapsed_ms: expect.any( Number ),
			reason: expect.any( String ),
		} );
		for ( const step of report.culprits[ 0 ].proof ) {
			expect( step ).toEqual( {
				configuration: expect.objectContaining( {
					plugins: expect.arrayContaining( [ OWN ] ),
				} ),
				outcome: expect.stringMatching( /^(healthy|failing)$/ ),
				probe: expect.stringMatching( /^[0-9a-f]{32}$/ ),
			} );
		}
		expect( stdout.trim().split( '\n' ) ).toHaveLength( 1 );
		expect( stderr.trim().split( '\n' ) ).toHaveLength( report.probes );
		expect( stderr ).toMatch(
			/^1 of about \d+: the page as it is \(4 of 4 plugins, theme acorn\): failing \(node, status 500, 18 bytes, \d+ ms\)$/m
		);
		expect( stdout + stderr ).not.toContain( 'secret' );
	} );

	it( 'as text', async () => {
		const { code, stdout } = await culprit( isolate( '--quiet' ) );
		expect( code ).toBe( 0 );
		expect( stdout ).toMatch(
			/^Culprit: bad 1\.0 \(plugin bad\/bad\.php\)$/m
		);
		expect( stdout ).toMatch(
			/^What was seen: PHP stopped with a fatal error/m
		);
		expect( stdout ).toMatch(
			/^ {2}without it, 3 plugins, theme \w+: healthy \(probe [0-9a-f]{32}\)$/m
		);
		expect( stdout ).toMatch(
			/^\d+ probes in [\d.]+ s\. Nothing on the site was changed\.$/m
		);
	} );

	it( '--quiet says nothing on stderr', async () => {
		const { stderr } = await culprit( isolate( '--quiet', '--json' ) );
		expect( stderr ).toBe( '' );
	} );

	it( 'is journaled under one run, and probed for that run', async () => {
		await culprit( isolate( '--quiet' ) );
		expect( site.events.at( -1 )?.type ).toBe( 'diagnosis' );
		const mints = site.received.filter( ( { url } ) =>
			url.endsWith( '/probes' )
		);
		expect(
			new Set( mints.map( ( { body } ) => JSON.parse( body ).run ) )
		).toEqual( new Set( [ 'c'.repeat( 32 ) ] ) );
		// Both branches of a step are minted at once.
		const used = site.minted.filter(
			( { record } ) => record.claimed
		).length;
		expect( mints.length ).toBeLessThan( used );
	} );

	it( 'is asked about the page that was given', async () => {
		await culprit( isolate( '--quiet', '--page', '/shop/?a=1' ) );
		for ( const { wanted } of site.minted ) {
			expect( wanted.page ).toBe( '/shop/?a=1' );
		}
	} );

	it( 'Ctrl+C ends the search, in the journal too', async () => {
		const screen = terminal();
		const code = await run( isolate(), {
			...screen.io,
			stderr: ( text ) => {
				screen.io.stderr( text );
				if ( text.startsWith( '2 of' ) ) {
					screen.interrupt();
				}
			},
		} );
		expect( code ).toBe( 130 );
		expect( screen.stdout() ).toBe( '' );
		expect( screen.stderr() ).toMatch(
			/Stopped\. Nothing on the site was changed\.\n$/
		);
		expect( site.events.map( ( { type } ) => type ) ).toContain(
			'answers'
		);
		expect( site.events.at( -1 ) ).toEqual( { type: 'stopped', data: {} } );
	} );
} );

it( 'a healthy site is said to be so', async () => {
	site = await standIn( { plugins: PLUGINS } );
	const { code, stdout } = await culprit( isolate( '--json', '--quiet' ) );
	expect( code ).toBe( 0 );
	expect( JSON.parse( stdout ) ).toMatchObject( {
		outcome: 'not-reproduced',
		culprits: [],
		signature: null,
	} );
} );

it( 'a fault below the plugins is said to lie there', async () => {
	site = await standIn( {
		plugins: PLUGINS,
		page: ( { answer } ) => answer( '<html>Sorry</html>', {}, 500 ),
	} );
	const { code, stdout } = await culprit( isolate( '--json', '--quiet' ) );
	expect( code ).toBe( 0 );
	expect( JSON.parse( stdout ) ).toMatchObject( {
		outcome: 'below-plugins',
	} );
} );

it( 'a cache that keeps probes leaves it unresolved', async () => {
	const broken = brokenBy( [ 'bad/bad.php' ] );
	site = await standIn( {
		plugins: PLUGINS,
		page: ( visit ) => {
			if ( visit.probe ) {
				broken( visit );
			} else {
				visit.response.setHeader(
					'X-Culprit-Marker',
					'a'.repeat( 32 )
				);
				visit.response.end( '<html>' );
			}
		},
	} );
	const { code, stdout } = await culprit( isolate( '--json', '--quiet' ) );
	expect( code ).toBe( 2 );
	expect( JSON.parse( stdout ) ).toMatchObject( {
		outcome: 'unresolved',
		layer: 'page-cache',
		reason: 'cache-keeps-probes',
	} );
} );

it( 'a site without its guard leaves it unresolved and says why', async () => {
	site = await standIn( { plugins: PLUGINS } );
	site.state.guard = {
		...site.state.guard,
		installed: false,
		problem: 'folder-unwritable',
		message: 'The folder mu-plugins cannot be written.',
	};
	const { code, stdout, stderr } = await culprit( isolate( '--json' ) );
	expect( code ).toBe( 2 );
	expect( JSON.parse( stdout ) ).toMatchObject( {
		outcome: 'unresolved',
		reason: 'guard-folder-unwritable',
		probes: 0,
	} );
	expect( stderr ).toBe( 'The folder mu-plugins cannot be written.\n' );
	expect( site.minted ).toEqual( [] );
} );

it( 'a journal that cannot be kept does not keep it from searching', async () => {
	site = await standIn( {
		plugins: PLUGINS,
		page: brokenBy( [ 'bad/bad.php' ] ),
		before: ( { url }, response ) => {
			const own = url.endsWith( '/runs' );
			if ( own ) {
				refuse(
					response,
					500,
					'culprit_run_not_stored',
					'The database is full.'
				);
			}
			return own;
		},
	} );
	const { code, stdout, stderr } = await culprit( isolate( '--json' ) );
	expect( code ).toBe( 0 );
	expect( JSON.parse( stdout ).culprits ).toHaveLength( 1 );
	expect( stderr ).toMatch(
		/cannot keep a journal of this search: The database is full\./
	);
} );

it.each( [
	[
		'that changes meanwhile',
		409,
		'culprit_not_live',
		2,
		'culprit_not_live',
	],
	[ 'that takes the permission away', 403, 'rest_forbidden', 77, null ],
] )( 'a site %s', async ( _name, status, error, exit, reason ) => {
	site = await standIn( {
		plugins: PLUGINS,
		before: ( { url }, response ) => {
			const own = url.endsWith( '/probes' );
			if ( own ) {
				refuse( response, status, error, 'It has changed. Try again.' );
			}
			return own;
		},
	} );
	const { code, stdout, stderr } = await culprit(
		isolate( '--json', '--quiet' )
	);
	expect( code ).toBe( exit );
	expect( stderr ).toMatch( /^It has changed\. / );
	expect( stdout === '' ? null : JSON.parse( stdout ).reason ).toBe( reason );
} );

it( '--route loopback lets the server fetch the page', async () => {
	site = await standIn( {
		plugins: PLUGINS,
		before: ( { url }, response ) => {
			const own = url.endsWith( '/loopback' );
			if ( own ) {
				json( response, {
					status: 502,
					headers: {},
					head: '<html>502</html>',
					tail: '<html>502</html>',
					bytes: 16,
					milliseconds: 5,
					error: null,
				} );
			}
			return own;
		},
	} );
	const { code, stdout } = await culprit(
		isolate( '--json', '--quiet', '--route', 'loopback' )
	);
	// No probe was claimed, so nobody can be accused of this 502.
	expect( code ).toBe( 2 );
	expect( JSON.parse( stdout ) ).toMatchObject( {
		outcome: 'unresolved',
		culprits: [],
	} );
	expect( site.pages() ).toEqual( [] );
} );
