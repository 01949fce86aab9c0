/**
 * What has to be undone when this process ends, however it ends.
 */

const jobs = new Set();

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * Runs a job when the process exits, also by Ctrl+C.
 *
 * @param {() => void} job What to undo. Must not await: an exiting process waits for nobody.
 * @return {() => void} Takes the job back, for when it was done in time.
 */
export function onExit( job ) {
	if ( 0 === jobs.size ) {
		listen();
	}
	jobs.add( job );
	return () => jobs.delete( job );
}

let listening = false;

function listen() {
	if ( listening ) {
		return;
	}
	listening = true;
	process.on( 'exit', () => {
		// The last thing started is the first to go: a server before the folder it writes to.
		for ( const job of [ ...jobs ].reverse() ) {
			try {
				job();
			} catch ( error ) {
				process.stderr.write( `${ error.message }\n` );
			}
		}
	} );
	for ( const [ signal, number ] of Object.entries( SIGNALS ) ) {
		// Whoever already listens decides how this process ends.
		if ( 0 === process.listenerCount( signal ) ) {
			process.on( signal, () => process.exit( 128 + number ) );
		}
	}
}
