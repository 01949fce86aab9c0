/**
 * Commands to copy: they ask the same again, and hold no password.
 */
import { offCommand, searchCommand } from '../command';
import { parseArguments } from '../arguments';
import { state } from '../../site/test/support/samples';
import { asked } from './support/asked';
import { terminal } from './support/terminal';
import type { IsolateArguments } from '../arguments';

/** The words of a command as a shell would hand them over. */
const words = ( command: string ) =>
	[ ...command.matchAll( /(?:'[^']*'|\\'|[^\s'\\])+/g ) ].map( ( [ word ] ) =>
		word.replace( /'([^']*)'|\\'/g, ( whole, inside ) =>
			whole === "\\'" ? "'" : inside
		)
	);

it.each< [ string, Partial< IsolateArguments > ] >( [
	[ 'nothing else', {} ],
	[
		'all numbers',
		{
			atOnce: 1,
			timeout: 5000,
			budget: { probes: 2000, milliseconds: 3600000 },
		},
	],
	[
		'a page, a text and plugins',
		{
			page: '/shop/?a=1&b=$HOME',
			asUser: true,
			symptom: { kind: 'text-missing', text: "Anna's `shop`" },
			keep: [ 'shop', 'more' ],
			leaveOut: [ 'logs/logs.php' ],
		},
	],
	[ 'a slow page', { symptom: { kind: 'slow', aboveMilliseconds: 2500 } } ],
	[
		'a page slower than',
		{ symptom: { kind: 'slow', aboveMilliseconds: null } },
	],
	[
		'a person',
		{ symptom: { kind: 'seen' }, question: 'Is the menu broken?' },
	],
	[
		'agreements',
		{
			busy: 'site',
			mayBlock: true,
			route: 'loopback',
			json: true,
			quiet: true,
		},
	],
] )( 'the command for %s asks exactly that', async ( _, more ) => {
	const whole = asked( more );
	const command = searchCommand( whole );
	const [ program, ...argv ] = words( command );
	expect( program ).toBe( 'culprit' );
	expect( command ).not.toContain( 'secret' );
	const { io } = terminal( { env: { CULPRIT_PASSWORD: 'top secret' } } );
	expect( await parseArguments( argv, io ) ).toEqual( {
		kind: 'isolate',
		asked: whole,
	} );
} );

describe( 'WP-CLI', () => {
	const plugin = { kind: 'plugin' as const, id: 'logs/logs.php' };

	it( 'switches a plugin off by its folder, or by its file where it has none', () => {
		expect( offCommand( plugin, state() ) ).toBe(
			'wp plugin deactivate logs --skip-plugins --skip-themes'
		);
		expect( offCommand( { ...plugin, id: 'hello.php' }, state() ) ).toBe(
			'wp plugin deactivate hello --skip-plugins --skip-themes'
		);
	} );

	it( 'switches a plugin of the whole network off for the network', () => {
		const site = state();
		expect(
			offCommand( plugin, {
				...site,
				live: { ...site.live, network: [ plugin.id ] },
				environment: { ...site.environment, multisite: true },
			} )
		).toBe(
			'wp plugin deactivate logs --network --url=https://example.com --skip-plugins --skip-themes'
		);
	} );

	it( 'switches to the default theme, unless that is the culprit', () => {
		expect( offCommand( { kind: 'theme', id: 'acorn' }, state() ) ).toBe(
			'wp theme activate twentytwentyfive --skip-plugins --skip-themes'
		);
		expect(
			offCommand( { kind: 'theme', id: 'twentytwentyfive' }, state() )
		).toBeNull();
		expect(
			offCommand(
				{ kind: 'theme', id: 'acorn' },
				state( undefined, { default_theme: null } )
			)
		).toBeNull();
	} );
} );
