/**
 * Fingerprints of failures: what differs from load to load is taken out, what tells failures apart is kept.
 */
import type { Report } from '../contract/types';
import { endedEarly, type Account } from './account';
import * as say from './sentences';
import type { Signature } from './types';

type PhpError = NonNullable< Report[ 'error' ] >;

/** Errors that strike wherever PHP happens to be, so that neither file nor numbers tell them apart. */
const ANYWHERE: [ RegExp, string ][] = [
	[ /^(?:Allowed memory size of|Out of memory)/, 'memory' ],
	[ /^Maximum execution time/, 'time' ],
	[ /^Maximum (?:call stack size|function nesting level)/, 'recursion' ],
];

const ABSOLUTE_PATH =
	/(^|[\s'"(:{=])(?:[a-z]:[\\/]|\/)(?:[^\s:'"(),{}\\/]+[\\/])+[^\s:'"(),{}\\/]*/gi;

/** Whether two failures are the same failure. */
export function sameFailure(
	a: Signature | null,
	b: Signature | null
): boolean {
	return a !== null && b !== null && a.key === b.key;
}

/** Whether PHP had run out of memory or time, which says little about the file it was in. */
export function strikesAnywhere( message: string ): string | null {
	return (
		ANYWHERE.find( ( [ pattern ] ) => pattern.test( message ) )?.[ 1 ] ??
		null
	);
}

/** The failure that PHP itself named. */
export function fatalSignature( error: PhpError ): Signature {
	const limit = strikesAnywhere( error.message );
	const { kind, text } = errorParts( error );

	return {
		key: limit
			? `fatal|${ limit }`
			: `fatal|${ kind }|${ text }|${ plainFile( error.file ) }`,
		kind: 'fatal',
		sentence: say.fatal( firstLine( error.message ), error ),
		file: error.file === '' ? null : plainFile( error.file ),
	};
}

/** PHP was stopped from outside. When it ran out of time, the stage tells nothing: that strikes anywhere. */
export function diedSignature(
	account: Account,
	outOfTime: boolean,
	sentence: string
): Signature {
	const { loading } = account;
	const stage = outOfTime ? null : endedEarly( account );
	return {
		key: loading
			? `died|${ loading }`
			: joined( [ 'died', 'hook', stage ] ),
		kind: 'died',
		sentence,
		file: pluginPath( loading ),
	};
}

/** A failure that PHP itself did not call one. */
export interface Seen {
	kind: Exclude< Signature[ 'kind' ], 'fatal' | 'died' >;
	sentence: string;
	/** Tells failures of one kind apart. */
	detail?: string | number;
	/** Where it tells that PHP ended early, that is part of the failure. */
	account?: Account | null;
	/** What PHP's own account names beside a plugin that was loading. */
	file?: string | null;
}

/** A failure seen from outside. */
export function outsideSignature( {
	kind,
	sentence,
	detail,
	account = null,
	file = null,
}: Seen ): Signature {
	return {
		key: joined( [
			kind,
			detail ?? null,
			account && endedEarly( account ),
		] ),
		kind,
		sentence,
		file: pluginPath( account?.loading ?? null ) ?? file,
	};
}

const joined = ( parts: ( string | number | null )[] ) =>
	parts.filter( ( part ) => part !== null ).join( '|' );

function pluginPath( plugin: string | null ): string | null {
	return plugin === null ? null : `wp-content/plugins/${ plugin }`;
}

/** A file without what PHP adds for code that it made up at run time. */
function plainFile( file: string ): string {
	return file.replace( /\(\d+\) : .*$/, '' );
}

function firstLine( message: string ): string {
	return withoutPlace( message ).split( '\n' )[ 0 ] as string;
}

/** A message without its stack trace and the place where it was thrown. */
function withoutPlace( message: string ): string {
	return message
		.replace( /\s*Stack trace:[\s\S]*$/, '' )
		.replace( / in (?!.* in )[^\n]+:\d+\s*$/, '' );
}

function errorParts( error: PhpError ): { kind: string; text: string } {
	const message = withoutPlace( error.message );
	const thrown = /^Uncaught ([\w\\]+)(?:@anonymous\S*)?(?:: )?/.exec(
		message
	);
	return thrown
		? {
				kind: thrown[ 1 ] as string,
				text: normalise( message.slice( thrown[ 0 ].length ) ),
			}
		: { kind: kindOf( error.type ), text: normalise( message ) };
}

/** PHP's E_ERROR, E_CORE_ERROR and E_COMPILE_ERROR. */
const WHENEVER_FOUND = [ 1, 16, 64 ];

/** The kind of an error that was not thrown. Which of the three it is depends on whether a cache held the compiled file. */
const kindOf = ( type: number ) =>
	WHENEVER_FOUND.includes( type ) ? 'error' : `type-${ type }`;

/** A message without what changes from one load to the next. */
export function normalise( message: string ): string {
	return (
		message
			.replace( /@anonymous\S*/g, '@anonymous' )
			.replace( /https?:\/\/[^\s'"]+/g, '#' )
			// A quoted address with arguments belongs to the request, a quoted name to the fault.
			.replace( /'[^'\n]*[?&=][^'\n]*'|"[^"\n]*[?&=][^"\n]*"/g, '#' )
			.replace( ABSOLUTE_PATH, '$1#' )
			.replace( /0x[0-9a-f]+/gi, '#' )
			.replace( /\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi, '#' )
			.replace( /\b\d+(?:\.\d+)?\b/g, '#' )
			.replace( /\s+/g, ' ' )
			.trim()
	);
}
