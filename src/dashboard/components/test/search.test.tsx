import '@testing-library/jest-dom';
import { speak } from '@wordpress/a11y';
import { screen, waitFor } from '@testing-library/react';
import type { Run } from '../../../contract/types';
import {
	brokenBy,
	failure,
	type FakeSite,
	fakeSite,
	observationOf,
	pluginOf,
	stateOf,
} from '../../test/support/fakeSite';
import { dialog, findSection, open, section } from '../../test/support/render';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

const plugins = [
	'Akismet',
	'Event Countdown',
	'Forms',
	'Gallery',
	'Shop',
	'Shop Pay',
].map( ( name ) =>
	pluginOf( name, name === 'Shop Pay' ? { requires: [ 'shop' ] } : {} )
);
const countdown = 'event-countdown/event-countdown.php';

async function search( site: FakeSite ) {
	const user = await open( site );
	await section( 'Front page' ).findByText( /Your front page/ );
	await user.click(
		screen.getByRole( 'button', { name: 'Find the culprit' } )
	);
	await user.click(
		dialog().getByRole( 'button', { name: 'Start search' } )
	);
	return user;
}

const heading = ( name: string | RegExp ) =>
	screen.findByRole( 'heading', { name, level: 3 } );

describe( 'a search', () => {
	beforeEach( () => {
		jest.mocked( speak ).mockClear();
	} );

	it( 'asks first, and says how long it takes and that nothing changes', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		const probes = site.prober.probe.mock.calls.length;

		const opener = screen.getByRole( 'button', {
			name: 'Find the culprit',
		} );
		await user.click( opener );
		expect( dialog().getByText( /6 to 13 page loads/ ) ).toBeVisible();
		expect(
			dialog().getByText( /Nothing on your site changes/ )
		).toBeVisible();

		await user.click( dialog().getByRole( 'button', { name: 'Cancel' } ) );
		expect( site.prober.probe ).toHaveBeenCalledTimes( probes );
		expect( opener ).toHaveFocus();
	} );

	it( 'finds, proves and deactivates the culprit, and undoes it', async () => {
		const site = fakeSite(
			stateOf( plugins ),
			brokenBy( [ countdown ], true )
		);
		const user = await search( site );

		expect(
			await heading( 'Event Countdown breaks your front page' )
		).toBeVisible();
		expect( speak ).toHaveBeenCalledWith(
			'Event Countdown breaks your front page',
			'assertive'
		);
		const result = section( 'Search' );
		expect( result.getByText( '1.2.3' ) ).toBeVisible();
		expect(
			result.getByText( /^PHP stopped .* Call to undefined function$/ )
		).toBeVisible();
		expect(
			result.getByText( /^Without Event Countdown\s+2 times$/ )
		).toBeVisible();
		expect( site.client.change ).not.toHaveBeenCalled();
		const before = site.now().live;

		await user.click(
			result.getByRole( 'button', { name: 'Deactivate Event Countdown' } )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Deactivate' } )
		);
		expect(
			await result.findByText( 'Event Countdown is deactivated.' )
		).toBeVisible();
		expect( site.client.change ).toHaveBeenCalledWith(
			{ kind: 'deactivate', plugins: [ countdown ], expected: before },
			'bare'
		);
		expect(
			await section( 'Front page' ).findByText( /answers normally/ )
		).toBeVisible();
		// The pressed button is gone; the focus stays in this part of the page.
		expect( document.body ).not.toHaveFocus();

		await user.click( result.getByRole( 'button', { name: 'Undo' } ) );
		expect(
			await result.findByText( /Undone: Deactivated Event Countdown/ )
		).toBeVisible();
		expect( site.now().live ).toEqual( before );
		expect(
			await section( 'Front page' ).findByText( /is broken/ )
		).toBeVisible();
	} );

	it( 'shows every probe with configuration, route, status, size, time and outcome', async () => {
		const site = fakeSite(
			stateOf( plugins ),
			brokenBy( [ countdown ], true )
		);
		const user = await search( site );
		await heading( /breaks/ );
		await user.click( screen.getByText( 'Show all 6 probes' ) );
		const rows = screen
			.getAllByRole( 'row' )
			.map( ( row ) => row.textContent )
			.filter( ( text ) => /^\d+\./.test( text ?? '' ) );
		expect( rows ).toHaveLength( 6 );
		expect( rows[ 0 ] ).toMatch(
			/^1\. Everything on, as it is live.*Your browser500300 B0\.4 sFailing$/
		);
		expect( rows[ 2 ] ).toMatch(
			/^3\. No plugins, theme Twenty.*20012 kB0\.4 sHealthy$/
		);
	} );

	it( 'switches the theme when the theme is the culprit', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ 'astra' ] ) );
		const user = await search( site );
		await heading( 'Astra breaks your front page' );
		await user.click(
			section( 'Search' ).getByRole( 'button', {
				name: 'Switch to Twenty',
			} )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Switch theme' } )
		);
		expect(
			await screen.findByText( 'The theme is now Twenty.' )
		).toBeVisible();
		expect( site.now().live.stylesheet ).toBe( 'twenty' );
	} );

	it( 'takes along what cannot run without the culprit, and says so', async () => {
		const site = fakeSite(
			stateOf( plugins ),
			brokenBy( [ 'shop/shop.php' ], true )
		);
		const user = await search( site );
		await heading( 'Shop breaks your front page' );
		await user.click(
			screen.getByRole( 'button', { name: 'Deactivate Shop' } )
		);
		expect(
			screen.getByRole( 'dialog', { name: 'Deactivate 2 plugins?' } )
		).toBeVisible();
		expect( dialog().getByText( /cannot run without them/ ) ).toBeVisible();
		expect( dialog().getByText( 'Shop Pay' ) ).toBeVisible();
		await user.click(
			dialog().getByRole( 'button', { name: 'Deactivate' } )
		);
		await screen.findByText( 'Shop is deactivated.' );
		expect( site.now().live.plugins ).not.toContain(
			'shop-pay/shop-pay.php'
		);
	} );

	it( 'names both of a pair, and offers each', async () => {
		const site = fakeSite(
			stateOf( plugins ),
			brokenBy( [ 'forms/forms.php', 'gallery/gallery.php' ] )
		);
		await search( site );
		await heading( /break your front page together; each alone does not/ );
		expect(
			screen.getByRole( 'button', { name: 'Deactivate Forms' } )
		).toBeVisible();
		expect(
			screen.getByRole( 'button', { name: 'Deactivate Gallery' } )
		).toBeVisible();
	} );

	it( 'says that it did not fail', async () => {
		const site = fakeSite( stateOf( plugins ) );
		await search( site );
		expect( await heading( 'Your front page did not fail' ) ).toBeVisible();
		expect(
			screen.getByText( /^The page was healthy 26 times in a row/ )
		).toBeVisible();
		expect(
			screen.getByRole( 'button', { name: 'Search again' } )
		).toBeVisible();
	} );

	it( 'names what lies below the plugins', async () => {
		const state = stateOf( plugins );
		const site = fakeSite(
			{
				...state,
				environment: { ...state.environment, must_use: [ 'host.php' ] },
			},
			() => ( { status: 500 } )
		);
		await search( site );
		expect(
			await heading( 'It is neither a plugin nor the theme' )
		).toBeVisible();
		expect(
			screen.getByText( 'Must-use plugins: host.php' )
		).toBeVisible();
		expect( screen.getByText( 'Drop-ins: none' ) ).toBeVisible();
		expect(
			screen.getByText( 'Report for your host or the author' )
		).toBeVisible();
	} );

	it( 'chooses the suspects in the table when nobody could be proved', async () => {
		const broken = brokenBy( [ countdown ], true );
		const live = stateOf( plugins ).live.plugins.length;
		// It is named, and with any plugin off the page fails in another way.
		const site = fakeSite( stateOf( plugins ), ( configuration ) =>
			configuration.plugins.length < live
				? { status: 503 }
				: broken( configuration )
		);
		const user = await search( site );
		await heading( 'The culprit could not be proved' );
		await user.click(
			screen.getByRole( 'button', {
				name: 'Select them in the plugin list',
			} )
		);
		expect(
			screen.getByRole( 'checkbox', { name: 'Select Event Countdown' } )
		).toBeChecked();
		expect(
			screen.getByRole( 'heading', { name: 'Plugins' } )
		).toHaveFocus();
	} );

	it( 'locks all changes while it runs, stops on request, and goes on', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );

		// From now on each probe waits until it is let go.
		let letGo: () => void = () => {};
		site.prober.probe.mockImplementation(
			( { configuration }, _, signal ) =>
				new Promise( ( resolve ) => {
					letGo = () =>
						resolve( {
							ok: true,
							value: observationOf(
								configuration,
								brokenBy( [ countdown ] )( configuration )
							),
						} );
					signal?.addEventListener( 'abort', letGo );
				} )
		);
		await user.click(
			screen.getByRole( 'button', { name: 'Find the culprit' } )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Start search' } )
		);
		await screen.findByText(
			/^Step 1 of about \d+: loading the page as it is$/
		);
		expect(
			screen.getByRole( 'progressbar', {
				name: 'Progress of the search',
			} )
		).toHaveAttribute( 'value', '0' );
		expect( speak ).toHaveBeenCalledWith( 'Getting ready…', 'polite' );
		expect( screen.getByText( /A search is running/ ) ).toBeVisible();
		expect(
			screen.getByRole( 'button', { name: 'Switch to Twenty' } )
		).toHaveAttribute( 'aria-disabled', 'true' );

		letGo();
		await screen.findByText( /^Step 2 of about/ );
		await user.click( screen.getByRole( 'button', { name: 'Stop' } ) );
		expect(
			await section( 'Search' ).findByText(
				/Stopped after 1 probe\. Nothing on your site was changed\./
			)
		).toBeVisible();
		expect( site.client.change ).not.toHaveBeenCalled();
		expect( document.body ).not.toHaveFocus();

		site.prober.probe.mockImplementation( async ( { configuration } ) => ( {
			ok: true,
			value: observationOf(
				configuration,
				brokenBy( [ countdown ] )( configuration )
			),
		} ) );
		await user.click( screen.getByRole( 'button', { name: 'Go on' } ) );
		await heading( 'Event Countdown breaks your front page' );
		// What was learned before Stop is in the journal of the second part.
		expect( [ ...site.runs.values() ][ 1 ]?.events[ 0 ] ).toMatchObject( {
			type: 'answers',
			data: { answers: [ { purpose: 'reproduce-observed' } ] },
		} );
	} );

	it( 'does not go on after Stop when plugins were changed meanwhile', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		site.prober.probe.mockImplementationOnce(
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
		await user.click(
			screen.getByRole( 'button', { name: 'Find the culprit' } )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Start search' } )
		);
		await screen.findByText( /^Step 1 of about/ );
		await user.click( screen.getByRole( 'button', { name: 'Stop' } ) );
		const goOn = await screen.findByRole( 'button', { name: 'Go on' } );

		await site.client.change(
			{ kind: 'deactivate', plugins: [ 'forms/forms.php' ] },
			'bare'
		);
		await user.click( goOn );
		expect(
			await screen.findByText( /were changed after this search began/ )
		).toBeVisible();
	} );

	it( 'goes on after the site stopped answering', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		const user = await open( site );
		await section( 'Front page' ).findByText( /is broken/ );
		site.prober.probe.mockResolvedValueOnce( {
			ok: false,
			error: failure( { status: 403, code: 'culprit_blocked' } ),
		} );
		await user.click(
			screen.getByRole( 'button', { name: 'Find the culprit' } )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Start search' } )
		);
		expect(
			await screen.findByText( /Ask the host for the error log/ )
		).toBeVisible();
		await user.click( screen.getByRole( 'button', { name: 'Go on' } ) );
		await heading( 'Event Countdown breaks your front page' );
		expect( site.runs.size ).toBe( 1 );
	} );

	it( 'works without a journal', async () => {
		const site = fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );
		site.client.createRun.mockResolvedValue( {
			ok: false,
			error: failure( { code: 'culprit_not_stored', status: 500 } ),
		} );
		await search( site );
		expect(
			await heading( 'Event Countdown breaks your front page' )
		).toBeVisible();
	} );
} );

