/**
 * `culprit layers` against a local server that stands in for a site.
 */
import { standIn, type StandIn } from '../../site/test/support/standIn';
import { facts } from '../../layers/test/support/walks';
import { json } from '../../site/test/support/server';
import { brokenBy, PLUGINS } from './support/brokenSite';
import { culprit } from './support/terminal';

let site: StandIn | null = null;

afterEach( () => {
	site?.close();
	site = null;
} );

const layers = ( { url }: Pick< StandIn, 'url' >, ...more: string[] ) => [
	'layers',
	url,
	...more,
];

const LOGIN = [ '--user', 'admin', '--password', 'top secret' ];

const answer = {
	status: 200,
	headers: {},
	excerpt: '<html>',
	bytes: 500,
	milliseconds: 20,
	error: null,
	address: '127.0.0.1:80',
};

const withFacts = ( plugins = PLUGINS, culprits: string[] = [] ) =>
	standIn( {
		plugins,
		...( culprits.length > 0 ? { page: brokenBy( culprits ) } : {} ),
		before: ( { url }, response ) => {
			if ( url.includes( 'culprit/v1/layers/origin' ) ) {
				json( response, answer );
			} else if ( url.includes( 'culprit/v1/layers/outgoing' ) ) {
				json( response, {
					host: 'api.wordpress.org',
					status: 200,
					milliseconds: 30,
					error: null,
				} );
			} else if ( url.includes( 'culprit/v1/layers' ) ) {
				json( response, facts() );
			} else if ( /blank\.gif|ping\.php|load-styles/.test( url ) ) {
				json( response, 'a file' );
			} else {
				return false;
			}
			return true;
		},
	} );

it( 'a healthy site: the layer is none, each rung a line, the way there on stderr', async () => {
	site = await withFacts();
	const { code, stdout, stderr } = await culprit( layers( site, ...LOGIN ) );
	expect( code ).toBe( 0 );
	expect( stdout ).toMatch( /^Layer: none\nVisitors get the page/ );
	expect( stdout ).toContain( 'MariaDB 10.11.6 answers in 0.4 ms.' );
	expect( stderr ).toContain(
		'Looking at: A file that the web server sends without PHP ...'
	);
} );

it( 'as JSON: finding, steps, others and what was seen, and nothing else on stdout', async () => {
	site = await withFacts( PLUGINS, [ 'bad/bad.php' ] );
	const { stdout, stderr } = await culprit(
		layers( site, ...LOGIN, '--json', '--quiet' )
	);
	const report = JSON.parse( stdout );
	expect( Object.keys( report ) ).toEqual( [
		'steps',
		'finding',
		'others',
		'walk',
	] );
	expect( report.finding ).toMatchObject( {
		layer: 'plugin',
		code: 'plugins',
	} );
	expect( report.walk.tries ).toHaveLength( 5 );
	expect( stdout ).not.toContain( 'top secret' );
	expect( stderr ).toBe( '' );
} );

it( 'without a user the site is looked at from outside, and no call of the API is made', async () => {
	site = await withFacts( PLUGINS, [ 'bad/bad.php' ] );
	const { code, stdout } = await culprit( layers( site, '--json' ) );
	const report = JSON.parse( stdout );
	expect( report.walk.refused.code ).toBe( 'culprit_no_login' );
	expect( report.walk.facts ).toBe( null );
	expect( code ).toBe( 2 );
	expect(
		site.pages().some( ( { url } ) => url.includes( 'rest_route' ) )
	).toBe( false );
} );

it( 'a server that is not there is named, without a login and with one', async () => {
	for ( const login of [ [], LOGIN ] ) {
		const { code, stdout } = await culprit( [
			'layers',
			'http://127.0.0.1:9',
			...login,
			'--json',
			'--quiet',
		] );
		expect( JSON.parse( stdout ).finding ).toMatchObject( {
			code: 'no-answer',
			layer: 'web-server',
		} );
		expect( code ).toBe( 0 );
	}
} );

it.each( [
	[ [ '--page', 'shop' ], 'shop is not a page' ],
	[ [ '--timeout', '0' ], '0 is no time limit' ],
	[ [ '--user', 'admin' ], 'Give an application password, too' ],
	[
		[ '--user', 'a', '--password', '-', '--code', '-' ],
		'Standard input holds one secret only',
	],
] )(
	'a wrong command line (%j) ends with 64 and says why',
	async ( given, words ) => {
		const { code, stderr } = await culprit( [
			'layers',
			'http://127.0.0.1:9',
			...given,
		] );
		expect( code ).toBe( 64 );
		expect( stderr ).toContain( words );
		expect( stderr ).toContain( 'Usage: culprit layers' );
	}
);
