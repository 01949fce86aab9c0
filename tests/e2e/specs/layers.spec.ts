/**
 * The walk from the browser to the host, in a browser.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { logIn, openCulprit, reset } from '../support/site';

test.beforeEach( reset );

test.afterAll( reset );

test( 'an admin looks at every layer, reads what is wrong, and gets a ticket without secrets', async ( {
	page,
} ) => {
	await logIn( page );
	await openCulprit( page );
	const part = page.getByRole( 'region', {
		name: 'From the browser to the host',
	} );
	await part.getByRole( 'button', { name: 'Look at every layer' } ).click();
	await expect(
		part.getByRole( 'heading', { name: 'It is a plugin' } )
	).toBeFocused( { timeout: 90000 } );
	await expect( part ).toContainText( 'What to do: Find the culprit' );
	await expect( part.getByText( 'PHP, without WordPress' ) ).toBeVisible();

	await part.getByText( /^A ticket for/ ).click();
	const ticket = part.getByRole( 'textbox', { name: 'Text of the ticket' } );
	await expect( ticket ).toHaveValue( /What we ask/ );
	await expect( ticket ).not.toHaveValue( /password|X-WP-Nonce|Cookie: / );

	await part.getByText( 'Watch the front page' ).click();
	await expect( part.getByText( 'The watch is off.' ) ).toBeVisible();
	await part
		.getByText( 'Must-use plugins and drop-ins', { exact: true } )
		.last()
		.click();
	await expect(
		part.getByRole( 'button', { name: 'Make the stand-alone file' } )
	).toBeVisible();

	const { violations } = await new AxeBuilder( { page } )
		.include( '#culprit-root' )
		.analyze();
	expect(
		violations.map( ( { id, nodes } ) => `${ id }: ${ nodes[ 0 ]?.html }` )
	).toEqual( [] );
	await page.screenshot( {
		path: 'artifacts/screenshots/layers-1280.png',
		fullPage: true,
	} );
} );

test( 'a look at the layers can be stopped, and the stop leaves nothing', async ( {
	page,
} ) => {
	await logIn( page );
	await openCulprit( page );
	const part = page.getByRole( 'region', {
		name: 'From the browser to the host',
	} );
	await part.getByRole( 'button', { name: 'Look at every layer' } ).click();
	await part.getByRole( 'button', { name: 'Stop' } ).click();
	await expect(
		part.getByRole( 'button', { name: 'Look at every layer' } )
	).toBeVisible();
} );
