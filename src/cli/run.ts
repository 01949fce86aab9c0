/**
 * The command from its arguments to its exit code.
 */
import { parseArguments } from './arguments';
import { files } from './files';
import { isolate } from './isolate';
import { layers } from './layers';
import type { Io } from './io';

/** Runs the command; the result is its exit code. */
export async function run( argv: string[], io: Io ): Promise< number > {
	const parsed = await parseArguments( argv, io );
	switch ( parsed.kind ) {
		case 'exit':
			return parsed.code;
		case 'isolate':
			return isolate( parsed.asked, io );
		case 'files':
			return files( parsed.asked, io );
		case 'layers':
			return layers( parsed.asked, io );
	}
}
