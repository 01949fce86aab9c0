import '@testing-library/jest-dom';
import { speak } from '@wordpress/a11y';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
	boot,
	brokenBy,
	failure,
	fakeSite,
	observationOf,
	pluginOf,
	stateOf,
} from '../../test/support/fakeSite';
import { findSection, open, section } from '../../test/support/render';
import { App } from '../App';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

const countdown = pluginOf( 'Event Countdown' );

describe( 'the front page', () => {
	beforeEach( () => {
		jest.mocked( speak ).mockClear();
	} );

	it( 'is looked at by one observing probe of the live configuration', async () => {
		const site = fakeSite( stateOf( [ countdown ] ) );
		await open( site );
		expect(
			await section( 'Front page' ).findByText(
				'Your front page answers normally (200, 0.4 s).'
			)
		).toBeVisible();
		expect( site.prober.probe.mock.calls ).toEqual( [
			[
				{ configuration: site.now().live, mode: 'observe' },
				{ path: '/', asUser: false },
				expect.any( AbortSignal ),
			],
		] );
		expect( speak ).toHaveBeenCalledWith(
			'Your front page answers normally (200, 0.4 s).',
			'polite'
		);
	} );

	it( 'names who broke it, although the status says 200', async () => {
		const site = fakeSite( stateOf( [ countdown ] ), () => ( {
			status: 200,
			fatalIn: countdown.id,
		} ) );
		await open( site );
		expect(
			await section( 'Front page' ).findByText(
				/PHP stopped with an error in Event Countdown/
			)
		).toBeVisible();
	} );

	it( 'is checked again on request, and says nothing stale meanwhile', async () => {
		const site = fakeSite( stateOf( [ countdown ] ) );
		const user = await open( site );
		const page = section( 'Front page' );
		await page.findByText( /answers normally/ );

		let answer: ( ( value: unknown ) => void ) | undefined;
		site.prober.probe.mockImplementationOnce(
			() => new Promise( ( resolve ) => ( answer = resolve as never ) )
		);
		await user.click( page.getByRole( 'button', { name: 'Check again' } ) );
		expect( page.queryByText( /answers normally/ ) ).toBeNull();
		expect( page.getByText( /Checking .* again/ ) ).toBeVisible();
		expect(
			page.getByRole( 'button', { name: 'Check again' } )
		).toHaveFocus();

		answer?.( {
			ok: true,
			value: observationOf( site.now().live, { status: 503 } ),
		} );
		expect(
			await page.findByText( /Visitors see 503 Service Unavailable/ )
		).toBeVisible();
	} );

	it( 'is checked on the list as it is now, after plugins were changed elsewhere', async () => {
		const site = fakeSite(
			stateOf( [ countdown ] ),
			brokenBy( [ countdown.id ] )
		);
		const user = await open( site );
		const page = section( 'Front page' );
		await page.findByText( /Visitors see 500/ );

		site.changeElsewhere( { ...site.now().live, plugins: [] } );
		await user.click( page.getByRole( 'button', { name: 'Check again' } ) );

		expect( await page.findByText( /answers normally/ ) ).toBeVisible();
		expect(
			screen.getByRole( 'button', { name: 'Inactive (2)' } )
		).toBeVisible();
	} );

	it( 'says why, where the list stays as it was', async () => {
		const site = fakeSite( stateOf( [ countdown ] ) );
		site.prober.probe.mockResolvedValueOnce( {
			ok: false,
			error: failure( {
				code: 'culprit_not_live',
				sentence: 'Plugins or theme were changed.',
				status: 409,
			} ),
		} );
		await open( site );
		expect(
			await section( 'Front page' ).findByText(
				'Plugins or theme were changed.'
			)
		).toBeVisible();
	} );

	it( 'shows an error with what to do', async () => {
		const site = fakeSite( stateOf( [ countdown ] ) );
		site.prober.probe.mockResolvedValueOnce( {
			ok: false,
			error: failure(),
		} );
		const user = await open( site );
		const page = section( 'Front page' );
		expect(
			await page.findByText( 'The server answered 502 Bad Gateway.' )
		).toBeVisible();
		expect(
			page.getByText( /Ask the host for the error log/ )
		).toBeVisible();
		await user.click( page.getByRole( 'button', { name: 'Check again' } ) );
		expect( await page.findByText( /answers normally/ ) ).toBeVisible();
		expect( page.queryByText( /502 Bad Gateway/ ) ).toBeNull();
	} );

	it( 'is seen from outside while the guard does not work', async () => {
		const state = stateOf( [ countdown ], {} );
		const site = fakeSite(
			{
				...state,
				guard: {
					...state.guard,
					installed: false,
					answering: null,
					problem: 'folder-unwritable',
					message: 'The folder cannot be written. Ask your host.',
				},
			},
			brokenBy( [ countdown.id ] )
		);
		const user = await open( site );
		const page = await findSection( 'Front page' );
		expect(
			await page.findByText( /broken: visitors see 500/ )
		).toBeVisible();
		expect( site.prober.probe ).not.toHaveBeenCalled();
		expect(
			screen.getByText( /The folder cannot be written\. Ask your host\./ )
		).toBeVisible();

		const find = page.getByRole( 'button', { name: 'Find the culprit' } );
		expect( find ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.click( find );
		expect( screen.queryByRole( 'dialog' ) ).toBeNull();
	} );
} );

describe( 'a site that cannot be read', () => {
	it( 'says so, and can be tried again', async () => {
		const site = fakeSite( stateOf( [ countdown ] ) );
		site.client.state.mockResolvedValueOnce( {
			ok: false,
			error: failure(),
		} );
		render( <App boot={ boot } connection={ site.connection } /> );
		expect(
			await screen.findByText( 'The server answered 502 Bad Gateway.' )
		).toBeVisible();
		expect(
			screen.getByRole( 'link', { name: 'Log in again' } )
		).toHaveAttribute( 'href', boot.login );
		await userEvent.click(
			screen.getByRole( 'button', { name: 'Try again' } )
		);
		expect(
			await screen.findByRole( 'heading', { name: 'Plugins' } )
		).toBeVisible();
	} );
} );
