/**
 * Throw-away WordPress sites: the files of one, and what makes a freshly installed one the site that is wanted.
 */
import { randomBytes } from 'node:crypto';
import {
	constants,
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	statSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onExit } from './cleanup.mjs';
import { root } from './setup.mjs';
import { wordpressTree } from './wordpress.mjs';

/** Where the plugin of this checkout is on a site that has it. */
export const CULPRIT = 'culprit/plugin.php';

const TEXTS = {
	title: 'Northgate Community Hall',
	tagline: 'What is on, and when to drop by',
	posts: [
		{
			type: 'page',
			title: 'Hire the hall',
			content:
				'<!-- wp:paragraph --><p>The hall seats eighty and has a kitchen. Write to us a month ahead.</p><!-- /wp:paragraph -->',
		},
		{
			type: 'page',
			title: 'How to find us',
			content:
				'<!-- wp:paragraph --><p>Two minutes on foot from the north gate, behind the library.</p><!-- /wp:paragraph -->',
		},
		{
			type: 'post',
			title: 'The roof is dry again',
			content:
				'<!-- wp:paragraph --><p>Nine volunteers, two ladders and one long weekend. Thank you all.</p><!-- /wp:paragraph -->',
		},
		{
			type: 'post',
			title: 'Choir looks for basses',
			content:
				'<!-- wp:paragraph --><p>Rehearsals are on Tuesdays at seven. No need to read music.</p><!-- /wp:paragraph -->',
		},
	],
};

/**
 * @typedef {Object} Provisioned What became of a site.
 * @property {string}   home                Its address.
 * @property {string}   siteurl             The address of its WordPress.
 * @property {string[]} active              The active plugins, as stored.
 * @property {string}   wordpress           Version of WordPress.
 * @property {string}   php                 Version of PHP.
 * @property {string}   applicationPassword An application password of `admin`.
 */

/**
 * @typedef {Object} Site
 * @property {string}                                folder      The site's own temp folder; whatever else belongs to the site may be put there.
 * @property {string}                                wordpress   The web root in it. May be written to.
 * @property {boolean}                               keep        Whether the folder stays when this process ends.
 * @property {?Provisioned}                          provisioned What `provision` found; null before.
 * @property {(url: string) => Promise<Provisioned>} provision   Makes an installed site that answers at this address the one that was asked for. Once.
 * @property {() => void}                            remove      Removes the folder, also when it was to be kept.
 */

/**
 * Makes the files of a site. It is not installed yet: whoever serves it does that, then calls `provision`.
 *
 * @param {Object}    options
 * @param {string}    options.version   WordPress version, one of `versions` in wordpress.mjs.
 * @param {?string}   options.wordpress A WordPress tree to copy instead.
 * @param {?string}   options.culprit   The checkout to take the plugin from, or null for a site without it. Only what is shipped is copied.
 * @param {string[]}  options.plugins   Folders to copy to wp-content/plugins.
 * @param {?string[]} options.active    Plugin files (`dir/file.php`) to activate, in that order, Culprit first if not named. All, sorted, by default.
 * @param {string[]}  options.themes    Folders to copy to wp-content/themes.
 * @param {?string}   options.theme     The theme to switch to; WordPress's default if null.
 * @param {string}    options.title     Title of the site.
 * @param {string}    options.tagline   Its tagline.
 * @param {Object[]}  options.posts     Posts and pages to publish: `{ type, title, content }`.
 * @param {boolean}   options.keep      Leave the folder when this process ends.
 * @return {Promise<Site>} The site. Rejects with a sentence when a part of it cannot be had.
 */
export async function buildSite( {
	version = '7.1.1',
	wordpress = null,
	culprit = root,
	plugins = [],
	active = null,
	themes = [],
	theme = null,
	title = TEXTS.title,
	tagline = TEXTS.tagline,
	posts = TEXTS.posts,
	keep = false,
} = {} ) {
	const files = plugins.map( pluginFile );
	const tree = wordpress ?? ( await wordpressTree( version ) );
	// macOS's temp folder is a symlink, which a PHP in a sandbox cannot follow.
	const folder = mkdtempSync(
		path.join( realpathSync( os.tmpdir() ), 'culprit-' )
	);
	const remove = () =>
		rmSync( folder, {
			recursive: true,
			force: true,
			maxRetries: 10,
			retryDelay: 100,
		} );
	const release = onExit( () => site.keep || remove() );
	const site = {
		folder,
		wordpress: path.join( folder, 'wordpress' ),
		keep,
		provisioned: null,
		async provision( url ) {
			site.provisioned = await provision( site.wordpress, url, {
				title,
				tagline,
				posts,
				theme,
				culprit: culprit ? CULPRIT : null,
				active: activeList( active, files, Boolean( culprit ) ),
			} );
			return site.provisioned;
		},
		remove() {
			release();
			remove();
		},
	};

	try {
		copy( tree, site.wordpress );
		for ( const plugin of plugins ) {
			copyInto(
				plugin,
				path.join( site.wordpress, 'wp-content/plugins' )
			);
		}
		for ( const one of themes ) {
			copyInto( one, path.join( site.wordpress, 'wp-content/themes' ) );
		}
		if ( culprit ) {
			copyShipped(
				culprit,
				path.join( site.wordpress, 'wp-content/plugins/culprit' )
			);
		}
	} catch ( error ) {
		site.remove();
		throw error;
	}
	return site;
}

