/**
 * What is known before a search: leads of earlier ones, what stays on, what is left out, and what is worth asking at once.
 */
import { ask, learn, plan, start } from '../engine';
import { stillSuspect } from '../standing';
import { input, key } from './support/build';
import { find, silent } from './support/find';
import { answerOf, type Site } from './support/site';

describe( 'whom an earlier search found', () => {
	test( 'is tried before the others, also where PHP names nobody', () => {
		const { sets, way, probes } = find( [ silent( [ key( 'p7' ) ] ) ], {
			leads: [ 'p7' ],
		} );

		expect( sets ).toEqual( [ [ key( 'p7' ) ] ] );
		expect( way ).toContain( 'evidence -1' );
		expect( way.join() ).not.toContain( 'search' );
		expect( probes ).toBeLessThanOrEqual( 15 );
	} );

	test( 'is proved like anybody else: without a word of PHP, in three pairs', () => {
		const { culprits, way } = find( [ silent( [ key( 'p7' ) ] ) ], {
			leads: [ 'p7' ],
		} );

		expect( culprits[ 0 ]?.namedByPhp ).toBe( false );
		expect(
			way.filter( ( step ) => step.startsWith( 'prove-with ' ) )
		).toHaveLength( 3 );
	} );

	test( 'costs one probe where it is somebody else this time', () => {
		const without = find( [ silent( [ key( 'p7' ) ] ) ] );
		const misled = find( [ silent( [ key( 'p7' ) ] ) ], {
			leads: [ 'p3' ],
		} );

		expect( misled.sets ).toEqual( without.sets );
		expect( misled.probes ).toBeLessThanOrEqual( without.probes + 2 );
	} );
} );

test( 'what is left out is off in every guarded probe', () => {
	const whole = input( { plugins: 20 } );
	const leftOut = {
		...whole,
		candidates: whole.candidates.filter(
			( candidate ) => candidate.key !== key( 'p3' )
		),
	};
	let state = start( leftOut );
	const site: Site = {
		input: leftOut,
		faults: [ silent( [ key( 'p7' ) ] ) ],
	};
	for (
		let next = ask( state );
		next.kind === 'questions';
		next = ask( state )
	) {
		for ( const { mode, configuration } of next.questions ) {
			expect( configuration.plugins.includes( 'p3/p3.php' ) ).toBe(
				mode === 'observe'
			);
		}
		state = learn(
			state,
			next.questions.map( ( question ) => answerOf( site, question ) )
		);
	}

	expect( ask( state ) ).toMatchObject( {
		kind: 'diagnosis',
		diagnosis: { culprits: [ { members: [ key( 'p7' ) ] } ] },
	} );
} );

describe( 'what is worth asking at once', () => {
	const site: Site = {
		input: input( { plugins: 20 } ),
		faults: [ silent( [ key( 'p7' ) ] ) ],
	};

	test( 'begins with what is open, is never more than may be, and each once', () => {
		let state = start( site.input );
		for (
			let next = ask( state );
			next.kind === 'questions';
			next = ask( state )
		) {
			for ( const most of [ 1, 2, 3, 5 ] ) {
				const planned = plan( state, most );
				const ids = planned.map( ( { id } ) => id );

				expect( ids[ 0 ] ).toBe( next.questions[ 0 ]?.id );
				expect( ids.length ).toBeLessThanOrEqual( most );
				expect( new Set( ids ).size ).toBe( ids.length );
			}
			state = learn(
				state,
				next.questions.map( ( question ) => answerOf( site, question ) )
			);
		}
	} );

	test( 'in a proof is the whole of it: most of what is planned comes to be asked', () => {
		let state = start( site.input );
		const planned = new Set< string >();
		const asked: string[] = [];
		for (
			let next = ask( state );
			next.kind === 'questions';
			next = ask( state )
		) {
			const [ question ] = next.questions;
			if ( question?.purpose.startsWith( 'prove-' ) ) {
				plan( state, 3 ).forEach( ( { id } ) => planned.add( id ) );
				asked.push( question.id );
			}
			state = learn(
				state,
				next.questions.map( ( one ) => answerOf( site, one ) )
			);
		}

		expect( asked.length ).toBeGreaterThan( 4 );
		expect( planned.size ).toBeLessThanOrEqual( asked.length + 2 );
	} );
} );

test( 'a search that is stopped knows whom the smallest failing configuration still has', () => {
	const site: Site = {
		input: input( { plugins: 20 } ),
		faults: [ silent( [ key( 'p7' ) ] ) ],
	};
	let state = start( site.input );
	const counts: number[] = [];
	for (
		let next = ask( state );
		next.kind === 'questions';
		next = ask( state )
	) {
		state = learn(
			state,
			next.questions.map( ( question ) => answerOf( site, question ) )
		);
		const suspects = stillSuspect( state );
		expect( suspects ).toContain( key( 'p7' ) );
		counts.push( suspects.length );
	}

	expect( counts[ 0 ] ).toBe( 21 );
	expect( counts.at( -1 ) ).toBe( 1 );
	expect( counts ).toEqual( [ ...counts ].sort( ( a, b ) => b - a ) );
} );
