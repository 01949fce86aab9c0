/**
 * Reads the command line of `culprit layers`.
 */
import type { Command } from 'commander';
import {
	PAGE,
	passwordFrom,
	secretFrom,
	siteAddress,
	type Usage,
} from './given';
import type { Parsed } from './arguments';
import type { Io } from './io';

/** What `culprit layers` was asked. */
export interface LayersArguments {
	/** Address of the site, without a slash at its end. */
	url: string;
	/** Null where the site is only looked at from outside. */
	login: { user: string; password: string } | null;
	/** Code of the stand-alone file, or null. */
	code: string | null;
	page: string;
	json: boolean;
	/** The ticket instead of the steps, in this format. */
	ticket: TicketFormat | null;
	quiet: boolean;
	/** How long one page may take, in milliseconds. */
	timeout: number;
}

/** How a ticket is printed. */
export type TicketFormat = 'md' | 'txt' | 'json';

/** As commander gives them. */
export interface LayersOptions {
	user?: string;
	password?: string;
	code?: string;
	page: string;
	json?: boolean;
	ticket?: TicketFormat;
	quiet?: boolean;
	timeout: string;
}

/** Adds the command to the program. */
export function addLayers(
	program: Command,
	take: ( url: string, options: LayersOptions ) => void
): Command {
	const command = program.command( 'layers' );
	return command
		.description(
			'Walks from the browser to the host and says at each step what it saw: browser, cache, CDN, firewall, web server, PHP, database, drop-ins, must-use plugins, plugins, theme. Changes nothing.'
		)
		.argument( '<url>', 'address of the site, such as https://example.com' )
		.option(
			'--user <name>',
			'an administrator of the site; without one the site is only looked at from outside'
		)
		.option(
			'--password <password>',
			'an application password of that user; - reads it from standard input; CULPRIT_PASSWORD in the environment is the default'
		)
		.option(
			'--code <code>',
			'the code of Culprit’s stand-alone file, which says where WordPress breaks down while it starts; - reads it from standard input; CULPRIT_CODE in the environment is the default'
		)
		.option( '--page <path>', 'the page that is broken', '/' )
		.option(
			'--timeout <seconds>',
			'give a page load up after so long',
			'15'
		)
		.addOption(
			command
				.createOption(
					'--ticket <format>',
					'print a ticket for the host, or for whoever is at fault, instead of the steps'
				)
				.choices( [ 'md', 'txt', 'json' ] )
		)
		.option( '--json', 'print what was seen as JSON' )
		.option( '--quiet', 'show no progress' )
		.action( take );
}

/** What `culprit layers` was asked, or what is wrong with it. */
export async function layersFrom(
	{ url, options }: { url: string; options: LayersOptions },
	io: Io,
	usage: Usage
): Promise< Parsed > {
	const address = siteAddress( url );
	if ( ! address.ok ) {
		return usage( address.problem );
	}
	if ( ! PAGE.test( options.page ) ) {
		return usage(
			`${ options.page } is not a page: give a path of the site, from its first slash on.`
		);
	}
	const timeout = Number( options.timeout );
	if ( ! ( timeout >= 1 && timeout <= 120 ) ) {
		return usage(
			`${ options.timeout } is no time limit: give seconds from 1 to 120.`
		);
	}
	if ( options.password === '-' && options.code === '-' ) {
		return usage(
			'Standard input holds one secret only: give the other in the environment, CULPRIT_PASSWORD or CULPRIT_CODE.'
		);
	}
	const password = await passwordFrom( options.password, io );
	const code = await secretFrom( options.code, io.env[ 'CULPRIT_CODE' ], io );
	if ( options.user !== undefined && password === '' ) {
		return usage(
			'Give an application password, too: --password -, or CULPRIT_PASSWORD in the environment. Without --user the site is looked at from outside.'
		);
	}
	return {
		kind: 'layers',
		asked: {
			url: address.url,
			login:
				options.user === undefined
					? null
					: { user: options.user, password },
			code: code === '' ? null : code,
			page: options.page,
			json: options.json ?? false,
			ticket: options.ticket ?? null,
			quiet: options.quiet ?? false,
			timeout: timeout * 1000,
		},
	};
}
