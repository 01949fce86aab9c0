/**
 * Searches as they stand when some configurations have failed.
 */
import { input } from './searching';
import { observation } from './memoryProber';
import type { Answer, SearchState } from '../../../engine/types';

/** A state in which the page failed with each of these lists of plugins, one after the other. */
export const answered = ( ...failed: string[][] ): SearchState => ( {
	input,
	answers: failed.map( ( plugins, index ): Answer => {
		const configuration = {
			...input.live,
			plugins: [ 'culprit/plugin.php', ...plugins ],
		};
		return {
			question: String( index ),
			purpose: 'search',
			configuration,
			observation: observation( configuration, { status: 500 } ),
			verdict: {
				outcome: 'failing',
				reason: null,
				sentence: 'It fails.',
				signature: {
					key: 'status:500',
					kind: 'status',
					sentence: 'It fails.',
					file: null,
				},
			},
		};
	} ),
} );
