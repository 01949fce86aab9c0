import '@testing-library/jest-dom';
import { speak } from '@wordpress/a11y';
import { screen, within } from '@testing-library/react';
import {
	failure,
	fakeSite,
	pluginOf,
	stateOf,
	themeOf,
} from '../../test/support/fakeSite';
import { dialog, open, section } from '../../test/support/render';

jest.mock( '@wordpress/a11y', () => ( { speak: jest.fn() } ) );

const plugins = [
	pluginOf( 'Akismet' ),
	pluginOf( 'Forms', { update: '2.0' } ),
	pluginOf( 'Old', { active: false } ),
	pluginOf( 'Older', { active: false } ),
	pluginOf( 'Shop' ),
	pluginOf( 'Shop Pay', { requires: [ 'shop' ] } ),
	pluginOf( 'Tracker', { active: false, network_active: true } ),
];

const box = ( name: string ) =>
	screen.getByRole( 'checkbox', { name: `Select ${ name }` } );
const all = () =>
	screen.getByRole< HTMLInputElement >( 'checkbox', {
		name: 'Select all plugins shown',
	} );
const bulk = ( name: string ) =>
	within(
		screen.getByRole( 'group', { name: 'Change the selected plugins' } )
	).getByRole( 'button', { name } );
const rows = () =>
	screen
		.getAllByRole( 'rowheader' )
		.map( ( row ) => row.querySelector( 'strong' )?.textContent )
		.filter( Boolean );

describe( 'the plugin table', () => {
	it( 'filters, searches, and counts', async () => {
		const user = await open( fakeSite( stateOf( plugins ) ) );
		const filter = within(
			screen.getByRole( 'group', { name: 'Filter plugins' } )
		);
		expect(
			filter.getAllByRole( 'button' ).map( ( b ) => b.textContent )
		).toEqual( [
			'All (8)',
			'Active (6)',
			'Inactive (2)',
			'Update available (1)',
		] );
		await user.click(
			filter.getByRole( 'button', { name: 'Inactive (2)' } )
		);
		expect( rows() ).toEqual( [ 'Old', 'Older' ] );
		expect(
			filter.getByRole( 'button', { name: 'Inactive (2)' } )
		).toHaveAttribute( 'aria-pressed', 'true' );
		await user.type(
			screen.getByRole( 'searchbox', { name: 'Search plugins' } ),
			'older'
		);
		expect( rows() ).toEqual( [ 'Older' ] );
		await user.click(
			filter.getByRole( 'button', { name: 'Update available (1)' } )
		);
		expect( screen.getByText( /No plugin matches/ ) ).toBeVisible();
	} );

	it( 'shows network-active plugins as such, and lets nobody choose them or Culprit', async () => {
		await open( fakeSite( stateOf( plugins ) ) );
		expect( screen.getByText( 'Network active' ) ).toBeVisible();
		expect(
			screen.queryByRole( 'checkbox', { name: 'Select Tracker' } )
		).toBeNull();
		expect(
			screen.queryByRole( 'checkbox', { name: 'Select Culprit' } )
		).toBeNull();
	} );

	it( 'selects all that is shown, and shows when only some are', async () => {
		const user = await open( fakeSite( stateOf( plugins ) ) );
		await user.click( box( 'Akismet' ) );
		expect( all().indeterminate ).toBe( true );
		await user.click( all() );
		expect( all().checked ).toBe( true );
		expect( all().indeterminate ).toBe( false );
		expect( screen.getByText( '6 selected' ) ).toBeVisible();
		await user.click( all() );
		expect( screen.getByText( '0 selected' ) ).toBeVisible();
	} );

	it( 'never changes what is selected but not shown', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		await user.click( all() );
		await user.type( screen.getByRole( 'searchbox' ), 'akismet' );
		expect( screen.getByText( '1 selected' ) ).toBeVisible();
		await user.click( bulk( 'Deactivate' ) );
		expect(
			screen.getByRole( 'dialog', { name: 'Deactivate 1 plugin?' } )
		).toBeVisible();
		await user.click(
			dialog().getByRole( 'button', { name: 'Deactivate' } )
		);
		await screen.findByText( 'Deactivated Akismet.', {
			selector:
				'.components-notice__content *, .components-notice__content',
		} );
		expect( site.now().live.plugins ).toHaveLength( 4 );
	} );

	it( 'changes nothing before the question is answered, nor when the answer is no', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		await user.click( box( 'Akismet' ) );
		await user.click( bulk( 'Deactivate' ) );
		expect( site.client.change ).not.toHaveBeenCalled();
		await user.click( dialog().getByRole( 'button', { name: 'Cancel' } ) );
		expect( site.client.change ).not.toHaveBeenCalled();
	} );

	it( 'deactivates many at once with what needs them, and undoes all of it', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		const before = site.now().live;
		await user.click( box( 'Akismet' ) );
		await user.click( box( 'Shop' ) );
		await user.click( bulk( 'Deactivate' ) );
		expect(
			screen.getByRole( 'dialog', { name: 'Deactivate 3 plugins?' } )
		).toBeVisible();
		expect( dialog().getByText( 'Shop Pay' ) ).toBeVisible();
		await user.click(
			dialog().getByRole( 'button', { name: 'Deactivate' } )
		);

		const table = section( 'Plugins' );
		await table.findByText( 'Deactivated Akismet, Shop, and Shop Pay.' );
		expect( speak ).toHaveBeenCalledWith(
			'Deactivated Akismet, Shop, and Shop Pay.',
			'polite'
		);
		expect( screen.getByText( '0 selected' ) ).toBeVisible();
		expect( bulk( 'Deactivate' ) ).toHaveFocus();

		await user.click( table.getByRole( 'button', { name: 'Undo' } ) );
		await table.findByText( /Undone: Deactivated/ );
		expect( site.now().live ).toEqual( before );
	} );

	it( 'activates one after another, and names what failed', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		await user.click( box( 'Old' ) );
		await user.click( box( 'Older' ) );
		site.client.change.mockResolvedValueOnce( {
			ok: false,
			error: failure( { status: 500 } ),
		} );
		await user.click( bulk( 'Activate' ) );
		await user.click(
			dialog().getByRole( 'button', { name: 'Activate' } )
		);
		const table = section( 'Plugins' );
		expect( await table.findByText( /^Activated Older\./ ) ).toBeVisible();
		expect(
			table.getByText(
				/^Old: The site broke down while this plugin was activated/
			)
		).toBeVisible();
		expect(
			site.client.change.mock.calls.map(
				( [ { plugins: list }, kind ] ) => [ list, kind ]
			)
		).toEqual( [
			[ [ 'old/old.php' ], 'full' ],
			[ [ 'older/older.php' ], 'full' ],
		] );
	} );

	it( 'says why a change was refused, and changes nothing', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		const before = site.now().live;
		site.client.change.mockResolvedValueOnce( {
			ok: false,
			error: failure( {
				status: 409,
				sentence:
					'Nothing was changed, because somebody else was faster.',
				advice: 'Look at the list and try again.',
			} ),
		} );
		await user.click( box( 'Akismet' ) );
		await user.click( bulk( 'Deactivate' ) );
		await user.click(
			dialog().getByRole( 'button', { name: 'Deactivate' } )
		);
		expect(
			await screen.findByText( /somebody else was faster/ )
		).toBeVisible();
		expect(
			screen.getByText( /Look at the list and try again/ )
		).toBeVisible();
		expect( site.now().live ).toEqual( before );
		expect( box( 'Akismet' ) ).toBeChecked();
	} );

	it( 'shows the list as it is now, when a change was refused because of another', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		await screen.findByText( /answers normally/ );
		site.changeElsewhere( { ...site.now().live, plugins: [] } );
		await user.click(
			section( 'Theme' ).getByRole( 'button', {
				name: 'Switch to Twenty',
			} )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Switch theme' } )
		);
		expect(
			await screen.findByText( /the list is not as this page shows it/ )
		).toBeVisible();
		expect(
			await screen.findByRole( 'button', { name: 'Active (1)' } )
		).toBeVisible();
		expect( site.now().live.stylesheet ).toBe( 'astra' );
	} );

	it( 'warns that a network plugin goes off everywhere', async () => {
		const state = stateOf( plugins );
		const user = await open(
			fakeSite( { ...state, may: { ...state.may, network: true } } )
		);
		await user.click( box( 'Tracker' ) );
		await user.click( bulk( 'Deactivate' ) );
		expect(
			dialog().getByText( /on every site of the network/ )
		).toBeVisible();
	} );
} );

