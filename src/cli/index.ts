/**
 * The command `culprit`.
 */
import { processIo } from './io';
import { run } from './run';

void run( process.argv.slice( 2 ), processIo() ).then( ( code ) => {
	// Connections that are kept alive would hold the process back.
	process.stdout.write( '', () => process.exit( code ) );
} );