/**
 * The plugins of the demo site, one of which breaks its front page.
 *
 * @return {string[]} Their folders, sorted.
 */
export function demoPlugins() {
	const folder = path.join( root, 'tests/fixtures/demo/plugins' );
	return readdirSync( folder )
		.sort()
		.map( ( name ) => path.join( folder, name ) );
}

/**
 * A plugin's file as WordPress calls it.
 *
 * @param {string} folder The plugin's folder.
 * @return {string} `dir/file.php`.
 */
export function pluginFile( folder ) {
	const file = readdirSync( folder )
		.filter( ( name ) => name.endsWith( '.php' ) )
		.sort()
		.find( ( name ) =>
			// Where WordPress looks, too: the first 8 kB.
			/^[ \t/*#@]*Plugin Name:/im.test(
				readFileSync( path.join( folder, name ), 'latin1' ).slice(
					0,
					8192
				)
			)
		);
	if ( ! file ) {
		throw new Error(
			`${ folder } is no plugin: none of its PHP files has a "Plugin Name" header.`
		);
	}
	return `${ path.basename( folder ) }/${ file }`;
}

function activeList( active, files, withCulprit ) {
	if ( active ) {
		return withCulprit && ! active.includes( CULPRIT )
			? [ CULPRIT, ...active ]
			: active;
	}
	// Sorted, as WordPress stores it.
	return [ ...files, ...( withCulprit ? [ CULPRIT ] : [] ) ].sort();
}

function copy( from, to ) {
	cpSync( from, to, {
		recursive: true,
		mode: constants.COPYFILE_FICLONE,
	} );
}

function copyInto( from, folder ) {
	copy( from, path.join( folder, path.basename( from ) ) );
}

/**
 * Copies what the plugin's zip would hold.
 *
 * @param {string} checkout
 * @param {string} to       The plugin's folder on the site.
 */
function copyShipped( checkout, to ) {
	const { files } = JSON.parse(
		readFileSync( path.join( checkout, 'package.json' ), 'utf8' )
	);
	const missing = files.filter(
		( name ) => ! existsSync( path.join( checkout, name ) )
	);
	if ( missing.length > 0 ) {
		throw new Error(
			`The plugin is not complete, ${ missing.join(
				', '
			) } is missing. Run \`npm run build\`, then try again.`
		);
	}
	for ( const name of files ) {
		const from = path.join( checkout, name );
		const target = path.join( to, name );
		mkdirSync( path.dirname( target ), { recursive: true } );
		if ( statSync( from ).isDirectory() ) {
			copy( from, target );
		} else {
			copyFileSync( from, target );
		}
	}
}

/**
 * Has the installed site at an address provision itself.
 *
 * @param {string} folder The web root.
 * @param {string} url    Where the site answers.
 * @param {Object} wanted What tools/lib/provision.php reads.
 * @return {Promise<Provisioned>} What became of it.
 */
async function provision( folder, url, wanted ) {
	// Nobody else who reaches the server can guess the name.
	const name = `provision-${ randomBytes( 16 ).toString( 'hex' ) }.php`;
	const script = path.join( folder, name );
	copyFileSync(
		fileURLToPath( new URL( 'provision.php', import.meta.url ) ),
		script
	);
	let text;
	let status;
	try {
		const response = await fetch( `${ url }/${ name }`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( { ...wanted, url } ),
			redirect: 'error',
		} );
		status = response.status;
		text = await response.text();
	} finally {
		rmSync( script, { force: true } );
	}
	let answer;
	try {
		answer = JSON.parse( text );
	} catch {
		answer = {
			error: `It answered ${ status }: ${ text
				.replace( /<[^>]+>/g, ' ' )
				.replace( /\s+/g, ' ' )
				.trim()
				.slice( 0, 500 ) }`,
		};
	}
	if ( answer.error ) {
		throw new Error( `The site could not be set up. ${ answer.error }` );
	}
	if ( answer.home !== url || answer.siteurl !== url ) {
		throw new Error(
			`The site answers at ${ url } but believes it is at ${ answer.home } (WordPress at ${ answer.siteurl }).`
		);
	}
	const { application_password: applicationPassword, ...rest } = answer;
	return { ...rest, applicationPassword };
}
