/**
 * The other ways in which a search ends, against a local server that stands in for a site.
 */
import { standIn, type StandIn } from '../../site/test/support/standIn';
import { json, refuse } from '../../site/test/support/server';
import { brokenBy, isolate, PLUGINS } from './support/brokenSite';
import { culprit } from './support/terminal';

let site: StandIn;

afterEach( () => site.close() );

it( 'a healthy site is said to be so', async () => {
	site = await standIn( { plugins: PLUGINS } );
	const { code, stdout } = await culprit(
		isolate( site, '--json', '--quiet' )
	);
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
	const { code, stdout } = await culprit(
		isolate( site, '--json', '--quiet' )
	);
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
	const { code, stdout } = await culprit(
		isolate( site, '--json', '--quiet' )
	);
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
	const { code, stdout, stderr } = await culprit( isolate( site, '--json' ) );
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
	const { code, stdout, stderr } = await culprit( isolate( site, '--json' ) );
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
		isolate( site, '--json', '--quiet' )
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
		isolate( site, '--json', '--quiet', '--route', 'loopback' )
	);
	// No probe was claimed, so nobody can be accused of this 502.
	expect( code ).toBe( 2 );
	expect( JSON.parse( stdout ) ).toMatchObject( {
		outcome: 'unresolved',
		culprits: [],
	} );
	expect( site.pages() ).toEqual( [] );
} );

it( 'a time limit that was given holds also after a probe that waited in a queue', async () => {
	site = await standIn( {
		plugins: PLUGINS,
		page: ( { probe, answer } ) => {
			if ( probe ) {
				Object.assign( probe.record, { claimed: false, ended: true } );
			}
			setTimeout( () => answer(), 1600 );
		},
	} );
	const { code, stderr } = await culprit(
		isolate( site, '--timeout', '1', '--at-once', '1' )
	);
	expect( code ).toBe( 2 );
	const took = [ ...stderr.matchAll( /, (\d+) ms\)$/gm ) ].map(
		( [ , milliseconds ] ) => Number( milliseconds )
	);
	expect( took.length ).toBeGreaterThan( 1 );
	expect( Math.max( ...took ) ).toBeLessThan( 1500 );
}, 30000 );

it( 'a site that falls over in the middle is said to have, with whom the search had come to', async () => {
	const broken = brokenBy( [ 'bad/bad.php' ] );
	let gone = false;
	site = await standIn( {
		plugins: PLUGINS,
		page: ( visit ) => {
			const { plugins } = visit.configuration;
			gone ||= plugins.length === 2 && plugins.includes( 'bad/bad.php' );
			broken( visit );
		},
		before: ( { url }, response ) => {
			if ( gone && ! url.includes( '/runs' ) ) {
				response.writeHead( 502 );
				response.end( '<html>Bad Gateway</html>' );
				return true;
			}
			return false;
		},
	} );
	const { code, stdout, stderr } = await culprit(
		isolate( site, '--at-once', '1' )
	);
	expect( code ).toBe( 69 );
	expect( stdout ).toBe( '' );
	expect( stderr ).toMatch(
		/^The site stopped answering in the middle of the search\. Nothing on the site was changed\.\nOf \d+ candidates these are still suspect:\n {2}bad 1\.0 \(plugin bad\/bad\.php\)\n[^ ]/m
	);
}, 20000 );