describe( 'a search that was broken off by a reload', () => {
	/** A site with a run that stopped in the middle. */
	async function interrupted() {
		const fault = brokenBy( [ countdown ] );
		const first = fakeSite( stateOf( plugins ), fault );
		await search( first );
		await heading( 'Event Countdown breaks your front page' );
		const whole = [ ...first.runs.values() ][ 0 ] as Run;
		document.body.innerHTML = '';

		const events = whole.events.slice( 0, 3 );
		const run = { ...whole, events, sequence: 3, ended: false };
		const site = fakeSite(
			{
				...stateOf( plugins ),
				runs: [
					{
						id: run.id,
						created: run.created,
						user: 1,
						sequence: 3,
						ended: false,
					},
				],
			},
			fault
		);
		site.runs.set( run.id, run );
		return site;
	}

	it( 'goes on where it was', async () => {
		const site = await interrupted();
		const user = await open( site );
		const offer = await findSection( 'Search' );
		expect( offer.getByText( /was broken off/ ) ).toBeVisible();
		await section( 'Front page' ).findByText( /is broken/ );
		const before = site.prober.probe.mock.calls.length;

		const known = [ ...site.runs.values() ].flatMap( ( { events } ) =>
			events.flatMap( ( { data } ) => data[ 'answers' ] ?? [] )
		).length;
		await user.click( offer.getByRole( 'button', { name: 'Go on' } ) );
		await heading( 'Event Countdown breaks your front page' );
		expect( site.runs.size ).toBe( 1 );
		// Some are sent for a question that is not put in the end.
		const after = site.prober.probe.mock.calls.length - before;
		const told = screen.getByText( /^Show all \d+ probes$/ );
		expect(
			Number( /\d+/.exec( told.textContent ?? '' ) )
		).toBeLessThanOrEqual( after + known );
		await user.click( told );
	} );

	it( 'can be discarded', async () => {
		const site = await interrupted();
		const user = await open( site );
		const offer = await findSection( 'Search' );
		await user.click( offer.getByRole( 'button', { name: 'Discard' } ) );
		await waitFor( () => {
			expect( screen.queryByText( /was broken off/ ) ).toBeNull();
		} );
		expect( site.client.appendRun ).toHaveBeenCalledWith( 'run1', {
			expected: 3,
			events: [ { type: 'stopped', data: {} } ],
		} );
	} );

	it( 'does not go on when plugins were changed meanwhile', async () => {
		const site = await interrupted();
		const user = await open( site );
		const offer = await findSection( 'Search' );
		await site.client.change(
			{ kind: 'deactivate', plugins: [ 'forms/forms.php' ] },
			'bare'
		);
		await user.click( offer.getByRole( 'button', { name: 'Go on' } ) );
		expect(
			await screen.findByText( /were changed after this search began/ )
		).toBeVisible();
		expect( screen.queryByRole( 'button', { name: 'Go on' } ) ).toBeNull();
		expect(
			screen.getByRole( 'button', { name: 'Start a new search' } )
		).toBeVisible();
	} );
} );
