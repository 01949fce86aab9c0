/**
 * The main job in a browser: find the culprit, switch it off, take that back.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import {
	BROKEN,
	desk,
	logIn,
	openCulprit,
	OWN,
	reset,
	site,
	visit,
} from '../support/site';

/** The rows that make the live configuration, and one that reduced lists ruin in other tools. */
const LIVE = [ 'active_plugins', 'template', 'stylesheet', 'rewrite_rules' ];

test.beforeEach( reset );

test.afterAll( reset );

/**
 * What axe finds wrong with Culprit's own part of the page.
 *
 * @param page Browser page.
 */
async function violations( page: Page ) {
	const { violations: found } = await new AxeBuilder( { page } )
		.include( '#culprit-root' )
		.analyze();
	return found.map(
		( { id, nodes } ) => `${ id }: ${ nodes[ 0 ]?.html ?? '' }`
	);
}

/**
 * Keeps a picture of the page at both widths, for people.
 *
 * @param page Browser page.
 * @param name What it shows.
 */
async function picture( page: Page, name: string ) {
	for ( const width of [ 400, 1280 ] ) {
		await page.setViewportSize( { width, height: 900 } );
		await page.screenshot( {
			path: `artifacts/screenshots/${ name }-${ width }.png`,
			fullPage: true,
		} );
	}
}

/**
 * Culprit's part of the page, without what is only spoken.
 *
 * @param page Browser page.
 */
const own = ( page: Page ) => page.locator( '#culprit-root' );

async function startSearch( page: Page ) {
	await page.getByRole( 'button', { name: 'Find the culprit' } ).click();
	await page.getByRole( 'button', { name: 'Start search' } ).click();
}

test( 'an admin finds the culprit, deactivates it, and undoes that', async ( {
	page,
} ) => {
	const problems: string[] = [];
	page.on( 'pageerror', ( error ) => problems.push( error.message ) );
	const before = await desk();
	expect( ( await visit() ).status ).toBe( 500 );

	await logIn( page );
	await openCulprit( page );
	await expect( own( page ) ).toContainText( 'Your front page is broken' );
	expect( await violations( page ) ).toEqual( [] );
	await picture( page, 'broken' );

	await page.getByRole( 'button', { name: 'Find the culprit' } ).click();
	await expect( page.getByRole( 'dialog' ) ).toContainText(
		'Nothing on your site changes'
	);
	expect( await violations( page ) ).toEqual( [] );
	await page.getByRole( 'button', { name: 'Start search' } ).click();
	await expect( own( page ) ).toContainText( /Step \d+ of about \d+/ );
	await picture( page, 'searching' );

	await expect(
		page.getByRole( 'heading', {
			name: 'Event Countdown breaks your front page',
		} )
	).toBeVisible( { timeout: 120_000 } );
	expect( await violations( page ) ).toEqual( [] );
	await picture( page, 'found' );
	// Looking changed nothing. Other rows move by themselves while somebody is in wp-admin: WordPress runs its cron.
	const looked = ( await desk() ).options;
	for ( const row of LIVE ) {
		expect( looked[ row ] ).toBe( before.options[ row ] );
	}

	await page
		.getByRole( 'button', { name: 'Deactivate Event Countdown' } )
		.click();
	await page
		.getByRole( 'dialog' )
		.getByRole( 'button', { name: 'Deactivate' } )
		.click();
	await expect(
		page.getByText( 'Deactivated Event Countdown.' ).first()
	).toBeVisible();
	expect( ( await visit() ).status ).toBe( 200 );
	expect( ( await desk() ).options[ 'active_plugins' ] ).not.toContain(
		BROKEN
	);
	await expect( own( page ) ).toContainText(
		'Your front page answers normally'
	);
	await picture( page, 'deactivated' );
	expect( await violations( page ) ).toEqual( [] );

	await page.getByRole( 'button', { name: 'Undo' } ).first().click();
	await expect( page.getByText( /^Undone:/ ).first() ).toBeVisible();
	expect( ( await visit() ).status ).toBe( 500 );
	expect( ( await desk() ).options[ 'active_plugins' ] ).toBe(
		before.options[ 'active_plugins' ]
	);
	expect( problems ).toEqual( [] );
} );

