/**
 * A terminal in memory.
 */
import { run } from '../../run';
import type { Io } from '../../io';

/** What a command printed. */
export interface Printed {
	code: number;
	stdout: string;
	stderr: string;
}

/** A terminal, and what stands on it. */
export interface Terminal {
	io: Io;
	stdout: () => string;
	stderr: () => string;
	/** Presses Ctrl+C. */
	interrupt: () => void;
}

/** A terminal with this on its standard input. */
export function terminal( more: Partial< Io > = {}, input = '' ): Terminal {
	let out = '';
	let err = '';
	let listener: () => void = () => undefined;
	return {
		io: {
			stdout: ( text ) => void ( out += text ),
			stderr: ( text ) => void ( err += text ),
			stdin: async () => input,
			line: async () => null,
			savePage: async () => '/tmp/page.html',
			env: {},
			fetch: ( url, init ) => fetch( url, init ),
			onInterrupt: ( given ) => {
				listener = given;
				return () => ( listener = () => undefined );
			},
			now: Date.now,
			wait: async () => {},
			...more,
		},
		stdout: () => out,
		stderr: () => err,
		interrupt: () => listener(),
	};
}

/** Runs the command on a terminal of its own. */
export async function culprit(
	argv: string[],
	more: Partial< Io > = {},
	input = ''
): Promise< Printed > {
	const screen = terminal( more, input );
	const code = await run( argv, screen.io );
	return { code, stdout: screen.stdout(), stderr: screen.stderr() };
}
