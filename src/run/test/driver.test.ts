/**
 * The driver from the first question to the diagnosis.
 */
import { memoryProber } from './support/memoryProber';
import { input, memoryJournal, search, valueOf } from './support/searching';
import type { Question } from '../../engine/types';

describe( 'a search to its end', () => {
	it( 'names the culprit', async () => {
		const { ended, prober, seen } = search( { culprits: [ 'c/c.php' ] } );
		const driven = await valueOf( ended );
		expect( driven ).toMatchObject( {
			kind: 'diagnosis',
			diagnosis: {
				outcome: 'culprits-found',
				culprits: [ { members: [ 'plugin:c/c.php' ] } ],
				probes: prober.probed.length,
			},
		} );
		expect( seen ).toHaveLength( prober.probed.length + 1 );
		expect( seen.at( -1 )?.answers ).toHaveLength( prober.probed.length );
	} );

	it( 'names two that fail together only', async () => {
		const { ended } = search( { culprits: [ 'a/a.php', 'd/d.php' ] } );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: {
				culprits: [
					{ members: [ 'plugin:a/a.php', 'plugin:d/d.php' ] },
				],
			},
		} );
	} );

	it( 'accuses nobody on a healthy page', async () => {
		const { ended } = search( {} );
		expect( await valueOf( ended ) ).toMatchObject( {
			diagnosis: { outcome: 'not-reproduced', culprits: [] },
		} );
	} );

	it( 'prepares what it asks next, and what may follow, each question once', async () => {
		const prober = memoryProber( { culprits: [ 'c/c.php' ] } );
		const firsts: [ prepared: unknown, probed: unknown ][] = [];
		let prepared: unknown;
		const { ended } = search(
			{},
			{
				prober: {
					...prober,
					prepare: async ( questions, page, _, following ) => {
						const ids = [
							...questions,
							...( following?.() ?? [] ),
						].map( ( question ) => ( question as Question ).id );
						expect( questions ).toHaveLength( 1 );
						expect( ids.length ).toBeGreaterThan( 0 );
						expect( ids.slice( 1 ) ).not.toContain( ids[ 0 ] );
						expect( page ).toEqual( input.page );
						prepared = questions[ 0 ];
					},
					probe: ( question, page ) => {
						if ( prepared ) {
							firsts.push( [ prepared, question ] );
							prepared = undefined;
						}
						return prober.probe( question, page );
					},
				},
			}
		);
		await valueOf( ended );
		expect( firsts.length ).toBeGreaterThan( 5 );
		for ( const [ asked, probed ] of firsts ) {
			expect( probed ).toMatchObject( Object( asked ) );
		}
	} );
} );

describe( 'the journal', () => {
	it( 'gets every answer once, in order, and the diagnosis last', async () => {
		const { journal, added } = memoryJournal();
		const { ended } = search( { culprits: [ 'c/c.php' ] }, { journal } );
		const driven = await valueOf( ended );
		const events = added.flat();
		const answers = events.flatMap( ( { type, data } ) =>
			type === 'answers' ? ( data as { answers: unknown[] } ).answers : []
		);
		expect( answers ).toEqual( driven.state.answers );
		expect( events.filter( ( { type } ) => type === 'diagnosis' ) ).toEqual(
			[
				{
					type: 'diagnosis',
					data: {
						diagnosis:
							driven.kind === 'diagnosis' && driven.diagnosis,
					},
				},
			]
		);
		expect( events.at( -1 )?.type ).toBe( 'diagnosis' );
	} );

	it( 'ends the search when it cannot go on', async () => {
		const { journal } = memoryJournal( ( number ) => number === 2 );
		const { ended, prober } = search(
			{ culprits: [ 'c/c.php' ] },
			{ journal }
		);
		expect( await ended ).toMatchObject( {
			ok: false,
			error: { code: 'culprit_unreachable' },
		} );
		expect( prober.probed.length ).toBeLessThanOrEqual( 4 );
	} );
} );
