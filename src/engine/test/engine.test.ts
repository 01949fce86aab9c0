/**
 * The engine as a pure reducer: replayed, stored, learned in any order, undone, looked ahead.
 */
import fc from 'fast-check';
import { ask, learn, lookAhead, progress, start, undo } from '../engine';
import type { Answer, Question, SearchState } from '../types';
import { inputs, sets } from './support/arbitrary';
import { file, input, key } from './support/build';
import {
	answerOf,
	halvings,
	solve,
	type Fault,
	type Site,
} from './support/site';

const site = ( fault: Partial< Fault > = {}, plugins = 20 ): Site => ( {
	input: input( { plugins } ),
	faults: [
		{ members: [ key( 'p7' ) ], shows: 'status', at: 'hook', ...fault },
	],
} );

const named: Partial< Fault > = {
	shows: 'fatal',
	file: `wp-content/plugins/${ file( 'p7' ) }`,
};

const questions = ( state: SearchState ): Question[] => {
	const next = ask( state );
	return next.kind === 'questions' ? next.questions : [];
};

const ids = ( list: Question[] ) => list.map( ( { id } ) => id );

/** Every state of a search, from the start to the diagnosis. */
function states( of: Site ): SearchState[] {
	const all = [ start( of.input ) ];
	for (;;) {
		const state = all.at( -1 ) as SearchState;
		const open = questions( state );
		if ( open.length === 0 ) {
			return all;
		}
		all.push(
			learn(
				state,
				open.map( ( question ) => answerOf( of, question ) )
			)
		);
	}
}

test( 'a state is nothing but the input and the answers', () => {
	const [ first, second ] = states( site() );

	expect( first ).toEqual( { input: site().input, answers: [] } );
	expect( Object.keys( second ?? {} ) ).toEqual( [ 'input', 'answers' ] );
	expect( second?.answers ).toHaveLength( 1 );
} );

test( 'stored and read back at every step, the search goes on as if nothing had happened', () => {
	for ( const state of states(
		site( { members: [ key( 'p7' ), key( 'p3' ) ] } )
	) ) {
		expect( ask( JSON.parse( JSON.stringify( state ) ) ) ).toEqual(
			ask( state )
		);
	}
} );

test( 'learning changes no state that was there before', () => {
	const before = start( site().input );
	const frozen = JSON.stringify( before );
	learn(
		before,
		questions( before ).map( ( q ) => answerOf( site(), q ) )
	);

	expect( JSON.stringify( before ) ).toBe( frozen );
} );

test( 'questions have ids that are unique in a run', () => {
	const { asked } = solve(
		site( { members: [ key( 'p7' ), key( 'p3' ) ] } )
	);

	expect( new Set( ids( asked ) ).size ).toBe( asked.length );
} );

test( 'a search that is learned at once, in any order, ends in the same diagnosis', () => {
	fc.assert(
		fc.property(
			inputs( { plugins: 12, requiring: 2 } ).chain( ( one ) => {
				const made = sets( one, 2 ).map( ( members ) =>
					solve( {
						input: one,
						faults: [ { members, shows: 'status', at: 'hook' } ],
					} )
				);
				return made.chain( ( solved ) =>
					fc.record( {
						solved: fc.constant( solved ),
						shuffled: fc.shuffledSubarray( solved.state.answers, {
							minLength: solved.state.answers.length,
						} ),
					} )
				);
			} ),
			( { solved, shuffled } ) => {
				const state = learn( start( solved.state.input ), shuffled );

				expect( state.answers ).toEqual( shuffled );
				expect( ask( state ) ).toEqual( {
					kind: 'diagnosis',
					diagnosis: solved.diagnosis,
				} );
			}
		),
		{ numRuns: 50, seed: 31 }
	);
} );

test( 'an answer to a question that was answered before is ignored', () => {
	const [ , state ] = states( site() ) as [ SearchState, SearchState ];
	const again = { ...( state.answers[ 0 ] as Answer ) };

	expect( learn( state, [ again ] ) ).toEqual( state );
	expect(
		learn( start( state.input ), [ again, { ...again } ] ).answers
	).toHaveLength( 1 );
} );

test( 'an answer to a question that this search does not put is an error', () => {
	const state = start( site().input );
	const [ question ] = questions( state ) as [ Question ];
	const stranger = answerOf( site(), { ...question, id: '99-00000000' } );

	expect( () => learn( state, [ stranger ] ) ).toThrow( TypeError );
	expect( () =>
		learn( state, [ answerOf( site(), question ), stranger ] )
	).toThrow( '99-00000000' );
} );

