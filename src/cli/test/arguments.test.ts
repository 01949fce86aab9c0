/**
 * The command line.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArguments } from '../arguments';
import { VERSION } from '../version';
import { culprit, terminal } from './support/terminal';

const LOGIN = [ '--user', 'admin', '--password', 'secret' ];

const parsed = async ( argv: string[], env = {}, input = '' ) => {
	const result = await parseArguments( argv, terminal( { env }, input ).io );
	return result.kind === 'isolate' ? result.asked : result;
};

it( 'has defaults for everything but the site and the login', async () => {
	expect(
		await parsed( [ 'isolate', 'https://example.com', ...LOGIN ] )
	).toEqual( {
		url: 'https://example.com',
		user: 'admin',
		password: 'secret',
		page: '/',
		json: false,
		route: 'node',
		quiet: false,
		asUser: false,
		symptom: { kind: 'error' },
		timeout: 30000,
		busy: null,
		mayBlock: false,
		question: '',
		atOnce: 3,
		budget: { probes: 1000, milliseconds: 1800000 },
		keep: [],
		leaveOut: [],
	} );
} );

it( 'takes every option', async () => {
	expect(
		await parsed( [
			'isolate',
			'https://example.com/blog/',
			...LOGIN,
			...[ '--page', '/shop/?a=1', '--json', '--quiet' ],
			...[ '--route', 'loopback', '--logged-in' ],
			...[ '--slow-above', '2.5', '--timeout', '60' ],
			...[ '--busy', 'site', '--one-worker', '--at-once', '2' ],
			...[ '--most-probes', '50', '--most-minutes', '0.5' ],
			...[ '--keep-on', 'shop', '--keep-on', 'seo/seo.php' ],
			...[ '--leave-out', 'mail' ],
		] )
	).toEqual( {
		url: 'https://example.com/blog',
		user: 'admin',
		password: 'secret',
		page: '/shop/?a=1',
		json: true,
		route: 'loopback',
		quiet: true,
		asUser: true,
		symptom: { kind: 'slow', aboveMilliseconds: 2500 },
		timeout: 60000,
		busy: 'site',
		mayBlock: true,
		question: '',
		atOnce: 2,
		budget: { probes: 50, milliseconds: 30000 },
		keep: [ 'shop', 'seo/seo.php' ],
		leaveOut: [ 'mail' ],
	} );
} );

it.each( [
	[ '--text-missing', { kind: 'text-missing', text: 'Add to cart' } ],
	[ '--text-present', { kind: 'text-present', text: 'Add to cart' } ],
] )( 'takes a text for %s', async ( option, symptom ) => {
	expect(
		await parsed( [
			'isolate',
			'https://example.com',
			...LOGIN,
			option,
			'Add to cart',
		] )
	).toMatchObject( { symptom } );
} );

it.each( [
	[ 'standard input', [ '--password', '-' ], {}, 'abcd efgh\n', 'abcd efgh' ],
	[ 'the environment', [], { CULPRIT_PASSWORD: 'x y' }, '', 'x y' ],
	[
		'the option before the environment',
		[ '--password', 'option' ],
		{ CULPRIT_PASSWORD: 'environment' },
		'',
		'option',
	],
] )(
	'reads the password from %s',
	async ( _name, more, env, input, password ) => {
		expect(
			await parsed(
				[
					'isolate',
					'https://example.com',
					'--user',
					'admin',
					...more,
				],
				env,
				input
			)
		).toMatchObject( { password } );
	}
);

it.each( [
	[ 'https://example.com/index.php', 'https://example.com' ],
	[ 'http://localhost:8080/a//', 'http://localhost:8080/a' ],
] )( 'reads %s as %s', async ( given, url ) => {
	expect( await parsed( [ 'isolate', given, ...LOGIN ] ) ).toMatchObject( {
		url,
	} );
} );

describe( 'a wrong command line', () => {
	const SITE = [ 'isolate', 'https://example.com' ];

	it.each< [ string, string[], RegExp ] >( [
		[ 'no command', [], /isolate \[options\] <url>/ ],
		[ 'another command', [ 'guess' ], /unknown command|guess/ ],
		[
			'no site',
			[ 'isolate', ...LOGIN ],
			/missing required argument 'url'/,
		],
		[ 'no user', [ ...SITE, '--password', 'x' ], /--user/ ],
		[ 'no password', [ ...SITE, '--user', 'a' ], /application password/ ],
		[
			'an empty password',
			[ ...SITE, '--user', 'a', '--password', '-' ],
			/application password/,
		],
		[ 'an unknown option', [ ...SITE, ...LOGIN, '--fast' ], /--fast/ ],
		[
			'an unknown route',
			[ ...SITE, ...LOGIN, '--route', 'pigeon' ],
			/pigeon/,
		],
		[
			'another protocol',
			[ 'isolate', 'ftp://example.com', ...LOGIN ],
			/ftp:/,
		],
		[
			'no protocol',
			[ 'isolate', 'example.com', ...LOGIN ],
			/give it whole, such as https:/,
		],
		[
			'a password in the address',
			[ 'isolate', 'https://a:hidden@example.com', ...LOGIN ],
			/--user and --password/,
		],
		[
			'a page without a slash',
			[ ...SITE, ...LOGIN, '--page', 'x' ],
			/x is not a page/,
		],
		[
			'a page of another site',
			[ ...SITE, ...LOGIN, '--page', '//evil.example/' ],
			/is not a page/,
		],
		[
			'a time that is none',
			[ ...SITE, ...LOGIN, '--slow-above', 'long' ],
			/long is no time/,
		],
		[
			'a time limit that is none',
			[ ...SITE, ...LOGIN, '--timeout', '0' ],
			/0 is no time limit/,
		],
		[
			'a time beyond the time limit',
			[ ...SITE, ...LOGIN, '--slow-above', '30' ],
			/give a longer --timeout/,
		],
		[
			'an empty text',
			[ ...SITE, ...LOGIN, '--text-missing', ' ' ],
			/Give a text/,
		],
		[
			'two symptoms',
			[
				...[ ...SITE, ...LOGIN, '--text-missing', 'a' ],
				...[ '--slow-above', '2' ],
			],
			/cannot be used with/,
		],
	] )( '%s: exit 64 with the usage', async ( _name, argv, sentence ) => {
		const { code, stdout, stderr } = await culprit( argv );
		expect( code ).toBe( 64 );
		expect( stdout ).toBe( '' );
		expect( stderr ).toMatch( sentence );
		expect( stderr ).toMatch( /^Usage: culprit /m );
		expect( stderr ).not.toMatch( /hidden|secret/ );
	} );
} );

it.each( [
	[ [ '--help' ], /Finds the plugin or theme/ ],
	[ [ 'isolate', '--help' ], /--password <password>/ ],
	[ [ '--version' ], new RegExp( `^${ VERSION }\n$` ) ],
] )( '%s is no error', async ( argv, text ) => {
	const { code, stdout, stderr } = await culprit( argv );
	expect( code ).toBe( 0 );
	expect( stdout ).toMatch( text );
	expect( stderr ).toBe( '' );
} );

it( 'has the version of the plugin', () => {
	const root = path.resolve( __dirname, '../../..' );
	const read = ( file: string ) =>
		readFileSync( path.join( root, file ), 'utf8' );
	expect( JSON.parse( read( 'package.json' ) ).version ).toBe( VERSION );
	expect( read( 'plugin.php' ) ).toContain(
		`'CULPRIT_VERSION', '${ VERSION }'`
	);
} );
