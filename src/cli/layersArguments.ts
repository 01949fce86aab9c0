/**
 * Reads the command line of `culprit layers`.
 */
import type { Command } from 'commander';

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
