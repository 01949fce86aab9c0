/**
 * The whole command against a local server that stands in for a broken site, with the real engine.
 */
import { run } from '../run';
import { standIn, type StandIn } from '../../site/test/support/standIn';
import { brokenBy, isolate, PLUGINS } from './support/brokenSite';
import { culprit, terminal } from './support/terminal';

let site: StandIn;

afterEach( () => site.close() );

describe( 'a site that a plugin breaks', () => {
	beforeEach( async () => {
		site = await standIn( {
			plugins: PLUGINS,
			page: brokenBy( [ 'bad/bad.php' ] ),
		} );
	} );

	it( 'as JSON: only that on stdout, the way there on stderr', async () => {
		const { code, stdout, stderr } = await culprit(
			isolate( site, '--json', '--at-once', '1' )
		);
		expect( code ).toBe( 0 );
		const report = JSON.parse( stdout );
		expect( report ).toEqual( {
			outcome: 'culprits-found',
			beyond: [],
			chance: null,
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
					costs_ms: null,
					proof: expect.any( Array ),
				},
			],
			layer: 'plugin',
			signature: expect.objectContaining( { kind: 'fatal' } ),
			probes: site.minted.filter( ( { record } ) => record.claimed )
				.length,
			elapsed_ms: expect.any( Number ),
			reason: expect.any( String ),
			sentence: expect.stringContaining( 'bad/bad.php' ),
			suspects: [],
		} );
		for ( const step of report.culprits[ 0 ].proof ) {
			expect( step ).toEqual( {
				configuration: expect.objectContaining( {
					plugins: expect.arrayContaining( [ 'culprit/plugin.php' ] ),
				} ),
				outcome: expect.stringMatching( /^(healthy|failing)$/ ),
				probe: expect.stringMatching( /^[0-9a-f]{32}$/ ),
			} );
		}
		expect( stdout.trim().split( '\n' ) ).toHaveLength( 1 );
		expect( stderr.match( /^\d+ of about /gm ) ).toHaveLength(
			report.probes
		);
		expect( stderr ).toMatch(
			/^At most 1000 page loads and 30 minutes\./m
		);
		expect( stderr ).toContain( `\nLoading ${ site.url }/ ...\n` );
		expect( stderr ).toMatch(
			/^1 of about \d+: the page as it is \(4 of 4 plugins, theme acorn\): failing \(node, status 500, 18 bytes, \d+ ms\)$/m
		);
		expect( stdout + stderr ).not.toContain( 'secret' );
	} );

	it( 'as text', async () => {
		const { code, stdout } = await culprit( isolate( site, '--quiet' ) );
		expect( code ).toBe( 0 );
		expect( stdout ).toMatch(
			/^Culprit: bad 1\.0 \(plugin bad\/bad\.php\)$/m
		);
		expect( stdout ).toMatch(
			/^What was seen: PHP stopped with a fatal error/m
		);
		expect( stdout ).toMatch(
			/^ {2}without it, 3 plugins with Culprit, theme \w+: healthy \(probe [0-9a-f]{32}\)$/m
		);
		expect( stdout ).toMatch(
			/^To switch bad off: deactivate it .* rename wp-content\/plugins\/bad in your host's file manager/m
		);
		expect( stdout ).toMatch(
			/^ {2}wp plugin deactivate bad --skip-plugins --skip-themes$/m
		);
		expect( stdout ).toMatch(
			/^\d+ probes in [\d.]+ s\. Nothing on the site was changed\.$/m
		);
	} );

	it( '--quiet says nothing on stderr', async () => {
		const { stderr } = await culprit(
			isolate( site, '--quiet', '--json' )
		);
		expect( stderr ).toBe( '' );
	} );

	it( 'is journaled under one run, and probed for that run', async () => {
		await culprit( isolate( site, '--quiet' ) );
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
		await culprit( isolate( site, '--quiet', '--page', '/shop/?a=1' ) );
		for ( const { wanted } of site.minted ) {
			expect( wanted.page ).toBe( '/shop/?a=1' );
		}
	} );

	it( 'Ctrl+C ends the search, in the journal too', async () => {
		const screen = terminal();
		const code = await run( isolate( site ), {
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

it( 'Ctrl+C does not wait for a site that hangs', async () => {
	site = await standIn( { before: () => true } );
	const screen = terminal();
	setTimeout( screen.interrupt, 50 );
	expect( await run( isolate( site ), screen.io ) ).toBe( 130 );
} );