describe( 'the theme', () => {
	it( 'is switched after a question, and switched back', async () => {
		const site = fakeSite( stateOf( plugins ) );
		const user = await open( site );
		const theme = section( 'Theme' );
		expect( theme.getByText( 'Active: Astra 4.5' ) ).toBeVisible();
		await user.click(
			theme.getByRole( 'button', { name: 'Switch to Twenty' } )
		);
		await user.click(
			dialog().getByRole( 'button', { name: 'Switch theme' } )
		);
		expect(
			await theme.findByText( 'Switched the theme from Astra to Twenty.' )
		).toBeVisible();
		await user.click( theme.getByRole( 'button', { name: 'Undo' } ) );
		await theme.findByText( /Undone/ );
		expect( site.now().live.stylesheet ).toBe( 'astra' );
	} );

	it( 'can be installed where there is no default one, by who may', async () => {
		const none = {
			default_theme: null,
			themes: [ themeOf( 'Astra', { active: true } ) ],
		};
		await open( fakeSite( stateOf( plugins, none ) ) );
		expect(
			section( 'Theme' ).getByText( /No default theme is installed/ )
		).toBeVisible();
		expect(
			section( 'Theme' ).getByRole( 'link', {
				name: 'Install a default theme',
			} )
		).toHaveAttribute(
			'href',
			expect.stringContaining( 'theme-install.php?search=' )
		);
	} );

	it( 'is asked of an administrator by who may not', async () => {
		const state = stateOf( plugins, {
			default_theme: null,
			themes: [ themeOf( 'Astra', { active: true } ) ],
		} );
		await open(
			fakeSite( {
				...state,
				may: { ...state.may, install_themes: false },
			} )
		);
		expect( section( 'Theme' ).queryByRole( 'link' ) ).toBeNull();
		expect(
			section( 'Theme' ).getByText( /Ask an administrator/ )
		).toBeVisible();
	} );
} );

describe( 'recent changes', () => {
	it( 'are undone one by one, only while they are the last', async () => {
		const site = fakeSite( stateOf( plugins ) );
		await site.client.change(
			{ kind: 'deactivate', plugins: [ 'forms/forms.php' ] },
			'bare'
		);
		await site.client.change(
			{ kind: 'deactivate', plugins: [ 'akismet/akismet.php' ] },
			'bare'
		);
		const user = await open( site );
		const changes = section( 'Recent changes' );
		expect( changes.getAllByRole( 'listitem' ) ).toHaveLength( 2 );
		const undo = changes.getAllByRole( 'button' );
		expect( undo.map( ( b ) => b.getAttribute( 'aria-label' ) ) ).toEqual( [
			'Undo: Deactivated Akismet.',
		] );
		await user.click( undo[ 0 ] as HTMLElement );
		await changes.findByText( /Undone: Deactivated Akismet/ );
		expect( site.client.undo ).toHaveBeenCalledWith( 2 );
	} );
} );
