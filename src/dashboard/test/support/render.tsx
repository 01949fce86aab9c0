/**
 * Renders the whole dashboard over a site in memory.
 */
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../components/App';
import { boot, type FakeSite } from './fakeSite';

export async function open( site: FakeSite ) {
	const user = userEvent.setup();
	render( <App boot={ boot } connection={ site.connection } /> );
	await screen.findByRole( 'heading', { name: 'Plugins' } );
	return user;
}

/** A part of the page, by its heading. */
export const section = ( name: string ) =>
	within( screen.getByRole( 'region', { name } ) );

/** The part of the page once it is there. */
export const findSection = async ( name: string ) =>
	within( await screen.findByRole( 'region', { name } ) );

export const dialog = () => within( screen.getByRole( 'dialog' ) );
