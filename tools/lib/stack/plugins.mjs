/**
 * The plugins of the stack in the background: those of the demo that are healthy, and those that somebody names.
 */
import { cpSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { demoPlugins, pluginFile } from '../site.mjs';

/** The plugin of the demo that breaks its front page. */
const BROKEN = 'event-countdown';

/**
 * The demo's plugins without the broken one.
 *
 * @return {string[]} Their folders, sorted.
 */
export function healthyPlugins() {
	return demoPlugins().filter( ( one ) => path.basename( one ) !== BROKEN );
}

/**
 * Makes each of the plugins that somebody names a folder; one that is a single file gets a folder of its name.
 *
 * @param {string[]} plugins Folders or files.
 * @param {string}   folder  Takes the new folders.
 * @return {string[]} Folders of plugins, no two of one name.
 * @throws {Error} A sentence when one is no plugin, or its name is taken.
 */
export function pluginFolders( plugins, folder ) {
	const taken = new Set( [ 'culprit', ...healthyPlugins().map( slugOf ) ] );
	return plugins.map( ( plugin ) => {
		const stat = statSync( plugin, { throwIfNoEntry: false } );
		if ( ! stat ) {
			throw new Error( `There is no ${ plugin }.` );
		}
		const slug = slugOf( plugin );
		if ( taken.has( slug ) ) {
			throw new Error(
				`The site has a plugin called ${ slug } already. Rename ${ plugin }.`
			);
		}
		taken.add( slug );
		const own = stat.isDirectory() ? plugin : path.join( folder, slug );
		if ( ! stat.isDirectory() ) {
			mkdirSync( own, { recursive: true } );
			cpSync( plugin, path.join( own, path.basename( plugin ) ) );
		}
		pluginFile( own );
		return own;
	} );
}

const slugOf = ( plugin ) => path.basename( plugin ).replace( /\.php$/, '' );
