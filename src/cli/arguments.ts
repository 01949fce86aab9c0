/**
 * Reads the command line.
 */
import { Command, CommanderError, Option } from 'commander';
import { EXIT, type Exit } from './exit';
import {
	addFiles,
	filesFrom,
	type FilesArguments,
	type FilesGiven,
} from './filesArguments';
import {
	addLayers,
	layersFrom,
	type LayersArguments,
	type LayersOptions,
} from './layersArguments';
import { PAGE, passwordFrom, siteAddress } from './given';
import { VERSION } from './version';
import { symptomFrom } from './symptom';
import { BUDGET, type Budget } from '../run/budget';
import type { BusyScope } from '../run/busy';
import type { Io } from './io';
import type { Symptom } from '../engine/types';

/** What `culprit isolate` was asked. */
export interface IsolateArguments {
	/** Address of the site, without a slash at its end. */
	url: string;
	user: string;
	password: string;
	page: string;
	json: boolean;
	route: 'node' | 'loopback';
	quiet: boolean;
	/** Whether the page is loaded as the user. */
	asUser: boolean;
	symptom: Symptom;
	/** How long one page may take, in milliseconds. */
	timeout: number;
	/** Whom to answer "busy" while the search runs. */
	busy: BusyScope;
	/** Whether pages that hang may be probed on a server with one worker. */
	mayBlock: boolean;
	/** What a person is asked about each page; empty where none is. */
	question: string;
	/** Probes at a time. */
	atOnce: number;
	budget: Budget;
	/** Plugin files, or their folders. */
	keep: string[];
	leaveOut: string[];
}

/** What was asked, or the code to exit with when everything was said already. */
export type Parsed =
	| { kind: 'isolate'; asked: IsolateArguments }
	| { kind: 'layers'; asked: LayersArguments }
	| { kind: 'files'; asked: FilesArguments }
	| { kind: 'exit'; code: Exit };

interface Options {
	user: string;
	password?: string;
	page: string;
	json?: boolean;
	route: IsolateArguments[ 'route' ];
	quiet?: boolean;
	loggedIn?: boolean;
	slowAbove?: string;
	textMissing?: string;
	textPresent?: string;
	timeout: string;
	busy?: Exclude< BusyScope, null >;
	oneWorker?: boolean;
	slow?: boolean;
	ask?: string;
	atOnce: string;
	mostProbes: string;
	mostMinutes: string;
	keepOn: string[];
	leaveOut: string[];
}

const repeated = ( one: string, before: string[] ) => [ ...before, one ];

const MINUTE = 60000;