test( 'undoing an answer puts the same question again', () => {
	const all = states( site() );
	for ( const [ index, state ] of all.slice( 1 ).entries() ) {
		expect( undo( state ) ).toEqual( all[ index ] );
	}
} );

test( 'undoing nothing is nothing', () => {
	const state = start( site().input );

	expect( undo( state ) ).toEqual( state );
} );

describe( 'looking ahead', () => {
	test( 'finds the question that follows, whichever way a probe of the search comes out', () => {
		const all = states( site() );
		for ( const [ index, state ] of all.slice( 0, -1 ).entries() ) {
			const next = questions( all[ index + 1 ] as SearchState );

			expect( ids( lookAhead( state ) ) ).toEqual(
				expect.arrayContaining( ids( next ) )
			);
		}
	} );

	test( 'finds the second look, deep and plain: only what the first one shows tells which it is', () => {
		const second = lookAhead( start( site().input ) ).filter(
			( { purpose } ) => purpose === 'reproduce'
		);
		const follows = ( fault: Partial< Fault > ) =>
			questions( states( site( fault ) )[ 1 ] as SearchState )[ 0 ];

		expect( second.map( ( { deep = false } ) => deep ) ).toEqual( [
			true,
			false,
		] );
		expect( ids( second ) ).toEqual( [
			follows( {} )?.id,
			follows( named )?.id,
		] );
	} );

	test( 'finds what follows a round of a proof', () => {
		const all = states( site( { members: [ key( 'p7' ), key( 'p3' ) ] } ) );
		const round = all.findIndex(
			( state ) => questions( state ).length > 1
		);

		expect( round ).toBeGreaterThan( 0 );
		expect( ids( lookAhead( all[ round ] as SearchState ) ) ).toEqual(
			expect.arrayContaining(
				ids( questions( all[ round + 1 ] as SearchState ) )
			)
		);
	} );

	test( 'offers both branches of a halving, each once', () => {
		const halving = states( site() ).find(
			( state ) => questions( state )[ 0 ]?.purpose === 'search'
		) as SearchState;
		const ahead = lookAhead( halving );

		expect( ahead ).toHaveLength( 2 );
		expect( new Set( ids( ahead ) ).size ).toBe( 2 );
		expect( ahead[ 0 ]?.configuration ).not.toEqual(
			ahead[ 1 ]?.configuration
		);
	} );

	test( 'lets an answer be learned before its question is put', () => {
		const of = site();
		const first = start( of.input );
		const [ now ] = questions( first ) as [ Question ];
		const later = lookAhead( first ).find(
			( { purpose } ) => purpose === 'reproduce'
		) as Question;
		const ahead = learn( first, [ answerOf( of, later ) ] );

		expect( questions( ahead ) ).toEqual( [ now ] );
		expect(
			questions( learn( ahead, [ answerOf( of, now ) ] ) )[ 0 ]?.purpose
		).toBe( 'floor' );
	} );

	test( 'sees nothing after the diagnosis', () => {
		expect( lookAhead( states( site() ).at( -1 ) as SearchState ) ).toEqual(
			[]
		);
	} );
} );

describe( 'progress', () => {
	test( 'begins at 1 of about 3 + log2 N + 7', () => {
		expect( progress( start( site().input ) ) ).toMatchObject( {
			step: 1,
			about: 2 + 1 + halvings( 21 ) + 7,
			question: { purpose: 'reproduce-observed' },
		} );
	} );

	test( 'falls to 6 as soon as PHP named a suspect', () => {
		const [ , second ] = states( site( named ) );

		expect( progress( second as SearchState ) ).toMatchObject( {
			step: 2,
			about: 6,
		} );
	} );

	test.each< [ string, Partial< Fault > ] >( [
		[ 'a silent culprit', {} ],
		[ 'a named culprit', named ],
		[ 'a pair', { members: [ key( 'p7' ), key( 'p3' ) ] } ],
	] )(
		'never promises less than the step, and is right at the last one: %s',
		( _, fault ) => {
			const all = states( site( fault ) ).map( progress );

			expect( all.every( ( { step, about } ) => about >= step ) ).toBe(
				true
			);
			expect( all.at( -1 )?.question ).toBeNull();
			const last = all.at( -2 );
			expect( last?.about ).toBe( last?.step );
		}
	);

	test( 'counts down honestly while it halves', () => {
		const abouts = states( site( {}, 15 ) )
			.map( progress )
			.filter( ( { question } ) => question?.purpose === 'search' )
			.map( ( { about } ) => about );

		expect( new Set( abouts ) ).toEqual( new Set( [ 3 + 4 + 7 ] ) );
	} );
} );
