/**
 * What an admin sees of a server that runs out of PHP workers, and what they can agree to.
 */
import '@testing-library/jest-dom';
import { speak } from '@wordpress/a11y';
import { render, screen, waitFor } from '@testing-library/react';
import type { Strain } from '../../../run/strain';
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
import type { Busy } from '../../hooks/useBusy';
import { ServerStrain } from '../ServerStrain';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

const plugins = [ 'Akismet', 'Event Countdown', 'Forms' ].map( ( name ) =>
	pluginOf( name )
);
const countdown = 'event-countdown/event-countdown.php';

const site = () => fakeSite( stateOf( plugins ), brokenBy( [ countdown ] ) );

/** Starts a search whose third probe comes back when it is let go. */
async function searchUntilHeld( fake: FakeSite ) {
	const user = await open( fake );
	await section( 'Front page' ).findByText( /is broken/ );
	const { probe } = fake.prober;
	const answer = probe.getMockImplementation() as typeof fake.prober.probe;
	let letGo = () => {};
	const held = new Promise< void >( ( resolve ) => ( letGo = resolve ) );
	let count = 0;
	probe.mockImplementation( async ( ...asked ) => {
		if ( ++count === 3 ) {
			await held;
		}
		return answer( ...asked );
	} );
	await user.click(
		screen.getByRole( 'button', { name: 'Find the culprit' } )
	);
	await user.click(
		dialog().getByRole( 'button', { name: 'Start search' } )
	);
	return { user, letGo };
}

const busyServer = ( fake: FakeSite ) =>
	jest
		.mocked( fake.prober.workers.now )
		.mockReturnValue( { total: 4, idle: 0, hanging: 0 } );

const queue = /All PHP workers of your server are busy/;

describe( 'a server without a free worker', () => {
	it( 'is told, also to a screen reader, and visitors get the busy answer only after consent', async () => {
		const fake = site();
		busyServer( fake );
		const { user, letGo } = await searchUntilHeld( fake );

		await section( 'Search' ).findByText( queue );
		expect( speak ).toHaveBeenCalledWith(
			expect.stringMatching( queue ),
			'polite'
		);
		await user.click(
			screen.getByRole( 'button', { name: 'Answer visitors “busy”…' } )
		);
		expect( dialog().getByText( /It ends with the search/ ) ).toBeVisible();
		expect( fake.client.startBusy ).not.toHaveBeenCalled();
		await user.click(
			dialog().getByRole( 'button', { name: 'Answer “busy”' } )
		);
		await section( 'Search' ).findByText(
			/Visitors of this page are asked to come back/
		);
		letGo();

		await screen.findByRole( 'heading', {
			name: /Event Countdown/,
			level: 3,
		} );
		expect( fake.client.startBusy ).toHaveBeenCalledWith( {
			scope: 'page',
			page: '/',
		} );
		await waitFor( () => expect( fake.client.endBusy ).toHaveBeenCalled() );
	} );

	it( 'leaves visitors alone when the admin cancels', async () => {
		const fake = site();
		busyServer( fake );
		const { user, letGo } = await searchUntilHeld( fake );
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Answer visitors “busy”…',
			} )
		);
		await user.click( dialog().getByRole( 'button', { name: 'Cancel' } ) );
		letGo();

		await screen.findByRole( 'heading', {
			name: /Event Countdown/,
			level: 3,
		} );
		expect( fake.client.startBusy ).not.toHaveBeenCalled();
	} );

	it( 'gives the busy answer for the whole site when that is chosen, and ends it on demand', async () => {
		const fake = site();
		busyServer( fake );
		const { user, letGo } = await searchUntilHeld( fake );
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Answer visitors “busy”…',
			} )
		);
		await user.click( dialog().getByLabelText( /the whole site/ ) );
		await user.click(
			dialog().getByRole( 'button', { name: 'Answer “busy”' } )
		);
		await section( 'Search' ).findByText( /Visitors of your site/ );
		await user.click(
			screen.getByRole( 'button', {
				name: 'Show visitors the page again',
			} )
		);
		expect( section( 'Search' ).getByText( queue ) ).toBeVisible();
		letGo();
		await screen.findByRole( 'heading', {
			name: /Event Countdown/,
			level: 3,
		} );
		expect( fake.client.startBusy ).toHaveBeenCalledTimes( 1 );
		expect( fake.client.startBusy ).toHaveBeenCalledWith( {
			scope: 'site',
			page: '/',
		} );
		expect( fake.client.endBusy ).toHaveBeenCalledTimes( 1 );
	} );

	it( 'says when visitors could not be answered', async () => {
		const fake = site();
		busyServer( fake );
		jest.mocked( fake.client.startBusy ).mockResolvedValue( {
			ok: false,
			error: {
				code: 'down',
				sentence: 'The site did not answer.',
				advice: '',
				status: null,
			},
		} );
		const { user, letGo } = await searchUntilHeld( fake );
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Answer visitors “busy”…',
			} )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Answer “busy”' } )
		);

		expect(
			await section( 'Search' ).findByText(
				/could not be answered “busy”.*: The site did not answer\./
			)
		).toBeVisible();

		// Who presses the button again does not wait for the next try.
		jest.mocked( fake.client.startBusy ).mockResolvedValue( {
			ok: true,
			value: fake.now(),
		} );
		await user.click(
			screen.getByRole( 'button', { name: 'Answer visitors “busy”…' } )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Answer “busy”' } )
		);
		await section( 'Search' ).findByText( /^Visitors of this page/ );
		expect( fake.client.startBusy ).toHaveBeenCalledTimes( 2 );
		letGo();
		await screen.findByRole( 'heading', {
			name: /Event Countdown/,
			level: 3,
		} );
	} );
} );

