/**
 * The command from its arguments to its exit code.
 */
import { parseArguments } from './arguments';
import { isolate } from './isolate';
import type { Io } from './io';

/** Runs the command; the result is its exit code. */
export async function run( argv: string[], io: Io ): Promise< number > {
	const parsed = await parseArguments( argv, io );
	return parsed.kind === 'exit' ? parsed.code : isolate( parsed.asked, io );
}