test( 'a search that was broken off by closing the tab left the site alone, and goes on after a reload', async ( {
	page,
} ) => {
	const before = await desk();
	await logIn( page );
	await openCulprit( page );
	await startSearch( page );
	// Of several at once, the step after the next may follow.
	await expect( own( page ) ).toContainText( /Step [3-9] of about \d+/, {
		timeout: 60_000,
	} );
	await page.close();

	expect( ( await desk() ).options[ 'active_plugins' ] ).toBe(
		before.options[ 'active_plugins' ]
	);
	expect( ( await visit() ).status ).toBe( 500 );

	const again = await page.context().newPage();
	await openCulprit( again );
	await again.getByRole( 'button', { name: 'Go on' } ).click();
	await expect(
		again.getByRole( 'heading', {
			name: 'Event Countdown breaks your front page',
		} )
	).toBeVisible( { timeout: 120_000 } );
} );

test( 'Stop ends a search, and the site is as it was', async ( { page } ) => {
	const before = await desk();
	await logIn( page );
	await openCulprit( page );
	await startSearch( page );
	await page.getByRole( 'button', { name: 'Stop' } ).click();
	await expect( page.getByText( /Stopped after/ ).first() ).toBeVisible();
	expect( ( await desk() ).options[ 'active_plugins' ] ).toBe(
		before.options[ 'active_plugins' ]
	);
} );

test( 'all 24 plugins go off in one action and on again in another; one that fails is named, the others change', async ( {
	page,
} ) => {
	const failing = 'fails-on-activation/fails-on-activation.php';
	const all = site().demo;
	expect( all ).toHaveLength( 24 );
	await logIn( page );
	await openCulprit( page );

	await page.getByRole( 'button', { name: /^Active \(/ } ).click();
	const names = await own( page )
		.locator( 'tbody tr:has(input) th strong' )
		.allInnerTexts();
	expect( names ).toHaveLength( all.length );
	await page.getByRole( 'checkbox', { name: /Select all/ } ).check();
	await page
		.getByRole( 'button', { name: 'Deactivate', exact: true } )
		.click();
	await expect( page.getByRole( 'dialog' ) ).toContainText(
		`Deactivate ${ all.length } plugins?`
	);
	await page
		.getByRole( 'dialog' )
		.getByRole( 'button', { name: 'Deactivate' } )
		.click();
	await expect(
		page.getByText( `Deactivated ${ all.length } plugins.` ).first()
	).toBeVisible();
	expect( ( await desk() ).options[ 'active_plugins' ] ).toBe(
		`a:1:{i:0;s:${ OWN.length }:"${ OWN }";}`
	);

	await page.getByRole( 'button', { name: /^All/ } ).click();
	for ( const name of [ ...names, 'Fixture: Fails on Activation' ] ) {
		await page
			.getByRole( 'checkbox', { name: `Select ${ name }`, exact: true } )
			.check();
	}
	await page.getByRole( 'button', { name: 'Activate', exact: true } ).click();
	await page
		.getByRole( 'dialog' )
		.getByRole( 'button', { name: 'Activate' } )
		.click();
	await expect(
		page.getByText( 'These could not be switched:' ).first()
	).toBeVisible( { timeout: 200_000 } );
	await expect(
		page
			.locator( '.components-notice' )
			.filter( { hasText: 'These could not be switched:' } )
			.getByRole( 'listitem' )
	).toHaveText( [ /Fails on Activation/i ] );
	const { options } = await desk();
	for ( const id of all ) {
		expect( options[ 'active_plugins' ] ).toContain( id );
	}
	expect( options[ 'active_plugins' ] ).not.toContain( failing );
	await picture( page, 'one-failed' );
	expect( await violations( page ) ).toEqual( [] );
} );

test( 'the theme is switched to the newest default theme, and back', async ( {
	page,
} ) => {
	const before = await desk();
	await logIn( page );
	await openCulprit( page );
	await page
		.getByRole( 'button', { name: 'Switch to Twenty Twenty-Four' } )
		.click();
	await page.getByRole( 'button', { name: 'Switch theme' } ).click();
	await expect(
		page.getByText( /Switched the theme from/ ).first()
	).toBeVisible();
	expect( ( await desk() ).options[ 'stylesheet' ] ).toBe(
		'twentytwentyfour'
	);
	await page.getByRole( 'button', { name: 'Undo' } ).first().click();
	await expect( page.getByText( /^Undone:/ ).first() ).toBeVisible();
	const after = ( await desk() ).options;
	for ( const row of [ ...LIVE, 'current_theme' ] ) {
		expect( after[ row ] ).toBe( before.options[ row ] );
	}
} );
