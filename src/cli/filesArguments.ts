/**
 * Reads the command line of `culprit files`.
 */
import type { Command } from 'commander';
import { secretFrom, siteAddress, type Usage } from './given';
import type { Parsed } from './arguments';
import type { Io } from './io';

/** What is done with the files that WordPress always loads. */
export type FilesAction = 'list' | 'look' | 'off' | 'on' | 'open';

/** What `culprit files` was asked. */
export interface FilesArguments {
	/** Address of the site, without a slash at its end. */
	url: string;
	code: string;
	action: FilesAction;
	/** For off and on. */
	file: string;
	json: boolean;
}

/** As commander gives them. */
export interface FilesOptions {
	code?: string;
	json?: boolean;
}

/** The actions, each with whether it wants a file. */
const ACTIONS: Record< FilesAction, boolean > = {
	list: false,
	look: false,
	off: true,
	on: true,
	open: false,
};

/** Adds the command to the program. */
export function addFiles(
	program: Command,
	take: (
		url: string,
		action: string,
		file: string | undefined,
		options: FilesOptions
	) => void
): Command {
	return program
		.command( 'files' )
		.description(
			'Drop-ins and must-use plugins, by Culprit’s stand-alone file, which works where WordPress does not start. list shows them, look says where WordPress dies, off takes one away, on brings it back, open ends an update that never ended.'
		)
		.argument(
			'<url>',
			'address of the folder of WordPress, such as https://example.com'
		)
		.argument( '[action]', 'list, look, off, on or open', 'list' )
		.argument( '[file]', 'such as db.php or mu-plugins/host.php' )
		.option(
			'--code <code>',
			'the code that Tools > Culprit showed when the file was made; - reads it from standard input; CULPRIT_CODE in the environment is the default'
		)
		.option( '--json', 'print the answer as JSON' )
		.action( take );
}

/** The command line as commander read it. */
export interface FilesGiven {
	url: string;
	action: string;
	file: string | undefined;
	options: FilesOptions;
}

/** What `culprit files` was asked, or what is wrong with it. */
export async function filesFrom(
	{ url, action, file = '', options }: FilesGiven,
	io: Io,
	usage: Usage
): Promise< Parsed > {
	const address = siteAddress( url );
	if ( ! address.ok ) {
		return usage( address.problem );
	}
	if ( ! Object.hasOwn( ACTIONS, action ) ) {
		return usage(
			`${ action } is no action: give list, look, off, on or open.`
		);
	}
	const known = action as FilesAction;
	if ( ACTIONS[ known ] !== ( file !== '' ) ) {
		return usage(
			ACTIONS[ known ]
				? `Say which file: culprit files <url> ${ known } <file>.`
				: `${ known } takes no file.`
		);
	}
	const code = await secretFrom( options.code, io.env[ 'CULPRIT_CODE' ], io );
	if ( code === '' ) {
		return usage(
			'Give the code of the stand-alone file: --code -, or CULPRIT_CODE in the environment.'
		);
	}
	return {
		kind: 'files',
		asked: {
			url: address.url,
			code,
			action: known,
			file,
			json: options.json ?? false,
		},
	};
}
