/**
 * What is claimed of a server: a queue only where it said so itself.
 */
import { input } from './support/searching';
import { observation } from './support/memoryProber';
import { strainOf } from '../strain';
import type { Answer } from '../../engine/types';

/** An answer that took so long, of which PHP was at work for 12.5 ms. */
const answer = ( milliseconds: number ): Answer => ( {
	question: '1',
	purpose: 'search',
	configuration: input.live,
	observation: observation( input.live, { milliseconds } ),
	verdict: {
		outcome: 'healthy',
		reason: null,
		sentence: '',
		signature: null,
	},
} );

const strain = ( total: number | null, idle: number | null, took = 100 ) => {
	const { queue, slow } = strainOf(
		{ total, idle, hanging: 0 },
		[ answer( took ) ],
		false
	);
	return { queue, slow };
};

it( 'there is a queue when the server has said that none of its workers is idle', () => {
	expect( strain( 4, 0 ) ).toEqual( { queue: true, slow: false } );
	expect( strain( 4, 1 ) ).toEqual( { queue: false, slow: false } );
	expect( strain( null, null ) ).toEqual( { queue: false, slow: false } );
} );

it( 'an answer that comes late, as over a slow connection, is late and no queue', () => {
	expect( strain( 4, 3, 5000 ) ).toEqual( { queue: false, slow: true } );
	expect( strain( null, null, 5000 ) ).toEqual( {
		queue: false,
		slow: true,
	} );
} );

it( 'the only worker is busy because it answers, also when it answers late', () => {
	expect( strain( 1, 0, 5000 ) ).toEqual( { queue: false, slow: true } );
} );
