/**
 * A person as judge: asked seldom, believed, and able to take an answer back.
 */
import { ask, learn, start, undo } from '../engine';
import { seenTogether } from '../estimate';
import { judge } from '../judge';
import { verdictOf, type Sight } from '../witness';
import { input, key, observation } from './support/build';
import type { Answer, Question, SearchState } from '../types';

const site = input( { plugins: 20, symptom: { kind: 'seen' } } );

const shows =
	( words: string[] ) =>
	( { configuration }: Question ): Sight =>
		words.every( ( word ) =>
			configuration.plugins.includes( `${ word }/${ word }.php` )
		)
			? 'seen'
			: 'not-seen';

const answered = ( question: Question, sight: Sight ): Answer => ( {
	question: question.id,
	purpose: question.purpose,
	configuration: question.configuration,
	observation: observation( question.configuration ),
	verdict: verdictOf( sight ),
} );

/** Asks a person until there is a diagnosis. */
function solved(
	person: ( question: Question, number: number ) => Sight,
	from: SearchState = start( site )
) {
	let state = from;
	for ( let number = 0; ; number++ ) {
		const next = ask( state );
		if ( next.kind === 'diagnosis' ) {
			return { ...next.diagnosis, state };
		}
		state = learn(
			state,
			next.questions.map( ( question ) =>
				answered( question, person( question, number ) )
			)
		);
	}
}

const members = ( { culprits }: ReturnType< typeof solved > ) =>
	culprits.map( ( set ) => set.members );

test( 'the culprit is named after as few questions as were announced', () => {
	const named = solved( shows( [ 'p7' ] ) );

	expect( members( named ) ).toEqual( [ [ key( 'p7' ) ] ] );
	expect( named.probes ).toBeLessThanOrEqual(
		1 + seenTogether( site.candidates.length )
	);
} );

test( 'two that show it together only are both named', () => {
	expect( members( solved( shows( [ 'p7', 'p12' ] ) ) ) ).toEqual( [
		[ key( 'p12' ), key( 'p7' ) ],
	] );
} );

test( 'who does not see the fault on the page as it is ends the search', () => {
	expect( solved( () => 'not-seen' ) ).toMatchObject( {
		outcome: 'not-reproduced',
		sentence: expect.stringContaining( 'did not see' ),
		probes: 1,
	} );
} );

test( 'who cannot tell is asked elsewhere, and the answer is the same', () => {
	const seen = shows( [ 'p7' ] );
	const named = solved( ( question, number ) =>
		number === 2 || number === 3 ? 'cannot-tell' : seen( question )
	);

	expect( members( named ) ).toEqual( [ [ key( 'p7' ) ] ] );
} );

test( 'who can never tell accuses nobody', () => {
	expect( solved( () => 'cannot-tell' ) ).toMatchObject( {
		outcome: 'unresolved',
		reason: 'cannot-tell',
		culprits: [],
	} );
} );

test( 'who contradicts themselves accuses nobody, and is not asked a hundred times', () => {
	let seen = 0;
	const ended = solved( ( question ) =>
		question.purpose === 'prove-with' || ++seen > 40
			? 'not-seen'
			: shows( [ 'p7' ] )( question )
	);

	expect( ended ).toMatchObject( {
		outcome: 'unresolved',
		reason: 'intermittent',
		culprits: [],
		suspects: [ key( 'p7' ) ],
	} );
	expect( ended.probes ).toBeLessThan( 15 );
} );

test( 'an answer that was taken back is asked again, and counts no more', () => {
	const first = ask( start( site ) );
	const question = ( first.kind === 'questions' &&
		first.questions[ 0 ] ) as Question;
	const mistaken = learn( start( site ), [ answered( question, 'seen' ) ] );
	const floor = ask( mistaken );
	const wrong = learn( mistaken, [
		answered(
			( floor.kind === 'questions' && floor.questions[ 0 ] ) as Question,
			'seen'
		),
	] );
	expect( ask( wrong ).kind ).toBe( 'diagnosis' );

	const back = undo( wrong );
	expect( ask( back ) ).toEqual( floor );
	expect( members( solved( shows( [ 'p7' ] ), back ) ) ).toEqual( [
		[ key( 'p7' ) ],
	] );
} );

test( 'a page that shows an error is not what the person was asked about', () => {
	const first = ask( start( site ) );
	const question = ( first.kind === 'questions' &&
		first.questions[ 0 ] ) as Question;

	expect(
		judge(
			question,
			observation( question.configuration, { status: 500 } ),
			site.symptom
		)
	).toMatchObject( { outcome: 'failing', signature: { kind: 'status' } } );
} );
