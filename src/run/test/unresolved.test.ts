/**
 * Who is still in question where nobody was proved.
 */
import { answered } from './support/answered';
import { unresolved } from '../../engine/sentences';
import {
	narrowedTo,
	outOfBudget,
	stillInQuestion,
	withoutSuspects,
} from '../unresolved';
import type { Diagnosis } from '../../engine/types';

const ALL = [ 'a/a.php', 'b/b.php', 'c/c.php', 'd/d.php' ];
const atStart = answered();
/** Live and the half without c and d failed. */
const halved = answered( ALL, [ 'a/a.php', 'b/b.php' ] );
const HALF = [ 'plugin:a/a.php', 'plugin:b/b.php' ];

const diagnosis = ( more: Partial< Diagnosis > ): Diagnosis => ( {
	outcome: 'unresolved',
	culprits: [],
	layer: 'unknown',
	signature: null,
	reason: 'no-answer',
	sentence: '',
	suspects: [],
	probes: 3,
	chance: null,
	...more,
} );

it( 'a search has come to nobody before less than everything was seen to fail', () => {
	expect( narrowedTo( atStart ) ).toEqual( [] );
	expect( narrowedTo( answered( ALL ) ) ).toEqual( [] );
} );

it( 'a search has come to those with whom the page still fails', () => {
	expect( narrowedTo( halved ) ).toEqual( expect.arrayContaining( HALF ) );
	expect( narrowedTo( halved ) ).not.toContain( 'plugin:c/c.php' );
} );

it( 'when all that was allowed is used up, those are named, and nobody while it may be anybody', () => {
	expect( outOfBudget( halved, '3 page loads' ).suspects ).toEqual(
		narrowedTo( halved )
	);
	expect( outOfBudget( atStart, '3 page loads' ).suspects ).toEqual( [] );
} );

it( 'when the site goes away, those are in question to whom the search had come', () => {
	expect( stillInQuestion( diagnosis( {} ), halved ) ).toEqual(
		narrowedTo( halved )
	);
	expect( stillInQuestion( diagnosis( {} ), atStart ) ).toEqual( [] );
} );

it( 'whom the engine names goes before that', () => {
	expect(
		stillInQuestion(
			diagnosis( { suspects: [ 'plugin:c/c.php' ] } ),
			halved
		)
	).toEqual( [ 'plugin:c/c.php' ] );
} );

it( 'nobody is in question beside a culprit, nor where the engine says why it names nobody', () => {
	expect(
		stillInQuestion(
			diagnosis( {
				outcome: 'culprits-found',
				suspects: [ 'plugin:c/c.php' ],
			} ),
			halved
		)
	).toEqual( [] );
	expect(
		stillInQuestion( diagnosis( { reason: 'too-many' } ), halved )
	).toEqual( [] );
} );

it( 'the sentence of the engine loses its suspects and nothing else', () => {
	const reason = 'intermittent';
	const alone = unresolved( reason, [] );
	const sentence = unresolved( reason, HALF );
	expect( sentence ).not.toBe( alone );
	expect(
		withoutSuspects( diagnosis( { reason, sentence, suspects: HALF } ) )
	).toBe( alone );
	expect( withoutSuspects( diagnosis( { sentence: alone } ) ) ).toBe( alone );
} );
