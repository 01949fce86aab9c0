/**
 * `npm run bench -- [search] [idle] [probes] [parallel] [starvation]`: what Culprit costs. The search is simulated, the
 * others are measured on the stack; all of it without arguments.
 */
import { benchIdle } from './lib/bench/idle.mjs';
import { benchParallel } from './lib/bench/parallel.mjs';
import { benchProbes } from './lib/bench/probes.mjs';
import { benchSearch } from './lib/bench/search.mjs';
import { benchStarvation } from './lib/bench/starvation.mjs';

const BENCHES = {
	search: benchSearch,
	idle: benchIdle,
	probes: benchProbes,
	parallel: benchParallel,
	starvation: benchStarvation,
};

const asked = process.argv.slice( 2 );
const unknown = asked.find( ( name ) => ! ( name in BENCHES ) );
if ( unknown ) {
	process.stderr.write(
		`There is no bench ${ unknown }; there are ${ Object.keys(
			BENCHES
		).join( ', ' ) }.\n`
	);
	process.exit( 64 );
}
for ( const [ name, bench ] of Object.entries( BENCHES ) ) {
	if ( asked.length === 0 || asked.includes( name ) ) {
		await bench();
		process.stdout.write( '\n' );
	}
}
