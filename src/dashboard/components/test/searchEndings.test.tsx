/**
 * The ends of a search that are none: stopped, broken off, out of budget; and what a search leaves and begins with.
 */
import '@testing-library/jest-dom';
import { screen } from '@testing-library/react';
import type { Report } from '../../../contract/types';
import type { Prober } from '../../../site/types';
import {
	brokenBy,
	failure,
	type FakeSite,
	fakeSite,
	observationOf,
	pluginOf,
	stateOf,
} from '../../test/support/fakeSite';
import { dialog, open, section } from '../../test/support/render';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

const plugins = [
	'Akismet',
	'Event Countdown',
	'Forms',
	'Gallery',
	'Shop',
	'Wiki',
].map( ( name ) => pluginOf( name ) );
const countdown = 'event-countdown/event-countdown.php';

/** Begins a search on a page that is open. */
async function begin( user: Awaited< ReturnType< typeof open > > ) {
	await user.click(
		screen.getByRole( 'button', { name: 'Find the culprit' } )
	);
	await user.click(
		dialog().getByRole( 'button', { name: 'Start search' } )
	);
}

async function search( site: FakeSite ) {
	const user = await open( site );
	await section( 'Front page' ).findByText( /Your front page/ );
	await begin( user );
	return user;
}

const heading = ( name: string | RegExp ) =>
	screen.findByRole( 'heading', { name, level: 3 } );

/** Each probe of a search leaves such a trace. */
function leavesTraces( site: FakeSite, ...beyond: Report[ 'beyond' ] ) {
	const answer =
		site.prober.probe.getMockImplementation() as typeof site.prober.probe;
	site.prober.probe.mockImplementation( async ( ...asked ) => {
		const probed = await answer( ...asked );
		if ( probed.ok ) {
			probed.value.report?.beyond.push( ...beyond );
		}
		return probed;
	} );
}

const trace = ( detail: string ): Report[ 'beyond' ][ number ] => ( {
	what: 'file',
	by: null,
	detail,
} );

/** Answers read-only probes otherwise from the fourth on. */
function fourthProbe( site: FakeSite, instead: Prober[ 'probe' ] ) {
	const answer =
		site.prober.probe.getMockImplementation() as typeof site.prober.probe;
	let guarded = 0;
	site.prober.probe.mockImplementation( ( asked, ...rest ) =>
		asked.mode === 'guarded' && ++guarded > 3
			? instead( asked, ...rest )
			: answer( asked, ...rest )
	);
}

describe( 'what was left past WordPress', () => {
	it( 'is told with the result: whose it may be, some files, and what to do', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		leavesTraces( site, ...[ 'a', 'b', 'c', 'd', 'e' ].map( trace ) );
		await search( site );
		await heading( /breaks/ );
		expect(
			section( 'Search' ).getByText( /Files: a, b, c and 2 more\./ )
		).toBeVisible();
		expect(
			section( 'Search' ).getByText( /search at a quiet hour/ )
		).toBeVisible();
	} );

	it( 'is told after Stop, and then it is not said that nothing was changed', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		leavesTraces( site, trace( 'wp-content/cache/a.html' ) );
		fourthProbe(
			site,
			( { configuration }, _, signal ) =>
				new Promise( ( resolve ) =>
					signal?.addEventListener( 'abort', () =>
						resolve( {
							ok: true,
							value: observationOf( configuration ),
						} )
					)
				)
		);
		await begin( user );
		await screen.findByText( /^Step [4-9] of about/ );
		await user.click( screen.getByRole( 'button', { name: 'Stop' } ) );
		const result = section( 'Search' );
		expect(
			await result.findByText( /File: wp-content\/cache\/a\.html\./ )
		).toBeVisible();
		expect( result.queryByText( /Nothing on your site/ ) ).toBeNull();
	} );

	it( 'is told when the site falls over in the middle', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		leavesTraces( site, trace( 'wp-content/cache/a.html' ) );
		fourthProbe( site, async () => ( {
			ok: false,
			error: failure( { status: 501 } ),
		} ) );
		await begin( user );
		const result = section( 'Search' );
		expect(
			await result.findByText(
				/^Your site stopped answering in the middle of the search, after \d+ probes\./
			)
		).toBeVisible();
		expect( result.getByText( /File: wp-content/ ) ).toBeVisible();
		expect( result.queryByText( /Nothing on your site/ ) ).toBeNull();
	} );
} );

