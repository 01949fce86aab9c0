/**
 * What the command needs of the machine it runs on.
 */

import type { Patience } from '../run/patience';

/** The outside world. */
export interface Io {
	/** Prints a text as it is. */
	stdout: ( text: string ) => void;
	stderr: ( text: string ) => void;
	/** All of standard input. */
	stdin: () => Promise< string >;
	env: Record< string, string | undefined >;
	fetch: typeof globalThis.fetch;
	/** Calls back once, at the first Ctrl+C; returns a function that ends the watch. */
	onInterrupt: ( listener: () => void ) => () => void;
	/** Waits; for tests. */
	wait?: NonNullable< Patience[ 'wait' ] >;
	/** Milliseconds since any fixed time. */
	now: () => number;
}

/** The world of a Node process. */
export function processIo(): Io {
	return {
		stdout: ( text ) => void process.stdout.write( text ),
		stderr: ( text ) => void process.stderr.write( text ),
		stdin: async () => {
			const parts: Buffer[] = [];
			for await ( const part of process.stdin ) {
				parts.push( Buffer.from( part ) );
			}
			return Buffer.concat( parts ).toString( 'utf8' );
		},
		env: process.env,
		fetch: ( url, init ) => fetch( url, init ),
		onInterrupt: ( listener ) => {
			// Only once: a second Ctrl+C ends the process at once.
			process.once( 'SIGINT', listener );
			return () => process.removeListener( 'SIGINT', listener );
		},
		now: Date.now,
	};
}
