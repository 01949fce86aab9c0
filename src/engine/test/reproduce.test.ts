/**
 * When a failure counts as seen, and when a search ends before it began.
 */
import type { Diagnosis, Observation, Question } from '../types';
import { input, key, observation, report } from './support/build';
import { solve, type Fault, type Site } from './support/site';

const shop = input( { plugins: [ 'one', 'two', 'three' ] } );

const silent: Fault = {
	members: [ key( 'two' ) ],
	shows: 'status',
	at: 'hook',
};

const blank = ( asked: Question[ 'configuration' ] ): Observation =>
	observation( asked, { bytes: 0, excerpt: '' } );

/** The diagnosis of a site that answers live differently from what its fault would do. */
function diagnose(
	live: ( question: Question, number: number ) => Observation | null,
	site: Partial< Site > = {}
): Diagnosis & { purposes: string[] } {
	const { diagnosis, asked } = solve( {
		input: shop,
		faults: [ silent ],
		instead: ( question, number ) =>
			question.without === 0 ? live( question, number ) : null,
		...site,
	} );
	return { ...diagnosis, purposes: asked.map( ( { purpose } ) => purpose ) };
}

const healthy = ( { configuration }: Question ) => observation( configuration );

test( 'live is observed first, then guarded, and two failures alike begin the search', () => {
	const { asked } = solve( { input: shop, faults: [ silent ] } );

	expect(
		asked.slice( 0, 3 ).map( ( { purpose, mode } ) => [ purpose, mode ] )
	).toEqual( [
		[ 'reproduce-observed', 'observe' ],
		[ 'reproduce', 'guarded' ],
		[ 'floor', 'guarded' ],
	] );
} );

test( 'twenty-six healthy answers end in "not reproduced", with the rate that would be missed', () => {
	const { outcome, layer, probes, sentence, culprits } = solve( {
		input: shop,
		faults: [],
	} ).diagnosis;

	expect( { outcome, layer, probes, culprits } ).toEqual( {
		outcome: 'not-reproduced',
		layer: 'none',
		probes: 26,
		culprits: [],
	} );
	expect( sentence ).toContain( '26 times' );
	expect( sentence ).toContain( '1 in 9 loads' );
} );

test( 'a page that was healthy once is asked until the rate of its fault is known', () => {
	const { outcome, chance } = diagnose( ( question, number ) =>
		number === 0 ? healthy( question ) : null
	);

	expect( outcome ).toBe( 'culprits-found' );
	expect( chance?.failed ).toBeGreaterThanOrEqual( 20 );
} );

test( 'a page that fails once and then not for forty loads accuses nobody', () => {
	expect(
		diagnose( ( question, number ) =>
			number === 1 ? null : healthy( question )
		)
	).toMatchObject( {
		outcome: 'unresolved',
		reason: 'intermittent',
		culprits: [],
	} );
} );

test( 'a page that fails observed and never guarded is disturbed by the probe', () => {
	expect(
		diagnose( ( question ) =>
			question.mode === 'guarded' ? healthy( question ) : null
		)
	).toMatchObject( {
		outcome: 'unresolved',
		reason: 'probe-disturbs-page',
		culprits: [],
		// The deep one among them convicts nobody, not even the guard.
		probes: 13,
	} );
} );

test( 'a guarded failure that was never observed is disturbed by the probe after a second look at both', () => {
	const { reason, purposes } = diagnose( ( { mode, configuration } ) =>
		mode === 'guarded' ? blank( configuration ) : null
	);

	expect( reason ).toBe( 'probe-disturbs-page' );
	expect( purposes ).toEqual( [
		'reproduce-observed',
		'reproduce',
		'reproduce',
		'reproduce-observed',
		'reproduce',
	] );
} );

test( 'a guarded failure that is observed on the second look counts', () => {
	const { outcome } = diagnose( ( { configuration }, number ) =>
		number === 1 || number === 2 ? blank( configuration ) : null
	);

	expect( outcome ).toBe( 'culprits-found' );
} );

test( 'an observed failure that is healthy guarded and then healthy observed comes and goes', () => {
	const { outcome, chance } = diagnose( ( question, number ) =>
		number === 1 || number === 2 ? healthy( question ) : null
	);

	expect( outcome ).toBe( 'culprits-found' );
	expect( chance ).not.toBeNull();
} );

test( 'an answer that cannot be used is asked once more', () => {
	const lost = ( { configuration }: Question ) =>
		observation( configuration, { marker: 'absent', report: null } );

	expect(
		diagnose( ( question, number ) =>
			number === 0 ? lost( question ) : null
		).outcome
	).toBe( 'culprits-found' );
	expect( diagnose( lost ) ).toMatchObject( {
		outcome: 'unresolved',
		reason: 'never-claimed',
		probes: 2,
	} );
} );

test( 'a site that ends without an answer keeps those as suspects whom PHP named', () => {
	const named: Fault = {
		...silent,
		shows: 'fatal',
		file: 'wp-content/plugins/two/two.php',
	};

	expect(
		diagnose(
			( question ) =>
				question.mode === 'guarded' ? healthy( question ) : null,
			{ faults: [ named ] }
		).suspects
	).toEqual( [ key( 'two' ) ] );
} );

test( 'a page that loads another theme than asked is never judged', () => {
	expect(
		diagnose( ( { configuration } ) =>
			observation( configuration, {
				status: 500,
				report: report( configuration, { template: 'mobile' } ),
			} )
		)
	).toMatchObject( { outcome: 'unresolved', reason: 'wrong-set' } );
} );
