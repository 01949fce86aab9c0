/**
 * What the command needs of the machine it runs on.
 */

import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Patience } from '../run/patience';

/** The outside world. */
export interface Io {
	/** Prints a text as it is. */
	stdout: ( text: string ) => void;
	stderr: ( text: string ) => void;
	/** All of standard input. */
	stdin: () => Promise< string >;
	/** The next line that the person types; null when there will be none. */
	line: () => Promise< string | null >;
	/** Stores a page where a browser can open it until this process ends; gives its place. */
	savePage: ( html: string ) => Promise< string >;
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
	let lines: AsyncIterator< string > | null = null;
	let folder: string | null = null;
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
		line: async () => {
			lines ??= createInterface( { input: process.stdin } )[
				Symbol.asyncIterator
			]();
			const { done, value } = await lines.next();
			return done ? null : value;
		},
		savePage: async ( html ) => {
			if ( ! folder ) {
				folder = await mkdtemp( join( tmpdir(), 'culprit-' ) );
				const made = folder;
				process.once( 'exit', () =>
					rmSync( made, { recursive: true, force: true } )
				);
			}
			const place = join( folder, 'page.html' );
			await writeFile( place, html, { mode: 0o600 } );
			return place;
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
