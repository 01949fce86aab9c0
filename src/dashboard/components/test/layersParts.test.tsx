import '@testing-library/jest-dom';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, fakeSite, stateOf } from '../../test/support/fakeSite';
import { AlwaysOnFiles } from '../AlwaysOnFiles';
import { CachePurge } from '../CachePurge';
import { PausedEdge } from '../PausedEdge';
import { WatchPart } from '../WatchPart';
import type { State, Watch } from '../../../contract/types';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

const withFiles = ( more: Partial< State > = {} ): State => {
	const state = stateOf( [] );
	return {
		...state,
		environment: {
			...state.environment,
			drop_ins: [ 'db.php' ],
			must_use: [ '0-culprit-guard.php', 'host.php' ],
		},
		...more,
	};
};

const away = ( until: number | null ) => ( {
	id: 'a'.repeat( 32 ),
	file: 'mu-plugins/host.php',
	user: 1,
	at: 1,
	until,
} );

describe( 'must-use plugins and drop-ins', () => {
	const show = ( state: State ) => {
		const { client } = fakeSite( state );
		const onState = jest.fn();
		render(
			<AlwaysOnFiles
				state={ state }
				client={ client }
				onState={ onState }
			/>
		);
		return { client, onState, user: userEvent.setup() };
	};

	it( 'are taken away only after a question, and never Culprit’s own guard', async () => {
		const state = withFiles();
		const { client, onState, user } = show( state );
		const after = withFiles( { renames: [ away( 1e12 ) ] } );
		client.takeAway.mockResolvedValue( { ok: true, value: after } );
		expect( screen.queryByText( /0-culprit-guard/ ) ).toBeNull();

		await user.click(
			screen.getByRole( 'button', {
				name: 'Take away for two minutes: mu-plugins/host.php',
				hidden: true,
			} )
		);
		expect( client.takeAway ).not.toHaveBeenCalled();
		await user.click(
			within( screen.getByRole( 'dialog' ) ).getByRole( 'button', {
				name: 'Take away for two minutes',
			} )
		);
		expect( client.takeAway ).toHaveBeenCalledWith( {
			file: 'mu-plugins/host.php',
			seconds: 120,
		} );
		await waitFor( () => expect( onState ).toHaveBeenCalledWith( after ) );
	} );

	it( 'that are away are put back or kept away at a word; a refusal is said', async () => {
		const { client, user } = show(
			withFiles( { renames: [ away( 1e12 ) ] } )
		);
		client.putBack.mockResolvedValue( {
			ok: false,
			error: failure( { sentence: 'Another file has its name now.' } ),
		} );
		client.keepAway.mockResolvedValue( { ok: true, value: withFiles() } );
		await user.click(
			screen.getByRole( 'button', {
				name: 'Put it back now',
				hidden: true,
			} )
		);
		expect( client.putBack ).toHaveBeenCalledWith( 'a'.repeat( 32 ) );
		expect(
			( await screen.findAllByText( /Another file has its name now/ ) )
				.length
		).toBeGreaterThan( 0 );
		await user.click(
			screen.getByRole( 'button', { name: 'Keep it away', hidden: true } )
		);
		expect( client.keepAway ).toHaveBeenCalledWith( 'a'.repeat( 32 ) );
	} );

	it( 'the code of the stand-alone file is shown once, after a question', async () => {
		const { client, user } = show( withFiles() );
		client.makeEmergency.mockResolvedValue( {
			ok: true,
			value: { code: 'c0de'.repeat( 16 ), state: withFiles() },
		} );
		await user.click(
			screen.getByRole( 'button', {
				name: 'Make the stand-alone file',
				hidden: true,
			} )
		);
		expect( client.makeEmergency ).not.toHaveBeenCalled();
		await user.click( screen.getByRole( 'button', { name: 'Make it' } ) );
		expect(
			await screen.findByRole( 'textbox', {
				name: 'Code of the stand-alone file',
				hidden: true,
			} )
		).toHaveValue( 'c0de'.repeat( 16 ) );
	} );
} );

it( 'a cache says what became of it, also where that failed', async () => {
	const state = stateOf( [] );
	const { client } = fakeSite( state );
	client.purge
		.mockResolvedValueOnce( {
			ok: true,
			value: {
				state,
				purged: [
					{
						id: 'wp-rocket',
						name: 'WP Rocket',
						outcome: 'emptied',
						sentence: 'WP Rocket was emptied.',
					},
				],
			},
		} )
		.mockResolvedValueOnce( {
			ok: false,
			error: failure( { sentence: 'The site did not answer.' } ),
		} );
	render(
		<CachePurge
			caches={ [
				{
					id: 'wp-rocket',
					name: 'WP Rocket',
					from: 'plugin',
					purgeable: true,
				},
				{
					id: 'kinsta',
					name: 'Kinsta’s own cache',
					from: 'host',
					purgeable: false,
				},
			] }
			client={ client }
			onState={ () => {} }
		/>
	);
	const user = userEvent.setup();
	expect( screen.getAllByRole( 'button' ) ).toHaveLength( 1 );
	const empty = screen.getByRole( 'button', { name: 'Empty it: WP Rocket' } );
	await user.click( empty );
	expect( await screen.findByText( 'WP Rocket was emptied.' ) ).toBeVisible();
	await user.click( empty );
	expect(
		await screen.findByText( /The site did not answer/ )
	).toBeVisible();
} );

it( 'the watch is switched on with what was typed, within its bounds', async () => {
	const watch: Watch = {
		on: false,
		minutes: 15,
		mail: true,
		to: 'anna@example.org',
		keep: [],
		next: null,
		word: null,
		since: null,
		history: [],
	};
	const { client } = fakeSite( stateOf( [] ) );
	client.watch.mockResolvedValue( { ok: true, value: watch } );
	client.setWatch.mockResolvedValue( {
		ok: true,
		value: { ...watch, on: true, minutes: 5 },
	} );
	render( <WatchPart client={ client } /> );
	const user = userEvent.setup();
	expect( client.watch ).not.toHaveBeenCalled();
	const details = screen
		.getByText( 'Watch the front page' )
		.closest( 'details' );
	details?.setAttribute( 'open', '' );
	await act( async () => {
		details?.dispatchEvent( new Event( 'toggle' ) );
	} );
	const minutes = await screen.findByRole( 'spinbutton', {
		name: 'Minutes between two looks',
	} );
	await user.clear( minutes );
	await user.type( minutes, '2' );
	await user.click(
		screen.getByRole( 'button', { name: 'Switch the watch on' } )
	);
	expect( client.setWatch ).toHaveBeenCalledWith( {
		on: true,
		minutes: 5,
		mail: true,
		to: 'anna@example.org',
		keep: [],
	} );
	expect( await screen.findByText( 'The watch is on.' ) ).toBeVisible();
} );

it( 'a paused CDN is remembered until it is on again', async () => {
	const user = userEvent.setup();
	const first = render( <PausedEdge offered /> );
	await user.click( screen.getByRole( 'button', { name: /Remind me/ } ) );
	expect( screen.getAllByText( /You paused a CDN/ ).length ).toBeGreaterThan(
		0
	);
	first.unmount();

	render( <PausedEdge offered={ false } /> );
	await user.click(
		screen.getByRole( 'button', { name: 'It is on again' } )
	);
	expect( screen.queryByText( /You paused a CDN/ ) ).toBeNull();
} );