it( 'says after the search when visitors may be answered “busy” for a while yet', async () => {
	const fake = site();
	busyServer( fake );
	jest.mocked( fake.client.endBusy ).mockResolvedValue( {
		ok: false,
		error: failure( { sentence: 'The site did not answer.' } ),
	} );
	const { user, letGo } = await searchUntilHeld( fake );
	await user.click(
		await screen.findByRole( 'button', {
			name: 'Answer visitors “busy”…',
		} )
	);
	await user.click(
		dialog().getByRole( 'button', { name: 'Answer “busy”' } )
	);
	letGo();
	await screen.findByRole( 'heading', { name: /Event Countdown/, level: 3 } );
	expect(
		section( 'Search' ).getByText(
			/for up to two minutes more; .* The site did not answer\./
		)
	).toBeVisible();
} );

describe( 'what is said of the server', () => {
	const strain = {
		total: 4,
		idle: 3,
		hanging: 0,
		queue: false,
		slow: false,
		waiting: false,
	};
	const nobody: Busy = {
		scope: null,
		pending: null,
		problem: null,
		answer: () => undefined,
		forSearch: () => {
			throw new Error( 'No search is shown here.' );
		},
	};
	const error = failure( { sentence: 'The site did not answer.' } );
	const shown = ( more: Partial< Strain >, busy: Partial< Busy > = {} ) => (
		<ServerStrain
			strain={ { ...strain, ...more } }
			busy={ { ...nobody, ...busy } }
		/>
	);

	it( 'claims no queue where it only answers slowly, and does not go away from under a finger', () => {
		const { rerender, container } = render( shown( { slow: true } ) );
		expect( container ).toHaveTextContent( 'Your site answers slowly' );
		expect( container ).not.toHaveTextContent( 'All PHP workers' );

		screen.getByRole( 'button' ).focus();
		rerender( shown( {} ) );
		expect( container ).toHaveTextContent( 'Your server keeps up again.' );
		expect( screen.getByRole( 'button' ) ).toHaveFocus();
	} );

	it( 'is nothing while nothing was wrong', () => {
		const { container } = render( shown( {} ) );
		expect( container ).toBeEmptyDOMElement();
	} );

	it.each< [ RegExp, Partial< Busy > ] >( [
		[ /being asked to answer visitors/, { pending: 'begin' } ],
		[ /being asked to show visitors/, { scope: 'page', pending: 'end' } ],
		[
			/they go on getting the page: The site did not answer\. Culprit tries again/,
			{ problem: { what: 'begin', error } },
		],
		[
			/ends within two minutes: The site did not answer\..*Visitors of this page/,
			{ scope: 'page', problem: { what: 'renew', error } },
		],
		[
			/ends by itself in two minutes: The site did not answer\./,
			{ problem: { what: 'end', error } },
		],
		[ /^Visitors of your site .* two minutes after/, { scope: 'site' } ],
	] )( 'says of the busy answer: %s', ( words, busy ) => {
		const { container } = render( shown( {}, busy ) );
		expect(
			container.querySelector( '.components-notice__content' )
		).toHaveTextContent( words );
	} );

	it( 'is spoken once', () => {
		jest.mocked( speak ).mockClear();
		render( shown( { queue: true } ) );
		expect( speak ).toHaveBeenCalledTimes( 1 );
	} );
} );

