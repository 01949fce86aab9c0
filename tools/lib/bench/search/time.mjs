/**
 * How long the engine itself thinks between two probes.
 */
import { simulated } from './ours.mjs';
import { sites } from './sites.mjs';

/**
 * The time of each step of searches: what is asked, and learning what came back.
 *
 * @param {Object} engine  As loadEngine() gave it.
 * @param {Object} options For sites().
 * @return {number[]} Milliseconds.
 */
export function stepTimes( engine, options ) {
	return sites( options ).flatMap( ( chosen ) => {
		const site = simulated( engine, chosen, 'none' );
		const times = [];
		let state = engine.start( site.input );
		for (;;) {
			const asked = performance.now();
			const next = engine.ask( state );
			const thought = performance.now() - asked;
			if ( next.kind === 'diagnosis' ) {
				return times;
			}
			const answers = next.questions.map( ( question ) =>
				engine.answerOf( site, question )
			);
			const told = performance.now();
			state = engine.learn( state, answers );
			times.push( thought + performance.now() - told );
		}
	} );
}