describe( 'a search that the site broke off', () => {
	it( 'says that nothing was changed where nothing was, and whom it had come to', async () => {
		const site = fakeSite(
			stateOf( plugins ),
			brokenBy( [ countdown ], true )
		);
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		// Named by PHP, it is tried alone; then the site is gone.
		const answer =
			site.prober.probe.getMockImplementation() as typeof site.prober.probe;
		let alone = false;
		site.prober.probe.mockImplementation( async ( asked, ...rest ) => {
			if ( alone ) {
				return { ok: false, error: failure( { status: 501 } ) };
			}
			const on = asked.configuration.plugins;
			alone = on.includes( countdown ) && on.length === 2;
			return answer( asked, ...rest );
		} );
		await begin( user );
		const result = section( 'Search' );
		expect(
			await result.findByText( 'Still suspect: Event Countdown.' )
		).toBeVisible();
		expect(
			result.getByText( /Nothing on your site was changed\./ )
		).toBeVisible();
	} );

	it( 'goes on without a journal, too', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		site.client.createRun.mockResolvedValue( {
			ok: false,
			error: failure( { code: 'culprit_not_stored', status: 500 } ),
		} );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		site.prober.probe.mockResolvedValueOnce( {
			ok: false,
			error: failure( { status: 501 } ),
		} );
		await begin( user );
		await user.click(
			await screen.findByRole( 'button', { name: 'Go on' } )
		);
		expect(
			await heading( 'Event Countdown breaks your front page' )
		).toBeVisible();
	} );
} );

it( 'a search sends several probes at once where the site takes them, and begins with whom an earlier one found', async () => {
	const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
	const user = await search( site );
	await heading( 'Event Countdown breaks your front page' );
	let most = 0;
	let now = 0;
	const answer =
		site.prober.probe.getMockImplementation() as typeof site.prober.probe;
	site.prober.probe.mockImplementation( async ( ...asked ) => {
		most = Math.max( most, ++now );
		await new Promise( ( resolve ) => setTimeout( resolve, 5 ) );
		now--;
		return answer( ...asked );
	} );
	await user.click( screen.getByRole( 'button', { name: 'Search again' } ) );
	await heading( 'Event Countdown breaks your front page' );
	expect( most ).toBeGreaterThan( 1 );
	expect( most ).toBeLessThanOrEqual( 3 );
	const [ first, second ] = [ ...site.runs.values() ].map(
		( { input } ) => input[ 'leads' ]
	);
	expect( first ).toEqual( [] );
	expect( second ).toEqual( [ `plugin:${ countdown }` ] );
} );

it( 'a search that used up what it was allowed names the suspects, and goes on with as much again', async () => {
	const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
	const user = await open( site );
	await section( 'Front page' ).findByText( /is broken/ );
	const clock = jest.spyOn( Date, 'now' );
	const answer =
		site.prober.probe.getMockImplementation() as typeof site.prober.probe;
	let count = 0;
	site.prober.probe.mockImplementation( async ( ...asked ) => {
		if ( ++count === 4 ) {
			const later = new Date().getTime() + 31 * 60000;
			clock.mockReturnValue( later );
		}
		return answer( ...asked );
	} );
	await begin( user );
	await heading( 'The search needs more page loads' );
	clock.mockRestore();
	const before = site.prober.probe.mock.calls.length;
	const more = screen.getByRole( 'button', {
		name: 'Go on with as much again',
	} );
	expect( more ).toHaveClass( 'is-primary' );
	await user.click( more );
	await heading( 'Event Countdown breaks your front page' );
	expect( site.prober.probe.mock.calls.length ).toBeGreaterThan( before );
	// What was learned before is not asked again.
	const answers = [ ...site.runs.values() ][ 1 ]?.events[ 0 ]?.data[
		'answers'
	] as unknown[];
	expect( answers.length ).toBeGreaterThanOrEqual( 3 );
} );