it( 'a server that bears the search well is not spoken of', async () => {
	const { letGo } = await searchUntilHeld( site() );
	expect( screen.queryByText( queue ) ).not.toBeInTheDocument();
	letGo();
	await screen.findByRole( 'heading', { name: /Event Countdown/, level: 3 } );
} );

/** A site whose only worker hangs while the culprit is on. */
function hangingSite() {
	const fake = site();
	jest.mocked( fake.prober.workers.now ).mockReturnValue( {
		total: 1,
		idle: 0,
		hanging: 0,
	} );
	const answer =
		fake.prober.probe.getMockImplementation() as typeof fake.prober.probe;
	fake.prober.probe.mockImplementation( async ( asked, ...rest ) => {
		const { configuration } = asked;
		return configuration.plugins.includes( countdown )
			? {
					ok: true,
					value: {
						...observationOf( configuration ),
						status: null,
						bytes: 0,
						marker: 'absent',
						networkError: 'timeout',
						report: null,
						record: {
							claimed: true,
							age: 0,
							readable: true,
							ended: false,
							loaded: configuration.plugins,
							loading: null,
							milestone: 'init',
							running: null,
							waiting: null,
						},
					},
				}
			: answer( asked, ...rest );
	} );
	return fake;
}

it( 'a page that hangs on a server with one worker is searched only after consent', async () => {
	const fake = hangingSite();
	const user = await open( fake );
	await section( 'Front page' ).findByText( /is broken/ );
	await user.click(
		screen.getByRole( 'button', { name: 'Find the culprit' } )
	);
	await user.click(
		dialog().getByRole( 'button', { name: 'Start search' } )
	);
	await screen.findByRole( 'heading', {
		name: 'Your server makes one page at a time, and this one hangs',
	} );
	expect(
		screen.getByText( /more PHP workers, which are what makes pages/ )
	).toBeVisible();
	const allTheSame = screen.getByRole( 'button', {
		name: 'Search all the same…',
	} );
	expect( allTheSame ).toHaveClass( 'is-primary' );
	await user.click( allTheSame );
	const before = fake.prober.probe.mock.calls.length;
	await user.click(
		dialog().getByRole( 'button', { name: 'Search all the same' } )
	);

	await screen.findByRole( 'heading', { name: /Event Countdown/, level: 3 } );
	expect( fake.prober.probe.mock.calls.length ).toBeGreaterThan( before );
} );

it( 'what was agreed to is not asked again when the search goes on after Stop', async () => {
	const fake = hangingSite();
	const user = await open( fake );
	await section( 'Front page' ).findByText( /is broken/ );
	await user.click(
		screen.getByRole( 'button', { name: 'Find the culprit' } )
	);
	await user.click(
		dialog().getByRole( 'button', { name: 'Start search' } )
	);
	const allTheSame = await screen.findByRole( 'button', {
		name: 'Search all the same…',
	} );
	const probe =
		fake.prober.probe.getMockImplementation() as typeof fake.prober.probe;
	fake.prober.probe.mockImplementation(
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
	await user.click( allTheSame );
	await user.click(
		dialog().getByRole( 'button', { name: 'Search all the same' } )
	);
	await user.click( await screen.findByRole( 'button', { name: 'Stop' } ) );
	const goOn = await screen.findByRole( 'button', { name: 'Go on' } );
	fake.prober.probe.mockImplementation( probe );
	await user.click( goOn );
	expect(
		await screen.findByRole( 'heading', {
			name: /Event Countdown/,
			level: 3,
		} )
	).toBeVisible();
} );