/** Reads arguments, and the password from where they say. */
export async function parseArguments(
	argv: string[],
	io: Io
): Promise< Parsed > {
	let parsed: { url: string; options: Options } | undefined;
	let layers: { url: string; options: LayersOptions } | undefined;
	const program = new Command( 'culprit' )
		.description(
			'Finds the plugin or theme that broke a WordPress site, and proves it.'
		)
		.version( VERSION )
		.exitOverride()
		.configureOutput( { writeOut: io.stdout, writeErr: io.stderr } );
	const isolate = program
		.command( 'isolate' )
		.description(
			'Searches for what breaks a page. Changes nothing on the site; visitors notice nothing.'
		)
		.argument( '<url>', 'address of the site, such as https://example.com' )
		.requiredOption( '--user <name>', 'an administrator of the site' )
		.option(
			'--password <password>',
			'an application password of that user; - reads it from standard input; CULPRIT_PASSWORD in the environment is the default'
		)
		.option( '--page <path>', 'the page that is broken', '/' )
		.option( '--logged-in', 'load the page as the user of --user' )
		.addOption(
			new Option(
				'--slow-above <seconds>',
				'the page is no error, but takes longer than this'
			).conflicts( [ 'textMissing', 'textPresent' ] )
		)
		.addOption(
			new Option(
				'--text-missing <text>',
				'the page is no error, but lacks this text'
			).conflicts( [ 'slowAbove', 'textPresent' ] )
		)
		.addOption(
			new Option(
				'--text-present <text>',
				'the page is no error, but shows this text'
			).conflicts( [ 'slowAbove', 'textMissing' ] )
		)
		.addOption(
			new Option(
				'--slow',
				'the page is no error, but much slower than without plugins'
			).conflicts( [ 'slowAbove', 'textMissing', 'textPresent' ] )
		)
		.addOption(
			new Option(
				'--ask <question>',
				'only you can tell: for each probe the page is saved, and you are asked this about it, such as "Is the menu broken?"'
			).conflicts( [ 'slow', 'slowAbove', 'textMissing', 'textPresent' ] )
		)
		.option(
			'--keep-on <plugin>',
			'a plugin that stays on in every probe, by its folder or file; may be given several times',
			repeated,
			[]
		)
		.option(
			'--leave-out <plugin>',
			'a plugin that is off in every probe; may be given several times',
			repeated,
			[]
		)
		.option(
			'--at-once <number>',
			'probes that may run at the same time, where the server takes them',
			'3'
		)
		.option(
			'--most-probes <number>',
			'end the search after so many page loads',
			String( BUDGET.probes )
		)
		.option(
			'--most-minutes <number>',
			'end the search after so long',
			String( BUDGET.milliseconds / MINUTE )
		)
		.option(
			'--timeout <seconds>',
			'give a page load up after so long',
			'30'
		)
		.addOption(
			new Option(
				'--busy <scope>',
				'while the search runs, answer visitors of this page, or of the whole site, with a short "being repaired" page, so that they do not use up the PHP workers; ends with the search, or by itself after two minutes'
			).choices( [ 'page', 'site' ] )
		)
		.option(
			'--one-worker',
			'search although the server has one PHP worker and the page hangs: nobody gets any page while a probe hangs'
		)
		.option( '--json', 'print the diagnosis as JSON' )
		.addOption(
			new Option(
				'--route <route>',
				'how probes travel: from here, or from the server to itself'
			)
				.choices( [ 'node', 'loopback' ] )
				.default( 'node' )
		)
		.option( '--quiet', 'show no progress' )
		.action( ( url: string, options: Options ) => {
			parsed = { url, options };
		} );

	const layersCommand = addLayers( program, ( url, options ) => {
		layers = { url, options };
	} );
	let files: FilesGiven | undefined;
	const filesCommand = addFiles( program, ( url, action, file, options ) => {
		files = { url, action, file, options };
	} );
	const how = () => {
		const [ name = '' ] = argv;
		const command =
			[ layersCommand, filesCommand ].find(
				( one ) => one.name() === name
			) ?? isolate;
		return `culprit ${ command.name() } ${ command.usage() }`;
	};

	const usage = ( problem: string ): Parsed => {
		io.stderr( `${ problem }\nUsage: ${ how() }\n` );
		return { kind: 'exit', code: EXIT.usage };
	};

	try {
		await program.parseAsync( argv, { from: 'user' } );
	} catch ( problem ) {
		if ( ! ( problem instanceof CommanderError ) ) {
			throw problem;
		}
		if ( problem.exitCode === 0 ) {
			return { kind: 'exit', code: EXIT.done };
		}
		io.stderr( `Usage: ${ how() }\n` );
		return { kind: 'exit', code: EXIT.usage };
	}
	if ( layers ) {
		return layersFrom( layers, io, usage );
	}
	if ( files ) {
		return filesFrom( files, io, usage );
	}
	if ( ! parsed ) {
		return usage( 'Give a command.' );
	}

	const { options } = parsed;
	const address = siteAddress( parsed.url );
	if ( ! address.ok ) {
		return usage( address.problem );
	}
	if ( ! PAGE.test( options.page ) ) {
		return usage(
			`${ options.page } is not a page: give a path of the site, from its first slash on.`
		);
	}
	const symptom = symptomFrom( options );
	if ( ! symptom.ok ) {
		return usage( symptom.problem );
	}
	const timeout = Number( options.timeout );
	if ( ! ( timeout >= 1 && timeout <= 600 ) ) {
		return usage(
			`${ options.timeout } is no time limit: give seconds from 1 to 600.`
		);
	}
	if (
		symptom.symptom.kind === 'slow' &&
		( symptom.symptom.aboveMilliseconds ?? 0 ) >= timeout * 1000
	) {
		return usage(
			`A page that takes longer than ${ options.slowAbove } s would be given up after ${ options.timeout } s: give a longer --timeout.`
		);
	}
	const atOnce = Number( options.atOnce );
	if ( ! ( Number.isInteger( atOnce ) && atOnce >= 1 && atOnce <= 8 ) ) {
		return usage(
			`${ options.atOnce } is no number of probes: give one from 1 to 8.`
		);
	}
	const probes = Number( options.mostProbes );
	const minutes = Number( options.mostMinutes );
	if ( ! ( Number.isInteger( probes ) && probes >= 1 && minutes > 0 ) ) {
		return usage(
			'Give a whole number of page loads with --most-probes, and of minutes with --most-minutes.'
		);
	}
	const password = await passwordFrom( options.password, io );
	if ( password === '' || options.user === '' ) {
		return usage(
			'Give a user and an application password: --password -, or CULPRIT_PASSWORD in the environment.'
		);
	}
	return {
		kind: 'isolate',
		asked: {
			url: address.url,
			user: options.user,
			password,
			page: options.page,
			json: options.json ?? false,
			route: options.route,
			quiet: options.quiet ?? false,
			asUser: options.loggedIn ?? false,
			symptom: symptom.symptom,
			timeout: timeout * 1000,
			busy: options.busy ?? null,
			mayBlock: options.oneWorker ?? false,
			question: options.ask ?? '',
			atOnce,
			budget: { probes, milliseconds: minutes * MINUTE },
			keep: options.keepOn,
			leaveOut: options.leaveOut,
		},
	};
}
