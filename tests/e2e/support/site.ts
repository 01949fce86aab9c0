/**
 * The site under test, as a visitor, an admin, a terminal and a look into its database see it.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

/** What the set-up says about the site. */
export interface Site {
	url: string;
	user: string;
	password: string;
	applicationPassword: string;
	/** Secret of the desk fixture. */
	desk: string;
	/** Plugin files of the demo, in live order. */
	demo: string[];
	/** Web root on this machine. */
	wordpress: string;
}

export const OWN = 'culprit/plugin.php';
export const BROKEN = 'event-countdown/event-countdown.php';

/** The site that the set-up started. */
export function site(): Site {
	return JSON.parse( process.env[ 'CULPRIT_E2E' ] ?? '{}' ) as Site;
}

/** What the desk answers. */
interface Desk {
	/** Every option but transients and Culprit's own, as stored. */
	options: Record< string, string >;
	/** Culprit's own folders in wp-content. */
	folders: string[];
	/** Files in them. */
	records: string[];
}

/**
 * Reads the rows of the site, and sets some of them first.
 *
 * @param wanted Values by name: active_plugins, template, stylesheet.
 */
export async function desk(
	wanted?: Record< string, unknown >
): Promise< Desk > {
	const { url, desk: secret } = site();
	const response = await fetch( `${ url }/?desk=${ secret }`, {
		method: wanted ? 'POST' : 'GET',
		...( wanted ? { body: JSON.stringify( wanted ) } : {} ),
	} );
	return ( await response.json() ) as Desk;
}

/**
 * Makes these plugins, and Culprit, the live list.
 *
 * @param plugins Plugin files.
 */
export async function activate( plugins: string[] ): Promise< void > {
	await desk( { active_plugins: [ ...plugins, OWN ].sort() } );
	await visit();
}

/** Back to the demo: all its plugins, and WordPress's newest theme. */
export async function reset(): Promise< void > {
	await desk( {
		active_plugins: [ ...site().demo, OWN ].sort(),
		template: 'twentytwentyfive',
		stylesheet: 'twentytwentyfive',
	} );
	// Plugins write their defaults on a first visit, whoever makes it.
	await visit();
}

/**
 * Fetches a page as a visitor.
 *
 * @param page    Path.
 * @param headers Request headers.
 */
export async function visit(
	page = '/',
	headers: Record< string, string > = {}
): Promise< { status: number; body: string; headers: Headers } > {
	const response = await fetch( site().url + page, {
		headers,
		redirect: 'manual',
	} );
	return {
		status: response.status,
		body: await response.text(),
		headers: response.headers,
	};
}

/**
 * Logs the admin in.
 *
 * @param page Browser page.
 */
export async function logIn( page: Page ): Promise< void > {
	const { url, user, password } = site();
	await page.goto( `${ url }/wp-login.php` );
	// WordPress puts the cursor there a moment after the page has loaded; what is typed before may land in the wrong field.
	await expect(
		page.getByLabel( 'Username or Email Address' )
	).toBeFocused();
	await page.getByLabel( 'Username or Email Address' ).fill( user );
	await page.getByLabel( 'Password', { exact: true } ).fill( password );
	await page.getByRole( 'button', { name: 'Log In' } ).click();
	await page.waitForURL( /wp-admin/ );
}

/**
 * Opens Tools > Culprit.
 *
 * @param page Browser page.
 */
export async function openCulprit( page: Page ): Promise< void > {
	await page.goto( `${ site().url }/wp-admin/tools.php?page=culprit` );
	await page.getByRole( 'heading', { name: 'Culprit', level: 1 } ).waitFor();
}

/** What the terminal command printed. */
export interface Printed {
	status: number | null;
	stdout: string;
	stderr: string;
}

/**
 * Runs the `culprit` command.
 *
 * @param args  Arguments.
 * @param input Standard input.
 */
export function culprit( args: string[], input = '' ): Promise< Printed > {
	return new Promise( ( resolve, reject ) => {
		const child = spawn(
			process.execPath,
			[
				path.resolve( __dirname, '../../../build/cli/culprit.mjs' ),
				...args,
			],
			{ stdio: 'pipe' }
		);
		const printed: Printed = { status: null, stdout: '', stderr: '' };
		child.stdout.on( 'data', ( chunk ) => ( printed.stdout += chunk ) );
		child.stderr.on( 'data', ( chunk ) => ( printed.stderr += chunk ) );
		child.on( 'error', reject );
		child.on( 'close', ( status ) => resolve( { ...printed, status } ) );
		child.stdin.end( input );
	} );
}
