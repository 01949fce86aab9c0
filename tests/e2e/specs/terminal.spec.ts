/**
 * The terminal command on a living and on a dead site.
 */
import { expect, test } from '@playwright/test';
import {
	activate,
	BROKEN,
	culprit,
	desk,
	OWN,
	reset,
	site,
	visit,
} from '../support/site';

test.beforeEach( reset );

test.afterAll( reset );

const isolate = ( ...more: string[] ) =>
	culprit(
		[
			'isolate',
			site().url,
			'--user',
			site().user,
			'--password',
			'-',
			'--json',
			...more,
		],
		site().applicationPassword
	);

test( 'names the plugin that breaks the front page, and changes nothing', async () => {
	const before = await desk();

	const printed = await isolate();

	expect( printed.status, printed.stderr ).toBe( 0 );
	const diagnosis = JSON.parse( printed.stdout );
	expect( diagnosis.outcome ).toBe( 'culprits-found' );
	expect( diagnosis.layer ).toBe( 'plugin' );
	expect( diagnosis.culprits ).toHaveLength( 1 );
	expect( diagnosis.culprits[ 0 ].members ).toEqual( [
		expect.objectContaining( {
			kind: 'plugin',
			id: BROKEN,
			name: 'Event Countdown',
			version: expect.stringMatching( /^\d/ ),
		} ),
	] );
	expect( diagnosis.culprits[ 0 ].proof.length ).toBeGreaterThanOrEqual( 3 );
	// Reproduced twice, the floor, and the proof: PHP's own account named it.
	expect( diagnosis.probes ).toBeLessThanOrEqual( 6 );

	const after = await desk();
	expect( after.options ).toEqual( before.options );
	// The file that keeps the folder from being listed comes with the first search of all.
	expect(
		after.records.filter(
			( name ) =>
				name !== 'index.php' && ! before.records.includes( name )
		)
	).toEqual( [] );
} );

test( 'names a plugin that kills every request, REST and wp-admin included', async () => {
	const killer = 'kills-every-request/kills-every-request.php';
	await activate( [
		...site().demo.filter( ( id ) => id !== BROKEN ),
		killer,
	] );
	for ( const page of [ '/', '/wp-admin/', '/?rest_route=/' ] ) {
		expect( ( await visit( page ) ).status ).toBe( 500 );
	}
	const before = await desk();

	const printed = await isolate();

	expect( printed.status, printed.stderr ).toBe( 0 );
	const diagnosis = JSON.parse( printed.stdout );
	expect(
		diagnosis.culprits.map( ( culpritSet: { members: { id: string }[] } ) =>
			culpritSet.members.map( ( { id } ) => id )
		)
	).toEqual( [ [ killer ] ] );
	expect( ( await desk() ).options ).toEqual( before.options );
} );

test( 'names a plugin that leaves a blank page without an error', async () => {
	const silent = 'blank-page/blank-page.php';
	await activate( [
		...site().demo.filter( ( id ) => id !== BROKEN ),
		silent,
	] );

	const printed = await isolate();

	expect( printed.status, printed.stderr ).toBe( 0 );
	const diagnosis = JSON.parse( printed.stdout );
	expect( diagnosis.culprits[ 0 ].members[ 0 ].id ).toBe( silent );
} );

test( 'says so when the page answers normally', async () => {
	await activate(
		site()
			.demo.filter( ( id ) => id !== BROKEN )
			.slice( 0, 3 )
	);

	const printed = await isolate();

	expect( printed.status, printed.stderr ).toBe( 0 );
	expect( JSON.parse( printed.stdout ).outcome ).toBe( 'not-reproduced' );
} );

test( 'a wrong application password ends with 77 and says why', async () => {
	const printed = await culprit(
		[ 'isolate', site().url, '--user', 'admin', '--password', '-' ],
		'abcd efgh ijkl mnop qrst uvwx'
	);
	expect( printed.status ).toBe( 77 );
	expect( printed.stderr ).toMatch( /password/i );
	expect( printed.stderr ).not.toContain( 'abcd efgh' );
} );

test( 'a site that is down ends with 69', async () => {
	const printed = await culprit(
		[
			'isolate',
			'http://127.0.0.1:9',
			'--user',
			'admin',
			'--password',
			'-',
		],
		'abcd efgh ijkl mnop qrst uvwx'
	);
	expect( printed.status ).toBe( 69 );
} );

test( 'a wrong command line ends with 64', async () => {
	expect( ( await culprit( [ 'isolate' ] ) ).status ).toBe( 64 );
	expect(
		(
			await culprit( [
				'isolate',
				'ftp://example.org',
				'--user',
				'a',
				'--password',
				'b',
			] )
		).status
	).toBe( 64 );
} );

test( 'an add-on that deactivates itself without its parent gets nothing past a search', async () => {
	await activate( [
		...site().demo.slice( 0, 6 ),
		BROKEN,
		'needs-parent/needs-parent.php',
		'parent-plugin/parent-plugin.php',
		'writes-on-load/writes-on-load.php',
	] );
	const before = await desk();

	const printed = await isolate();

	expect( printed.status, printed.stderr ).toBe( 0 );
	const after = await desk();
	expect( after.options[ 'active_plugins' ] ).toBe(
		before.options[ 'active_plugins' ]
	);
	expect( after.options[ 'active_plugins' ] ).toContain( OWN );
} );
